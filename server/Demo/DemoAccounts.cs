using System.Collections.Concurrent;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Sandbox;
using Connectors.Server.State;
using Connectors.Sync.Store;

namespace Connectors.Server.Demo;

/// <summary>Accounts at vendors that are played in this process: one of every shipped connector.</summary>
internal sealed class DemoAccounts : IAccounts, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Connector> _connectors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SandboxServer> _sandboxes = new(StringComparer.Ordinal);

    /// <summary>The vendors that are played, by the id of the integration.</summary>
    public IReadOnlyDictionary<string, SandboxServer> Sandboxes => _sandboxes;

    /// <inheritdoc/>
    public Connector? Connect(Integration integration) => _connectors.GetValueOrDefault(integration.Id);

    /// <summary>Plays the vendors, and opens an integration at each.</summary>
    /// <param name="store">Where the integrations are.</param>
    /// <param name="clock">The clock of the vendors.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task<IReadOnlyList<Integration>> StartAsync(RecordStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var opened = new List<Integration>();
        foreach (var registration in ConnectorRegistry.All.OrderBy(r => r.Definition.Descriptor.Slug, StringComparer.Ordinal))
        {
            var slug = registration.Definition.Descriptor.Slug;
            var sandbox = await SandboxServer.StartAsync(ShippedSpecs.Sandbox(slug) with { Clock = clock }, cancellationToken).ConfigureAwait(false);
            var connector = registration.Create(
                Values(registration, sandbox),
                new ConnectorOptions { BaseAddress = sandbox.BaseAddress, OtherAddresses = sandbox.OtherAddresses, KeepRates = false, Clock = clock });

            // The name that the command line gives what a sandbox makes up.
            var integration = store.OpenIntegration(slug, connector.Connection.Public, $"{slug} sandbox", clock);
            _connectors[integration.Id] = connector;
            _sandboxes[integration.Id] = sandbox;
            opened.Add(integration);
        }

        return opened;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var sandbox in _sandboxes.Values)
        {
            await sandbox.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ConnectionValues Values(ConnectorRegistration registration, SandboxServer sandbox) =>
        ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, sandbox.Connection, out var connection, out var problems)
            ? connection
            : throw new InvalidOperationException(string.Join(' ', problems));
}
