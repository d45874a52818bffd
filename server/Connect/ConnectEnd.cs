using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;
using Connectors.Server.Accounts;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Webhooks;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;

namespace Connectors.Server.Connect;

/// <summary>The end of a connection: the link is used up, the integration is made or has new credentials, and its first sync is queued.</summary>
internal sealed class ConnectEnd(
    Links links,
    ConnectorMaker maker,
    Credentials credentials,
    StoredAccounts accounts,
    RecordStore store,
    IntegrationDirectory directory,
    StateFile file,
    CreatedOnly createdOnly,
    IntegrationHealth health,
    SyncQueue syncs,
    IEvents events,
    TimeProvider clock)
{
    /// <summary>Connects an account that the vendor has accepted.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="again">The integration that is connected again; null for a new one.</param>
    /// <param name="values">What was filled in.</param>
    /// <returns>The code of the integration, or why there is none; neither where somebody else has used the link for another one meanwhile.</returns>
    public async Task<(string? Code, ConnectFailure? Failure)> FinishAsync(ConnectVisit visit, ServedIntegration? again, IReadOnlyDictionary<string, string> values)
    {
        var (link, descriptor) = (visit.Link!, visit.Connector!.Definition.Descriptor);
        var played = maker.IsPlayed(descriptor.Slug);
        if (!ConnectionValues.TryCreate(descriptor.ConnectionFields, maker.Complete(visit.Connector, values, played), out var connection, out _)
            || (ConnectorMaker.NeedsConsent(visit.Connector) && links.Draft(link).Tokens is null))
        {
            return (null, new ConnectFailure(FailureReason.Refused));
        }

        Integration stored;
        try
        {
            // Each flow makes an integration of its own, also of the same account: it is told apart by its name.
            var name = again?.Stored.Name ?? $"{link.Request.Organization} ({link.Token.Id[..8]})";
            if (again is null)
            {
                // A server that ends in between would take it for one that was synced from the command line.
                directory.Reserve(RecordStore.IdOf(descriptor.Slug, name), link.Environment);
            }

            stored = store.OpenIntegration(descriptor.Slug, connection.Public, name, clock);
        }
        catch (StoreException e) when (e.Error == StoreError.OtherAccount)
        {
            return (null, new ConnectFailure(FailureReason.OtherAccount));
        }

        var first = file.Together(() => Connect(visit, stored, again is null, new Account(values, played)));
        if (first)
        {
            await accounts.RenewAsync(stored).ConfigureAwait(false);
            if (again is null or { State.Enabled: true })
            {
                syncs.EnqueueAnew(stored, SyncKind.Full);
            }
        }

        return (links.CodeOf(link, $"{stored.Connector}:{stored.Id}"), null);
    }

    private bool Connect(ConnectVisit visit, Integration stored, bool isNew, Account account)
    {
        var (link, descriptor, id) = (visit.Link!, visit.Connector!.Definition.Descriptor, $"{stored.Connector}:{stored.Id}");

        // Using the link up forgets the draft. Where somebody else was faster, it is theirs that counts.
        var tokens = links.Draft(link).Tokens;
        if (!links.Use(link, id))
        {
            return false;
        }

        if (isNew)
        {
            directory.Add(stored, link.Environment, link.Request.Organization, link.Request.Email, link.Request.OriginId);
            createdOnly.Set(stored.Id, descriptor.Feature(CreatedOnly.Feature)?.Coverage == Coverage.Supported);
        }

        credentials.Keep(stored.Id, account);
        if (tokens is not null)
        {
            accounts.Keep(stored, tokens);
        }

        health.Accepted(stored);
        if (isNew && directory.Find(id, link.Environment) is { } integration)
        {
            events.Publish(link.Environment, ServerEvents.IntegrationCreated(integration));
        }

        return true;
    }
}
