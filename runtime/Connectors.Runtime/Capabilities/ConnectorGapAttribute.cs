namespace Connectors.Runtime.Capabilities;

/// <summary>Rows that a connector of this assembly is known not to cover, with the reason. Generated from what its spec says.</summary>
/// <param name="connector">The connector's slug.</param>
/// <param name="coverage">Not implemented or unsupported.</param>
/// <param name="reason">Why, in a sentence.</param>
/// <param name="rows">The rows: <c>create_application.attachments.data</c>; a model or action speaks for all its rows that have no gap of their own.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ConnectorGapAttribute(string connector, Coverage coverage, string reason, params string[] rows) : Attribute
{
    /// <summary>The connector's slug.</summary>
    public string Connector { get; } = connector;

    /// <summary>Not implemented or unsupported.</summary>
    public Coverage Coverage { get; } = coverage;

    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; } = reason;

    /// <summary>The rows that are not covered, such as <c>jobs.location</c>.</summary>
    public IReadOnlyList<string> Rows { get; } = rows;
}
