using System.Buffers.Binary;
using System.Text;
using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>A name or a namespace of a document. Replies repeat a few dozen of them thousands of times, so that they are made once and found by their bytes after that.</summary>
/// <remarks>
/// What has been seen is kept for all documents, without a lock: words never change, and a place of the table holds one or another of them. No more than two words are kept for a place,
/// so that whatever names a document has, none costs more than making it.
/// </remarks>
internal sealed class XmlWord
{
    private const int Places = 512;
    private const int LongestKept = 100;

    private static readonly XmlWord?[] Seen = new XmlWord?[Places * 2];

    private readonly byte[] _utf8;

    private XmlWord(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8.ToArray();
        Text = Shared(Encoding.UTF8.GetString(utf8));
        var colon = Text.IndexOf(':', StringComparison.Ordinal);
        Prefix = colon < 0 ? "" : Shared(Text[..colon]);
        Local = colon < 0 ? Text : Shared(Text[(colon + 1)..]);
        IsName = IsNameWithoutColon(Local) && (colon < 0 || IsNameWithoutColon(Prefix));
    }

    /// <summary>No letters at all.</summary>
    public static XmlWord Empty { get; } = new([]);

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>Of a name, what stands before the colon; empty where there is none.</summary>
    public string Prefix { get; }

    /// <summary>Of a name, what stands behind the colon.</summary>
    public string Local { get; }

    /// <summary>Whether it is a name, with a prefix or without.</summary>
    public bool IsName { get; }

    /// <summary>The word of these bytes, which are UTF-8.</summary>
    public static XmlWord Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestKept)
        {
            return new XmlWord(utf8);
        }

        var place = PlaceOf(utf8);
        if (Seen[place] is { } first && first.Is(utf8))
        {
            return first;
        }

        if (Seen[place + 1] is { } second && second.Is(utf8))
        {
            return second;
        }

        var word = new XmlWord(utf8);
        Seen[place + 1] = Seen[place];
        Seen[place] = word;
        return word;
    }

    /// <summary>How many bytes it has.</summary>
    public int Length => _utf8.Length;

    /// <summary>Whether it is made of these bytes.</summary>
    public bool Is(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual(_utf8);

    private static int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        var (begin, end) = utf8.Length >= sizeof(uint)
            ? (BinaryPrimitives.ReadUInt32LittleEndian(utf8), BinaryPrimitives.ReadUInt32LittleEndian(utf8[^sizeof(uint)..]))
            : (utf8[0], utf8[^1]);
        var hash = (begin * 0x9E3779B1u) ^ (end * 0x85EBCA77u) ^ ((uint)utf8.Length * 0xC2B2AE3Du);
        return (int)(hash >> 23) * 2;
    }

    // The same text as in the code that compares with it, so that a glance at the reference is enough.
    private static string Shared(string text) => string.IsInterned(text) ?? text;

    private static bool IsNameWithoutColon(string text)
    {
        if (text.Length == 0 || !XmlConvert.IsStartNCNameChar(text[0]))
        {
            return false;
        }

        foreach (var letter in text)
        {
            if (!XmlConvert.IsNCNameChar(letter))
            {
                return false;
            }
        }

        return true;
    }
}
