using Connectors.Specs.Model;

namespace Connectors.Specs.Binding;

/// <summary>What a list of entries that authenticate requests gives to those after it, and to the requests.</summary>
/// <param name="Names">What <c>{auth.NAME}</c> can name.</param>
/// <param name="Used">Those names that something uses; shared by all scopes of one list.</param>
/// <param name="Places">The places that are filled with every request; grows while the list is bound.</param>
internal sealed record AuthScope(IReadOnlyList<string> Names, HashSet<string> Used, List<Place> Places)
{
    /// <summary>Nothing authenticates.</summary>
    public static AuthScope None => new([], [], []);

    /// <summary>The scope of an entry: what those before it take.</summary>
    public AuthScope With(IEnumerable<string> names) => this with { Names = names.ToList() };
}
