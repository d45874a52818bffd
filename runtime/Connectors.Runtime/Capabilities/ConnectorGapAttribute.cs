namespace Connectors.Runtime.Capabilities;

/// <summary>A row that a connector of this assembly is known not to cover, with the reason. Generated from what its spec says.</summary>
/// <param name="connector">The connector's slug.</param>
/// <param name="row">The row: <c>create_application.attachments.data</c>; a model or action speaks for all its rows that have no gap of their own.</param>
/// <param name="coverage">Not implemented or unsupported.</param>
/// <param name="reason">Why, in a sentence.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ConnectorGapAttribute(string connector, string row, Coverage coverage, string reason) : Attribute
{
    /// <summary>The connector's slug.</summary>
    public string Connector { get; } = connector;

    /// <summary>The row.</summary>
    public string Row { get; } = row;

    /// <summary>Not implemented or unsupported.</summary>
    public Coverage Coverage { get; } = coverage;

    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; } = reason;
}
