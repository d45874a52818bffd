using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Connectors.Server.RequestLog;

/// <summary>The requests of the last 30 days, a million of each side at most, in a file of their own: they are many, nothing depends on them, and whoever wants may delete it. Safe for concurrent use.</summary>
internal sealed class RequestLogFile : IDisposable
{
    private const long Most = 1_000_000;

    // A sync sends more requests in an hour than most clients in a month: each side has its own table, so that neither pushes the other out.
    private static readonly string[] Tables = ["requests", "vendor_requests"];
    private static readonly string[] Columns = ["at", "environment", "method", "path", "integration", "status", "code", "took", "bytes", "cause"];

    private const int Version = 1;
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
    private const string Types = "n INTEGER PRIMARY KEY, at INTEGER NOT NULL, environment TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, integration TEXT, status INTEGER NOT NULL, code TEXT, took INTEGER NOT NULL, bytes INTEGER, cause TEXT";

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;

    /// <summary>Opens the file; creates it where there is none.</summary>
    public RequestLogFile(ServerOptions options)
    {
        _clock = options.Clock;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.RequestLogFile, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Run(Pragmas);
            Prepare();
        }
        catch (SqliteException error)
        {
            _connection.Dispose();
            throw new InvalidDataException($"{options.RequestLogFile} cannot be used as the log of requests: {error.Message}. It may be deleted.", error);
        }
    }

    /// <summary>How long requests are kept.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(30);

    /// <summary>Keeps requests, and forgets those that are too old or too many.</summary>
    public void Add(IReadOnlyList<LoggedRequest> requests)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var side in requests.GroupBy(r => r.Side))
            {
                Add(transaction, TableOf(side.Key), [.. side]);
            }

            transaction.Commit();
        }
    }

    /// <summary>The requests of an environment that are looked for, the newest first.</summary>
    public IReadOnlyList<LoggedRequest> Find(string environment, RequestQuery query, int most)
    {
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"""
                SELECT n, {string.Join(", ", Columns)} FROM {TableOf(query.Side)}
                WHERE environment = $environment AND at >= $oldest AND n < $before
                  AND ($integration IS NULL OR integration = $integration) AND ($refused IS NULL OR (status >= 400 OR status = 0) = $refused) AND ($text IS NULL OR instr(path, $text))
                ORDER BY n DESC LIMIT $most
                """;
            command.Parameters.AddWithValue("$environment", environment);
            command.Parameters.AddWithValue("$oldest", (_clock.GetUtcNow() - Kept).ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue("$before", query.Before);
            command.Parameters.AddWithValue("$integration", (object?)query.Integration ?? DBNull.Value);
            command.Parameters.AddWithValue("$refused", query.Refused is { } refused ? (refused ? 1 : 0) : DBNull.Value);
            command.Parameters.AddWithValue("$text", (object?)query.Text ?? DBNull.Value);
            command.Parameters.AddWithValue("$most", most);
            using var reader = command.ExecuteReader();
            var found = new List<LoggedRequest>();
            while (reader.Read())
            {
                found.Add(new LoggedRequest(
                    DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.IsDBNull(5) ? null : reader.GetString(5),
                    reader.GetInt32(6),
                    reader.IsDBNull(7) ? null : reader.GetString(7),
                    reader.GetInt64(8))
                {
                    Number = reader.GetInt64(0),
                    Side = query.Side,
                    Bytes = reader.IsDBNull(9) ? null : reader.GetInt64(9),
                    Cause = reader.IsDBNull(10) ? null : reader.GetString(10),
                });
            }

            return found;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string TableOf(RequestSide side) => Tables[(int)side];

    // What an older version has kept is let go: nothing depends on it.
    private void Prepare()
    {
        using var asked = _connection.CreateCommand();
        asked.CommandText = "PRAGMA user_version";
        var known = (long)asked.ExecuteScalar()! == Version;
        foreach (var table in Tables)
        {
            Run((known ? "" : $"DROP TABLE IF EXISTS {table};") + $"CREATE TABLE IF NOT EXISTS {table} ({Types})");
        }

        Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Add(SqliteTransaction transaction, string table, List<LoggedRequest> requests)
    {
        using var insert = _connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(c => "$" + c))})";
        foreach (var column in Columns)
        {
            insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + column });
        }

        foreach (var r in requests)
        {
            object?[] values = [r.At.ToUnixTimeMilliseconds(), r.Environment, r.Method, r.Path, r.Integration, r.Status, r.Code, r.Took, r.Bytes, r.Cause];
            for (var i = 0; i < values.Length; i++)
            {
                insert.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }

        // The times of requests grow with their numbers, so that the oldest are found first; a few more than came are forgotten each time.
        using var forget = _connection.CreateCommand();
        forget.Transaction = transaction;
        forget.CommandText = $"DELETE FROM {table} WHERE n IN (SELECT n FROM {table} ORDER BY n LIMIT $some) AND (at < $oldest OR n <= (SELECT max(n) FROM {table}) - $most)";
        forget.Parameters.AddWithValue("$some", 2 * requests.Count);
        forget.Parameters.AddWithValue("$oldest", (_clock.GetUtcNow() - Kept).ToUnixTimeMilliseconds());
        forget.Parameters.AddWithValue("$most", Most);
        forget.ExecuteNonQuery();
    }
}
