using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>Reads a <see cref="XmlTape"/> as if it were the document, so that mappers need not know whether they read a copy.</summary>
internal sealed class XmlTapeReader(XmlTape tape) : XmlReader
{
    private const int Nowhere = -1;

    private int _node;
    private int _attribute = Nowhere;
    private int _taken;

    /// <summary>The node it stands on.</summary>
    public int Position
    {
        get => _node;
        set
        {
            _node = value;
            _attribute = Nowhere;
            _taken = 0;
        }
    }

    /// <inheritdoc/>
    public override XmlNodeType NodeType => EOF ? XmlNodeType.None : Here.Kind;

    /// <inheritdoc/>
    public override string LocalName => EOF ? "" : Here.Name;

    /// <inheritdoc/>
    public override string NamespaceURI => EOF ? "" : Here.Namespace;

    /// <inheritdoc/>
    public override string Prefix => "";

    /// <inheritdoc/>
    public override string Value => EOF ? "" : tape.Text(in Here).ToString();

    /// <inheritdoc/>
    public override int Depth => EOF ? 0 : Here.Depth;

    /// <inheritdoc/>
    public override bool IsEmptyElement => !EOF && Here.IsEmpty;

    /// <inheritdoc/>
    public override int AttributeCount => EOF ? 0 : tape[_node].Attributes;

    /// <inheritdoc/>
    public override bool EOF => _node >= tape.Count;

    /// <inheritdoc/>
    public override ReadState ReadState => EOF ? ReadState.EndOfFile : ReadState.Interactive;

    /// <inheritdoc/>
    public override XmlNameTable NameTable { get; } = new NameTable();

    /// <inheritdoc/>
    public override string BaseURI => "";

    /// <inheritdoc/>
    public override bool CanReadValueChunk => true;

    private ref readonly XmlTape.Node Here => ref tape[_attribute == Nowhere ? _node : _attribute];

    /// <inheritdoc/>
    public override bool Read()
    {
        if (!EOF)
        {
            Position = _node + 1 + tape[_node].Attributes;
        }

        return !EOF;
    }

    /// <inheritdoc/>
    public override int ReadValueChunk(char[] buffer, int index, int count)
    {
        var rest = tape.Text(in Here)[_taken..];
        var read = Math.Min(count, rest.Length);
        rest[..read].CopyTo(buffer.AsSpan(index));
        _taken += read;
        return read;
    }

    /// <inheritdoc/>
    public override bool MoveToAttribute(string name) => MoveToAttribute(name, "");

    /// <inheritdoc/>
    public override bool MoveToAttribute(string name, string? ns) => To(Find(name, ns ?? ""));

    /// <inheritdoc/>
    public override bool MoveToFirstAttribute() => To(AttributeCount > 0 ? _node + 1 : Nowhere);

    /// <inheritdoc/>
    public override bool MoveToNextAttribute() =>
        _attribute == Nowhere ? MoveToFirstAttribute() : To(_attribute < _node + AttributeCount ? _attribute + 1 : Nowhere);

    /// <inheritdoc/>
    public override bool MoveToElement()
    {
        var moved = _attribute != Nowhere;
        _attribute = Nowhere;
        _taken = 0;
        return moved;
    }

    /// <inheritdoc/>
    public override string? GetAttribute(string name) => GetAttribute(name, "");

    /// <inheritdoc/>
    public override string? GetAttribute(string name, string? namespaceURI) => Find(name, namespaceURI ?? "") is var at and not Nowhere ? tape.Text(in tape[at]).ToString() : null;

    /// <inheritdoc/>
    public override string GetAttribute(int i) =>
        i >= 0 && i < AttributeCount ? tape.Text(in tape[_node + 1 + i]).ToString() : throw new ArgumentOutOfRangeException(nameof(i));

    /// <inheritdoc/>
    public override bool ReadAttributeValue() => false;

    /// <inheritdoc/>
    public override string? LookupNamespace(string prefix) => null;

    /// <inheritdoc/>
    public override void ResolveEntity() => throw new InvalidOperationException("A copy has no entities.");

    private int Find(string name, string ns)
    {
        for (var at = _node + 1; at <= _node + AttributeCount; at++)
        {
            if (tape[at].Name == name && tape[at].Namespace == ns)
            {
                return at;
            }
        }

        return Nowhere;
    }

    private bool To(int attribute)
    {
        if (attribute == Nowhere)
        {
            return false;
        }

        _attribute = attribute;
        _taken = 0;
        return true;
    }
}
