using System.Text.Json;
using Connectors.Runtime.Authorizing;
using Connectors.Sync.Identity;
using Microsoft.Data.Sqlite;

namespace Connectors.Sync.Store;

/// <summary>
/// Unified records in an SQLite file, with all that a sync must remember. One process writes to a file at a time; reading is possible
/// meanwhile. Not safe for concurrent use by callers, except that accounts are synced side by side: one sync of each at a time.
/// </summary>
public sealed class RecordStore : IDisposable
{
    private readonly StoreLock? _lock;
    private readonly Dictionary<string, Statement> _statements = [];
    private long? _lastRecord;

    private RecordStore(string path, StoreLock? held, SqliteConnection connection)
    {
        Path = path;
        _lock = held;
        Connection = connection;
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>The integrations in the store, by name.</summary>
    public IReadOnlyList<Integration> Integrations
    {
        get
        {
            lock (Gate)
            {
                var all = new List<Integration>();
                var query = Prepare("SELECT id, connector, name, n FROM integrations ORDER BY name");
                while (query.Step())
                {
                    all.Add(ReadIntegration(query));
                }

                query.Reset();
                return all;
            }
        }
    }

    internal SqliteConnection Connection { get; }

    /// <summary>The idempotency keys, by integration, that an attempt of this process is using. The caller holds the gate.</summary>
    internal HashSet<(long Integration, string Key)> BusyKeys { get; } = [];

    /// <summary>Turns to change what was granted to integrations, by their number: no other process writes to the file.</summary>
    internal AccountTurns<long> TokenTurns { get; } = new();

    /// <summary>Held around every use of the connection: the writer of a sync and the look-ups for the next parents share it.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Opens a store for writing; creates the file, or brings it to the current version, where needed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StoreException">Another process writes to it, or it is no store this program can use.</exception>
    public static RecordStore Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var held = StoreLock.Take(full);
        SqliteConnection? connection = null;
        try
        {
            connection = Connect(full, SqliteOpenMode.ReadWriteCreate);
            Schema.Verify(connection);
            Schema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY");
            Schema.Migrate(connection);
            return new RecordStore(full, held, connection);
        }
        catch
        {
            connection?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store for reading, also while another process writes to it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StoreException">There is none, or it is no store this program can use.</exception>
    public static RecordStore OpenForReading(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new StoreException(StoreError.Missing, $"There is no database at {full}. A sync creates one.");
        }

        var connection = Connect(full, SqliteOpenMode.ReadOnly);
        try
        {
            if (Schema.Verify(connection) == 0)
            {
                throw new StoreException(StoreError.NotAStore, $"{full} is empty. A sync fills it.");
            }

            return new RecordStore(full, null, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The integration of an account; created when it is new. Without a name, the account is the integration: the same connector with the
    /// same fields is found again, others are another integration.
    /// </summary>
    /// <param name="connector">The connector's slug.</param>
    /// <param name="account">The fields of the connection that tell the account. A field that it had when it was created and has no more, or has now and had not, does not count.</param>
    /// <param name="name">A name of the caller's choice; null to name it after the account.</param>
    /// <param name="clock">Tells when it is created.</param>
    /// <exception cref="StoreException"><see cref="StoreError.OtherAccount"/>: the name belongs to another account.</exception>
    public Integration OpenIntegration(string connector, IReadOnlyDictionary<string, string> account, string? name, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(clock);
        var fields = account.OrderBy(f => f.Key, StringComparer.Ordinal).ToArray();
        var described = Describe(fields);
        var id = name is null
            ? RecordIds.Of(["integration", connector, .. fields.SelectMany(f => new[] { f.Key, f.Value })])
            : IdOf(connector, name);
        name ??= string.Join(' ', [connector, .. fields.Select(f => $"{f.Key}={f.Value}")]);

        lock (Gate)
        {
            var query = Prepare("SELECT id, connector, name, n, account FROM integrations WHERE name = ?").Bind(name);
            if (query.Step())
            {
                var (found, owner) = (ReadIntegration(query), query.Text(4));
                query.Reset();
                return found.Connector == connector && IsOf(owner, account)
                    ? found
                    : throw new StoreException(
                        StoreError.OtherAccount,
                        $"The integration '{name}' in {Path} belongs to another account ({found.Connector} {owner}). Name another integration or another database.");
            }

            query.Reset();
            Prepare("INSERT INTO integrations (id, connector, name, account, created_at) VALUES (?, ?, ?, ?, ?)")
                .Bind(id).Bind(connector).Bind(name).Bind(described).Bind(clock.GetUtcNow().ToUnixTimeMilliseconds()).Run();
            var number = Prepare("SELECT n FROM integrations WHERE id = ?").Bind(id).RunForNumber();
            return new Integration(id, connector, name) { Number = number!.Value };
        }
    }

    /// <summary>The id that an integration of a name has, or will have.</summary>
    /// <param name="connector">The connector's slug.</param>
    /// <param name="name">The name.</param>
    public static string IdOf(string connector, string name) => RecordIds.Of("integration", connector, "", name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
        _lock?.Dispose();
    }

    /// <summary>A statement, prepared once and ready for its parameters.</summary>
    internal Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(Connection, sql);
            _statements.Add(sql, statement);
        }

        return statement.Reset();
    }

    /// <summary>Runs what <paramref name="work"/> does in one transaction, undone as a whole when it throws. The caller holds the gate.</summary>
    internal void InTransaction(Action work)
    {
        Prepare("BEGIN IMMEDIATE").Run();
        try
        {
            work();
            Prepare("COMMIT").Run();
        }
        catch
        {
            foreach (var statement in _statements.Values)
            {
                statement.Reset();
            }

            Prepare("ROLLBACK").Run();
            throw;
        }
    }

    /// <summary>As <see cref="InTransaction"/>, and on the disk before it returns: what depends on it happens outside of this process. The caller holds the gate.</summary>
    internal void Durably(Action work)
    {
        Prepare("PRAGMA synchronous = FULL").Run();
        try
        {
            InTransaction(work);
        }
        finally
        {
            Prepare("PRAGMA synchronous = NORMAL").Run();
        }
    }

    /// <summary>The number of the next record; two writers never get the same. The caller holds the gate.</summary>
    internal long NextRecord()
    {
        _lastRecord ??= Prepare("SELECT max(n) FROM records").RunForNumber() ?? 0;
        return (_lastRecord += 1).Value;
    }

    /// <summary>The number of a model of an integration, or null when nothing was ever read of it.</summary>
    internal long? FindModel(Integration integration, string model) =>
        Prepare("SELECT n FROM models WHERE integration = ? AND name = ?").Bind(integration.Number).Bind(model).RunForNumber();

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();

        // Another process that opens or closes the file may hold it for a moment.
        Schema.Execute(connection, "PRAGMA busy_timeout = 5000");
        return connection;
    }

    private static Integration ReadIntegration(Statement row) => new(row.Text(0), row.Text(1), row.Text(2)) { Number = row.Long(3) };

    private static bool IsOf(string described, IReadOnlyDictionary<string, string> account)
    {
        using var owner = JsonDocument.Parse(described);
        return owner.RootElement.EnumerateObject().All(f => !account.TryGetValue(f.Name, out var value) || f.Value.ValueEquals(value));
    }

    private static string Describe(KeyValuePair<string, string>[] fields)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, RecordJson.Options))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}
