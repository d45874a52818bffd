using Connectors.Server.RequestLog;
using Connectors.Server.State;
using Connectors.Server.Wire;
using Connectors.Sync.Engine;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;

namespace Connectors.Server.Syncing;

/// <summary>Runs a sync, and has its end noted whatever becomes of it. Of one integration, one sync at a time.</summary>
internal sealed class SyncRunner(
    RecordStore store,
    ServedStore served,
    IAccounts accounts,
    IntegrationDirectory directory,
    CreatedOnly createdOnly,
    SyncLog log,
    IShownFields fields,
    ServerOptions options)
{
    /// <summary>Runs a sync.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="stop">Says that the server stops: the sync ends, but is not noted as one that has ended, because the next start goes on with it.</param>
    /// <returns>What it did; null where it did not begin, or something went wrong that nobody foresaw.</returns>
    public async Task<SyncResult?> RunAsync(QueuedSync sync, CancellationToken stop)
    {
        try
        {
            return stop.IsCancellationRequested ? null : await SyncAsync(sync, stop).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            options.Unexpected(e);
            End(sync, SyncEnd.Unforeseen);
            return null;
        }
    }

    /// <summary>Notes that a sync has ended.</summary>
    public void End(QueuedSync sync, SyncEnd end)
    {
        try
        {
            log.Ended(sync, end);
        }
        catch (Exception e)
        {
            options.Unexpected(e);
        }
    }

    private async Task<SyncResult?> SyncAsync(QueuedSync sync, CancellationToken stop)
    {
        if (sync.Stop.IsCancellationRequested || directory.Owner(sync.Integration) is not (_, { State.Enabled: true }))
        {
            log.Ended(sync, SyncEnd.NeverBegun);
            return null;
        }

        if (accounts.Connect(sync.Integration) is not { } connector)
        {
            log.Ended(sync, SyncEnd.NoCredentials);
            return null;
        }

        VendorCalls.Because("sync");
        sync.StartedAt = options.Clock.GetUtcNow();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, sync.Stop.Token);
        var result = await SyncEngine.RunAsync(connector, store, Settings(sync), sync.Board, either.Token).ConfigureAwait(false);
        served.CatchUp();
        if (result.Outcome != SyncOutcome.Interrupted || sync.Stop.IsCancellationRequested)
        {
            log.Ended(sync, SyncEnd.Of(result, connector.Definition));
        }

        return result;
    }

    private SyncOptions Settings(QueuedSync sync)
    {
        var shown = fields.Of(sync.Integration.Id);
        return new SyncOptions
        {
            Kind = sync.Kind,
            Integration = sync.Integration.Name,
            OnlyCreated = createdOnly.IsOn(sync.Integration.Id),
            ConfirmDeletions = sync.ConfirmDeletions,
            ShownOfPayloads = model => shown.GetValueOrDefault(model) is { NeedsPayload: true } parts ? parts.Differ : null,
            Clock = options.Clock,
        };
    }
}
