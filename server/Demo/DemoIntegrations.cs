using System.Collections.Immutable;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Connections;
using Connectors.Server.Accounts;
using Connectors.Server.Played;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;

namespace Connectors.Server.Demo;

/// <summary>An integration at every vendor that is played.</summary>
internal sealed class DemoIntegrations(PlayedVendors vendors, RecordStore store, IntegrationDirectory directory, Credentials credentials, StoredAccounts accounts, ServedConnectors connectors, SyncQueue syncs, TimeProvider clock)
{
    /// <summary>Plays the vendors, opens an integration at each and queues its sync. One that somebody has ended is not opened again.</summary>
    /// <param name="environment">The environment that they belong to.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task<IReadOnlyList<QueuedSync>> StartAsync(string environment, CancellationToken cancellationToken)
    {
        var queued = new List<QueuedSync>();
        foreach (var slug in await vendors.StartAsync(clock, cancellationToken).ConfigureAwait(false))
        {
            var values = vendors.Find(slug)!.Connection;

            // The name that the command line gives what a sandbox makes up.
            var integration = store.OpenIntegration(slug, Form(slug, values).Public, $"{slug} sandbox", clock);
            directory.Adopt(integration, environment);
            if (directory.Find($"{slug}:{integration.Id}", environment) is not null)
            {
                credentials.Keep(integration.Id, new Account(values, Played: true));
                if (vendors.Find(slug)!.RefreshToken is { } refresh)
                {
                    // As if somebody had agreed.
                    accounts.Keep(integration, new GrantedTokens(refresh, ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue));
                }

                await accounts.RenewAsync(integration).ConfigureAwait(false);
                queued.Add(syncs.Enqueue(integration, SyncKind.Full).Sync);
            }
        }

        return queued;
    }

    private ConnectionValues Form(string slug, IReadOnlyDictionary<string, string> values) =>
        ConnectionValues.TryCreate(connectors.Find(slug)!.Definition.Descriptor.ConnectionFields, values, out var connection, out var problems)
            ? connection
            : throw new InvalidOperationException(string.Join(' ', problems));
}
