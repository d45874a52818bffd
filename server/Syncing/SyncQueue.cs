using System.Threading.Channels;
using Connectors.Server.RequestLog;
using Connectors.Server.State;
using Connectors.Server.Wire;
using Connectors.Sync.Engine;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;

namespace Connectors.Server.Syncing;

/// <summary>A sync that was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Integration">The integration.</param>
/// <param name="Kind">How much is read.</param>
internal sealed record QueuedSync(string Id, Integration Integration, SyncKind Kind)
{
    /// <summary>Whether deletions are confirmed that the engine would rather not make by itself.</summary>
    public bool ConfirmDeletions { get; init; }

    /// <summary>Whether another of its kind follows it.</summary>
    public bool Again { get; set; }

    /// <summary>When it began; null while it waits.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>How far it is.</summary>
    public SyncBoard Board { get; } = new();

    /// <summary>Ends when the sync does; with its result, or null when it was cancelled before it began.</summary>
    public TaskCompletionSource<SyncResult?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends it.</summary>
    public CancellationTokenSource Stop { get; } = new();
}

/// <summary>Runs syncs one after the other; of every integration and kind, one at most is queued or running.</summary>
internal sealed class SyncQueue(RecordStore store, ServedStore served, IAccounts accounts, CreatedOnly createdOnly, SyncLog log, IShownFields fields, TimeProvider clock, Action<Exception> unexpected) : IAsyncDisposable
{
    private readonly Channel<QueuedSync> _queue = Channel.CreateUnbounded<QueuedSync>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<(string Integration, SyncKind Kind), QueuedSync> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Begins to run what is queued.</summary>
    public void Start() => _running = Task.Run(RunAllAsync);

    /// <summary>Queues a sync; the one that is queued or running already, where there is one.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="kind">How much is read.</param>
    /// <param name="confirmDeletions">Whether deletions are confirmed that the engine would rather not make by itself.</param>
    public (QueuedSync Sync, bool QueuedBefore) Enqueue(Integration integration, SyncKind kind, bool confirmDeletions = false)
    {
        lock (_open)
        {
            if (_open.TryGetValue((integration.Id, kind), out var sync))
            {
                return (sync, true);
            }

            sync = new QueuedSync(Guid.NewGuid().ToString(), integration, kind) { ConfirmDeletions = confirmDeletions };
            if (_queue.Writer.TryWrite(sync))
            {
                _open.Add((integration.Id, kind), sync);
            }
            else
            {
                sync.Done.SetResult(null); // the server is being stopped
            }

            return (sync, false);
        }
    }

    /// <summary>Queues a sync that begins later than now, because something has changed that one under way may not have seen.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="kind">How much is read.</param>
    public void EnqueueAnew(Integration integration, SyncKind kind)
    {
        lock (_open)
        {
            var (sync, queuedBefore) = Enqueue(integration, kind);
            sync.Again |= queuedBefore;
        }
    }

    /// <summary>The syncs that are queued or running.</summary>
    public IReadOnlyList<QueuedSync> Open
    {
        get
        {
            lock (_open)
            {
                return [.. _open.Values];
            }
        }
    }

    /// <summary>Ends the syncs of an integration, queued and running ones.</summary>
    public void Cancel(Integration integration)
    {
        lock (_open)
        {
            foreach (var sync in _open.Values.Where(s => s.Integration.Id == integration.Id))
            {
                sync.Stop.Cancel();
            }
        }
    }

    /// <summary>Stops cleanly; what was under way goes on with the next sync.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAllAsync()
    {
        await foreach (var sync in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            SyncResult? result = null;
            try
            {
                result = await RunAsync(sync).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested || sync.Stop.IsCancellationRequested)
            {
                // It was cancelled before it had begun.
            }
            catch (Exception e)
            {
                unexpected(e);
                NoteFailed(sync);
            }
            finally
            {
                lock (_open)
                {
                    _open.Remove((sync.Integration.Id, sync.Kind));
                    if (sync.Again)
                    {
                        Enqueue(sync.Integration, sync.Kind);
                    }
                }

                sync.Done.TrySetResult(result);
                sync.Stop.Dispose();
            }
        }
    }

    // Whatever goes wrong with one sync, the next one is run.
    private void NoteFailed(QueuedSync sync)
    {
        try
        {
            log.Ended(sync, sync.StartedAt ?? clock.GetUtcNow(), null);
        }
        catch (Exception e)
        {
            unexpected(e);
        }
    }

    private async Task<SyncResult?> RunAsync(QueuedSync sync)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, sync.Stop.Token);
        if (stop.IsCancellationRequested || accounts.Connect(sync.Integration) is not { } connector)
        {
            return null;
        }

        VendorCalls.Because("sync");
        var startedAt = clock.GetUtcNow();
        sync.StartedAt = startedAt;
        var shown = fields.Of(sync.Integration.Id);
        var options = new SyncOptions
        {
            Kind = sync.Kind,
            Integration = sync.Integration.Name,
            OnlyCreated = createdOnly.IsOn(sync.Integration.Id),
            ConfirmDeletions = sync.ConfirmDeletions,
            ShownOfPayloads = model => shown.GetValueOrDefault(model) is { NeedsPayload: true } parts ? parts.Differ : null,
            Clock = clock,
        };
        var result = await SyncEngine.RunAsync(connector, store, options, sync.Board, stop.Token).ConfigureAwait(false);
        served.CatchUp();
        log.Ended(sync, startedAt, result);
        return result;
    }
}
