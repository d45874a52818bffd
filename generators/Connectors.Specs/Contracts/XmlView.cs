using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>
/// Sees bodies in XML as their elements: what the schemas of an OpenAPI document and their <c>xml</c> notes say becomes what XML Schema says of a SOAP service. Paths name
/// elements and attributes as they stand in the XML.
/// </summary>
/// <remarks>
/// A namespace without a prefix is that of the elements below as well, until one says otherwise, as it is in XML; one with a prefix is that of its element alone. The element
/// around everything has the name of its schema among the components, where no note gives it another.
/// </remarks>
internal sealed class XmlView(Contract contract, string part)
{
    private const int MostLevels = 80;
    private const int MostSchemas = 20_000;

    private readonly Dictionary<string, ContractSchema?> _named = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, SchemaRef Schema, XmlNames Names)> _waiting = new();
    private readonly HashSet<(string Owner, string Name)> _uses = [];
    private readonly List<(string Owner, string Fault)> _faults = [];
    private string _owner = "";
    private int _depth;

    /// <summary>The contract with the operations of the part seen so.</summary>
    public Contract Seen()
    {
        var operations = contract.Operations.Select(o => o.Part == part && Speaks(o) ? Operation(o) : o).ToEquatable();
        var named = _named.Select(static n => new NamedSchema(n.Key, new SchemaRef(null, n.Value ?? new ContractSchema())));
        return contract with { Operations = operations, Schemas = contract.Schemas.Concat(named).ToEquatable() };
    }

    /// <summary>Whether an operation takes or answers XML.</summary>
    public static bool Speaks(ContractOperation operation) => operation.Soap is null && (operation.Xml is not null || operation.Replies.Any(static r => r.Xml is not null));

    private ContractOperation Operation(ContractOperation operation)
    {
        _owner = operation.Says;
        var sent = operation.Xml is { } xml ? Top(xml.Schema, "its body") : null;
        var replies = operation.Replies.Select(reply => reply.Xml is { } body && Top(body.Schema, $"its reply {Says(reply.Status)}") is var (root, schema) ? reply with { Body = schema, Root = root } : reply).ToEquatable();
        while (_waiting.Count > 0)
        {
            var (name, schema, names) = _waiting.Dequeue();
            _owner = name;
            _named[name] = Content(contract.Resolve(schema) ?? new ContractSchema(), names, Component(schema) ?? "item");
        }

        return operation with
        {
            Format = FormatKind.Xml,
            Body = sent is var (root, body) ? Named(body) : operation.Body,
            Root = sent?.Root,
            Replies = replies,
            Unclear = Faults(operation.Says).FirstOrDefault(),
        };
    }

    // A body is filled by names, be it a single value of a named schema.
    private SchemaRef Named(SchemaRef body) => body.Name is { } name && _named[name] is { Type: not JsonKind.Object } single ? ElementContent.Named(new SchemaRef(null, single)) : ElementContent.Named(body);

    private static string Says(int status) => status switch { 0 => "by default", < 6 => $"{status}XX", _ => $"{status}" };

    /// <summary>What is wrong with an owner, or with a schema that it uses.</summary>
    private IEnumerable<string> Faults(string owner)
    {
        var order = new List<string> { owner };
        for (var i = 0; i < order.Count && _faults.Count > 0; i++)
        {
            order.AddRange(_uses.Where(u => u.Owner == order[i] && !order.Contains(u.Name)).Select(static u => u.Name).Distinct().ToList());
        }

        return order.SelectMany(o => _faults.Where(f => f.Owner == o)).Select(static f => f.Fault);
    }

    private void Fault(string fault) => _faults.Add((_owner, fault));

    private (XmlNode Root, SchemaRef Schema)? Top(SchemaRef reference, string where)
    {
        var note = contract.Resolve(reference)?.Xml;
        if ((note?.Name ?? Component(reference)) is not { } name)
        {
            Fault($"{where} has no name for the element around everything; give its schema 'xml: {{ name: … }}', or a place among the components");
            return null;
        }

        var (node, below) = Node(note, name, new XmlNames(), nillable: false);
        return (node, Reference(reference, below, name));
    }

    // The name of a schema among the components; null where it stands elsewhere.
    private string? Component(SchemaRef? reference)
    {
        var name = reference?.Name is { } full && part.Length > 0 && full.StartsWith(part + ":", StringComparison.Ordinal) ? full.Substring(part.Length + 1) : reference?.Name;
        return name is null || name.StartsWith("#", StringComparison.Ordinal) ? null : name;
    }

    /// <summary>An element or attribute, and the names within it.</summary>
    private (XmlNode Node, XmlNames Below) Node(XmlNote? note, string name, XmlNames names, bool nillable)
    {
        if (!XmlNames.IsName(name))
        {
            Fault($"'{name}' cannot be the name of an element or attribute; give its schema 'xml: {{ name: … }}'");
        }

        if (note is { Namespace: null, Prefix: { } prefix } && !names.Has(prefix))
        {
            Fault($"the prefix '{prefix}' of '{name}' has no namespace here");
        }

        var isAttribute = note is { Kind: XmlNodeKind.Attribute };
        return (new XmlNode(isAttribute ? XmlNodeKind.Attribute : XmlNodeKind.Element, name, names.Of(note, isAttribute), nillable), names.Within(note));
    }

    // What stands in an element. Schemas with names are seen once for all elements with the same names around them, so that those that hold themselves stay finite.
    private SchemaRef Reference(SchemaRef reference, XmlNames names, string around)
    {
        if (reference.Name is not { } own || contract.Resolve(reference) is null or { Items: not null })
        {
            return new SchemaRef(null, Content(contract.Resolve(reference) ?? new ContractSchema(), names, around));
        }

        var name = $"xml:{names.Key}:{own}";
        if (!_named.ContainsKey(name))
        {
            if (_named.Count >= MostSchemas)
            {
                Fault($"its schemas are more than {MostSchemas} in all, each counted once for every set of namespaces around it");
                return new SchemaRef(null, Single([]));
            }

            _named.Add(name, null);
            _waiting.Enqueue((name, reference, names));
        }

        _uses.Add((_owner, name));
        return new SchemaRef(name, null);
    }

    private ContractSchema Content(ContractSchema schema, XmlNames names, string around)
    {
        if (_depth >= MostLevels)
        {
            // Lists have no schema of their own, so that one of itself would have no end.
            Fault($"'{around}' is a list of lists more than {MostLevels} levels deep, or without end");
            return Single([]);
        }

        _depth++;
        var content = Inside(schema, names, around);
        _depth--;
        return content;
    }

    private ContractSchema Inside(ContractSchema schema, XmlNames names, string around)
    {
        var shapes = Shapes(schema, 0).ToList();
        if (shapes.All(static s => s is { Properties.Count: 0, Items: null, Type: not JsonKind.Object }))
        {
            return Single(shapes);
        }

        var content = new ElementContent();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var shape in shapes)
        {
            if (shape.Items is { } items)
            {
                // The element around a list.
                Items(content, items, shape, null, contract.Resolve(items)?.Xml?.Name ?? Component(items) ?? around, names);
            }
            else if (shape is { Properties.Count: 0, Type: not JsonKind.Object })
            {
                content.Text = Single([shape]);
            }

            foreach (var property in shape.Properties.Where(p => known.Add(p.Name)))
            {
                Property(content, ReferenceEquals(shape, schema) ? property : property with { Required = false }, names);
            }
        }

        // Without anything in it, it is an element that holds nothing, not a text.
        return content.Schema() with { Nullable = schema.Nullable };
    }

    private void Property(ElementContent content, SchemaProperty property, XmlNames names)
    {
        var value = contract.Resolve(property.Schema) ?? new ContractSchema();
        var note = value.Xml;
        var name = note?.Name ?? property.Name;
        if (value.Items is { } items)
        {
            List(content, property, value, items, names);
        }
        else if (note is not { Kind: XmlNodeKind.Attribute or XmlNodeKind.Text })
        {
            var (node, below) = Node(note, name, names, value.Nullable);
            Add(content, new SchemaProperty(name, Reference(property.Schema, below, name), property.Required, node));
        }
        else if (Shapes(value, 0).ToList() is var shapes && shapes.Exists(static s => s.Properties.Count > 0 || s.Items is not null || s.Type == JsonKind.Object))
        {
            Fault($"'{property.Name}' is said to be {(note.Kind == XmlNodeKind.Text ? "a text" : "an attribute")}, but it is an object or a list");
        }
        else if (note.Kind == XmlNodeKind.Text)
        {
            content.Text = Single(shapes);
        }
        else
        {
            content.Attribute(new SchemaProperty(name, new SchemaRef(null, Single(shapes)), property.Required, Node(note, name, names, nillable: false).Node));
        }
    }

    private void List(ElementContent content, SchemaProperty property, ContractSchema list, SchemaRef items, XmlNames names)
    {
        var (note, inner) = (list.Xml, contract.Resolve(items)?.Xml);
        var item = inner?.Name ?? note?.Name ?? property.Name;
        if (note is { Kind: not XmlNodeKind.Element } || inner is { Kind: not XmlNodeKind.Element })
        {
            Fault($"'{property.Name}' is a list, whose items are elements and nothing else");
        }
        else if (note is not { Wrapped: true })
        {
            Items(content, items, list, inner ?? note, item, names);
        }
        else
        {
            var name = note.Name ?? property.Name;
            var (node, below) = Node(note, name, names, list.Nullable);
            var wrapper = new ElementContent();
            Items(wrapper, items, list, inner, item, below);
            Add(content, new SchemaProperty(name, new SchemaRef(null, wrapper.Schema()), property.Required, node));
        }
    }

    // A list without items is no element at all, so that nothing can be demanded.
    private void Items(ElementContent content, SchemaRef items, ContractSchema list, XmlNote? note, string name, XmlNames names)
    {
        var item = contract.Resolve(items);
        var (node, below) = Node(note ?? item?.Xml, name, names, item?.Nullable == true);
        Add(content, new SchemaProperty(name, ElementContent.Many(Reference(items, below, name), list.MaxItems), Required: false, node));
    }

    private void Add(ElementContent content, SchemaProperty element)
    {
        if (!content.Element(element))
        {
            Fault($"two elements '{element.Name}' stand side by side in different namespaces");
        }
    }

    /// <summary>A schema and its alternatives, of which an element can have the members of any.</summary>
    private IEnumerable<ContractSchema> Shapes(ContractSchema schema, int depth)
    {
        if (schema.Alternatives.Count == 0 || schema.Properties.Count > 0 || schema.Items is not null)
        {
            yield return schema;
        }

        foreach (var inner in depth > 16 ? [] : schema.Alternatives.Select(contract.Resolve).OfType<ContractSchema>().SelectMany(a => Shapes(a, depth + 1)))
        {
            yield return inner;
        }
    }

    /// <summary>A text, number or flag. What has no type is a text.</summary>
    private static ContractSchema Single(List<ContractSchema> shapes)
    {
        var kinds = shapes.Select(static s => s.Type).Distinct().ToList();
        var kind = kinds.Count == 1 && kinds[0] != JsonKind.Any ? kinds[0] : kinds.Count > 0 && kinds.All(static k => k is JsonKind.Integer or JsonKind.Number) ? JsonKind.Number : JsonKind.String;
        return shapes.Count == 1
            ? shapes[0] with { Type = kind, Alternatives = default, AdditionalProperties = null, Xml = null }
            : new ContractSchema { Type = kind, Nullable = shapes.Any(static s => s.Nullable) };
    }
}
