using Connectors.Server.State;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;

namespace Connectors.Server.Syncing;

/// <summary>
/// Runs syncs: those of one integration one after the other, those of several side by side up to a bound, so that a slow vendor holds up nobody else's. What a stop
/// of the server cuts short is queued again by the next start. Safe for concurrent use, but not inside of <see cref="StateFile.Together{T}"/>.
/// </summary>
internal sealed class SyncQueue(RecordStore store, OpenSyncs kept, SyncRunner runner, ServerOptions options) : IAsyncDisposable
{
    // Taken before the gate of the server's own file, never while that is held.
    private readonly Lock _gate = new();

    // In the order in which they were asked for.
    private readonly List<QueuedSync> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _started;
    private bool _stopped;

    /// <summary>The syncs that are queued or running, in the order in which they were asked for.</summary>
    public IReadOnlyList<QueuedSync> Open
    {
        get
        {
            lock (_gate)
            {
                return [.. _open];
            }
        }
    }

    /// <summary>Queues what the server's last stop has left, before anything else is queued.</summary>
    public void Restore()
    {
        var integrations = store.Integrations.ToDictionary(i => i.Id, StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var left in kept.All)
            {
                if (integrations.TryGetValue(left.Integration, out var integration))
                {
                    _open.Add(new QueuedSync(left.Id, integration, left.Kind) { ConfirmDeletions = left.ConfirmDeletions });
                }
                else
                {
                    kept.Remove(left.Id);
                }
            }
        }
    }

    /// <summary>Begins to run what is queued.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _started = true;
            BeginNext();
        }
    }

    /// <summary>Queues a sync; the one of its kind that is queued or running already, where there is one.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="kind">How much is read.</param>
    /// <param name="confirmDeletions">Whether deletions are confirmed that the engine would rather not make by itself.</param>
    public (QueuedSync Sync, bool QueuedBefore) Enqueue(Integration integration, SyncKind kind, bool confirmDeletions = false)
    {
        lock (_gate)
        {
            return Find(integration, kind, static _ => true) is { } sync ? (sync, true) : (Add(integration, kind, confirmDeletions), false);
        }
    }

    /// <summary>Queues a sync that begins later than now, because something has changed that one under way may not have seen.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="kind">How much is read.</param>
    public void EnqueueAnew(Integration integration, SyncKind kind)
    {
        lock (_gate)
        {
            _ = Find(integration, kind, static sync => sync.Running is null) ?? Add(integration, kind, confirmDeletions: false);
        }
    }

    /// <summary>Ends the syncs of an integration, queued and running ones. Whoever queues one afterwards gets another, also while these are still ending.</summary>
    public void Cancel(Integration integration)
    {
        List<QueuedSync> all;
        lock (_gate)
        {
            all = _open.FindAll(s => s.Integration.Id == integration.Id);
            _open.RemoveAll(s => s.Integration.Id == integration.Id && s.Running is null);
        }

        foreach (var sync in all)
        {
            sync.Stop.Cancel();
            if (sync.Running is null)
            {
                runner.End(sync, SyncEnd.NeverBegun);
                sync.Done.TrySetResult(null);
            }
        }
    }

    /// <summary>Stops cleanly: what runs or waits goes on with the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        List<QueuedSync> waiting, running;
        lock (_gate)
        {
            _stopped = true;
            (waiting, running) = (_open.FindAll(s => s.Running is null), _open.FindAll(s => s.Running is not null));
            _open.RemoveAll(waiting.Contains);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running.Select(s => s.Running!)).ConfigureAwait(false);
        waiting.ForEach(s => s.Done.TrySetResult(null));
        _stop.Dispose();
    }

    private QueuedSync? Find(Integration integration, SyncKind kind, Predicate<QueuedSync> which) =>
        _open.Find(s => s.Integration.Id == integration.Id && s.Kind == kind && !s.Stop.IsCancellationRequested && which(s));

    private QueuedSync Add(Integration integration, SyncKind kind, bool confirmDeletions)
    {
        var sync = new QueuedSync(Guid.NewGuid().ToString(), integration, kind) { ConfirmDeletions = confirmDeletions };
        if (_stopped)
        {
            sync.Done.SetResult(null);
            return sync;
        }

        kept.Add(sync);
        _open.Add(sync);
        BeginNext();
        return sync;
    }

    // The caller holds the gate.
    private void BeginNext()
    {
        while (_started && !_stopped && Next() is { } sync)
        {
            // What a request carries along with it ends with the request.
            using (ExecutionContext.SuppressFlow())
            {
                sync.Running = Task.Run(() => RunAsync(sync));
            }
        }
    }

    private QueuedSync? Next()
    {
        var busy = _open.Where(s => s.Running is not null).Select(s => s.Integration.Id).ToHashSet(StringComparer.Ordinal);
        return busy.Count < options.SyncsAtOnce ? _open.Find(s => !busy.Contains(s.Integration.Id)) : null;
    }

    private async Task RunAsync(QueuedSync sync)
    {
        var result = await runner.RunAsync(sync, _stop.Token).ConfigureAwait(false);
        lock (_gate)
        {
            _open.Remove(sync);
            BeginNext();
        }

        sync.Done.TrySetResult(result);
    }
}
