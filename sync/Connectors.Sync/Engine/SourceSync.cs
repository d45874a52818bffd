using System.Diagnostics;
using System.Threading.Channels;
using Connectors.Runtime;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;

namespace Connectors.Sync.Engine;

/// <summary>
/// Reads one source into the store. Three tasks overlap: reading (requests and mapping), preparing (JSON, ids, hashes) and writing; bounded
/// channels between them keep memory flat.
/// </summary>
internal sealed class SourceSync : IDisposable
{
    private const int PagesUnderWay = 4;

    /// <summary>This many parents in a row that cannot be read mean that the source cannot be read.</summary>
    private const int MostFailuresInARow = 10;

    private readonly Connector _connector;
    private readonly RecordStore _store;
    private readonly SourceState _state;
    private readonly Run _run;
    private readonly TimeProvider _clock;
    private readonly IProgress<SyncProgress>? _progress;
    private readonly ScopeLog _scopes;
    private readonly PageWriter _writer;
    private readonly PagePreparer _preparer;
    private readonly RecordIds _ids;
    private readonly CreatedFilter? _created;
    private readonly Parents? _parents;
    private readonly HashSet<long> _failed = [];
    private readonly long _started;
    private readonly long[] _before;
    private ConnectorException? _firstFailure;
    private int _failuresInARow;
    private long? _total;

    public SourceSync(Connector connector, RecordStore store, Integration integration, SourceState state, Run run, TimeProvider clock, IProgress<SyncProgress>? progress, CreatedFilter? created)
    {
        var ids = new RecordIds(integration.Id);
        _ids = ids;
        _connector = connector;
        _store = store;
        _state = state;
        _run = run;
        _clock = clock;
        _progress = progress;
        _created = created;
        _preparer = new PagePreparer(ids, created);
        _scopes = new ScopeLog(store, state);
        lock (store.Gate)
        {
            _writer = new PageWriter(store, state, _scopes, ids, clock);
        }

        _parents = state.Source.ForEach is null ? null : new Parents(store, integration, state, _scopes);
        _started = Stopwatch.GetTimestamp();
        _before = [.. state.Models.Select(m => m.Counts.Records)];
    }

    /// <summary>How many parents could not be read; the others were.</summary>
    public int FailedParents => _failed.Count;

    /// <summary>Why the first of them could not be read.</summary>
    public ConnectorException? FirstFailure => _firstFailure;

    /// <summary>Reads what the run has to read of the source, and writes it.</summary>
    /// <exception cref="ConnectorException">The source cannot be read any further. What was read before is stored.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled. What was read before is stored.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var broken = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, broken.Token);
        var read = Channel.CreateBounded<(ScopeReading Scope, ReadPage Page)>(PagesUnderWay);
        var prepared = Channel.CreateBounded<PreparedPage>(PagesUnderWay);

        // A reader that ends early, for whatever reason, still has its pages written; only a failure behind it ends all three.
        var reading = Stage(() => _parents is null ? ReadListAsync(read.Writer, stop.Token) : ReadChildrenAsync(read.Writer, stop.Token), () => read.Writer.Complete(), null);
        var preparing = Stage(() => PrepareAsync(read.Reader, prepared.Writer, broken.Token), () => prepared.Writer.Complete(), broken);
        var writing = Stage(() => WriteAsync(prepared.Reader, broken.Token), () => { }, broken);
        await Task.WhenAll(writing, preparing, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await writing.ConfigureAwait(false);
        await preparing.ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    /// <summary>Reports that the source is done.</summary>
    public void ReportCompleted() => Report(completed: true);

    /// <inheritdoc/>
    public void Dispose() => _preparer.Dispose();

    private static Task Stage(Func<Task> work, Action done, CancellationTokenSource? broken) => Task.Run(async () =>
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch
        {
            if (broken is not null)
            {
                await broken.CancelAsync().ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            done();
        }
    });

    private async Task ReadListAsync(ChannelWriter<(ScopeReading, ReadPage)> pages, CancellationToken cancellationToken)
    {
        ScopeReading? scope = null;
        lock (_store.Gate)
        {
            if (!_scopes.IsComplete(Parent.None))
            {
                scope = _scopes.Open(Parent.None, _state.Since, _state.DetailsSince);
            }
        }

        if (scope is not null)
        {
            await ReadScopeAsync(scope, pages, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadChildrenAsync(ChannelWriter<(ScopeReading, ReadPage)> pages, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ConnectorException? fatal = null;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, _connector.Definition.Concurrency), CancellationToken = stop.Token };
        try
        {
            await Parallel.ForEachAsync(_parents!.Read(), parallel, async (wanted, token) =>
            {
                try
                {
                    await ReadParentAsync(wanted.Parent, wanted.Since, wanted.DetailsSince, pages, token).ConfigureAwait(false);
                }
                catch (ConnectorException error)
                {
                    Interlocked.CompareExchange(ref fatal, error, null);
                    await stop.CancelAsync().ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (fatal is not null)
        {
            // The others were stopped because of it.
        }

        if (fatal is not null)
        {
            throw fatal;
        }
    }

    private async Task ReadParentAsync(Parent parent, DateTimeOffset? since, DateTimeOffset? detailsSince, ChannelWriter<(ScopeReading, ReadPage)> pages, CancellationToken cancellationToken)
    {
        ScopeReading scope;
        lock (_store.Gate)
        {
            if (_failed.Contains(parent.Number))
            {
                return;
            }

            scope = _scopes.Open(parent, since, detailsSince);
        }

        try
        {
            await ReadScopeAsync(scope, pages, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _failuresInARow, 0);
        }
        catch (ConnectorException error) when (IsOfOneParent(error))
        {
            lock (_store.Gate)
            {
                _firstFailure ??= error;
                _failed.Add(parent.Number);
                _store.InTransaction(() => _scopes.Fail(scope));
            }

            if (Interlocked.Increment(ref _failuresInARow) > MostFailuresInARow)
            {
                throw;
            }
        }
    }

    /// <summary>Whether other parents may be readable although this one is not.</summary>
    private static bool IsOfOneParent(ConnectorException error) =>
        error.Error is not (ConnectorError.Authentication or ConnectorError.RateLimited or ConnectorError.Unavailable);

    /// <summary>Whether a reading that goes on at a marker may fail because of it.</summary>
    private static bool IsOfMarker(Exception error) => error switch
    {
        ConnectorException vendor => vendor.Error is ConnectorError.NotFound or ConnectorError.InvalidInput or ConnectorError.Conflict or ConnectorError.UnexpectedPayload,

        // The marker is of another version of the connector.
        ArgumentException => true,
        _ => false,
    };

    private async Task ReadScopeAsync(ScopeReading scope, ChannelWriter<(ScopeReading, ReadPage)> pages, CancellationToken cancellationToken)
    {
        var resume = scope.Resume;
        var options = new ReadOptions
        {
            Models = _state.Names,
            Since = scope.Since,
            DetailsSince = scope.DetailsSince,
            IsStored = scope.DetailsSince is null ? null : IsStored,
            ParentRemoteId = scope.Parent.RemoteId,
            Resume = resume,
            Wants = _created is null ? null : name => _created.Wants(name.Model, name.Key),
            KeepRaw = _state.Models.Any(m => m.KeepsRaw),
        };
        var any = false;
        var ended = false;
        try
        {
            await foreach (var page in _connector.ReadAsync(_state.Source, options, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                any = true;
                ended = page.Resume is null;
                await pages.WriteAsync((scope, page), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (resume is not null && !any && IsOfMarker(error))
        {
            // The vendor has forgotten the marker: the scope is read from its start.
            lock (_store.Gate)
            {
                _store.InTransaction(() => _scopes.Discard(scope.Parent.Number));
            }

            await ReadScopeAsync(new ScopeReading(_state, scope.Parent, scope.Since) { DetailsSince = scope.DetailsSince }, pages, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!ended)
        {
            await pages.WriteAsync((scope, new ReadPage { Records = [], SetAside = [], Elements = 0, Resume = null }), cancellationToken).ConfigureAwait(false);
        }
    }

    // One that was set aside the last time is read again, although it is stored.
    private bool IsStored(RecordName name)
    {
        var model = _state.Models.FirstOrDefault(m => m.Name == name.Model);
        if (model is null)
        {
            return true;
        }

        lock (_store.Gate)
        {
            return _store.Prepare(
                    """
                    SELECT 1 FROM records WHERE model = ?1 AND id = ?2 AND remote_deleted_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM set_aside WHERE model = ?1 AND remote_id = ?3)
                    """)
                .Bind(model.Number).Bind(_ids.Record(name.Model, name.Key)).Bind(name.Key.ToString()).RunForNumber() is not null;
        }
    }

    private async Task PrepareAsync(ChannelReader<(ScopeReading Scope, ReadPage Page)> pages, ChannelWriter<PreparedPage> prepared, CancellationToken broken)
    {
        await foreach (var (scope, page) in pages.ReadAllAsync(broken).ConfigureAwait(false))
        {
            await prepared.WriteAsync(_preparer.Prepare(scope, page), broken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(ChannelReader<PreparedPage> prepared, CancellationToken broken)
    {
        while (await prepared.WaitToReadAsync(broken).ConfigureAwait(false))
        {
            // Pages that wait already share a commit; each still goes in together with its checkpoint.
            lock (_store.Gate)
            {
                _store.InTransaction(() => WriteWaiting(prepared));
            }

            Report(completed: false);
        }
    }

    private void WriteWaiting(ChannelReader<PreparedPage> prepared)
    {
        for (var i = 0; i < PagesUnderWay && prepared.TryRead(out var page); i++)
        {
            _writer.Write(page);
            _total = _parents is null ? page.Scope.Total : null;
            _preparer.Return(page);
        }

        foreach (var model in _state.Models)
        {
            RunLog.SaveCounts(_store, _run, model);
        }
    }

    private void Report(bool completed)
    {
        if (_progress is null)
        {
            return;
        }

        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        for (var i = 0; i < _state.Models.Count; i++)
        {
            var model = _state.Models[i];
            var records = model.Counts.Records;
            _progress.Report(new SyncProgress(
                model.Name,
                records,
                model.Counts.Pages,
                _state.Counted[i] ? _total : null,
                _parents?.Passed ?? 0,
                _parents?.Total,
                seconds > 0 ? (records - _before[i]) / seconds : 0,
                completed));
        }
    }
}
