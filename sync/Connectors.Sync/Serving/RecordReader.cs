using Connectors.Sync.Store;

namespace Connectors.Sync.Serving;

/// <summary>
/// Reads records for an answer, on a connection of its own, also while a sync writes. Not safe for concurrent use; queries may be nested, and between
/// <see cref="Begin"/> and <see cref="End"/> all see the same state of the store.
/// </summary>
/// <remarks>The store must have been prepared with <see cref="ServedStore"/>.</remarks>
public sealed class RecordReader : IDisposable
{
    private const string Single = "SELECT " + RecordRows.Columns + ", NULL, 0 FROM records r WHERE r.model = ? AND r.id = ?";
    private const string SingleWithRaw = "SELECT " + RecordRows.Columns + ", r.raw, 0 FROM records r WHERE r.model = ? AND r.id = ?";

    // Which of two indexes is the narrow one is known here, and not to a planner without statistics.
    private const string From = " FROM records r INDEXED BY served_models WHERE r.model = ?";
    private const string Alive = " AND r.remote_deleted_at IS NULL ORDER BY r.n";
    private const string Whole = "SELECT " + RecordRows.Columns + ", NULL, 0" + From + Alive;
    private const string WholeWithRaw = "SELECT " + RecordRows.Columns + ", r.raw, 0" + From + Alive;

    // The numbers of records, spread evenly, as Knuth does it: every sample is the same as long as the records are.
    private const string Spread = "SELECT " + RecordRows.Columns + ", r.raw, 0" + From + " AND (r.n * 2654435761) % 4294967296 < ?" + Alive + " LIMIT ?";

    private const long Everywhere = 1L << 32;

    private readonly RecordStore _store;
    private readonly Dictionary<string, Stack<RecordRows>> _queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _referring = new(StringComparer.Ordinal);

    private RecordReader(RecordStore store) => _store = store;

    /// <summary>The integrations in the store.</summary>
    public IReadOnlyList<Integration> Integrations => _store.Integrations;

    /// <summary>Whether records have changed that <see cref="ServedStore.CatchUp"/> has not looked at.</summary>
    public bool IsBehind => _store.Prepare("SELECT 1 FROM served_changes LIMIT 1").RunForNumber() is not null;

    internal RecordStore Store => _store;

    /// <summary>Opens a reader.</summary>
    /// <param name="path">The store's file.</param>
    /// <exception cref="StoreException">There is none, or it is no store this program can use.</exception>
    public static RecordReader Open(string path)
    {
        var store = RecordStore.OpenForReading(path);

        // Many readers share the operating system's cache of the file rather than keeping a large one each.
        Schema.Execute(store.Connection, "PRAGMA cache_size = -2048");
        store.Connection.CreateFunction("fold", (string? text) => text is null ? null : Fold(text), isDeterministic: true);
        return new RecordReader(store);
    }

    /// <summary>From here on, queries see the store as it is now.</summary>
    public void Begin() => _store.Prepare("BEGIN").Run();

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    public void End() => _store.Prepare("COMMIT").Run();

    /// <summary>A model of an integration; null when nothing was ever read of it.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="name">The vocabulary's name.</param>
    public StoredModel? Model(Integration integration, string name)
    {
        ArgumentNullException.ThrowIfNull(integration);
        var row = _store.Prepare("SELECT n, synced_from IS NOT NULL FROM models WHERE integration = ? AND name = ?").Bind(integration.Number).Bind(name);
        StoredModel? found = row.Step() ? new StoredModel(row.Long(0), row.Long(1) != 0) : null;
        row.Reset();
        return found;
    }

    /// <summary>A page of a model's records, in an order that stays as it is while records are written.</summary>
    public RecordRows Page(StoredModel model, RecordQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var raw = query.Raw ? "r.raw" : "NULL";
        var conditions = string.Concat(query.Filters.Select(f => $" AND {f.Sql}")) + (query.IncludeDeleted ? "" : " AND r.remote_deleted_at IS NULL");
        var touched = query.TouchedSince is not null;
        var rows = Rows(touched
            ? $"SELECT {RecordRows.Columns}, {raw}, t.touched_at FROM served_touches t CROSS JOIN records r ON r.n = t.record WHERE t.model = ? AND t.touched_at >= ? AND (t.touched_at > ? OR t.record > ?){conditions} ORDER BY t.touched_at, t.record LIMIT ?"
            : $"SELECT {RecordRows.Columns}, {raw}, 0 FROM records r WHERE r.model = ? AND r.n > ?{conditions} ORDER BY r.n LIMIT ?");
        rows.Statement.Bind(model.Number);
        if (touched)
        {
            var from = query.After ?? new PagePosition(query.TouchedSince!.Value, 0);
            rows.Statement.Bind(from.Touched).Bind(from.Touched).Bind(from.Number);
        }
        else
        {
            rows.Statement.Bind(query.After?.Number ?? 0);
        }

        foreach (var filter in query.Filters)
        {
            filter.Bind(rows.Statement);
        }

        rows.Statement.Bind((long)query.Size);
        return rows;
    }

    /// <summary>The record of an id, also one that is gone; no row where there is none.</summary>
    public RecordRows Find(StoredModel model, ReadOnlySpan<byte> id, bool raw = false)
    {
        var rows = Rows(raw ? SingleWithRaw : Single);
        rows.Statement.Bind(model.Number).BindText(id);
        return rows;
    }

    /// <summary>The records that refer to an id and are not gone, in the order they were stored.</summary>
    /// <param name="model">Their model.</param>
    /// <param name="field">Their field that refers to it; one of those that the store is served with.</param>
    /// <param name="id">The id.</param>
    public RecordRows Referring(StoredModel model, string field, ReadOnlySpan<byte> id)
    {
        if (!_referring.TryGetValue(field, out var sql))
        {
            sql = $"SELECT {RecordRows.Columns}, NULL, 0 FROM records r WHERE r.model = ? AND {RecordFilter.Field("r", field)} = ? AND r.remote_deleted_at IS NULL ORDER BY r.n";
            _referring.Add(field, sql);
        }

        var rows = Rows(sql);
        rows.Statement.Bind(model.Number).BindText(id);
        return rows;
    }

    /// <summary>All records of a model that are not gone.</summary>
    public RecordRows All(StoredModel model, bool raw = false)
    {
        var rows = Rows(raw ? WholeWithRaw : Whole);
        rows.Statement.Bind(model.Number);
        return rows;
    }

    /// <summary>Some records of a model that are not gone, spread over all of them, with their raw payloads; all where there are not many.</summary>
    /// <param name="model">The model.</param>
    /// <param name="about">How many, more or less.</param>
    public RecordRows Sample(StoredModel model, int about)
    {
        var alive = Math.Max(1, _store.Prepare("SELECT live FROM models WHERE n = ?").Bind(model.Number).RunForNumber() ?? 0);
        var rows = Rows(Spread);
        rows.Statement.Bind(model.Number).Bind(alive <= about ? Everywhere : Everywhere / alive * about).Bind(2L * about);
        return rows;
    }

    /// <summary>The number of the last sync of an integration that ended; null where none has.</summary>
    public long? LastSync(Integration integration)
    {
        ArgumentNullException.ThrowIfNull(integration);
        return _store.Prepare("SELECT max(n) FROM runs WHERE integration = ? AND ended_at IS NOT NULL").Bind(integration.Number).RunForNumber();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rows in _queries.Values.SelectMany(free => free))
        {
            rows.Statement.Dispose();
        }

        _store.Dispose();
    }

    /// <summary>A text in the form in which texts of other cases are equal.</summary>
    internal static string Fold(string text) => text.ToUpperInvariant();

    // A query can be under way several times, one inside of another, so that every use has a statement of its own.
    private RecordRows Rows(string sql)
    {
        if (!_queries.TryGetValue(sql, out var free))
        {
            free = new Stack<RecordRows>();
            _queries.Add(sql, free);
        }

        return free.TryPop(out var rows) ? rows : new RecordRows(new Statement(_store.Connection, sql), free);
    }
}
