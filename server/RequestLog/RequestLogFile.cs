using Microsoft.Data.Sqlite;

namespace Connectors.Server.RequestLog;

/// <summary>The requests of the last 30 days, a million at most, in a file of their own: they are many, nothing depends on them, and whoever wants may delete it. Safe for concurrent use.</summary>
internal sealed class RequestLogFile : IDisposable
{
    private const long Most = 1_000_000;

    private const string Tables = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS requests (
          n INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          environment TEXT NOT NULL,
          method TEXT NOT NULL,
          path TEXT NOT NULL,
          integration TEXT,
          status INTEGER NOT NULL,
          code TEXT,
          took INTEGER NOT NULL
        );
        """;

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
            using var command = _connection.CreateCommand();
            command.CommandText = Tables;
            command.ExecuteNonQuery();
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
            using var insert = _connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO requests (at, environment, method, path, integration, status, code, took) VALUES ($at, $environment, $method, $path, $integration, $status, $code, $took)";
            foreach (var name in (ReadOnlySpan<string>)["$at", "$environment", "$method", "$path", "$integration", "$status", "$code", "$took"])
            {
                insert.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            foreach (var request in requests)
            {
                insert.Parameters[0].Value = request.At.ToUnixTimeMilliseconds();
                insert.Parameters[1].Value = request.Environment;
                insert.Parameters[2].Value = request.Method;
                insert.Parameters[3].Value = request.Path;
                insert.Parameters[4].Value = (object?)request.Integration ?? DBNull.Value;
                insert.Parameters[5].Value = request.Status;
                insert.Parameters[6].Value = (object?)request.Code ?? DBNull.Value;
                insert.Parameters[7].Value = request.Took;
                insert.ExecuteNonQuery();
            }

            // The times of requests grow with their numbers, so that the oldest are found first; a few more than came are forgotten each time.
            using var forget = _connection.CreateCommand();
            forget.Transaction = transaction;
            forget.CommandText = "DELETE FROM requests WHERE n IN (SELECT n FROM requests ORDER BY n LIMIT $some) AND (at < $oldest OR n <= (SELECT max(n) FROM requests) - $most)";
            forget.Parameters.AddWithValue("$some", 2 * requests.Count);
            forget.Parameters.AddWithValue("$oldest", (_clock.GetUtcNow() - Kept).ToUnixTimeMilliseconds());
            forget.Parameters.AddWithValue("$most", Most);
            forget.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    /// <summary>The requests of an environment that are looked for, the newest first.</summary>
    public IReadOnlyList<LoggedRequest> Find(string environment, RequestQuery query, int most)
    {
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = """
                SELECT n, at, environment, method, path, integration, status, code, took FROM requests
                WHERE environment = $environment AND at >= $oldest AND n < $before
                  AND ($integration IS NULL OR integration = $integration) AND ($refused IS NULL OR (status >= 400) = $refused) AND ($text IS NULL OR instr(path, $text))
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
                { Number = reader.GetInt64(0) });
            }

            return found;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
