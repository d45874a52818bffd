using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Connectors.Sandbox.Contracts;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using XmlNode = Connectors.Specs.Model.XmlNode;

namespace Connectors.Sandbox.Xml;

/// <summary>
/// The two forms of one value: JSON with the contract's names, which records are made in, and XML as the contract lays it out.
/// </summary>
internal sealed class XmlForm
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private JsonKind _kind;

    private XmlForm()
    {
    }

    /// <summary>Makes the forms of a contract; schemas that refer to themselves are made once.</summary>
    internal sealed class Book(Contract contract)
    {
        // By its name, or as the object it is where it has none.
        private readonly Dictionary<object, XmlForm> _made = new(new ByNameOrPlace());
        private readonly Lock _lock = new();

        /// <summary>The form of a schema. Safe to ask for from any thread.</summary>
        public XmlForm Of(SchemaRef reference)
        {
            lock (_lock)
            {
                return Make(reference);
            }
        }

        private XmlForm Make(SchemaRef reference)
        {
            var key = (object?)reference.Name ?? reference;
            if (_made.TryGetValue(key, out var known))
            {
                return known;
            }

            var form = _made[key] = new XmlForm();

            if (contract.Resolve(reference) is { } schema)
            {
                form._kind = SchemaKind.Of(schema);
                foreach (var property in schema.Properties.Where(p => p.Xml is not null))
                {
                    var item = contract.Resolve(property.Schema) is { Type: JsonKind.Array } list ? list.Items : null;
                    form._slots[property.Name] = new Slot(property.Name, property.Xml!, Make(item ?? property.Schema), item is not null);
                }
            }

            return form;
        }

        private sealed class ByNameOrPlace : IEqualityComparer<object>
        {
            public new bool Equals(object? x, object? y) => x is string ? x.Equals(y) : ReferenceEquals(x, y);

            public int GetHashCode(object obj) => obj is string ? obj.GetHashCode() : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
        }
    }

    /// <summary>Writes a value as the content of the element that is open.</summary>
    public void Write(XmlWriter xml, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    WriteMember(xml, member.Name, member.Value);
                }

                break;
            case JsonValueKind.Null:
                xml.WriteAttributeString("xsi", "nil", Instance, "true");
                break;
            default:
                xml.WriteString(Text(value));
                break;
        }
    }

    /// <summary>What in an element the contract does not know, in words; null where it knows everything.</summary>
    public string? Strange(XElement element)
    {
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.NamespaceName != Instance))
        {
            if (!_slots.Values.Any(s => s.Node.Kind == XmlNodeKind.Attribute && IsNamed(s.Node, attribute.Name)))
            {
                return $"'{element.Name.LocalName}' has an attribute '{attribute.Name.LocalName}' that is not known.";
            }
        }

        var (slots, last) = (_slots.Values.Where(s => s.Node.Kind == XmlNodeKind.Element).ToList(), 0);
        foreach (var child in element.Elements())
        {
            var at = slots.FindIndex(s => IsNamed(s.Node, child.Name));
            if (at < 0 || (at == last - 1 && !slots[at].List))
            {
                return $"'{element.Name.LocalName}' has an element '{child.Name.LocalName}' {(at < 0 ? "that is not known" : "twice")}.";
            }

            if (slots[at].Form.Strange(child) is { } inner)
            {
                return inner;
            }

            last = at + 1;
        }

        return null;
    }

    /// <summary>Reads an element; what the contract does not know is passed over.</summary>
    public void Read(XElement element, Utf8JsonWriter json)
    {
        if (element.Attribute(XName.Get("nil", Instance))?.Value is "true" or "1")
        {
            json.WriteNullValue();
        }
        else if (_slots.Count == 0 && _kind != JsonKind.Object)
        {
            WriteScalar(json, element.Value);
        }
        else
        {
            json.WriteStartObject();
            foreach (var slot in _slots.Values)
            {
                ReadSlot(slot, element, json);
            }

            json.WriteEndObject();
        }
    }

    private static bool IsNamed(XmlNode node, XName name) => node.Name == name.LocalName && node.Namespace == name.NamespaceName;

    private static void ReadSlot(Slot slot, XElement element, Utf8JsonWriter json)
    {
        var name = XName.Get(slot.Node.Kind == XmlNodeKind.Text ? "text" : slot.Node.Name, slot.Node.Namespace);
        if (slot.Node.Kind != XmlNodeKind.Element)
        {
            if ((slot.Node.Kind == XmlNodeKind.Text ? element.Value : element.Attribute(name)?.Value) is { } text)
            {
                json.WritePropertyName(slot.Name);
                slot.Form.WriteScalar(json, text);
            }

            return;
        }

        var found = element.Elements(name).ToList();
        if (found.Count == 0)
        {
            return;
        }

        json.WritePropertyName(slot.Name);
        if (!slot.List)
        {
            slot.Form.Read(found[0], json);
            return;
        }

        json.WriteStartArray();
        foreach (var item in found)
        {
            slot.Form.Read(item, json);
        }

        json.WriteEndArray();
    }

    private void WriteMember(XmlWriter xml, string name, JsonElement value)
    {
        // A name that the contract does not know is a fault on purpose: a value of another type.
        var slot = _slots.GetValueOrDefault(name) ?? new Slot(name, new XmlNode(XmlNodeKind.Element, name, ""), new XmlForm(), false);
        if (value.ValueKind == JsonValueKind.Null && !slot.Node.Nillable)
        {
            return;
        }

        switch (slot.Node.Kind)
        {
            case XmlNodeKind.Attribute:
                xml.WriteAttributeString(slot.Node.Name, slot.Node.Namespace.Length == 0 ? null : slot.Node.Namespace, Text(value));
                break;
            case XmlNodeKind.Text:
                xml.WriteString(Text(value));
                break;
            default:
                foreach (var item in slot.List && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value])
                {
                    xml.WriteStartElement(slot.Node.Name, slot.Node.Namespace);
                    slot.Form.Write(xml, item);
                    xml.WriteEndElement();
                }

                break;
        }
    }

    private void WriteScalar(Utf8JsonWriter json, string text)
    {
        var plain = text.Trim();
        if (_kind == JsonKind.Boolean && (plain is "true" or "1" or "false" or "0"))
        {
            json.WriteBooleanValue(plain is "true" or "1");
        }
        else if (_kind is JsonKind.Integer or JsonKind.Number && decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };

    /// <summary>A member: its name in JSON, its node in XML.</summary>
    private sealed record Slot(string Name, XmlNode Node, XmlForm Form, bool List);
}
