using System.Buffers.Binary;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>What has been made of bytes that replies repeat thousands of times, found by them.</summary>
/// <typeparam name="T">Made of bytes; never changes.</typeparam>
/// <remarks>
/// It is kept for all documents, without a lock: a place of the table holds one or another of what was made. No more than two are kept for a place, so that whatever a document has, nothing costs more
/// than making it.
/// </remarks>
internal sealed class XmlSeen<T>
    where T : class, IMadeOfBytes
{
    /// <summary>What is made of more bytes is not kept.</summary>
    public const int Longest = 128;

    private const int Places = 512;

    private readonly T?[] _seen = new T?[Places * 2];

    /// <summary>What has been made of these bytes; null where it is not known any more, or has never been.</summary>
    public T? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > Longest)
        {
            return null;
        }

        var place = PlaceOf(bytes);
        return Is(_seen[place], bytes) ?? Is(_seen[place + 1], bytes);
    }

    /// <summary>Keeps what has been made.</summary>
    public T Keep(T made)
    {
        if (made.Bytes.Length is > 0 and <= Longest)
        {
            var place = PlaceOf(made.Bytes);
            _seen[place + 1] = _seen[place];
            _seen[place] = made;
        }

        return made;
    }

    private static T? Is(T? made, ReadOnlySpan<byte> bytes) => made is not null && bytes.SequenceEqual(made.Bytes) ? made : null;

    private static int PlaceOf(ReadOnlySpan<byte> bytes)
    {
        var (begin, end) = bytes.Length switch
        {
            >= sizeof(ulong) => (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..])),
            >= sizeof(uint) => (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..])),
            _ => (bytes[0], bytes[^1]),
        };
        var hash = (begin * 0x9E3779B97F4A7C15ul) ^ (end * 0xC2B2AE3D27D4EB4Ful) ^ ((ulong)bytes.Length * 0x165667B19E3779F9ul);
        return (int)(hash >> 55) * 2;
    }
}

/// <summary>Something made of bytes.</summary>
internal interface IMadeOfBytes
{
    byte[] Bytes { get; }
}
