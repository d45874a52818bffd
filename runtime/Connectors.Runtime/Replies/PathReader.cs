using System.Xml;

namespace Connectors.Runtime.Replies;

/// <summary>A reader that knows where it is, for messages about XML that breaks off there, and that goes no deeper than it may, whoever reads.</summary>
internal sealed class PathReader(XmlReader inner, int deepest) : XmlReader
{
    private const int LongestName = 60;

    private readonly string[] _names = new string[deepest];
    private int _depth;

    /// <summary>Whether what was read last lies too deep.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>The elements that are open, without the <paramref name="above"/> outermost ones.</summary>
    public string Path(int above) => string.Join('.', _names.Take(_depth).Skip(above).Select(Short)) is { Length: > 0 } path ? path : ".";

    /// <summary>A name, short enough for a message.</summary>
    public static string Short(string name) => name.Length > LongestName ? name[..LongestName] + "…" : name;

    /// <inheritdoc/>
    public override XmlNodeType NodeType => inner.NodeType;

    /// <inheritdoc/>
    public override string LocalName => inner.LocalName;

    /// <inheritdoc/>
    public override string NamespaceURI => inner.NamespaceURI;

    /// <inheritdoc/>
    public override string Prefix => inner.Prefix;

    /// <inheritdoc/>
    public override string Value => inner.Value;

    /// <inheritdoc/>
    public override int Depth => inner.Depth;

    /// <inheritdoc/>
    public override bool IsEmptyElement => inner.IsEmptyElement;

    /// <inheritdoc/>
    public override int AttributeCount => inner.AttributeCount;

    /// <inheritdoc/>
    public override bool EOF => inner.EOF;

    /// <inheritdoc/>
    public override ReadState ReadState => inner.ReadState;

    /// <inheritdoc/>
    public override XmlNameTable NameTable => inner.NameTable;

    /// <inheritdoc/>
    public override string BaseURI => inner.BaseURI;

    /// <inheritdoc/>
    public override bool CanReadValueChunk => inner.CanReadValueChunk;

    /// <inheritdoc/>
    public override bool Read()
    {
        if (!inner.Read())
        {
            return false;
        }

        switch (inner.NodeType)
        {
            case XmlNodeType.Element:
                var depth = inner.Depth;
                if (depth >= deepest)
                {
                    TooDeep = true;
                    throw new XmlException("Elements lie too deep.");
                }

                _names[depth] = inner.LocalName;
                _depth = inner.IsEmptyElement ? depth : depth + 1;
                break;
            case XmlNodeType.EndElement:
                _depth = inner.Depth;
                break;
        }

        return true;
    }

    /// <inheritdoc/>
    public override int ReadValueChunk(char[] buffer, int index, int count) => inner.ReadValueChunk(buffer, index, count);

    /// <inheritdoc/>
    public override string GetAttribute(int i) => inner.GetAttribute(i);

    /// <inheritdoc/>
    public override string? GetAttribute(string name) => inner.GetAttribute(name);

    /// <inheritdoc/>
    public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);

    /// <inheritdoc/>
    public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);

    /// <inheritdoc/>
    public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);

    /// <inheritdoc/>
    public override bool MoveToElement() => inner.MoveToElement();

    /// <inheritdoc/>
    public override bool MoveToFirstAttribute() => inner.MoveToFirstAttribute();

    /// <inheritdoc/>
    public override bool MoveToNextAttribute() => inner.MoveToNextAttribute();

    /// <inheritdoc/>
    public override bool ReadAttributeValue() => inner.ReadAttributeValue();

    /// <inheritdoc/>
    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    /// <inheritdoc/>
    public override void ResolveEntity() => inner.ResolveEntity();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
