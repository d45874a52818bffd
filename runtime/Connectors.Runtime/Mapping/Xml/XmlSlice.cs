using System.Buffers;
using System.Text.Json;
using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>An element of a copy, which can be read as JSON for as long as the copy is good.</summary>
/// <remarks>
/// An element is an object of its attributes (<c>@name</c>), its text (<c>#text</c>) and its child elements by local name; an element that is only text is a
/// string, and nil is null. Repeated elements are lists where the contract says so, and where they do repeat. All values are strings: XML has no other.
/// </remarks>
public readonly struct XmlSlice
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly XmlTape _tape;
    private readonly int _start;
    private readonly XmlShape _shape;

    internal XmlSlice(XmlTape tape, int start, XmlShape shape)
    {
        _tape = tape;
        _start = start;
        _shape = shape;
    }

    /// <summary>The element as UTF-8 JSON.</summary>
    public byte[] ToArray() => Write(Value);

    /// <summary>The element as the only member of a JSON object: <c>{"GetJobs":…}</c>.</summary>
    /// <param name="operation">The member's name.</param>
    public ReadOnlyMemory<byte> In(string operation) => In(operation, "", null);

    /// <summary>Two elements as the members of a JSON object: <c>{"GetJobs":…,"GetJob":…}</c>.</summary>
    /// <param name="operation">The name of this one.</param>
    /// <param name="detailOperation">The name of the other.</param>
    /// <param name="detail">The other; null when there is none.</param>
    public ReadOnlyMemory<byte> In(string operation, string detailOperation, XmlSlice? detail)
    {
        var slice = this;
        return Write(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(operation);
            slice.Value(writer);
            if (detail is { } other)
            {
                writer.WritePropertyName(detailOperation);
                other.Value(writer);
            }

            writer.WriteEndObject();
        });
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(bytes))
        {
            write(writer);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private void Value(Utf8JsonWriter writer) => Value(writer, _start, _shape.Types.Length > 0 ? 0 : XmlShape.None);

    private void Value(Utf8JsonWriter writer, int element, int type)
    {
        var (attributes, nil) = Attributes(element);
        if (nil && attributes.Count == 0)
        {
            writer.WriteNullValue();
            return;
        }

        var children = Children(element);
        var text = TextOf(element);
        if (attributes.Count == 0 && children.Count == 0 && !_shape.IsObject(type))
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        foreach (var attribute in attributes)
        {
            writer.WriteString("@" + _tape[attribute].Name, _tape.Text(in _tape[attribute]));
        }

        if (text.Length > 0)
        {
            writer.WriteString("#text", text);
        }

        var tape = _tape;
        foreach (var group in children.GroupBy(c => tape[c].Name, StringComparer.Ordinal))
        {
            Group(writer, group.Key, [.. group], type);
        }

        writer.WriteEndObject();
    }

    private void Group(Utf8JsonWriter writer, string name, int[] elements, int type)
    {
        writer.WritePropertyName(name);
        var child = _shape.Child(type, name, _tape[elements[0]].Namespace);
        var below = child?.Type ?? XmlShape.None;
        if (child is not { Many: true } && elements.Length == 1)
        {
            Value(writer, elements[0], below);
            return;
        }

        writer.WriteStartArray();
        foreach (var element in elements)
        {
            Value(writer, element, below);
        }

        writer.WriteEndArray();
    }

    // The attributes that are data, and whether the element is nil.
    private (List<int> Data, bool Nil) Attributes(int element)
    {
        List<int> data = [];
        var nil = false;
        for (var at = element + 1; at <= element + _tape[element].Attributes; at++)
        {
            var name = _tape[at].Name;
            if (_tape[at].Namespace != Instance)
            {
                // Two attributes may differ in their namespace alone, members of an object may not.
                if (!Has(data, name))
                {
                    data.Add(at);
                }
            }
            else if (name == "nil")
            {
                nil = _tape.Text(in _tape[at]).Trim() is "true" or "1";
            }
        }

        return (data, nil);
    }

    private bool Has(List<int> attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            if (_tape[attribute].Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private List<int> Children(int element)
    {
        List<int> children = [];
        for (var at = First(element); at < _tape[element].End; at++)
        {
            if (_tape[at].Kind == XmlNodeType.Element)
            {
                children.Add(at);
                at = _tape[at].End;
            }
        }

        return children;
    }

    private string TextOf(int element)
    {
        var (text, end) = ("", 0);
        for (var at = First(element); at < _tape[element].End; at++)
        {
            if (_tape[at].Kind == XmlNodeType.Element)
            {
                at = _tape[at].End;
                continue;
            }

            text += _tape.Text(in _tape[at]).ToString();
            end = _tape[at].Kind == XmlNodeType.Whitespace ? end : text.Length;
        }

        return text[..end];
    }

    private int First(int element) => element + 1 + _tape[element].Attributes;
}
