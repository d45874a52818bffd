using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Connectors.Server.State;

/// <summary>
/// What the server keeps besides records, in a file of its own: environments, API keys (their hashes), and what it knows of integrations. Safe for concurrent use.
/// </summary>
internal sealed class ServerState : IDisposable
{
    private const int ApplicationId = 0x434F4E53;
    private const int SecretLength = 32;
    private const string KeyPrefix = "ks_prod_";

    // Entry i leads from version i to i + 1; entries are never edited once released. Times are milliseconds since 1970 in UTC.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE environments (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE api_keys (
          n INTEGER PRIMARY KEY,
          environment TEXT NOT NULL REFERENCES environments,
          name TEXT NOT NULL UNIQUE,
          hash BLOB NOT NULL UNIQUE,
          created_at INTEGER NOT NULL,
          revoked_at INTEGER
        );
        CREATE TABLE integrations (
          id TEXT PRIMARY KEY,
          environment TEXT NOT NULL REFERENCES environments,
          organization TEXT NOT NULL,
          creator_email TEXT,
          origin_id TEXT,
          enabled INTEGER NOT NULL DEFAULT 1,
          created_at INTEGER NOT NULL,
          deleted_at INTEGER
        );
        CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
        """,
    ];

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;

    private ServerState(SqliteConnection connection, TimeProvider clock) => (_connection, _clock) = (connection, clock);

    /// <summary>Whether there is no API key yet, not even a revoked one: the first start.</summary>
    public bool HasNoKeys => Locked(() => Scalar("SELECT count(*) FROM api_keys") is 0L);

    /// <summary>Opens the file; creates it where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is another program's, or of a newer version.</exception>
    public static ServerState Open(string path, TimeProvider clock)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var state = new ServerState(connection, clock);
            state.Migrate(path);
            return state;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new InvalidDataException($"{path} cannot be used as the server's state: {error.Message}", error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The environment that everything belongs to until another one is made; made when it is not there.</summary>
    public string DefaultEnvironment() => Locked(() =>
    {
        if (Scalar("SELECT id FROM environments ORDER BY created_at LIMIT 1") is string id)
        {
            return id;
        }

        return Insert("Production");
    });

    /// <summary>Makes an environment.</summary>
    /// <param name="name">What people call it.</param>
    public string CreateEnvironment(string name) => Locked(() => Insert(name));

    /// <summary>Makes an API key. It is returned this once; only its hash is kept.</summary>
    /// <param name="environment">The environment it opens.</param>
    /// <param name="name">What people call it; unique.</param>
    /// <exception cref="InvalidOperationException">There is a key of that name.</exception>
    public string CreateKey(string environment, string name) => Locked(() =>
    {
        if (Scalar("SELECT 1 FROM api_keys WHERE name = ?", name) is not null)
        {
            throw new InvalidOperationException($"There is a key named '{name}' already.");
        }

        var key = KeyPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength));
        Run("INSERT INTO api_keys (environment, name, hash, created_at) VALUES (?, ?, ?, ?)", environment, name, Hash(key), Now);
        return key;
    });

    /// <summary>Revokes a key; false where there is none of that name that is not revoked.</summary>
    public bool RevokeKey(string name) => Locked(() => Run("UPDATE api_keys SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", Now, name) > 0);

    /// <summary>The environment that a key opens; null for one that is unknown or revoked.</summary>
    /// <remarks>A key is random, so that a plain hash cannot be turned back, and looking it up tells nothing of other keys.</remarks>
    public string? EnvironmentOf(string key) => Locked(() => Scalar("SELECT environment FROM api_keys WHERE hash = ? AND revoked_at IS NULL", Hash(key)) as string);

    /// <summary>A secret of the server, made when it is first asked for.</summary>
    public byte[] Secret(string name) => Locked(() =>
    {
        Run("INSERT OR IGNORE INTO secrets VALUES (?, ?)", name, RandomNumberGenerator.GetBytes(SecretLength));
        return (byte[])Scalar("SELECT value FROM secrets WHERE name = ?", name)!;
    });

    /// <summary>Takes an integration into an environment, unless it is in one.</summary>
    public void Adopt(string id, string environment, string organization) => Locked(() =>
        Run("INSERT OR IGNORE INTO integrations (id, environment, organization, created_at) VALUES (?, ?, ?, ?)", id, environment, organization, Now));

    /// <summary>What is known of an integration of an environment; null where it has none of that id, or no more.</summary>
    public IntegrationState? Integration(string id, string environment) => Locked(() =>
    {
        using var command = Command(
            "SELECT organization, creator_email, origin_id, enabled, created_at FROM integrations WHERE id = ? AND environment = ? AND deleted_at IS NULL", id, environment);
        using var row = command.ExecuteReader();
        return row.Read()
            ? new IntegrationState(
                id,
                row.GetString(0),
                row.IsDBNull(1) ? null : row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.GetInt64(3) != 0,
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)))
            : null;
    });

    /// <summary>Switches an integration on or off.</summary>
    public void Enable(string id, bool enabled) => Locked(() => Run("UPDATE integrations SET enabled = ? WHERE id = ?", enabled ? 1 : 0, id));

    /// <summary>Ends an integration: nothing answers for it any more.</summary>
    public void Delete(string id) => Locked(() => Run("UPDATE integrations SET deleted_at = ? WHERE id = ?", Now, id));

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private void Migrate(string path)
    {
        var (application, version, tables) = ((long)Scalar("PRAGMA application_id")!, (long)Scalar("PRAGMA user_version")!, (long)Scalar("SELECT count(*) FROM sqlite_master")!);
        if (tables > 0 && application != ApplicationId)
        {
            throw new InvalidDataException($"{path} is a database of another program.");
        }

        if (version > Steps.Length)
        {
            throw new InvalidDataException($"{path} was written by a newer version of this program.");
        }

        Run("PRAGMA journal_mode = WAL");
        for (; version < Steps.Length; version++)
        {
            using var transaction = _connection.BeginTransaction();
            Run(Steps[version]);
            Run(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}; PRAGMA application_id = {ApplicationId}"));
            transaction.Commit();
        }
    }

    private string Insert(string environment)
    {
        var id = Guid.NewGuid().ToString();
        Run("INSERT INTO environments VALUES (?, ?, ?)", id, environment, Now);
        return id;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private T Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            return work();
        }
    }

    private object? Scalar(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    private int Run(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        // The provider names its parameters; statements here have one marker after another.
        var command = _connection.CreateCommand();
        var parts = sql.Split('?');
        var text = new StringBuilder(parts[0]);
        for (var i = 0; i < values.Length; i++)
        {
            var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@p{i}");
            text.Append(name).Append(parts[i + 1]);
            command.Parameters.AddWithValue(name, values[i]);
        }

        command.CommandText = text.ToString();
        return command;
    }
}
