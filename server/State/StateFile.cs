using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Connectors.Server.State;

/// <summary>The file with what the server keeps besides records. Each capability has its own tables in it and its own class over them. Safe for concurrent use.</summary>
/// <remarks>Times are milliseconds since 1970 in UTC. A statement has one <c>?</c> for each value, in their order.</remarks>
internal sealed class StateFile : IDisposable
{
    private const int ApplicationId = 0x434F4E53;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    private StateFile(SqliteConnection connection, TimeProvider clock) => (_connection, Clock) = (connection, clock);

    public TimeProvider Clock { get; }

    /// <summary>The time now, as the file has it.</summary>
    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens the file; creates it where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="steps">What leads from each version to the next; entry i leads from i to i + 1.</param>
    /// <exception cref="InvalidDataException">The file is another program's, or of a newer version.</exception>
    public static StateFile Open(string path, TimeProvider clock, IReadOnlyList<string> steps)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var file = new StateFile(connection, clock);
            file.Migrate(path, steps);
            return file;
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

    /// <summary>Runs a statement; how many rows it changed.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    /// <summary>The first value of the first row; null where there is no row, or the value is null.</summary>
    public object? Value(string sql, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            return command.ExecuteScalar() is { } value and not DBNull ? value : null;
        }
    }

    /// <summary>The rows of a query.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="values">Its values.</param>
    public IReadOnlyList<T> Rows<T>(string sql, Func<StateRow, T> read, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(read(new StateRow(reader)));
            }

            return rows;
        }
    }

    /// <summary>The first row of a query; null where there is none.</summary>
    public T? Row<T>(string sql, Func<StateRow, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        var rows = Rows(sql, read, values);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>Does several things together: all of them happen, or none, and nobody comes in between.</summary>
    public T Together<T>(Func<T> work)
    {
        lock (_gate)
        {
            if (_transaction is not null)
            {
                return work();
            }

            using var transaction = _connection.BeginTransaction();
            _transaction = transaction;
            try
            {
                var result = work();
                transaction.Commit();
                return result;
            }
            finally
            {
                _transaction = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Migrate(string path, IReadOnlyList<string> steps)
    {
        var (application, version, tables) = ((long)Value("PRAGMA application_id")!, (long)Value("PRAGMA user_version")!, (long)Value("SELECT count(*) FROM sqlite_master")!);
        if (tables > 0 && application != ApplicationId)
        {
            throw new InvalidDataException($"{path} is a database of another program.");
        }

        if (version > steps.Count)
        {
            throw new InvalidDataException($"{path} was written by a newer version of this program.");
        }

        Run("PRAGMA journal_mode = WAL");
        for (; version < steps.Count; version++)
        {
            Together(() => Run(steps[(int)version])
                + Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}; PRAGMA application_id = {ApplicationId}")));
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        // The provider names its parameters.
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        var parts = sql.Split('?');
        var text = new StringBuilder(parts[0]);
        for (var i = 0; i < values.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            text.Append(name).Append(parts[i + 1]);
            command.Parameters.AddWithValue(name, values[i] ?? DBNull.Value);
        }

        command.CommandText = text.ToString();
        return command;
    }
}
