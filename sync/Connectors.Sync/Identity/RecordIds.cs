using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Connectors.Runtime.Records;

namespace Connectors.Sync.Identity;

/// <summary>
/// The unified ids of one integration: 24 base58 characters of the first 140 bits of SHA-256 over the parts that identify a thing, each
/// written as UTF-8 after its length (four bytes, big-endian). Safe for concurrent use.
/// </summary>
public sealed class RecordIds : IRecordIds
{
    /// <summary>How many characters an id has.</summary>
    public const int Length = 24;

    /// <summary>References repeat (a stage, the job of a page of applications); this many recent ones are kept.</summary>
    private const int Recent = 1024;

    private const int MostFields = 10_000;

    private readonly string _integration;
    private readonly ConcurrentDictionary<(string Model, string Key), string> _fields = new();
    private readonly Entry?[] _recent = new Entry?[Recent];

    /// <summary>Creates the ids of an integration.</summary>
    /// <param name="integration">The integration's id.</param>
    public RecordIds(string integration) => _integration = integration;

    /// <inheritdoc/>
    public string Record(string model, RecordKey key)
    {
        ref var slot = ref _recent[(uint)HashCode.Combine(model, key.First, key.Second) % Recent];
        var entry = Volatile.Read(ref slot);
        if (entry is null || entry.Model != model || entry.Key != key)
        {
            entry = new Entry(model, key, Text(model, key));
            Volatile.Write(ref slot, entry);
        }

        return entry.Id;
    }

    /// <inheritdoc/>
    public string Option(string questionRemoteId, string optionRemoteId) => Of(_integration, "options", questionRemoteId, optionRemoteId);

    /// <inheritdoc/>
    public string Field(string model, string key)
    {
        // Every record of a model has the same few fields, so their ids are kept; keys that never end are not.
        if (_fields.TryGetValue((model, key), out var id))
        {
            return id;
        }

        id = Of(_integration, "fields", model, key);
        if (_fields.Count < MostFields)
        {
            _fields.TryAdd((model, key), id);
        }

        return id;
    }

    /// <summary>The id of whatever these parts identify.</summary>
    internal static string Of(params ReadOnlySpan<string> parts)
    {
        var hash = new PartHash(stackalloc byte[PartHash.OnStack]);
        foreach (var part in parts)
        {
            hash.Add(part);
        }

        Span<byte> text = stackalloc byte[Length];
        hash.Finish(text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Writes the id of a record as <see cref="Length"/> ASCII characters.</summary>
    internal void Write(string model, RecordKey key, Span<byte> text)
    {
        var hash = new PartHash(stackalloc byte[PartHash.OnStack]);
        hash.Add(_integration);
        hash.Add(model);
        hash.Add(key.First);
        if (key.Second is not null)
        {
            hash.Add(key.Second);
        }

        hash.Finish(text);
    }

    private string Text(string model, RecordKey key)
    {
        Span<byte> text = stackalloc byte[Length];
        Write(model, key, text);
        return Encoding.ASCII.GetString(text);
    }

    private sealed record Entry(string Model, RecordKey Key, string Id);

    /// <summary>Collects parts and hashes them in one go.</summary>
    private ref struct PartHash(Span<byte> start)
    {
        public const int OnStack = 256;

        private Span<byte> _buffer = start;
        private int _used;

        public void Add(string part)
        {
            var most = sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
            if (_used + most > _buffer.Length)
            {
                // Ids of vendors are short; a longer one may cost an allocation.
                Span<byte> larger = new byte[2 * (_used + most)];
                _buffer[.._used].CopyTo(larger);
                _buffer = larger;
            }

            var written = Encoding.UTF8.GetBytes(part, _buffer[(_used + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(_buffer[_used..], written);
            _used += sizeof(int) + written;
        }

        public readonly void Finish(Span<byte> text)
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(_buffer[.._used], digest);
            Base58.Write140Bits(digest, text);
        }
    }
}
