using Connectors.Runtime;

namespace Connectors.Server.State;

/// <summary>The connectors that a server has.</summary>
/// <param name="all">All of them.</param>
internal sealed class ServedConnectors(IReadOnlyList<ConnectorRegistration> all)
{
    public IReadOnlyList<ConnectorRegistration> All => all;

    /// <summary>The connectors of a category: <c>ats</c>, in any case.</summary>
    public IEnumerable<ConnectorRegistration> Of(string? category) => all.Where(r => string.Equals(r.Definition.Descriptor.Category, category, StringComparison.OrdinalIgnoreCase));

    /// <summary>The connector of a slug; null for none.</summary>
    public ConnectorRegistration? Find(string slug) => all.FirstOrDefault(r => r.Definition.Descriptor.Slug == slug);
}
