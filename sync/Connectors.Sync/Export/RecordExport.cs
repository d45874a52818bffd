using System.Globalization;
using System.Text.Json;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Records;
using Connectors.Sync.Store;

namespace Connectors.Sync.Export;

/// <summary>What an export contains.</summary>
public sealed record ExportOptions
{
    /// <summary>Whether records that are gone at the vendor are exported too; their <c>remote_deleted_at</c> is set. Default no.</summary>
    public bool IncludeDeleted { get; init; }
}

/// <summary>Writes stored records as JSON lines, in the order of their ids.</summary>
public static class RecordExport
{
    private const int FlushAt = 64 * 1024;

    /// <summary>
    /// Writes all records of a model, one JSON object a line, in UTF-8: the ids, the model's own fields, when it changed and was deleted, and the
    /// raw payload where the connector covers that. A row that joins two records has no <c>remote_id</c>.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="integration">Whose records.</param>
    /// <param name="descriptor">The connector: tells whether <c>remote_data</c> is covered.</param>
    /// <param name="model">The model; one that was never read has no records.</param>
    /// <param name="output">Where the lines go; it stays open.</param>
    /// <param name="options">What to export; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the export between two records.</param>
    /// <returns>How many records were written.</returns>
    /// <exception cref="ArgumentException">The connector knows no such model.</exception>
    public static long Write(
        RecordStore store,
        Integration integration,
        ConnectorDescriptor descriptor,
        string model,
        Stream output,
        ExportOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(integration);
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(output);
        var capability = descriptor.Models.FirstOrDefault(m => m.Name == model)
            ?? throw new ArgumentException($"There is no model '{model}'. {descriptor.Name} has {string.Join(", ", descriptor.Models.Select(m => m.Name))}.", nameof(model));
        var raw = ShowsRaw(capability);

        lock (store.Gate)
        {
            if (store.FindModel(integration, model) is not { } number)
            {
                return 0;
            }

            using var buffer = new MemoryStream(2 * FlushAt);
            using var writer = new Utf8JsonWriter(buffer, RecordJson.Options);
            var answers = new AnswerJoin(store, integration);
            var deleted = (options ?? new ExportOptions()).IncludeDeleted;

            // One statement is one consistent picture, also while a sync writes.
            using var query = new Statement(
                store.Connection,
                $"""
                SELECT id, remote_id, remote_id_2, changed_at, remote_deleted_at, content, {(raw ? "raw" : "NULL")} FROM records
                WHERE model = ?{(deleted ? "" : " AND remote_deleted_at IS NULL")} ORDER BY id
                """);
            query.Bind(number);
            long written = 0;
            while (query.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                WriteLine(writer, query, answers, raw);
                buffer.WriteByte((byte)'\n');
                written++;
                if (buffer.Length >= FlushAt)
                {
                    Flush(buffer, output);
                }
            }

            Flush(buffer, output);
            return written;
        }
    }

    /// <summary>One stored record as an export shows it; null where the store has none of that id, or only a deleted one.</summary>
    internal static byte[]? Find(RecordStore store, Integration integration, ConnectorDescriptor descriptor, string model, string id)
    {
        lock (store.Gate)
        {
            if (store.FindModel(integration, model) is not { } number)
            {
                return null;
            }

            var raw = descriptor.Models.FirstOrDefault(m => m.Name == model) is { } capability && ShowsRaw(capability);
            using var query = new Statement(
                store.Connection,
                $"SELECT id, remote_id, remote_id_2, changed_at, remote_deleted_at, content, {(raw ? "raw" : "NULL")} FROM records WHERE model = ? AND id = ? AND remote_deleted_at IS NULL");
            query.Bind(number).Bind(id);
            if (!query.Step())
            {
                return null;
            }

            using var buffer = new MemoryStream();
            using var writer = new Utf8JsonWriter(buffer, RecordJson.Options);
            WriteLine(writer, query, new AnswerJoin(store, integration), raw);
            return buffer.ToArray();
        }
    }

    /// <summary>A record that is not stored, as an export would show it: what is known of it, which may be its ids alone.</summary>
    internal static byte[] Describe(RecordStore store, Integration integration, string id, string remoteId, UnifiedRecord? record, IRecordIds ids, DateTimeOffset changedAt)
    {
        using var content = new MemoryStream();
        using (var fields = new Utf8JsonWriter(content, RecordJson.Options))
        {
            fields.WriteStartObject();
            record?.WriteFields(fields, ids);
            fields.WriteEndObject();
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteString("remote_id"u8, remoteId);
            lock (store.Gate)
            {
                WriteFields(writer, content.ToArray(), new AnswerJoin(store, integration));
            }

            WriteTime(writer, "changed_at", changedAt.ToUnixTimeMilliseconds());
            WriteTime(writer, "remote_deleted_at", null);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static bool ShowsRaw(ModelCapability capability) => capability.Fields.Any(f => f.Name == "remote_data" && f.Coverage == Coverage.Supported);

    private static void WriteLine(Utf8JsonWriter writer, Statement row, AnswerJoin answers, bool raw)
    {
        writer.Reset();
        writer.WriteStartObject();
        writer.WriteString("id"u8, row.Bytes(0));
        if (row.IsNull(2))
        {
            writer.WriteString("remote_id"u8, row.Bytes(1));
        }

        WriteFields(writer, row.Bytes(5), answers);
        WriteTime(writer, "changed_at", row.Long(3));
        WriteTime(writer, "remote_deleted_at", row.NullableLong(4));
        if (raw)
        {
            writer.WritePropertyName("remote_data"u8);
            if (row.IsNull(6))
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteRawValue(row.Bytes(6), skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteFields(Utf8JsonWriter writer, ReadOnlySpan<byte> content, AnswerJoin answers)
    {
        var reader = new Utf8JsonReader(content);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var joined = reader.ValueTextEquals(AnswerJoin.Field);
            writer.WritePropertyName(joined ? AnswerJoin.Field : reader.GetString()!);
            reader.Read();
            if (joined && reader.TokenType == JsonTokenType.StartArray)
            {
                answers.Write(writer, ref reader);
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            writer.WriteRawValue(content[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, long? milliseconds)
    {
        if (milliseconds is { } time)
        {
            writer.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void Flush(MemoryStream buffer, Stream output)
    {
        output.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        buffer.SetLength(0);
    }
}
