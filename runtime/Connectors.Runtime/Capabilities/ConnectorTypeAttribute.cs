namespace Connectors.Runtime.Capabilities;

/// <summary>Says that a generated type stands for a connector, so that code that uses the type uses the connector.</summary>
/// <param name="connector">The connector's slug.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class ConnectorTypeAttribute(string connector) : Attribute
{
    /// <summary>The connector's slug.</summary>
    public string Connector { get; } = connector;
}
