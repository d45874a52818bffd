using System.Globalization;
using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>How much XML is read at most. A document type is refused altogether, and with it entities and everything outside the reply.</summary>
public sealed record XmlBounds
{
    /// <summary>The bounds where nothing else is said.</summary>
    public static XmlBounds Default { get; } = new();

    /// <summary>How deep elements may lie in each other.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Bytes of a whole document.</summary>
    public long Document { get; init; } = 1L << 30;

    /// <summary>Characters of one element that is copied, names not counted; also its number of nodes.</summary>
    public int Element { get; init; } = 16 << 20;

    /// <summary>Opens a document to be read within these bounds. Its names are equal to others by their letters, and in no table.</summary>
    /// <param name="document">UTF-8; what is none becomes U+FFFD. Closed with the reader.</param>
    public XmlReader Open(Stream document) => new Utf8XmlReader(document, this);

    internal static XmlException TooDeep(int depth) => new($"Elements lie deeper than {depth.ToString(CultureInfo.InvariantCulture)} levels.");
}
