using Connectors.Runtime;
using Connectors.Runtime.Capabilities;
using Connectors.Sync.Store;

namespace Connectors.Server.State;

/// <summary>An integration that a request is about.</summary>
/// <param name="State">What the server knows of it.</param>
/// <param name="Stored">What the store calls it.</param>
/// <param name="Registration">Its connector.</param>
internal sealed record ServedIntegration(IntegrationState State, Integration Stored, ConnectorRegistration Registration)
{
    /// <summary>What the connector can do.</summary>
    public ConnectorDescriptor Connector => Registration.Definition.Descriptor;

    /// <summary>Its id in the API.</summary>
    public string PublicId => $"{Stored.Connector}:{Stored.Id}";
}
