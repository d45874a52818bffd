using Connectors.Sync.Store;

namespace Connectors.Sync.Serving;

/// <summary>What is stored of a model.</summary>
/// <param name="Name">The vocabulary's name.</param>
/// <param name="Live">How many records are there, without deleted ones.</param>
/// <param name="SyncedFrom">When the last run that read it to its end began; null when none did.</param>
/// <param name="FullFrom">When the last run that read it whole began; null when none did.</param>
/// <param name="SetAside">How many records could not be read.</param>
public sealed record ModelSummary(string Name, long Live, DateTimeOffset? SyncedFrom, DateTimeOffset? FullFrom, long SetAside);

/// <summary>A run, as the store remembers it, with what it did with the records of all models together.</summary>
/// <param name="Number">Its number; later runs have larger ones.</param>
/// <param name="Kind">How much it was to read.</param>
/// <param name="StartedAt">When it began first.</param>
/// <param name="EndedAt">When it ended; null while it is under way, or when its process was ended.</param>
/// <param name="Status">running, interrupted, abandoned, failed, needs_decision or done.</param>
/// <param name="Added">Records that were new.</param>
/// <param name="Changed">Records whose content changed.</param>
/// <param name="Unchanged">Records that were as before.</param>
/// <param name="Returned">Records that had been deleted and were there again.</param>
/// <param name="Deleted">Records that were gone.</param>
/// <param name="SetAside">Records that could not be read.</param>
public sealed record RunSummary(
    long Number,
    string Kind,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string Status,
    long Added,
    long Changed,
    long Unchanged,
    long Returned,
    long Deleted,
    long SetAside);

/// <summary>A record that could not be read.</summary>
/// <param name="Number">Its number; later ones have larger ones.</param>
/// <param name="Model">Its model.</param>
/// <param name="RemoteId">The vendor's id of it; null where not even that could be read.</param>
/// <param name="Path">Where in it something is wrong.</param>
/// <param name="Reason">What is wrong there.</param>
/// <param name="Run">The run that met it last.</param>
/// <param name="IsStored">Whether an earlier version of it is stored, and served.</param>
public sealed record SetAsideRecord(long Number, string Model, string? RemoteId, string Path, string Reason, long Run, bool IsStored);

/// <summary>Tells people what is in a store and how it came there.</summary>
public static class StoreOverview
{
    /// <summary>The models of an integration that were ever read, in the order they were first met.</summary>
    public static IReadOnlyList<ModelSummary> Models(this RecordReader reader, Integration integration) => Rows(
        reader,
        "SELECT name, live, synced_from, full_from, (SELECT count(*) FROM set_aside s WHERE s.model = m.n) FROM models m WHERE integration = ? ORDER BY n",
        query => query.Bind(integration.Number),
        static row => new ModelSummary(row.Text(0), row.Long(1), Time(row.NullableLong(2)), Time(row.NullableLong(3)), row.Long(4)));

    /// <summary>The last runs of an integration, the newest first.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="integration">The integration.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<RunSummary> Runs(this RecordReader reader, Integration integration, int most) => Rows(
        reader,
        """
        SELECT r.n, r.kind, r.started_at, r.ended_at, r.status, total(c.added), total(c.changed), total(c.unchanged), total(c.returned), total(c.deleted), total(c.set_aside)
        FROM runs r LEFT JOIN counts c ON c.run = r.n WHERE r.integration = ? GROUP BY r.n ORDER BY r.n DESC LIMIT ?
        """,
        query => query.Bind(integration.Number).Bind((long)most),
        static row => new RunSummary(
            row.Long(0), row.Text(1), Time(row.Long(2))!.Value, Time(row.NullableLong(3)), row.Text(4), row.Long(5), row.Long(6), row.Long(7), row.Long(8), row.Long(9), row.Long(10)));

    /// <summary>The records of an integration that could not be read, those that were met last first.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="integration">The integration.</param>
    /// <param name="model">Only of this model; null for all.</param>
    /// <param name="before">Only those with smaller numbers.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<SetAsideRecord> SetAside(this RecordReader reader, Integration integration, string? model, long before, int most) => Rows(
        reader,
        """
        SELECT s.n, m.name, s.remote_id, s.path, s.reason, s.run, s.record IS NOT NULL FROM set_aside s JOIN models m ON m.n = s.model
        WHERE m.integration = ?1 AND (?2 IS NULL OR m.name = ?2) AND s.n < ?3 ORDER BY s.n DESC LIMIT ?4
        """,
        query => query.Bind(integration.Number).Bind(model).Bind(before).Bind((long)most),
        static row => new SetAsideRecord(row.Long(0), row.Text(1), row.NullableText(2), row.Text(3), row.Text(4), row.Long(5), row.Long(6) != 0));

    /// <summary>The models of an integration in which runs have added, changed or deleted records, and the last run that was looked at.</summary>
    /// <param name="store">The store.</param>
    /// <param name="integration">The integration.</param>
    /// <param name="after">Only runs after this one.</param>
    /// <returns>
    /// The models, and the last run that is over, whose changes are all told: what comes of a run that was cut short is told again when it is over. Where there is
    /// none, <paramref name="after"/>.
    /// </returns>
    public static (IReadOnlyList<string> Models, long Last) ChangedModels(this RecordStore store, Integration integration, long after)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(integration);
        lock (store.Gate)
        {
            var models = Rows(
                store.Prepare("""
                    SELECT DISTINCT m.name FROM models m JOIN counts c ON c.model = m.n
                    WHERE m.integration = ? AND c.run > ? AND c.added + c.changed + c.returned + c.deleted > 0 ORDER BY m.n
                    """).Bind(integration.Number).Bind(after),
                static row => row.Text(0));
            var last = store.Prepare("SELECT max(n) FROM runs WHERE integration = ? AND n > ? AND status NOT IN ('running', 'interrupted')")
                .Bind(integration.Number).Bind(after).RunForNumber();
            return (models, last ?? after);
        }
    }

    private static List<T> Rows<T>(RecordReader reader, string sql, Action<Statement> bind, Func<Statement, T> read)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var query = reader.Store.Prepare(sql);
        bind(query);
        return Rows(query, read);
    }

    private static List<T> Rows<T>(Statement query, Func<Statement, T> read)
    {
        var rows = new List<T>();
        while (query.Step())
        {
            rows.Add(read(query));
        }

        query.Reset();
        return rows;
    }

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
