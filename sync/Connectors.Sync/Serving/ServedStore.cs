using System.Text.Json;
using Connectors.Sync.Store;

namespace Connectors.Sync.Serving;

/// <summary>
/// What a store that answers requests has beyond records: indexes on references, and for every record the time at which a change of it, or of what is shown with
/// it, was last seen. Triggers note what changes, whoever writes; <see cref="CatchUp"/> works it off, so that a sync waits for nothing of this.
/// </summary>
/// <remarks>
/// A record says when it was written, which may be long before others can see it. The time that counts here is that of <see cref="CatchUp"/>: whoever has asked
/// before, and asks again for what came since, misses nothing.
/// </remarks>
public sealed class ServedStore
{
    private const int Batch = 500;

    // Made when a file is served for the first time: files that are only synced and exported do without.
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS served_changes (record INTEGER PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS served_touches (record INTEGER PRIMARY KEY, model INTEGER NOT NULL, touched_at INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS served_touches_by_time ON served_touches (model, touched_at);
        CREATE INDEX IF NOT EXISTS served_models ON records (model);
        CREATE INDEX IF NOT EXISTS served_deleted ON records (remote_deleted_at) WHERE remote_deleted_at IS NOT NULL AND content <> '{}';
        CREATE TABLE IF NOT EXISTS served_left (record INTEGER NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (record, field, target)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS served_returns (record INTEGER PRIMARY KEY);
        CREATE TRIGGER IF NOT EXISTS served_added AFTER INSERT ON records BEGIN INSERT OR IGNORE INTO served_changes VALUES (new.n); END;
        CREATE TRIGGER IF NOT EXISTS served_changed AFTER UPDATE OF changed_at ON records BEGIN INSERT OR IGNORE INTO served_changes VALUES (new.n); END;
        CREATE TRIGGER IF NOT EXISTS served_returned AFTER UPDATE OF remote_deleted_at ON records WHEN old.remote_deleted_at IS NOT NULL AND new.remote_deleted_at IS NULL
        BEGIN INSERT OR IGNORE INTO served_returns VALUES (new.n); END;
        """;

    private const string TouchOne = """
        INSERT INTO served_touches (record, model, touched_at) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET touched_at = excluded.touched_at WHERE touched_at < excluded.touched_at
        """;

    private readonly RecordStore _store;
    private readonly ILookup<string, TouchRule> _rules;
    private readonly TimeProvider _clock;
    private readonly Dictionary<long, ServedModel> _models = [];

    private ServedStore(RecordStore store, IEnumerable<TouchRule> rules, TimeProvider clock) =>
        (_store, _rules, _clock) = (store, rules.ToLookup(r => r.Changed, StringComparer.Ordinal), clock);

    /// <summary>Prepares a store.</summary>
    /// <param name="store">The store, open for writing.</param>
    /// <param name="references">The fields by which records refer to others.</param>
    /// <param name="rules">What counts as updated with what.</param>
    /// <param name="clock">Tells when changes are seen.</param>
    public static ServedStore Prepare(RecordStore store, IEnumerable<string> references, IEnumerable<TouchRule> rules, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(references);
        TouchRule[] all = [.. rules];
        var served = new ServedStore(store, all, clock);
        var isNew = false;
        lock (store.Gate)
        {
            // Whoever answers requests has other uses for memory; a sync beside them finds what it lacks in the operating system's cache of the file.
            Schema.Execute(store.Connection, "PRAGMA cache_size = -4096");
            store.InTransaction(() =>
            {
                isNew = store.Prepare("SELECT 1 FROM sqlite_master WHERE name = 'served_changes'").RunForNumber() is null;
                Schema.Execute(store.Connection, Tables);
                foreach (var field in references.Distinct(StringComparer.Ordinal))
                {
                    var value = $"content ->> '{RecordFilter.Name(field)}'";
                    Schema.Execute(store.Connection, $"CREATE INDEX IF NOT EXISTS served_{field} ON records (model, {value}) WHERE {value} IS NOT NULL");
                }

                foreach (var field in all.OfType<TouchRule.Target>().Select(r => RecordFilter.Name(r.Field)).Distinct(StringComparer.Ordinal))
                {
                    var (left, now) = ($"(old.content ->> '{field}')", $"(new.content ->> '{field}')");
                    Schema.Execute(
                        store.Connection,
                        $"""
                        CREATE TRIGGER IF NOT EXISTS served_left_{field} AFTER UPDATE OF content ON records
                        WHEN new.remote_deleted_at IS NULL AND {left} IS NOT NULL AND {left} IS NOT {now}
                        BEGIN INSERT OR IGNORE INTO served_left VALUES (new.n, '{field}', {left}); END
                        """);
                }

                if (isNew)
                {
                    Schema.Execute(store.Connection, "INSERT INTO served_changes SELECT n FROM records");
                }
            });
        }

        if (isNew)
        {
            // Nobody has asked yet, so that nobody can have missed what was written before.
            served.WorkOffAll(static change => change.At);
        }

        return served;
    }

    /// <summary>Works off what has changed since the last time.</summary>
    public void CatchUp() => WorkOffAll(_ => _clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Empties the records that were deleted at a time or before: the rows stay, with their ids and when they were deleted, and nothing else.</summary>
    public void Anonymize(DateTimeOffset deletedBefore)
    {
        int emptied;
        do
        {
            lock (_store.Gate)
            {
                emptied = _store.Prepare($"""
                    UPDATE records SET content = '{RecordJson.Anonymous}', hash = zeroblob(16), raw = NULL, raw_hash = NULL WHERE n IN
                    (SELECT n FROM records INDEXED BY served_deleted
                     WHERE remote_deleted_at IS NOT NULL AND content <> '{RecordJson.Anonymous}' AND remote_deleted_at <= ? LIMIT ?)
                    """).Bind(deletedBefore.ToUnixTimeMilliseconds()).Bind((long)Batch).Run();
            }
        }
        while (emptied == Batch);
    }

    private void WorkOffAll(Func<Change, long> seenAt)
    {
        var more = true;
        while (more)
        {
            lock (_store.Gate)
            {
                _store.InTransaction(() => more = WorkOff(seenAt));
            }
        }
    }

    /// <summary>Removes an integration with all its records. No sync of it may be running.</summary>
    /// <param name="integration">The integration.</param>
    public void Remove(Integration integration)
    {
        ArgumentNullException.ThrowIfNull(integration);
        new IntegrationRemoval(_store, integration).Run();
        lock (_store.Gate)
        {
            // Numbers of models that are gone may be given out again.
            _models.Clear();
        }
    }

    private bool WorkOff(Func<Change, long> seenAt)
    {
        var changes = new List<Change>(Batch);
        var rows = _store.Prepare(
                "SELECT r.n, r.model, r.id, r.changed_at, r.remote_deleted_at IS NOT NULL, r.content FROM served_changes c CROSS JOIN records r ON r.n = c.record ORDER BY c.record LIMIT ?")
            .Bind((long)Batch);
        while (rows.Step())
        {
            var model = Model(rows.Long(1));
            changes.Add(new Change(rows.Long(0), model, rows.Text(2), rows.Long(3), rows.Long(4) != 0, Targets(model, rows.Bytes(5))));
        }

        rows.Reset();
        foreach (var change in changes)
        {
            Touch(change with { At = seenAt(change) });
        }

        if (changes.Count > 0)
        {
            foreach (var table in (string[])["served_changes", "served_left", "served_returns"])
            {
                _store.Prepare($"DELETE FROM {table} WHERE record <= ?").Bind(changes[^1].Record).Run();
            }
        }

        return changes.Count == Batch;
    }

    private void Touch(Change change)
    {
        var comes = _store.Prepare("SELECT 1 FROM served_touches WHERE record = ?").Bind(change.Record).RunForNumber() is null
            || _store.Prepare("SELECT 1 FROM served_returns WHERE record = ?").Bind(change.Record).RunForNumber() is not null;
        _store.Prepare(TouchOne).Bind(change.Record).Bind(change.Model.Number).Bind(change.At).Run();
        foreach (var rule in _rules[change.Model.Name])
        {
            switch (rule)
            {
                case TouchRule.Target to when Sibling(change, to.Touched) is { } model:
                    TouchRecord(model, change.Targets.GetValueOrDefault(to.Field), change.At);
                    TouchAll(
                        "SELECT r.n FROM served_left l CROSS JOIN records r ON r.model = ? AND r.id = l.target WHERE l.record = ? AND l.field = ?",
                        model,
                        change.At,
                        model,
                        change.Record,
                        to.Field);
                    break;
                case TouchRule.Referrers by when Sibling(change, by.Touched) is { } model:
                    TouchAll($"SELECT r.n FROM records r WHERE r.model = ? AND {RecordFilter.Field("r", by.Field)} = ?", model, change.At, model, change.Id);
                    break;
                case TouchRule.Joined by when Sibling(change, by.Join) is { } join && Sibling(change, by.Touched) is { } model:
                    TouchAll(
                        $"SELECT r.n FROM records j CROSS JOIN records r ON r.model = ? AND r.id = {RecordFilter.Field("j", by.To)} WHERE j.model = ? AND {RecordFilter.Field("j", by.From)} = ? AND j.remote_deleted_at IS NULL",
                        model,
                        change.At,
                        model,
                        join,
                        change.Id);
                    break;
                case TouchRule.Everyone to when (comes || change.Gone) && Sibling(change, to.Join) is null && Sibling(change, to.Touched) is { } model:
                    TouchAll("SELECT r.n FROM records r INDEXED BY served_models WHERE r.model = ?", model, change.At, model);
                    break;
            }
        }
    }

    private void TouchRecord(long model, string? id, long at)
    {
        if (id is not null && _store.Prepare("SELECT n FROM records WHERE model = ? AND id = ?").Bind(model).Bind(id).RunForNumber() is { } record)
        {
            _store.Prepare(TouchOne).Bind(record).Bind(model).Bind(at).Run();
        }
    }

    private void TouchAll(string records, long model, long at, params ReadOnlySpan<object> values)
    {
        var found = new List<long>();
        var query = _store.Prepare(records);
        foreach (var value in values)
        {
            _ = value is long number ? query.Bind(number) : query.Bind((string)value);
        }

        while (query.Step())
        {
            found.Add(query.Long(0));
        }

        query.Reset();
        foreach (var record in found)
        {
            _store.Prepare(TouchOne).Bind(record).Bind(model).Bind(at).Run();
        }
    }

    private long? Sibling(Change change, string model) =>
        _store.Prepare("SELECT n FROM models WHERE integration = ? AND name = ?").Bind(change.Model.Integration).Bind(model).RunForNumber();

    private ServedModel Model(long number)
    {
        if (!_models.TryGetValue(number, out var model))
        {
            var row = _store.Prepare("SELECT integration, name FROM models WHERE n = ?").Bind(number);
            row.Step();
            model = new ServedModel(number, row.Long(0), row.Text(1));
            row.Reset();
            _models.Add(number, model);
        }

        return model;
    }

    private Dictionary<string, string?> Targets(ServedModel model, ReadOnlySpan<byte> content)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var rule in _rules[model.Name].OfType<TouchRule.Target>())
        {
            fields.TryAdd(rule.Field, null);
        }

        var reader = new Utf8JsonReader(content);
        for (var left = fields.Count; left > 0 && reader.Read();)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var wanted = fields.ContainsKey(reader.GetString()!) ? reader.GetString() : null;
            reader.Read();
            if (wanted is null)
            {
                reader.Skip();
            }
            else
            {
                fields[wanted] = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                left--;
            }
        }

        return fields;
    }

    private sealed record ServedModel(long Number, long Integration, string Name);

    /// <summary>A record that has changed.</summary>
    private sealed record Change(long Record, ServedModel Model, string Id, long At, bool Gone, Dictionary<string, string?> Targets);
}
