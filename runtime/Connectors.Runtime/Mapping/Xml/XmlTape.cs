using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>A copy of one element: its nodes one after the other, an element's attributes behind its start tag. Used again for the next element.</summary>
internal sealed class XmlTape
{
    /// <summary>The namespace of namespace declarations, which are no data.</summary>
    private const string Declarations = "http://www.w3.org/2000/xmlns/";

    private readonly Stack<int> _open = [];
    private readonly CharBuffer _chars = new();
    private Node[] _nodes = new Node[64];

    /// <summary>How many nodes there are.</summary>
    public int Count { get; private set; }

    /// <summary>A node.</summary>
    public ref readonly Node this[int index] => ref _nodes[index];

    /// <summary>The text of a text node or attribute.</summary>
    public ReadOnlySpan<char> Text(in Node node) => _chars.Part(node.Start, node.Length);

    /// <summary>Copies the element the reader stands on and leaves the reader on its last node.</summary>
    /// <returns>False when the element is larger than allowed; its start tag and attributes are kept then, as an empty element.</returns>
    /// <exception cref="XmlException">The XML is broken, or lies deeper than allowed.</exception>
    public bool Record(XmlReader reader, XmlBounds bounds)
    {
        Count = 0;
        _chars.Clear();
        _open.Clear();
        var top = reader.Depth;
        var whole = true;
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= bounds.Depth)
                    {
                        throw XmlBounds.TooDeep(bounds.Depth);
                    }

                    if (whole)
                    {
                        Element(reader, top);
                    }

                    if (reader.Depth == top && reader.IsEmptyElement)
                    {
                        return true;
                    }

                    break;
                case XmlNodeType.EndElement:
                    if (whole)
                    {
                        _nodes[_open.Pop()].End = Count;
                        Add(reader, top, Count);
                    }

                    if (reader.Depth == top)
                    {
                        return whole;
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when whole && _nodes[Count - 1].Kind == reader.NodeType:
                    // A long text comes in pieces.
                    _chars.Add(reader);
                    _nodes[Count - 1].Length = _chars.Length - _nodes[Count - 1].Start;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when whole:
                case XmlNodeType.Whitespace when whole && FollowsText():
                    Add(reader, top, Count);
                    Take(reader);
                    break;
            }

            if (whole && (_chars.Length > bounds.Element || Count > bounds.Element))
            {
                whole = false;
                Truncate();
            }
        }
        while (reader.Read());
        throw new XmlException("An element does not end.");
    }

    // Space may go on a text; everywhere else it is layout.
    private bool FollowsText() => _nodes[Count - 1].Kind is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    private void Element(XmlReader reader, int top)
    {
        var start = Count;
        var empty = reader.IsEmptyElement;
        Add(reader, top, start);
        if (reader.MoveToFirstAttribute())
        {
            do
            {
                if (reader.NamespaceURI != Declarations)
                {
                    Add(reader, top, Count);
                    Take(reader);
                }
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }

        _nodes[start].Attributes = Count - start - 1;
        _nodes[start].IsEmpty = empty;
        if (empty)
        {
            _nodes[start].End = Count - 1;
        }
        else
        {
            _open.Push(start);
        }
    }

    private void Truncate()
    {
        ref var top = ref _nodes[0];
        Count = top.Attributes + 1;
        top.IsEmpty = true;
        top.End = Count - 1;
    }

    private void Add(XmlReader reader, int top, int index)
    {
        if (index == _nodes.Length)
        {
            Array.Resize(ref _nodes, index * 2);
        }

        _nodes[index] = new Node { Kind = reader.NodeType, Name = reader.LocalName, Namespace = reader.NamespaceURI, Depth = reader.Depth - top };
        Count = index + 1;
    }

    // The value of the reader's node becomes that of the last one here.
    private void Take(XmlReader reader)
    {
        ref var node = ref _nodes[Count - 1];
        node.Start = _chars.Length;
        _chars.Add(reader);
        node.Length = _chars.Length - node.Start;
    }

    /// <summary>A node of the element.</summary>
    public struct Node
    {
        /// <summary>Element, EndElement, Attribute or a kind of text.</summary>
        public XmlNodeType Kind;

        /// <summary>The local name.</summary>
        public string Name;

        /// <summary>The namespace.</summary>
        public string Namespace;

        /// <summary>Where its text begins.</summary>
        public int Start;

        /// <summary>How long its text is.</summary>
        public int Length;

        /// <summary>How deep it lies below the copied element.</summary>
        public int Depth;

        /// <summary>Of an element, how many attributes follow.</summary>
        public int Attributes;

        /// <summary>Of an element, whether it has no end tag.</summary>
        public bool IsEmpty;

        /// <summary>Of an element, its last node.</summary>
        public int End;
    }
}
