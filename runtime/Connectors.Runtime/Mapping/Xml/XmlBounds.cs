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

    /// <summary>Characters of a whole document.</summary>
    public long Document { get; init; } = 1L << 30;

    /// <summary>Characters of one element that is copied, names not counted; also its number of nodes.</summary>
    public int Element { get; init; } = 16 << 20;

    /// <summary>Settings for the reader of one reply: they hold the names of its document, so that each reader needs its own.</summary>
    public XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Document,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = false, // Between two texts it belongs to them; everywhere else cursors read over it.
        CloseInput = false,
        NameTable = new NameCache(),
    };

    internal static XmlException TooDeep(int depth) => new($"Elements lie deeper than {depth.ToString(CultureInfo.InvariantCulture)} levels.");
}
