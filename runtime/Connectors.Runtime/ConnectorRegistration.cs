using Connectors.Runtime.Connections;

namespace Connectors.Runtime;

/// <summary>A connector that can be looked up by its slug: what it can do, and how to make one for an account.</summary>
/// <param name="Definition">The generated definition.</param>
/// <param name="Create">Makes a connector for an account.</param>
public sealed record ConnectorRegistration(ConnectorDefinition Definition, Func<ConnectionValues, ConnectorOptions, Connector> Create);
