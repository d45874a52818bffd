using System.Globalization;
using Connectors.Runtime.Errors;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Sync.Tests.Fakes;

/// <summary>A store in a folder of its own, a clock, and ways to run syncs and look at what is stored.</summary>
public abstract class SyncTest : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connectors-").FullName;

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    internal string Database => System.IO.Path.Combine(_folder, "connectors.db");

    internal static ConnectorException Refusal(ConnectorError error) => new(error, error.ToString());

    internal async Task<SyncResult> Sync(FakeVendor vendor, SyncOptions? options = null, IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var store = RecordStore.Open(Database);
        return await SyncEngine.RunAsync(vendor.Connect(), store, (options ?? new SyncOptions { Kind = SyncKind.Full }) with { Clock = Clock }, progress, cancellationToken);
    }

    internal Task<SyncResult> Delta(FakeVendor vendor) => Sync(vendor, new SyncOptions { Kind = SyncKind.Delta });

    /// <summary>The records of a model as <c>remote id=content</c>, deleted ones with a cross.</summary>
    internal string[] Stored(string model) => Query(
        $$"""
        SELECT (CASE WHEN r.remote_deleted_at IS NULL THEN '' ELSE '✗' END) || r.remote_id || ifnull('/' || r.remote_id_2, '') || '=' || ifnull(json_extract(r.content, '$.name'), '')
        FROM records r JOIN models m ON m.n = r.model WHERE m.name = '{{model}}' ORDER BY r.remote_id, r.remote_id_2
        """);

    /// <summary>Everything that must be the same however a run came to its end.</summary>
    internal string[] Dump() =>
    [
        .. Query(
            """
            SELECT m.name || ' ' || r.id || ' ' || r.remote_id || ' ' || ifnull(p.id, '-') || ' ' || r.changed_at || ' ' || ifnull(r.remote_deleted_at, '-') || ' '
            || hex(r.hash) || ' ' || r.content || ' ' || ifnull(r.raw, '-')
            FROM records r JOIN models m ON m.n = r.model LEFT JOIN records p ON p.n = r.parent ORDER BY m.name, r.id
            """),
        .. Query("SELECT r.id || ' also ' || p.id || ' ' || hex(s.hash) FROM sharings s JOIN records r ON r.n = s.record JOIN records p ON p.n = s.parent ORDER BY 1"),
        .. Query("SELECT m.name || ' live ' || m.live || ' ' || ifnull(m.synced_from, '-') || ' ' || ifnull(m.full_from, '-') FROM models m ORDER BY 1"),
        .. Query("SELECT m.name || ' aside ' || ifnull(s.remote_id, '-') || ' ' || s.path || ' ' || s.reason FROM set_aside s JOIN models m ON m.n = s.model ORDER BY 1"),
        .. Query("SELECT m.name || ' counts ' || c.added || ' ' || c.changed || ' ' || c.unchanged || ' ' || c.returned || ' ' || c.deleted || ' ' || c.set_aside FROM counts c JOIN models m ON m.n = c.model ORDER BY 1"),
        .. Query("SELECT 'under way ' || count(*) FROM checkpoints UNION ALL SELECT 'seen ' || count(*) FROM seen"),
    ];

    internal string ChangedAt(string model, string remoteId) => Query(
        $"SELECT r.changed_at FROM records r JOIN models m ON m.n = r.model WHERE m.name = '{model}' AND r.remote_id = '{remoteId}'")
        .Select(t => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(t, CultureInfo.InvariantCulture)).ToString("HH:mm", CultureInfo.InvariantCulture)).Single();

    internal string[] Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return [.. rows];
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>Progress that is told at once, on the writing task.</summary>
internal sealed class Told(Action<SyncProgress> told) : IProgress<SyncProgress>
{
    public void Report(SyncProgress value) => told(value);
}
