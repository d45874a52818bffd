using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <content>Where elements begin and end, and their attributes.</content>
internal sealed partial class Utf8XmlReader
{
    /// <summary>So many attributes are compared one by one, to find one that is there twice.</summary>
    private const int FewAttributes = 12;

    private Step StartTag(ReadOnlySpan<byte> rest)
    {
        _tag = _input.At;
        if (XmlTag.Seen.Find(rest[..(rest.IndexOf((byte)'>') + 1)]) is { } known)
        {
            (_attributes, _attributeCount) = (known.Attributes, known.Attributes.Length);
            return Element(known.Name, known.IsEmpty, known.Bytes.Length, known);
        }

        var at = 1;
        if (NameAt(rest, ref at) is not { } name)
        {
            return Step.CutOff;
        }

        (_attributes, _attributeCount) = (_own, 0);
        while (true)
        {
            var spaces = XmlLetters.Spaces(rest[at..]);
            at += spaces;
            switch (rest[at..])
            {
                case [(byte)'>', ..]:
                    return Element(name, isEmpty: false, at + 1, null);
                case [(byte)'/', (byte)'>', ..]:
                    return Element(name, isEmpty: true, at + 2, null);
                case [] or [(byte)'/']:
                    return Step.CutOff;
                case var _ when spaces == 0:
                    throw Broken("A tag does not end.", at);
                case var _ when !TakeAttribute(rest, ref at):
                    return Step.CutOff;
            }
        }
    }

    private Step Element(XmlWord name, bool isEmpty, int length, XmlTag? known)
    {
        if (_depth == 0 && _hasRoot)
        {
            throw Broken("There is more than one root.", 0);
        }

        if (_depth >= _deepest)
        {
            TooDeep = true;
            throw Broken("Elements lie too deep.", 0);
        }

        var declared = _namespaces.Count;
        var keepsSpace = (known is null ? Declare() : Declare(known)) ?? (_depth > 0 && _open[_depth - 1].KeepsSpace);
        var ns = _namespaces.Of(name.Prefix) ?? throw Broken("A prefix means nothing.", 0);
        Stand(XmlNodeType.Element, name, ns, _depth);
        (_isEmpty, _declared) = (isEmpty, declared);
        _hasRoot = true;
        if (known is null && _namespaces.Count - declared == _attributeCount && length <= XmlSeen<XmlTag>.Longest)
        {
            XmlTag.Seen.Keep(new XmlTag(_input.Part(_tag, length).ToArray(), name, isEmpty, _attributes[.._attributeCount], [.. _namespaces.Since(declared)]));
        }

        if (!isEmpty)
        {
            if (_depth == _open.Length)
            {
                Array.Resize(ref _open, _depth * 2);
            }

            _open[_depth++] = new OpenElement(name, ns, declared, keepsSpace);
        }

        return Shown(length);
    }

    private bool? Declare(XmlTag known)
    {
        foreach (var (prefix, ns) in known.Declared)
        {
            _namespaces.Declare(prefix, ns);
        }

        return null;
    }

    // Gives prefixes and attributes their meaning; what xml:space says.
    private bool? Declare()
    {
        if (_attributeCount == 0)
        {
            return null;
        }

        bool? keepsSpace = null;
        var attributes = _attributes.AsSpan(0, _attributeCount);
        var prefixed = false;
        foreach (ref var attribute in attributes)
        {
            var (prefix, local) = (attribute.Name.Prefix, attribute.Name.Local);
            attribute.Namespace = "";
            if (prefix == "xmlns" || (prefix.Length == 0 && local == "xmlns"))
            {
                attribute.Namespace = XmlNamespaces.Declarations;
                var raw = RawOf(in attribute);
                var ns = attribute.Kind == XmlTextKind.Plain ? XmlWord.Of(raw).Text : XmlLetters.Decode(raw, attribute.Kind);
                if (!_namespaces.Declare(prefix.Length == 0 ? "" : local, ns))
                {
                    throw Broken("A prefix cannot mean this.", 0);
                }
            }
            else if (prefix == "xml" && local == "space")
            {
                keepsSpace = XmlLetters.Decode(RawOf(in attribute), attribute.Kind).Trim(' ', '\t', '\r', '\n') switch
                {
                    "preserve" => true,
                    "default" => false,
                    _ => throw Broken("xml:space says something else.", 0),
                };
            }

            prefixed |= prefix.Length > 0;
        }

        foreach (ref var attribute in prefixed ? attributes : [])
        {
            if (attribute.Name.Prefix is { Length: > 0 } prefix && attribute.Namespace.Length == 0)
            {
                attribute.Namespace = _namespaces.Of(prefix) ?? throw Broken("A prefix means nothing.", 0);
            }
        }

        return attributes.Length > 1 && HasTwice(attributes) ? throw Broken("An attribute stands there twice.", 0) : keepsSpace;
    }

    private static bool HasTwice(ReadOnlySpan<XmlAttribute> attributes)
    {
        var seen = attributes.Length > FewAttributes ? new HashSet<(string, string)>() : null;
        for (var i = 0; i < attributes.Length; i++)
        {
            if (seen?.Add((attributes[i].Name.Local, attributes[i].Namespace)) == false)
            {
                return true;
            }

            for (var j = 0; seen is null && j < i; j++)
            {
                if (attributes[i].Name.Local == attributes[j].Name.Local && attributes[i].Namespace == attributes[j].Namespace)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TakeAttribute(ReadOnlySpan<byte> rest, ref int at)
    {
        if (NameAt(rest, ref at) is not { } name)
        {
            return false;
        }

        at += XmlLetters.Spaces(rest[at..]);
        if (at < rest.Length && rest[at] != '=')
        {
            throw Broken("An attribute has no value.", at);
        }

        at = Math.Min(rest.Length, at + 1);
        at += XmlLetters.Spaces(rest[at..]);
        if (at == rest.Length)
        {
            return false;
        }

        var quote = rest[at] is (byte)'"' or (byte)'\'' ? rest[at] : throw Broken("A value stands in no quotes.", at);
        var start = ++at;
        if (ValueEnd(rest, ref at, quote) is not { } kind)
        {
            return false;
        }

        if (_attributeCount == _attributes.Length)
        {
            Array.Resize(ref _own, _attributeCount * 2);
            _attributes = _own;
        }

        _attributes[_attributeCount++] = new XmlAttribute { Name = name, Namespace = "", Start = start, Length = at - start, Kind = kind };
        at++;
        return true;
    }

    // Goes on to the quote that ends a value; null where it has not arrived.
    private XmlTextKind? ValueEnd(ReadOnlySpan<byte> rest, ref int at, byte quote)
    {
        var kind = XmlTextKind.Plain;
        while (rest[at..].IndexOfAny(XmlLetters.ValueStops) is >= 0 and var next)
        {
            at += next;
            switch (rest[at])
            {
                case var end when end == quote:
                    return kind;
                case (byte)'<':
                    throw Broken("A value has a tag in it.", at);
                case (byte)'&':
                    kind = XmlTextKind.Value;
                    var length = Reference(rest, at);
                    if (length == XmlLetters.Unfinished)
                    {
                        return null;
                    }

                    at += length;
                    break;
                case (byte)'\t' or (byte)'\r' or (byte)'\n':
                    kind = XmlTextKind.Value;
                    at++;
                    break;
                default:
                    RequireAllowed(rest, at++);
                    break;
            }
        }

        return null;
    }

    private Step EndTag(ReadOnlySpan<byte> rest)
    {
        if (_depth == 0)
        {
            throw Broken("An end tag has no beginning.", 0);
        }

        ref readonly var open = ref _open[_depth - 1];
        var at = 2;
        if (rest.Length <= at + open.Name.Bytes.Length)
        {
            return Step.CutOff;
        }

        if (!rest[at..].StartsWith(open.Name.Bytes))
        {
            throw Broken("An end tag ends another element.", at);
        }

        at += open.Name.Bytes.Length;
        at += XmlLetters.Spaces(rest[at..]);
        if (at == rest.Length)
        {
            return Step.CutOff;
        }

        if (rest[at] != '>')
        {
            throw Broken("An end tag ends another element.", at);
        }

        _depth--;
        Stand(XmlNodeType.EndElement, open.Name, open.Namespace, _depth);
        _namespaces.Return(open.Declared);
        return Shown(at + 1);
    }

    private XmlWord? NameAt(ReadOnlySpan<byte> rest, ref int at)
    {
        var length = rest[at..].IndexOfAny(XmlLetters.NameEnds);
        if (length < 0)
        {
            return null;
        }

        var name = XmlWord.Of(rest.Slice(at, length));
        if (!name.IsName)
        {
            throw Broken("A name is none.", at);
        }

        at += length;
        return name;
    }
}
