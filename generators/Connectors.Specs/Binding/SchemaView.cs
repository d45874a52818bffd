using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Specs.Binding;

/// <summary>What the contract says of a value: the schemas it may have, alternatives side by side.</summary>
internal sealed class SchemaView
{
    private const int MostShapes = 64;
    private readonly Contract? _contract;

    private readonly SchemaView? _item;

    private SchemaView(Contract? contract, IReadOnlyList<ContractSchema> shapes, SchemaView? item = null) => (_contract, Shapes, _item) = (contract, shapes, item);

    /// <summary>A value the contract says nothing of; anything is found in it.</summary>
    public static SchemaView Unknown { get; } = new(null, [new ContractSchema()]);

    /// <summary>A value that cannot be looked up because of a mistake that has been reported; so is all that is in it.</summary>
    public static SchemaView Lost { get; } = new(null, [new ContractSchema()]);

    public static SchemaView Text { get; } = new(null, [new ContractSchema { Type = JsonKind.String }]);

    /// <summary>Whether it is <see cref="Lost"/>.</summary>
    public bool IsLost => ReferenceEquals(this, Lost);

    public IReadOnlyList<ContractSchema> Shapes { get; }

    /// <summary>The JSON type, where all alternatives agree.</summary>
    public JsonKind Kind
    {
        get
        {
            var kinds = Shapes.Select(KindOf).Distinct().ToList();
            return kinds.Count == 1 ? kinds[0]
                : kinds.All(static k => k is JsonKind.Integer or JsonKind.Number) ? JsonKind.Number
                : JsonKind.Any;
        }
    }

    /// <summary>The format, where all alternatives agree.</summary>
    public string? Format => Shapes.Select(static s => s.Format).Distinct().Count() == 1 ? Shapes[0].Format : null;

    /// <summary>The values that can stand there; empty when any can.</summary>
    public IReadOnlyList<string> Values => Kind == JsonKind.Boolean ? ["true", "false"]
        : Shapes.All(static s => s.Enum.Count > 0) ? Shapes.SelectMany(static s => s.Enum).Distinct().ToList()
        : [];

    /// <summary>Whether it stands in an object under a name of its own, which is asked for.</summary>
    public bool HasKey { get; private init; }

    /// <summary>Whether it is a related record, of which only the id and the type are sure to stand there.</summary>
    public bool IsJoined => Shapes.Any(static s => s.Joined);

    /// <summary>Whether a list can stand there.</summary>
    public bool CanBeList => Shapes.Any(static s => KindOf(s) is JsonKind.Array or JsonKind.Any);

    /// <summary>The names of the members of an object, for suggestions.</summary>
    public IEnumerable<string> Members => Shapes.SelectMany(static s => s.Properties).Select(static p => p.Name).Distinct();

    /// <summary>The value behind references.</summary>
    public static SchemaView Of(Contract? contract, params SchemaRef?[] references)
    {
        var shapes = new List<ContractSchema>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            Expand(contract, reference, shapes, names, 0);
        }

        return shapes.Count == 0 ? Unknown : new SchemaView(contract, shapes);
    }

    /// <summary>The member of an object, or null when no alternative has it.</summary>
    public SchemaView? Member(string name)
    {
        var found = new List<SchemaRef>();
        foreach (var shape in Shapes)
        {
            if (shape.Properties.FirstOrDefault(p => p.Name == name) is { } property)
            {
                found.Add(property.Schema);
            }
            else if (shape.AdditionalProperties is { } rest)
            {
                found.Add(rest);
            }
            else if (SaysNothing(shape))
            {
                return Nothing;
            }
        }

        return found.Count == 0 ? null : Of(_contract, [.. found]);
    }

    /// <summary>A member of any name, besides those that an object names; null when no alternative lets such be.</summary>
    public SchemaView? Rest()
    {
        var rest = Shapes.Select(static s => s.AdditionalProperties).OfType<SchemaRef>().ToArray();
        return rest.Length > 0 ? Of(_contract, rest) : Shapes.Any(static s => SaysNothing(s) || (KindOf(s) == JsonKind.Object && !s.Closed)) ? Nothing : null;
    }

    /// <summary>What is in a value of which nothing is said.</summary>
    private SchemaView Nothing => IsLost ? Lost : Unknown;

    /// <summary>What a member is in XML; null in JSON.</summary>
    public XmlNode? Node(string name) => Shapes.SelectMany(static s => s.Properties).FirstOrDefault(p => p.Name == name)?.Xml;

    /// <summary>What a reply's SOAP fault holds, for the paths that begin with <c>fault</c>; null when none of the operations speaks SOAP.</summary>
    public static SchemaView? Fault(Contract? contract, IEnumerable<ContractOperation> operations)
    {
        var soap = operations.Select(static o => o.Soap).OfType<SoapOperation>().ToList();
        if (soap.Count == 0)
        {
            return null;
        }

        var elements = soap.SelectMany(static o => o.Faults).GroupBy(static f => f.Name, StringComparer.Ordinal).Select(static g => g.First());
        var text = new SchemaRef(null, new ContractSchema { Type = JsonKind.String });
        var detail = new ContractSchema
        {
            Type = JsonKind.Object,
            Closed = true,
            Properties = elements.Select(static e => new SchemaProperty(e.Name, e.Schema, false, new XmlNode(XmlNodeKind.Element, e.Name, e.Namespace))).ToEquatable(),
        };
        return new SchemaView(contract, [new ContractSchema
        {
            Type = JsonKind.Object,
            Closed = true,
            Properties = new([
                new SchemaProperty("code", text, true),
                new SchemaProperty("subcode", text, false),
                new SchemaProperty("text", text, false),
                new SchemaProperty("detail", new SchemaRef(null, detail), false),
            ]),
        }]);
    }

    /// <summary>The values of an object as a list, or null when no alternative is an object. In XML elements have an order, and no names of their own.</summary>
    public SchemaView? AsList()
    {
        var objects = Shapes.Where(static s => KindOf(s) is JsonKind.Object or JsonKind.Any && s.Properties.All(static p => p.Xml is null)).ToList();
        if (objects.Count == 0)
        {
            return null;
        }

        var values = objects.SelectMany(static s => s.Properties.Select(static p => p.Schema).Append(s.AdditionalProperties)).OfType<SchemaRef>().ToArray();
        var item = values.Length == 0 ? Nothing : Of(_contract, values);
        return new SchemaView(_contract, [new ContractSchema { Type = JsonKind.Array }], new SchemaView(item._contract, item.Shapes, item._item) { HasKey = true });
    }

    /// <summary>The items of a list, or null when no alternative is a list.</summary>
    public SchemaView? Items()
    {
        if (_item is not null)
        {
            return _item;
        }

        var lists = Shapes.Where(static s => KindOf(s) is JsonKind.Array or JsonKind.Any).ToList();
        if (lists.Count == 0)
        {
            return null;
        }

        var items = lists.Where(static s => s.Items is not null).Select(static s => s.Items).ToArray();
        return items.Length == 0 ? Nothing : Of(_contract, items);
    }

    private static void Expand(Contract? contract, SchemaRef? reference, List<ContractSchema> shapes, HashSet<string> names, int depth)
    {
        if (reference is null || depth > 16 || shapes.Count >= MostShapes || (reference.Name is { } name && !names.Add(name)))
        {
            return;
        }

        if (reference.Inline is null && contract?.Schemas.FirstOrDefault(s => s.Name == reference.Name) is { } named)
        {
            Expand(contract, named.Schema, shapes, names, depth + 1);
            return;
        }

        if (reference.Inline is not { } schema)
        {
            return;
        }

        if (schema.Alternatives.Count == 0 || schema.Properties.Count > 0)
        {
            shapes.Add(schema);
        }

        foreach (var alternative in schema.Alternatives)
        {
            Expand(contract, alternative, shapes, names, depth + 1);
        }
    }

    private static JsonKind KindOf(ContractSchema schema) =>
        schema.Type != JsonKind.Any ? schema.Type
        : schema.Properties.Count > 0 || schema.AdditionalProperties is not null ? JsonKind.Object
        : schema.Items is not null ? JsonKind.Array
        : schema.Enum.Count > 0 ? JsonKind.String
        : JsonKind.Any;

    /// <summary>Whether anything may be inside: no type at all, or an object of which no member is told.</summary>
    private static bool SaysNothing(ContractSchema schema) =>
        KindOf(schema) == JsonKind.Any || (schema.Type == JsonKind.Object && schema.Properties.Count == 0 && !schema.Closed);
}
