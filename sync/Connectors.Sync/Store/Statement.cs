using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Connectors.Sync.Store;

/// <summary>
/// A prepared statement. Microsoft.Data.Sqlite's own commands box every parameter and allocate a reader per query; a sync runs one or two
/// statements per record, so this one binds and reads spans on the same connection handle.
/// </summary>
/// <remarks>Bind every parameter in order (<see cref="Bind(long)"/> takes the next), then <see cref="Step"/> or <see cref="Run"/>.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _next = 1;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Forgets the last run; parameters are bound anew from the first.</summary>
    public Statement Reset()
    {
        // The code of a failed step is reported again here; the step has thrown it.
        _ = raw.sqlite3_reset(_statement);
        _next = 1;
        return this;
    }

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, _next++, value));
        return this;
    }

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        Check(raw.sqlite3_bind_text(_statement, _next++, value));
        return this;
    }

    public Statement BindText(ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, _next++, utf8));
        return this;
    }

    public Statement BindBlob(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, _next++, value));
        return this;
    }

    public Statement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, _next++));
        return this;
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            Check(code);
        }

        return false;
    }

    /// <summary>Runs a statement that gives no rows and returns how many it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        var changed = raw.sqlite3_changes(_database);
        Reset();
        return changed;
    }

    /// <summary>Runs a query and returns the number in its first row, or null when there is no row or no number.</summary>
    public long? RunForNumber()
    {
        var number = Step() ? NullableLong(0) : null;
        Reset();
        return number;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? NullableLong(int column) => IsNull(column) ? null : Long(column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    /// <summary>A text's UTF-8 or a blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errmsg(_database).utf8_to_string();
            Reset();
            throw new SqliteException($"SQLite error {code}: {message}", code);
        }
    }
}
