using Connectors.Cli.Connections;
using Connectors.Runtime;
using Connectors.Sandbox;

namespace Connectors.Cli.Syncing;

/// <summary>One account that a call is about: a connector, what was said about its connection, and the sandbox that answers for the vendor, if any.</summary>
internal sealed class SyncAccount(ConnectorRegistration registration, ConnectionSettings settings, SandboxOptions? sandbox = null)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>The connector.</summary>
    public ConnectorRegistration Registration => registration;

    /// <summary>What answers for the vendor; null for the vendor itself.</summary>
    public SandboxOptions? Sandbox => sandbox;

    /// <summary>Sees whether the connection can be made; a sandbox makes up what is missing.</summary>
    /// <exception cref="CliException">Values are missing or wrong.</exception>
    public void Check()
    {
        if (sandbox is null)
        {
            settings.For(registration.Definition.Descriptor, Nothing);
        }
    }

    /// <summary>Makes the connector.</summary>
    /// <param name="host">Its clock.</param>
    /// <param name="vendor">The sandbox, running; null for the vendor itself.</param>
    /// <param name="baseUrl">Replaces the vendor's address.</param>
    /// <exception cref="CliException">Values are missing or wrong.</exception>
    public Connector Connect(CliHost host, SandboxServer? vendor, Uri? baseUrl) => registration.Create(
        settings.For(registration.Definition.Descriptor, vendor?.Connection ?? Nothing),
        new ConnectorOptions { BaseAddress = vendor?.BaseAddress ?? baseUrl, OtherAddresses = vendor?.OtherAddresses ?? [], KeepRates = vendor is null, Clock = host.Clock });
}
