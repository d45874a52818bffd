using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>
/// Reads XML straight from UTF-8 while it arrives. It takes and refuses the same documents as the reader of .NET does with the safe settings that replies are read with, which a property
/// test holds it to, in half of the time: letters become text where a value is asked for and not before, and names and namespaces are known by their bytes.
/// </summary>
/// <remarks>
/// It shows elements, their attributes and texts; declarations, comments and instructions are checked and passed over, as is layout outside of the root. A long text comes as several nodes.
/// A document type is refused, and with it entities. It goes no deeper than it may, and knows the path to where it is, for messages.
/// </remarks>
internal sealed partial class Utf8XmlReader : XmlReader
{
    private const int LongestName = 60;
    private const int None = -1;

    private readonly XmlInput _input;
    private readonly int _deepest;
    private readonly XmlNamespaces _namespaces = new();
    private readonly NameTable _names = new();
    private OpenElement[] _open = new OpenElement[16];
    private int _depth;
    private XmlAttribute[] _own = new XmlAttribute[8];
    private XmlAttribute[] _attributes = [];
    private int _attributeCount;
    private int _attribute = None;
    private XmlNodeType _type;
    private XmlWord _name = XmlWord.Empty;
    private string _namespace = "";
    private int _at;
    private int _tag;
    private bool _isEmpty;
    private int _declared;
    private Text _text;
    private ReadState _state;

    /// <param name="stream">The document; closed with the reader.</param>
    /// <param name="bounds">How much is read at most.</param>
    public Utf8XmlReader(Stream stream, XmlBounds bounds)
    {
        _input = new XmlInput(stream, bounds.Document);
        _deepest = bounds.Depth;
    }

    /// <summary>Whether what was read last lies too deep.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>The elements that are open, without the <paramref name="above"/> outermost ones.</summary>
    public string Path(int above) => string.Join('.', _open.Take(_depth).Skip(above).Select(e => Short(e.Name.Local))) is { Length: > 0 } path ? path : ".";

    /// <summary>A name, short enough for a message.</summary>
    public static string Short(string name) => name.Length > LongestName ? name[..LongestName] + "…" : name;

    /// <inheritdoc/>
    public override XmlNodeType NodeType => _attribute == None ? _type : XmlNodeType.Attribute;

    /// <inheritdoc/>
    public override string LocalName => _attribute == None ? _name.Local : _attributes[_attribute].Name.Local;

    /// <inheritdoc/>
    public override string NamespaceURI => _attribute == None ? _namespace : _attributes[_attribute].Namespace;

    /// <inheritdoc/>
    public override string Prefix => _attribute == None ? _name.Prefix : _attributes[_attribute].Name.Prefix;

    /// <inheritdoc/>
    public override string Value => _text.Decoded ??= XmlLetters.Decode(Raw, _text.Kind);

    /// <inheritdoc/>
    public override int Depth => _attribute == None ? _at : _at + 1;

    /// <inheritdoc/>
    public override bool IsEmptyElement => _attribute == None && _isEmpty;

    /// <inheritdoc/>
    public override int AttributeCount => _attributeCount;

    /// <inheritdoc/>
    public override bool EOF => _state == ReadState.EndOfFile;

    /// <inheritdoc/>
    public override ReadState ReadState => _state;

    /// <inheritdoc/>
    public override XmlNameTable NameTable => _names;

    /// <inheritdoc/>
    public override string BaseURI => "";

    /// <inheritdoc/>
    public override bool CanReadValueChunk => true;

    private ReadOnlySpan<byte> Raw => _input.Part(_text.Start, _text.Length);

    /// <inheritdoc/>
    public override bool Read()
    {
        if (_state is not (ReadState.Initial or ReadState.Interactive))
        {
            return false;
        }

        if (_isEmpty)
        {
            _namespaces.Return(_declared);
        }

        Leave();
        _state = ReadState.Error;
        while (true)
        {
            switch (Next(_input.Rest))
            {
                case Step.Shown:
                    _state = ReadState.Interactive;
                    return true;
                case Step.CutOff when !_input.More():
                    _state = AtEnd();
                    return false;
            }
        }
    }

    /// <inheritdoc/>
    public override int ReadValueChunk(char[] buffer, int index, int count)
    {
        if (_text.Taken == 0 && _text.Decoded is null && _text.Length <= count)
        {
            _text.Taken = int.MaxValue;
            return XmlLetters.Decode(Raw, _text.Kind, buffer.AsSpan(index, count));
        }

        var rest = _text.Taken == int.MaxValue ? default : Value.AsSpan(_text.Taken);
        var read = Math.Min(count, rest.Length);
        rest[..read].CopyTo(buffer.AsSpan(index));
        _text.Taken += read;
        return read;
    }

    /// <inheritdoc/>
    public override bool MoveToFirstAttribute() => To(_attributeCount > 0 ? 0 : None);

    /// <inheritdoc/>
    public override bool MoveToNextAttribute() => To(_attribute + 1 < _attributeCount ? _attribute + 1 : None);

    /// <inheritdoc/>
    public override bool MoveToAttribute(string name) => To(Find(name));

    /// <inheritdoc/>
    public override bool MoveToAttribute(string name, string? ns) => To(Find(name, ns ?? ""));

    /// <inheritdoc/>
    public override bool MoveToElement()
    {
        var moved = _attribute != None;
        if (moved)
        {
            (_attribute, _text) = (None, default);
        }

        return moved;
    }

    /// <inheritdoc/>
    public override string GetAttribute(int i) => i >= 0 && i < _attributeCount ? ValueOf(i)! : throw new ArgumentOutOfRangeException(nameof(i));

    /// <inheritdoc/>
    public override string? GetAttribute(string name) => ValueOf(Find(name));

    /// <inheritdoc/>
    public override string? GetAttribute(string name, string? namespaceURI) => ValueOf(Find(name, namespaceURI ?? ""));

    /// <inheritdoc/>
    public override bool ReadAttributeValue() => false;

    /// <inheritdoc/>
    public override string? LookupNamespace(string prefix) => _namespaces.Of(prefix);

    /// <inheritdoc/>
    public override void ResolveEntity() => throw new InvalidOperationException("A document without type has no entities.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _state = ReadState.Closed;
            Leave();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Leave()
    {
        (_type, _isEmpty, _attribute, _attributeCount, _text.Length, _text.Taken) = (XmlNodeType.None, false, None, 0, 0, 0);
        _text.Decoded = null;
    }

    // A node that has a name, or none.
    private void Stand(XmlNodeType type, XmlWord name, string ns, int depth)
    {
        _type = type;
        _at = depth;
        if (!ReferenceEquals(_name, name))
        {
            _name = name;
        }

        if (!ReferenceEquals(_namespace, ns))
        {
            _namespace = ns;
        }
    }

    private int Find(string name) => Array.FindIndex(_attributes, 0, _attributeCount, a => a.Name.Text == name);

    private int Find(string name, string ns)
    {
        for (var i = 0; i < _attributeCount; i++)
        {
            if (_attributes[i].Name.Local == name && _attributes[i].Namespace == ns)
            {
                return i;
            }
        }

        return None;
    }

    private string? ValueOf(int attribute) => attribute == None ? null : XmlLetters.Decode(RawOf(in _attributes[attribute]), _attributes[attribute].Kind);

    private ReadOnlySpan<byte> RawOf(in XmlAttribute attribute) => _input.Part(_tag + attribute.Start, attribute.Length);

    private bool To(int attribute)
    {
        if (attribute == None)
        {
            return false;
        }

        _attribute = attribute;
        ref readonly var to = ref _attributes[attribute];
        _text = new Text { Start = _tag + to.Start, Length = to.Length, Kind = to.Kind };
        return true;
    }

    private XmlException Broken(string what, int at)
    {
        var (line, column) = _input.Place(_input.At + at);
        return new XmlException(what, null, line, column);
    }

    /// <summary>How far looking at what has arrived has led.</summary>
    private enum Step
    {
        /// <summary>What has arrived ends within something.</summary>
        CutOff,

        /// <summary>Something was passed over.</summary>
        Passed,

        /// <summary>There is a node.</summary>
        Shown,
    }

    /// <summary>The value of the node or attribute: bytes, until it is asked for.</summary>
    [SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "It is not compared.")]
    private struct Text
    {
        public int Start;
        public int Length;
        public XmlTextKind Kind;
        public string? Decoded;
        public int Taken;
    }

    private readonly record struct OpenElement(XmlWord Name, string Namespace, int Declared, bool KeepsSpace);
}
