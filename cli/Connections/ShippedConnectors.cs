using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Specs.Diagnostics;

namespace Connectors.Cli.Connections;

/// <summary>The connectors that were compiled into the tool.</summary>
internal static class ShippedConnectors
{
    /// <summary>The connectors of some slugs, each once.</summary>
    /// <exception cref="CliException">There is no connector of a slug.</exception>
    public static IReadOnlyList<ConnectorRegistration> Find(IEnumerable<string> slugs) => [.. slugs.Distinct(StringComparer.Ordinal).Select(Find)];

    /// <exception cref="CliException">There is none.</exception>
    public static ConnectorRegistration Find(string slug)
    {
        var slugs = ConnectorRegistry.All.Select(r => r.Definition.Descriptor.Slug).ToList();
        return ConnectorRegistry.Find(slug)
            ?? throw new CliException($"There is no connector '{slug}'{Suggest.Hint(slug, slugs)} Compiled in are {string.Join(", ", slugs)}; a new spec joins them with the next build.");
    }
}
