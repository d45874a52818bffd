using System.Buffers.Binary;
using System.Numerics;

namespace Connectors.Sync.Store;

/// <summary>
/// The numbers of the records met in one reading of a scope, a bit each. Records that were first read together have neighbouring numbers, so
/// a page touches one or two chunks; ten million records take 1.25 MB.
/// </summary>
internal sealed class SeenSet
{
    /// <summary>How many records a chunk tells of.</summary>
    public const int ChunkSize = 4096;

    private const int Words = ChunkSize / 64;

    private readonly Dictionary<long, Chunk> _chunks = [];
    private long _lastIndex = -1;
    private Chunk? _last;

    /// <summary>How many records are in the set.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a record; false when it was there.</summary>
    public bool Add(long number)
    {
        var chunk = At(number / ChunkSize, create: true)!;
        ref var word = ref chunk.Bits[number % ChunkSize / 64];
        var bit = 1UL << (int)(number % 64);
        if ((word & bit) != 0)
        {
            return false;
        }

        word |= bit;
        chunk.Dirty = true;
        Count++;
        return true;
    }

    /// <summary>Whether the record is in the set.</summary>
    public bool Contains(long number) =>
        At(number / ChunkSize, create: false) is { } chunk && (chunk.Bits[number % ChunkSize / 64] & (1UL << (int)(number % 64))) != 0;

    /// <summary>Hands out the chunks that changed since the last time, to be stored.</summary>
    public void Save(Action<long, ReadOnlySpan<byte>> store)
    {
        Span<byte> bytes = stackalloc byte[ChunkSize / 8];
        foreach (var (index, chunk) in _chunks)
        {
            if (!chunk.Dirty)
            {
                continue;
            }

            for (var i = 0; i < Words; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[(8 * i)..], chunk.Bits[i]);
            }

            store(index, bytes);
            chunk.Dirty = false;
        }
    }

    /// <summary>Takes back a chunk that was stored.</summary>
    public void Load(long index, ReadOnlySpan<byte> bytes)
    {
        var chunk = At(index, create: true)!;
        for (var i = 0; i < Words; i++)
        {
            chunk.Bits[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
            Count += BitOperations.PopCount(chunk.Bits[i]);
        }
    }

    private Chunk? At(long index, bool create)
    {
        if (index == _lastIndex)
        {
            return _last;
        }

        if (!_chunks.TryGetValue(index, out var chunk))
        {
            if (!create)
            {
                return null;
            }

            _chunks.Add(index, chunk = new Chunk());
        }

        (_lastIndex, _last) = (index, chunk);
        return chunk;
    }

    private sealed class Chunk
    {
        public readonly ulong[] Bits = new ulong[Words];
        public bool Dirty;
    }
}
