namespace Connectors.Runtime.Capabilities;

/// <summary>What a connector of this assembly covers, where analyzers can read it across references. Generated; one a connector.</summary>
/// <param name="connector">The connector's slug.</param>
/// <param name="category">The category of its vocabulary: <c>ats</c>.</param>
/// <param name="covered">
/// Covered rows: each text names a model that is read, an action that is performed or <c>features</c>, then what is covered of it, with
/// spaces between: <c>"jobs id remote_id name"</c>.
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ConnectorCoverageAttribute(string connector, string category, params string[] covered) : Attribute
{
    /// <summary>The connector's slug; its spec is the file of this name.</summary>
    public string Connector { get; } = connector;

    /// <summary>The category of its vocabulary.</summary>
    public string Category { get; } = category;

    /// <summary>Covered rows, a text for each model, action and the features.</summary>
    public IReadOnlyList<string> Covered { get; } = covered;
}
