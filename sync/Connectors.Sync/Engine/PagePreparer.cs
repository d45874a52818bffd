using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;

namespace Connectors.Sync.Engine;

/// <summary>Identifies, serialises and hashes the records of pages, so that the writer only compares and stores. Used by one task at a time.</summary>
internal sealed class PagePreparer(RecordIds ids, CreatedFilter? created) : IDisposable
{
    /// <summary>A buffer that one huge page has blown up is not kept.</summary>
    private const int LargestKept = 8 * 1024 * 1024;

    private readonly ConcurrentBag<PreparedPage> _free = [];
    private readonly Utf8JsonWriter _json = new(new ArrayBufferWriter<byte>(), RecordJson.Options);

    /// <summary>Prepares a page; hand it to <see cref="Return"/> when it is written.</summary>
    public PreparedPage Prepare(ScopeReading scope, ReadPage page)
    {
        if (!_free.TryTake(out var prepared))
        {
            prepared = new PreparedPage();
        }

        prepared.Scope = scope;
        prepared.SetAside = created is null ? page.SetAside : [.. page.SetAside.Where(fault => IsWanted(prepared, scope.Source.Models, fault))];
        prepared.Elements = page.Elements;
        prepared.Resume = page.Resume;
        prepared.Total = page.Total;
        prepared.Skipped = page.Skipped;
        prepared.Gone.AddRange(page.Gone);
        prepared.Unchanged = page.Unchanged;
        prepared.Dropped = page.Dropped;
        foreach (var name in page.PassedOver)
        {
            PassOver(prepared, IndexOf(scope.Source.Models, name.Model), name);
        }

        foreach (var record in page.Records)
        {
            Add(prepared, scope.Source.Models, record);
        }

        return prepared;
    }

    /// <summary>Takes a page back. Safe from another task.</summary>
    public void Return(PreparedPage page)
    {
        if (page.Buffer.Capacity <= LargestKept)
        {
            page.Clear();
            _free.Add(page);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Add(PreparedPage page, IReadOnlyList<ModelState> models, UnifiedRecord record)
    {
        var model = IndexOf(models, record.Model);
        if (model < 0)
        {
            return;
        }

        if (record.IsDeleted)
        {
            page.Gone.Add(new RecordName(record.Model, record.Key));
            return;
        }

        var key = record.Key;
        if (created?.Wants(record.Model, key) == false)
        {
            PassOver(page, model, new RecordName(record.Model, key));
            return;
        }

        var buffer = page.Buffer;
        var start = buffer.WrittenCount;
        ids.Write(record.Model, key, buffer.GetSpan(RecordIds.Length));
        buffer.Advance(RecordIds.Length);
        var remoteId = (int)Encoding.UTF8.GetBytes(key.First, buffer);
        var remoteId2 = key.Second is null ? 0 : (int)Encoding.UTF8.GetBytes(key.Second, buffer);

        var content = buffer.WrittenCount;
        _json.Reset(buffer);
        _json.WriteStartObject();
        record.WriteFields(_json, ids);
        _json.WriteEndObject();
        _json.Flush();
        var contentLength = buffer.WrittenCount - content;
        if (created?.Keeps(record.Model, key, buffer.WrittenSpan.Slice(content, contentLength)) == false)
        {
            PassOver(page, model, new RecordName(record.Model, key));
            return;
        }

        var raw = models[model].KeepsRaw ? record.RemoteData.Span : default;
        buffer.Write(raw);
        page.Records.Add(new PreparedRecord
        {
            Model = model,
            Start = start,
            RemoteIdLength = remoteId,
            RemoteId2Length = remoteId2,
            ContentLength = contentLength,
            RawLength = raw.Length,
            Hash = XxHash128.HashToUInt128(buffer.WrittenSpan.Slice(content, contentLength)),
            RawHash = raw.IsEmpty ? null : XxHash128.HashToUInt128(raw),
        });
    }

    private static int IndexOf(IReadOnlyList<ModelState> models, string name)
    {
        for (var i = 0; i < models.Count; i++)
        {
            if (models[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsWanted(PreparedPage page, IReadOnlyList<ModelState> models, SetAside fault)
    {
        if (fault.Key is not { } key || created!.Wants(fault.Model, key))
        {
            return true;
        }

        PassOver(page, IndexOf(models, fault.Model), new RecordName(fault.Model, key));
        return false;
    }

    private void PassOver(PreparedPage page, int model, RecordName name)
    {
        if (model >= 0)
        {
            Span<byte> id = stackalloc byte[RecordIds.Length];
            ids.Write(name.Model, name.Key, id);
            page.PassedOver.Add((model, XxHash128.HashToUInt128(id)));
        }
    }
}
