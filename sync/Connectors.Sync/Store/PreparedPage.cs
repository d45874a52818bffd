using System.Buffers;
using System.Text;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;
using Connectors.Sync.Identity;

namespace Connectors.Sync.Store;

/// <summary>
/// A page ready to be written: identified, serialised and hashed, all texts in one buffer. Pages are reused, so that a sync of any size
/// allocates a handful of buffers.
/// </summary>
internal sealed class PreparedPage
{
    public ArrayBufferWriter<byte> Buffer { get; } = new(64 * 1024);

    public List<PreparedRecord> Records { get; } = [];

    public ScopeReading Scope { get; set; } = null!;

    public IReadOnlyList<SetAside> SetAside { get; set; } = [];

    /// <summary>Records that the vendor says are gone.</summary>
    public List<RecordName> Gone { get; } = [];

    /// <summary>Records that are as they are stored.</summary>
    public IReadOnlyList<RecordName> Unchanged { get; set; } = [];

    /// <summary>Records that are there and not wanted: index of the model, and hash of the id.</summary>
    public List<(int Model, UInt128 Id)> PassedOver { get; } = [];

    /// <summary>How many elements are no records, by model.</summary>
    public IReadOnlyDictionary<string, int> Dropped { get; set; } = new Dictionary<string, int>();

    public int Elements { get; set; }

    public string? Resume { get; set; }

    public long? Total { get; set; }

    public int Skipped { get; set; }

    public void Clear()
    {
        Buffer.ResetWrittenCount();
        Records.Clear();
        Gone.Clear();
        PassedOver.Clear();
        SetAside = [];
        Unchanged = [];
        Scope = null!;
    }
}

/// <summary>
/// One record of a page. Its texts lie one after the other in the page's buffer from <see cref="Start"/>: id, remote id, second remote id,
/// content, raw payload.
/// </summary>
internal readonly record struct PreparedRecord
{
    /// <summary>Index of the model among the models of the source that are read.</summary>
    public required int Model { get; init; }

    public required int Start { get; init; }

    public required int RemoteIdLength { get; init; }

    public required int RemoteId2Length { get; init; }

    public required int ContentLength { get; init; }

    public required int RawLength { get; init; }

    public required UInt128 Hash { get; init; }

    /// <summary>Null where the raw payload is not kept.</summary>
    public required UInt128? RawHash { get; init; }
}

/// <summary>The texts of a prepared record, in UTF-8.</summary>
internal readonly ref struct RecordTexts
{
    public RecordTexts(ReadOnlySpan<byte> buffer, in PreparedRecord record)
    {
        var rest = buffer[record.Start..];
        Id = Take(ref rest, RecordIds.Length);
        RemoteId = Take(ref rest, record.RemoteIdLength);
        RemoteId2 = Take(ref rest, record.RemoteId2Length);
        Content = Take(ref rest, record.ContentLength);
        Raw = Take(ref rest, record.RawLength);
    }

    public ReadOnlySpan<byte> Id { get; }

    public ReadOnlySpan<byte> RemoteId { get; }

    /// <summary>Empty unless the record joins two others.</summary>
    public ReadOnlySpan<byte> RemoteId2 { get; }

    /// <summary>A JSON object.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>A JSON object; empty where the raw payload is not kept.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    /// <summary>The vendor's ids as <see cref="RecordKey.ToString"/> writes them.</summary>
    public string Key => new RecordKey(Encoding.UTF8.GetString(RemoteId), RemoteId2.IsEmpty ? null : Encoding.UTF8.GetString(RemoteId2)).ToString();

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
