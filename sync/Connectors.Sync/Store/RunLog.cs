namespace Connectors.Sync.Store;

/// <summary>A run as the store remembers it.</summary>
/// <param name="Number">Its number; later runs have larger ones.</param>
/// <param name="StartedAt">When it started first.</param>
/// <param name="Resumed">Whether an earlier attempt is continued.</param>
internal sealed record Run(long Number, DateTimeOffset StartedAt, bool Resumed);

/// <summary>How a run stands.</summary>
internal static class RunStatus
{
    /// <summary>Under way, or killed.</summary>
    public const string Running = "running";

    /// <summary>Stopped cleanly before its end; the next run goes on.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Stopped before its end, and not to be continued.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>At its end; some sources could not be read.</summary>
    public const string Failed = "failed";

    /// <summary>Stopped by the deletion guard.</summary>
    public const string NeedsDecision = "needs_decision";

    /// <summary>At its end.</summary>
    public const string Done = "done";
}

/// <summary>Starts, continues and ends runs.</summary>
internal static class RunLog
{
    /// <summary>Continues the last run when it was cut short and asked for the same, else starts one. What older runs left under way is forgotten.</summary>
    public static Run Begin(RecordStore store, Integration integration, string kind, IEnumerable<string> models, DateTimeOffset now, TimeSpan resumeWithin)
    {
        var wanted = string.Join(' ', models.Order(StringComparer.Ordinal));
        Run? run = null;
        store.InTransaction(() =>
        {
            var last = store.Prepare("SELECT n, started_at, status, kind, models FROM runs WHERE integration = ? ORDER BY n DESC LIMIT 1").Bind(integration.Number);
            if (last.Step())
            {
                var startedAt = DateTimeOffset.FromUnixTimeMilliseconds(last.Long(1));
                var open = last.Text(2) is RunStatus.Running or RunStatus.Interrupted;
                if (open && last.Text(3) == kind && last.Text(4) == wanted && now - startedAt <= resumeWithin)
                {
                    run = new Run(last.Long(0), startedAt, Resumed: true);
                }

                var number = last.Long(0);
                last.Reset();
                if (open)
                {
                    SetStatus(store, number, run is null ? RunStatus.Abandoned : RunStatus.Running, run is null ? now : null);
                }
            }

            last.Reset();
            if (run is null)
            {
                Forget(store, integration);
                store.Prepare("INSERT INTO runs (integration, kind, models, started_at, status) VALUES (?, ?, ?, ?, ?)")
                    .Bind(integration.Number).Bind(kind).Bind(wanted).Bind(now.ToUnixTimeMilliseconds()).Bind(RunStatus.Running).Run();
                run = new Run(store.Prepare("SELECT last_insert_rowid()").RunForNumber()!.Value, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), Resumed: false);
            }
        });
        return run!;
    }

    /// <summary>Ends a run; one that is only interrupted keeps its checkpoints.</summary>
    public static void End(RecordStore store, Integration integration, Run run, string status, DateTimeOffset now) => store.InTransaction(() =>
    {
        SetStatus(store, run.Number, status, now);
        if (status != RunStatus.Interrupted)
        {
            Forget(store, integration);
        }
    });

    /// <summary>What the store knows of a model; it is noted when it is new.</summary>
    public static ModelState OpenModel(RecordStore store, Integration integration, Run run, string name, bool keepsRaw, PayloadComparison? shown = null)
    {
        store.Prepare("INSERT OR IGNORE INTO models (integration, name) VALUES (?, ?)").Bind(integration.Number).Bind(name).Run();
        var row = store.Prepare("SELECT n, live, synced_from, full_from FROM models WHERE integration = ? AND name = ?").Bind(integration.Number).Bind(name);
        row.Step();
        var model = new ModelState
        {
            Name = name,
            Number = row.Long(0),
            KeepsRaw = keepsRaw,
            ShownOfPayload = shown,
            Live = row.Long(1),
            LiveStored = row.Long(1),
            SyncedFrom = Time(row.NullableLong(2)),
            FullFrom = Time(row.NullableLong(3)),
        };
        row.Reset();
        model.HasAbsences = Any(store, "SELECT 1 FROM absences WHERE model = ? LIMIT 1", model.Number);
        model.HasSetAside = Any(store, "SELECT 1 FROM set_aside WHERE model = ? LIMIT 1", model.Number);

        var counts = store.Prepare("SELECT pages, added, changed, unchanged, returned, deleted, set_aside, dropped FROM counts WHERE run = ? AND model = ?")
            .Bind(run.Number).Bind(model.Number);
        if (counts.Step())
        {
            (model.Counts.Pages, model.Counts.Added, model.Counts.Changed) = (counts.Long(0), counts.Long(1), counts.Long(2));
            (model.Counts.Unchanged, model.Counts.Returned) = (counts.Long(3), counts.Long(4));
            (model.Counts.Deleted, model.Counts.SetAside, model.Counts.Dropped) = (counts.Long(5), counts.Long(6), counts.Long(7));
        }

        counts.Reset();
        return model;
    }

    /// <summary>Stores the counts of a model with the records they count.</summary>
    public static void SaveCounts(RecordStore store, Run run, ModelState model)
    {
        var counts = model.Counts;
        if (!counts.Dirty)
        {
            return;
        }

        counts.Dirty = false;
        store.Prepare("UPDATE models SET live = live + ? WHERE n = ?").Bind(model.Live - model.LiveStored).Bind(model.Number).Run();
        model.LiveStored = model.Live;
        store.Prepare("INSERT OR REPLACE INTO counts (run, model, pages, added, changed, unchanged, returned, deleted, set_aside, dropped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(run.Number).Bind(model.Number).Bind(counts.Pages).Bind(counts.Added).Bind(counts.Changed).Bind(counts.Unchanged)
            .Bind(counts.Returned).Bind(counts.Deleted).Bind(counts.SetAside).Bind(counts.Dropped).Run();
    }

    /// <summary>Notes that a model was read; later delta runs ask for what changed since this run started.</summary>
    public static void SaveSynced(RecordStore store, Run run, ModelState model, bool whole)
    {
        var started = run.StartedAt.ToUnixTimeMilliseconds();
        store.Prepare("UPDATE models SET synced_from = ?1, full_from = CASE WHEN ?2 THEN ?1 ELSE full_from END WHERE n = ?3")
            .Bind(started).Bind(whole ? 1 : 0).Bind(model.Number).Run();
    }

    private static void SetStatus(RecordStore store, long run, string status, DateTimeOffset? endedAt) =>
        store.Prepare("UPDATE runs SET status = ?, ended_at = ? WHERE n = ?").Bind(status).Bind(endedAt?.ToUnixTimeMilliseconds()).Bind(run).Run();

    /// <summary>Drops what was under way. Proof is not carried from one run to another; only that a record was absent once is.</summary>
    private static void Forget(RecordStore store, Integration integration)
    {
        const string Models = "(SELECT n FROM models WHERE integration = ?)";
        store.Prepare($"DELETE FROM checkpoints WHERE model IN {Models}").Bind(integration.Number).Run();
        store.Prepare($"DELETE FROM seen WHERE model IN {Models}").Bind(integration.Number).Run();
        store.Prepare($"UPDATE absences SET lost = 0 WHERE lost = 1 AND model IN {Models}").Bind(integration.Number).Run();
    }

    private static bool Any(RecordStore store, string sql, long model) => store.Prepare(sql).Bind(model).RunForNumber() is not null;

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
