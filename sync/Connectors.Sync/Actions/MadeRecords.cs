using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Records;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;

namespace Connectors.Sync.Actions;

/// <summary>
/// Stores what an action made or changed. A record that the store knows already stays as it is, because the vendor's word weighs more than what was sent; one that
/// was gone is there again, unless the action is a repeat, which says nothing new;
/// a model that the connector does not read is not stored, since no sync would ever look after it.
/// </summary>
internal sealed class MadeRecords(RecordStore store, Integration integration, ConnectorDefinition definition, RecordIds ids, TimeProvider clock)
{
    /// <summary>A change that belongs to no run.</summary>
    private const long NoRun = 0;

    private long _now;

    /// <summary>Notes that a record was made, or found while another one was, as soon as that is known: what comes afterwards may fail.</summary>
    public void Note(MadeRecord made)
    {
        lock (store.Gate)
        {
            store.InTransaction(() => Keep(made));
        }
    }

    /// <summary>Stores it, all or nothing.</summary>
    public void Store(ActionReply reply)
    {
        _now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        lock (store.Gate)
        {
            store.InTransaction(() =>
            {
                foreach (var made in reply.Made)
                {
                    Keep(made);
                    if (made is { Existed: true, RemoteId: { } remoteId } && !reply.IsRepeat)
                    {
                        Return(made.Model, remoteId);
                    }
                }

                foreach (var record in reply.Records.Where(r => Reads(r.Model)))
                {
                    Insert(record, reply.IsRepeat);
                }

                if (reply.Changed is { } changed && Reads(changed.Record.Model))
                {
                    Change(changed);
                }
            });
        }
    }

    private bool Reads(string model) => definition.Descriptor.Models.Any(m => m.Name == model && m.Coverage == Coverage.Supported);

    // Also of what was there before: what an action makes is shown with it.
    private void Keep(MadeRecord made)
    {
        if (made.RemoteId is { } remoteId && Reads(made.Model))
        {
            store.Prepare("INSERT OR IGNORE INTO made (model, id) VALUES (?, ?)").Bind(Model(made.Model)).Bind(ids.Record(made.Model, new RecordKey(remoteId))).Run();
        }
    }

    // The vendor has just shown a record that was taken for gone. What was anonymised comes back with the next sync.
    private void Return(string name, string remoteId)
    {
        if (store.FindModel(integration, name) is { } model)
        {
            var returned = store.Prepare($"UPDATE records SET remote_deleted_at = NULL, changed_at = ?, changed_run = ? WHERE model = ? AND id = ? AND remote_deleted_at IS NOT NULL AND content <> '{RecordJson.Anonymous}'")
                .Bind(_now).Bind(NoRun).Bind(model).Bind(ids.Record(name, new RecordKey(remoteId))).Run();
            CountLive(model, returned);
        }
    }

    private void CountLive(long model, long more) => store.Prepare("UPDATE models SET live = live + ? WHERE n = ?").Bind(more).Bind(model).Run();

    private long Model(string name)
    {
        store.Prepare("INSERT OR IGNORE INTO models (integration, name) VALUES (?, ?)").Bind(integration.Number).Bind(name).Run();
        return store.FindModel(integration, name)!.Value;
    }

    private void Insert(UnifiedRecord record, bool isRepeat)
    {
        var model = Model(record.Model);
        var id = ids.Record(record.Model, record.Key);
        var known = store.Prepare("SELECT n FROM records WHERE model = ? AND id = ?").Bind(model).Bind(id).RunForNumber();
        if (known is { } there && (isRepeat || store.Prepare("SELECT 1 FROM records WHERE n = ? AND remote_deleted_at IS NULL").Bind(there).RunForNumber() is not null))
        {
            return;
        }

        var content = Content(record);
        var hash = XxHash128.HashToUInt128(content);
        store.Prepare(
                """
                INSERT INTO records (n, model, id, remote_id, remote_id_2, parent, changed_at, changed_run, hash, content)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET parent = excluded.parent, changed_at = excluded.changed_at, changed_run = excluded.changed_run, hash = excluded.hash,
                content = excluded.content, raw_hash = NULL, raw = NULL, remote_deleted_at = NULL
                """)
            .Bind(known ?? store.NextRecord()).Bind(model).Bind(id).Bind(record.Key.First).Bind(record.Key.Second).Bind(Parent(record.Model, content))
            .Bind(_now).Bind(NoRun).BindBlob(Bytes(in hash)).BindText(content).Run();
        CountLive(model, 1);
    }

    private byte[] Content(UnifiedRecord record)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, RecordJson.Options))
        {
            writer.WriteStartObject();
            record.WriteFields(writer, ids);
            writer.WriteEndObject();
        }

        return text.ToArray();
    }

    /// <summary>The record whose children a new record will be read with, so that the reading that does not show it any more can delete it; null for a list.</summary>
    private long? Parent(string model, byte[] content)
    {
        if (definition.Sources.FirstOrDefault(s => s.Mappers.Any(m => m.Model == model))?.ForEach is not { } parents || store.FindModel(integration, parents) is not { } number)
        {
            return null;
        }

        using var record = JsonDocument.Parse(content);
        return record.RootElement.EnumerateObject()
            .Where(m => m.Name.EndsWith("_id", StringComparison.Ordinal) && m.Value.ValueKind == JsonValueKind.String)
            .Select(m => store.Prepare("SELECT n FROM records WHERE model = ? AND id = ?").Bind(number).Bind(m.Value.GetString()).RunForNumber())
            .FirstOrDefault(n => n is not null);
    }

    private void Change(ChangedRecord changed)
    {
        if (store.FindModel(integration, changed.Record.Model) is not { } model)
        {
            return;
        }

        var row = store.Prepare("SELECT n, content FROM records WHERE model = ? AND id = ? AND remote_deleted_at IS NULL")
            .Bind(model).Bind(ids.Record(changed.Record.Model, changed.Record.Key));
        if (!row.Step())
        {
            row.Reset();
            return;
        }

        var (number, before) = (row.Long(0), row.Bytes(1).ToArray());
        row.Reset();
        var after = Patched(before, Content(changed.Record), changed.Fields);
        if (before.AsSpan().SequenceEqual(after))
        {
            return;
        }

        var hash = XxHash128.HashToUInt128(after);
        store.Prepare("UPDATE records SET changed_at = ?, changed_run = ?, hash = ?, content = ? WHERE n = ?")
            .Bind(_now).Bind(NoRun).BindBlob(Bytes(in hash)).BindText(after).Bind(number).Run();
    }

    /// <summary>The record's content with the changed fields in the order that the record writes them in; the others stay as they are.</summary>
    private static byte[] Patched(byte[] before, byte[] change, IReadOnlyCollection<string> fields)
    {
        using var old = JsonDocument.Parse(before);
        using var given = JsonDocument.Parse(change);
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, RecordJson.Options))
        {
            writer.WriteStartObject();
            // The generated record writes all its fields, so its order is the order of every record of the model.
            foreach (var member in given.RootElement.EnumerateObject())
            {
                if (fields.Contains(member.Name))
                {
                    member.WriteTo(writer);
                }
                else if (old.RootElement.TryGetProperty(member.Name, out var kept))
                {
                    writer.WritePropertyName(member.Name);
                    writer.WriteRawValue(kept.GetRawText(), skipInputValidation: true);
                }
            }

            writer.WriteEndObject();
        }

        return text.ToArray();
    }

    private static ReadOnlySpan<byte> Bytes(in UInt128 hash) => MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in hash));
}
