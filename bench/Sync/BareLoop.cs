using System.Diagnostics;
using Connectors.Sync.Store;
using Microsoft.Data.Sqlite;

namespace Connectors.Benchmarks.Sync;

/// <summary>
/// The floor of a sync: the rows that it stored, written into the same table by one prepared upsert in a loop, a transaction a page. No reading, no
/// mapping, no checkpoint, no proof of deletion. It changes only what changed, as any upsert that cares for its disk does (a hash in its WHERE).
/// </summary>
internal sealed class BareLoop
{
    private const int Page = 100;

    private const string Upsert = """
        INSERT INTO records (model, id, changed_at, changed_run, hash, raw_hash, remote_id, content, raw)
        VALUES ($model, $id, $changed_at, $changed_run, $hash, $raw_hash, $remote_id, $content, $raw)
        ON CONFLICT (model, id) DO UPDATE SET changed_at = excluded.changed_at, changed_run = excluded.changed_run, hash = excluded.hash,
          raw_hash = excluded.raw_hash, content = excluded.content, raw = excluded.raw, remote_deleted_at = NULL
        WHERE hash <> excluded.hash
        """;

    private static readonly string[] Columns = ["model", "id", "changed_at", "changed_run", "hash", "raw_hash", "remote_id", "content", "raw"];

    private readonly List<object[]> _rows = [];

    /// <summary>Takes the rows of a database that a sync has filled.</summary>
    public BareLoop(string filled)
    {
        using var connection = Open(filled);
        using var query = connection.CreateCommand();
        query.CommandText = $"SELECT {string.Join(", ", Columns)} FROM records ORDER BY n";
        using var reader = query.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[Columns.Length];
            reader.GetValues(row);
            _rows.Add(row);
        }
    }

    /// <summary>How many rows there are.</summary>
    public int Rows => _rows.Count;

    /// <summary>The average length of a row's JSON.</summary>
    public double AverageLength => _rows.Average(row => ((string)row[7]).Length);

    /// <summary>Writes all rows into a new store or one that has them; the time it takes in seconds.</summary>
    public double Run(string path)
    {
        RecordStore.Open(path).Dispose();
        using var connection = Open(path);
        var start = Stopwatch.GetTimestamp();
        using var upsert = connection.CreateCommand();
        upsert.CommandText = Upsert;
        var parameters = Columns.Select(column => upsert.Parameters.Add(new SqliteParameter("$" + column, null))).ToArray();
        upsert.Prepare();
        for (var first = 0; first < _rows.Count; first += Page)
        {
            using var transaction = connection.BeginTransaction();
            upsert.Transaction = transaction;
            for (var i = first; i < Math.Min(first + Page, _rows.Count); i++)
            {
                var row = _rows[i];
                for (var column = 0; column < row.Length; column++)
                {
                    parameters[column].Value = row[column];
                }

                upsert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL";
        pragma.ExecuteNonQuery();
        return connection;
    }
}
