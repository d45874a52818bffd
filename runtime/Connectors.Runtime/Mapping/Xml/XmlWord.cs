using System.Text;
using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>A name or a namespace of a document.</summary>
internal sealed class XmlWord : IMadeOfBytes
{
    private static readonly XmlSeen<XmlWord> Seen = new();

    private XmlWord(ReadOnlySpan<byte> utf8)
    {
        Bytes = utf8.ToArray();
        Text = Shared(Encoding.UTF8.GetString(utf8));
        var colon = Text.IndexOf(':', StringComparison.Ordinal);
        Prefix = colon < 0 ? "" : Shared(Text[..colon]);
        Local = colon < 0 ? Text : Shared(Text[(colon + 1)..]);
        IsName = IsNameWithoutColon(Local) && (colon < 0 || IsNameWithoutColon(Prefix));
    }

    /// <summary>No letters at all.</summary>
    public static XmlWord Empty { get; } = new([]);

    public string Text { get; }

    /// <summary>Of a name, what stands before the colon; empty where there is none.</summary>
    public string Prefix { get; }

    /// <summary>Of a name, what stands behind the colon.</summary>
    public string Local { get; }

    /// <summary>Whether it is a name, with a prefix or without.</summary>
    public bool IsName { get; }

    /// <inheritdoc/>
    public byte[] Bytes { get; }

    /// <summary>The word of these bytes, which are UTF-8.</summary>
    public static XmlWord Of(ReadOnlySpan<byte> utf8) => Seen.Find(utf8) ?? Seen.Keep(new XmlWord(utf8));

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
