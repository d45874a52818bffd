using System.Collections.Immutable;
using System.Diagnostics;
using Connectors.Runtime;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Sync.Store;

namespace Connectors.Sync.Engine;

/// <summary>Reads an account into a record store.</summary>
/// <remarks>
/// A run: (1) the integration is opened, and a run that was cut short is continued; (2) the sources are read in the connector's order,
/// parents before children, each page stored together with its checkpoint; (3) at the end of each source, what is proven gone is deleted,
/// unless the deletion guard objects; (4) the result says what was read, what was not, and why.
/// </remarks>
public sealed class SyncEngine
{
    private const string OnlyCreated = "only created";

    private readonly Connector _connector;
    private readonly RecordStore _store;
    private readonly SyncOptions _options;
    private readonly IProgress<SyncProgress>? _progress;
    private readonly List<SourceState> _read = [];
    private readonly List<SourceError> _errors = [];
    private readonly HashSet<SourceState> _completed = [];
    private ImmutableArray<PendingDeletion> _pending = [];
    private CreatedFilter? _created;

    private SyncEngine(Connector connector, RecordStore store, SyncOptions options, IProgress<SyncProgress>? progress)
    {
        _connector = connector;
        _store = store;
        _options = options;
        _progress = progress;
    }

    /// <summary>Runs a sync to its end, or until it is cancelled or may not go on.</summary>
    /// <param name="connector">The account.</param>
    /// <param name="store">Where the records go.</param>
    /// <param name="options">What to read; null for the defaults.</param>
    /// <param name="progress">Told after each commit, on the writing task: it should return quickly.</param>
    /// <param name="cancellationToken">Stops the run cleanly; the result says so, and the next run goes on.</param>
    /// <returns>What was read. Refusals of the vendor are in it, not thrown.</returns>
    /// <exception cref="StoreException">The integration belongs to another account.</exception>
    /// <exception cref="ArgumentException">A model is named that the connector cannot read.</exception>
    public static Task<SyncResult> RunAsync(
        Connector connector,
        RecordStore store,
        SyncOptions? options = null,
        IProgress<SyncProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connector);
        ArgumentNullException.ThrowIfNull(store);
        return new SyncEngine(connector, store, options ?? new SyncOptions(), progress).RunAsync(cancellationToken);
    }

    private async Task<SyncResult> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var wanted = WantedModels();
        var integration = _store.OpenIntegration(_connector.Descriptor.Slug, _connector.Connection.Public, _options.Integration, _options.Clock);
        Run run;
        lock (_store.Gate)
        {
            // A run that was cut short is continued only with the same limits.
            var limits = _options.OnlyCreated ? wanted.Append(OnlyCreated) : wanted;
            run = RunLog.Begin(_store, integration, _options.Kind.ToString(), limits, _options.Clock.GetUtcNow(), _options.ResumeWithin);
            if (_options.OnlyCreated)
            {
                _created = new CreatedFilter(_store, integration, _connector.Descriptor);
                _store.InTransaction(() => _created.DropOthers(run, _options.Clock.GetUtcNow().ToUnixTimeMilliseconds()));
            }
        }

        var interrupted = false;
        try
        {
            await ReadSourcesAsync(integration, run, wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            interrupted = true;
        }

        lock (_store.Gate)
        {
            var models = _read.SelectMany(s => s.Models.Select(m => Result(s, m, run))).ToImmutableArray();
            var (outcome, status) = interrupted ? (SyncOutcome.Interrupted, RunStatus.Interrupted)
                : _pending.Length > 0 ? (SyncOutcome.NeedsDecision, RunStatus.NeedsDecision)
                : _errors.Count > 0 ? (SyncOutcome.VendorRefused, RunStatus.Failed)
                : models.Any(m => m.SetAside > 0) ? (SyncOutcome.RecordsSetAside, RunStatus.Done)
                : (SyncOutcome.Done, RunStatus.Done);
            RunLog.End(_store, integration, run, status, _options.Clock.GetUtcNow());
            return new SyncResult
            {
                Outcome = outcome,
                Integration = integration,
                Run = run.Number,
                Resumed = run.Resumed,
                Duration = watch.Elapsed,
                Models = models,
                Errors = [.. _errors],
                Deletions = _pending,
                UnmappedValues = [.. _connector.UnmappedValues
                    .Select(v => new UnmappedValue(v.Key.Path, v.Key.Value, v.Value))
                    .OrderByDescending(v => v.Count).ThenBy(v => v.Path, StringComparer.Ordinal).ThenBy(v => v.Value, StringComparer.Ordinal)],
            };
        }
    }

    private HashSet<string> WantedModels()
    {
        var readable = _connector.Definition.Sources.SelectMany(s => s.Mappers.Select(m => m.Model)).Distinct().ToList();
        var unknown = _options.Models?.Except(readable).Order(StringComparer.Ordinal).ToList() ?? [];
        if (unknown.Count > 0)
        {
            throw new ArgumentException(
                $"{_connector.Descriptor.Name} cannot read {string.Join(", ", unknown)}. It reads {string.Join(", ", readable)}.");
        }

        return [.. _options.Models ?? (IEnumerable<string>)readable];
    }

    private async Task ReadSourcesAsync(Integration integration, Run run, HashSet<string> wanted, CancellationToken cancellationToken)
    {
        // Models of sources that failed, with the source that is to blame: children of theirs are not read.
        var failed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in _connector.Definition.Sources)
        {
            var models = source.Mappers.Select(m => m.Model).Where(wanted.Contains).ToList();
            if (models.Count == 0)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (source.ForEach is not null && failed.TryGetValue(source.ForEach, out var culprit))
            {
                Skip(culprit, models);
                models.ForEach(m => failed.Add(m, culprit));
                continue;
            }

            lock (_store.Gate)
            {
                _created?.Refresh();
            }

            var state = Open(integration, run, source, models);
            _read.Add(state);
            try
            {
                await ReadSourceAsync(integration, run, state, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException error)
            {
                _errors.Add(new SourceError(source.Name, error));
                models.ForEach(m => failed.Add(m, source.Name));
                if (error.Error == ConnectorError.Authentication)
                {
                    return;
                }
            }

            if (_pending.Length > 0)
            {
                return;
            }
        }
    }

    private void Skip(string culprit, List<string> models)
    {
        var index = _errors.FindIndex(e => e.Source == culprit);
        _errors[index] = _errors[index] with { Skipped = _errors[index].Skipped.AddRange(models) };
    }

    private SourceState Open(Integration integration, Run run, ReadSource source, List<string> names)
    {
        lock (_store.Gate)
        {
            var models = names.Select(name => RunLog.OpenModel(_store, integration, run, name, _connector.Descriptor.KeepsPayload(name), _options.ShownOfPayloads?.Invoke(name))).ToList();
            var overdue = run.StartedAt - _options.FullEvery;
            return new SourceState
            {
                Source = source,
                Models = models,
                Counted = [.. names.Select(name => name == source.Name && source.Mappers.First(m => m.Model == name) is { Within: null, Filters: false })],
                Names = names.ToHashSet(StringComparer.Ordinal),
                Number = RunLog.OpenModel(_store, integration, run, source.Name, keepsRaw: false).Number,
                Run = run.Number,
                StartedAt = run.StartedAt,
                Whole = _options.Kind == SyncKind.Full
                    || models.Any(m => m.SyncedFrom is null || (_options.Kind == SyncKind.Auto && (m.FullFrom ?? DateTimeOffset.MinValue) <= overdue)),
            };
        }
    }

    private async Task ReadSourceAsync(Integration integration, Run run, SourceState state, CancellationToken cancellationToken)
    {
        using var sync = new SourceSync(_connector, _store, integration, state, run, _options.Clock, _progress, _created);
        bool again;
        do
        {
            await sync.ReadAsync(cancellationToken).ConfigureAwait(false);
            again = Finish(run, state);
        }
        while (again);

        if (sync.FirstFailure is { } failure)
        {
            _errors.Add(new SourceError(state.Source.Name, failure, sync.FailedParents));
        }
        else if (_pending.Length == 0)
        {
            _completed.Add(state);
            sync.ReportCompleted();
        }
    }

    /// <summary>Deletes what the source, read to its end, proves to be gone; true when some parents have to be read again first.</summary>
    private bool Finish(Run run, SourceState state)
    {
        var again = false;
        lock (_store.Gate)
        {
            _store.InTransaction(() =>
            {
                Deletions.LoseChildrenOfDeletedParents(_store, state);
                again = Deletions.Settle(_store, state);
                if (again)
                {
                    return;
                }

                _pending = [.. state.Models
                    .Select(m => new PendingDeletion(m.Name, Deletions.Pending(_store, m), m.Live))
                    .Where(d => !_options.ConfirmDeletions && d.Records > _options.DeletionCount && d.Records > _options.DeletionShare * d.Live)];
                if (_pending.Length > 0)
                {
                    return;
                }

                foreach (var model in state.Models)
                {
                    Deletions.Apply(_store, state, model, _options.Clock.GetUtcNow().ToUnixTimeMilliseconds());
                    RunLog.SaveSynced(_store, run, model, state.ReadsAll);
                    RunLog.SaveCounts(_store, run, model);
                }

                Deletions.ForgetDeletedParents(_store, state);
            });
        }

        return again;
    }

    private ModelResult Result(SourceState source, ModelState model, Run run)
    {
        var reasons = ImmutableArray.CreateBuilder<SetAsideReason>();
        var query = _store.Prepare(
                """
                SELECT path, reason, count(*), min(remote_id) FROM set_aside WHERE model = ? AND run = ?
                GROUP BY path, reason ORDER BY 3 DESC, 1, 2 LIMIT 20
                """)
            .Bind(model.Number).Bind(run.Number);
        while (query.Step())
        {
            reasons.Add(new SetAsideReason(query.Text(0), query.Text(1), query.Long(2), query.NullableText(3)));
        }

        query.Reset();
        return new ModelResult
        {
            Model = model.Name,
            Whole = source.ReadsAll,
            Completed = _completed.Contains(source),
            Added = model.Counts.Added,
            Changed = model.Counts.Changed,
            Unchanged = model.Counts.Unchanged,
            Returned = model.Counts.Returned,
            Deleted = model.Counts.Deleted,
            SetAside = model.Counts.SetAside,
            Dropped = model.Counts.Dropped,
            Live = model.Live,
            Pages = model.Counts.Pages,
            Unproven = model.Unproven,
            Reasons = reasons.ToImmutable(),
            Children = [.. _read.Where(s => s.Source.ForEach == model.Name).SelectMany(s => s.Models.Select(m => m.Name))],
        };
    }
}
