using Microsoft.Data.Sqlite;

namespace Connectors.Server.State;

/// <summary>A row of <see cref="StateFile"/>, while it is read.</summary>
internal readonly struct StateRow(SqliteDataReader reader)
{
    public string Text(int column) => reader.GetString(column);

    /// <summary>A text that may be missing.</summary>
    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public long Number(int column) => reader.GetInt64(column);

    /// <summary>A number that may be missing.</summary>
    public long? NumberOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>Yes or no.</summary>
    public bool Flag(int column) => reader.GetInt64(column) != 0;

    /// <summary>Bytes.</summary>
    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    /// <summary>A time that may be missing.</summary>
    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : Time(column);
}
