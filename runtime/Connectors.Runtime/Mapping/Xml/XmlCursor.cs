using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>Reads elements for generated mappers, forward only; XML's counterpart of a JSON reader that is passed by reference.</summary>
/// <remarks>
/// Whoever is handed a cursor finds it on an element's start tag and leaves it on the element's last node: its end tag, or the start tag itself
/// where the element is empty. A value that is wrong does not stop the reading, because XML cannot be read again: the first fault is noted
/// (<see cref="Note"/>) and thrown when the record has been read to its end and its id is known (<see cref="ThrowFault"/>).
/// Not safe for concurrent use.
/// </remarks>
public sealed class XmlCursor
{
    /// <summary>The namespace of <c>xsi:nil</c>.</summary>
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly XmlReader _reader;
    private readonly XmlBounds _bounds;
    private readonly XmlTape? _source;
    private readonly CharBuffer _chars = new();
    private XmlTape? _tape;
    private string? _text;
    private readonly FirstFault _noted;

    /// <summary>Creates a cursor.</summary>
    /// <param name="reader">Stands on a start tag, or before the document's; made with <see cref="XmlBounds.Open"/>.</param>
    /// <param name="bounds">What is read at most; null for the defaults.</param>
    /// <exception cref="XmlException">There is no element, or no XML.</exception>
    public XmlCursor(XmlReader reader, XmlBounds? bounds = null)
        : this(reader, bounds ?? XmlBounds.Default, null, new FirstFault())
    {
        if (reader.MoveToContent() != XmlNodeType.Element)
        {
            throw new XmlException("There is no element.");
        }
    }

    private XmlCursor(XmlReader reader, XmlBounds bounds, XmlTape? source, FirstFault noted)
    {
        _noted = noted;
        _reader = reader;
        _bounds = bounds;
        _source = source;
    }

    /// <summary>The local name of the element.</summary>
    public string Name => _reader.LocalName;

    /// <summary>The namespace of the element; empty for none. Prefixes mean nothing.</summary>
    public string Namespace => _reader.NamespaceURI;

    /// <summary>The text that was read last, by <see cref="ReadText"/> or <see cref="Attribute"/>; empty for none.</summary>
    public ReadOnlySpan<char> Chars => _text is { } text ? text : _chars.All;

    /// <summary><see cref="Chars"/> as a string; null when there are none.</summary>
    public string? Text => _text ?? (_chars.Length == 0 ? null : _text = _chars.All.ToString());

    /// <summary>Whether the element says that it has no value (<c>xsi:nil</c>).</summary>
    public bool IsNil => Attribute("nil", Instance) && Chars.Trim() is "true" or "1";

    /// <summary>Whether the element has this name in this namespace.</summary>
    public bool Is(string name, string ns) => _reader.LocalName == name && _reader.NamespaceURI == ns;

    /// <summary>Notes that the record cannot be read as the spec says; only the first fault counts.</summary>
    /// <param name="path">Where, as the spec writes it.</param>
    /// <param name="reason">What is wrong there, without the value itself.</param>
    public void Note(string path, string reason) => _noted.Fault ??= new RecordFaultException(path, reason);

    /// <summary>Throws the first fault that was noted, and forgets it.</summary>
    /// <exception cref="RecordFaultException">There was one.</exception>
    public void ThrowFault()
    {
        if (Exchange(null) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Puts a fault in place of the one that was noted, which is given back: what is wrong in a record is no fault of the page around it.</summary>
    internal RecordFaultException? Exchange(RecordFaultException? fault)
    {
        var before = _noted.Fault;
        _noted.Fault = fault;
        return before;
    }

    /// <summary>Takes an attribute's value as the text; false, and no text, when it is not there.</summary>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace; empty for none, which is usual for attributes.</param>
    public bool Attribute(string name, string ns = "")
    {
        Clear();
        if (_reader.GetAttribute(name, ns) is not { } value)
        {
            return false;
        }

        Take(value);
        return true;
    }

    /// <summary>Reads over the element when it is nil; whether it was.</summary>
    /// <exception cref="XmlException">The XML is broken.</exception>
    public bool SkipNil()
    {
        if (!IsNil)
        {
            return false;
        }

        Skip();
        return true;
    }

    /// <summary>Begins the children of the element; false when there can be none, and the element has been read.</summary>
    /// <exception cref="XmlException">It lies deeper than allowed.</exception>
    public bool Enter() => !_reader.IsEmptyElement && Deeper();

    /// <summary>Goes on to the next child element; false when there is none, and the parent has been read. The children before must have been read.</summary>
    /// <param name="path">The parent, for a fault when text stands between its children.</param>
    /// <exception cref="XmlException">The XML is broken.</exception>
    public bool NextChild(string path)
    {
        while (Read())
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    return true;
                case XmlNodeType.EndElement:
                    return false;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    Note(path, "expected elements, found text");
                    break;
            }
        }

        return false;
    }

    /// <summary>Reads the element's text; no text for an empty element and for nil.</summary>
    /// <param name="path">Where, as the spec writes it; elements inside are a fault.</param>
    /// <exception cref="XmlException">The XML is broken.</exception>
    public void ReadText(string path)
    {
        var nil = SkipNil();
        Clear();
        if (nil || !Enter() || !Read())
        {
            return;
        }

        if (_reader.NodeType == XmlNodeType.Text)
        {
            // Nearly always all there is.
            _chars.Add(_reader);
            Read();
            if (_reader.NodeType == XmlNodeType.EndElement)
            {
                return;
            }
        }

        Rest(path);
    }

    /// <summary>Reads over the element.</summary>
    /// <exception cref="XmlException">The XML is broken, or lies deeper than allowed.</exception>
    public void Skip()
    {
        if (_reader.IsEmptyElement)
        {
            return;
        }

        var depth = _reader.Depth;
        while (Read())
        {
            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth)
            {
                return;
            }

            if (_reader.NodeType == XmlNodeType.Element)
            {
                Deeper();
            }
        }
    }

    /// <summary>
    /// The element on a copy of its own, which can be read several times and as JSON; the cursor itself when it reads a copy already. The copy is
    /// good until this cursor makes the next one, and no larger than the bounds: a larger element keeps its attributes and is a fault.
    /// </summary>
    /// <exception cref="XmlException">The XML is broken, or lies deeper than allowed.</exception>
    public XmlCursor Recorded()
    {
        if (_source is not null)
        {
            return this;
        }

        return Copy(_tape ??= new XmlTape(), _noted);
    }

    /// <summary>As <see cref="Recorded"/>, on a copy that stays good whatever is read afterwards; also when this cursor reads a copy already.</summary>
    /// <exception cref="XmlException">The XML is broken, or lies deeper than allowed.</exception>
    internal XmlCursor Kept() => Copy(new XmlTape(), new FirstFault());

    private XmlCursor Copy(XmlTape tape, FirstFault noted)
    {
        var whole = tape.Record(_reader, _bounds);
        var copy = new XmlCursor(new XmlTapeReader(tape), _bounds, tape, noted);
        if (!whole)
        {
            copy.Note(".", "the element is larger than allowed");
        }

        return copy;
    }

    /// <summary>On a copy, another cursor at its beginning, which is read by itself.</summary>
    internal XmlCursor Again() => new(new XmlTapeReader(_source ?? throw new InvalidOperationException("Only a copy can be read again.")), _bounds, _source, new FirstFault());

    /// <summary>How deep it stands, to be given to <see cref="GoToEnd"/>.</summary>
    internal int Depth => _reader.Depth;

    /// <summary>From wherever a mapper gave up to the last node of the element it began with.</summary>
    /// <param name="depth">Where it began.</param>
    /// <exception cref="XmlException">The XML is broken.</exception>
    internal void GoToEnd(int depth)
    {
        while (_reader.Depth != depth || !(_reader.NodeType == XmlNodeType.EndElement || (_reader.NodeType == XmlNodeType.Element && _reader.IsEmptyElement)))
        {
            Read();
        }
    }

    /// <summary>On a copy, where the cursor stands; to be given to <see cref="Return"/>.</summary>
    public int Position => (_reader as XmlTapeReader)?.Position ?? throw new InvalidOperationException("Only a copy can be read again.");

    /// <summary>On a copy, goes back to a start tag.</summary>
    /// <param name="position">A <see cref="Position"/>.</param>
    public void Return(int position)
    {
        if (_reader is XmlTapeReader tape)
        {
            tape.Position = position;
        }
    }

    /// <summary>Whether an attribute is this text, without the space around it.</summary>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace; empty for none.</param>
    /// <param name="text">The text.</param>
    public bool HasAttribute(string name, string ns, string text) => Attribute(name, ns) && Chars.Trim().SequenceEqual(text);

    /// <summary>On a copy, whether a child element is this text, without the space around it. The cursor stays where it is.</summary>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace; empty for none.</param>
    /// <param name="text">The text.</param>
    public bool HasChild(string name, string ns, string text)
    {
        var start = Position;
        var noted = _noted.Fault;
        var has = false;
        if (Enter())
        {
            while (NextChild(name))
            {
                if (Is(name, ns))
                {
                    ReadText(name);
                    has |= Chars.Trim().SequenceEqual(text);
                }
                else
                {
                    Skip();
                }
            }
        }

        _noted.Fault = noted;
        Return(start);
        return has;
    }

    /// <summary>On a copy, the element as JSON, once it is asked for.</summary>
    /// <param name="shape">What repeats in it.</param>
    public XmlSlice Slice(XmlShape shape) => new(_source ?? throw new InvalidOperationException("Only a copy can be taken as JSON."), Position, shape);

    // From the first node inside an element, or the one after the texts that have been taken, to the element's end. Space is part of the text
    // between two pieces of it (CDATA, or around comments), and layout before the first and after the last.
    private void Rest(string path)
    {
        var end = _chars.Length;
        do
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.EndElement:
                    _chars.Cut(end);
                    return;
                case XmlNodeType.Element:
                    Note(path, "expected text, found elements");
                    Skip();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    _chars.Add(_reader);
                    end = _chars.Length;
                    break;
                case XmlNodeType.Whitespace when end > 0:
                    _chars.Add(_reader);
                    break;
            }
        }
        while (Read());
    }

    private void Take(string text) => _text = text.Length == 0 ? null : text;

    private void Clear()
    {
        _text = null;
        _chars.Clear();
    }

    private bool Read() => _reader.Read() ? true : throw new XmlException("An element does not end.");

    private bool Deeper() => _reader.Depth < _bounds.Depth ? true : throw XmlBounds.TooDeep(_bounds.Depth);

    /// <summary>What a cursor and its copies have noted together.</summary>
    private sealed class FirstFault
    {
        public RecordFaultException? Fault { get; set; }
    }
}
