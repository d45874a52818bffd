using Connectors.Specs.Contracts;

namespace Connectors.Specs.Model;

/// <summary>What a contract says of an XML element that its JSON form must not leave to the document at hand: which elements repeat, and which are objects.</summary>
/// <param name="Types">The element types with children or attributes; the first is that of the element itself. A type may lead back to one before it.</param>
public sealed record XmlShape(EquatableArray<XmlShapeType> Types)
{
    /// <summary>The number of a type that is a plain text.</summary>
    public const int None = -1;

    /// <summary>The shape of an operation's reply, or of any other element.</summary>
    /// <param name="contract">Knows the schemas.</param>
    /// <param name="element">The element's schema.</param>
    public static XmlShape Of(Contract contract, SchemaRef? element)
    {
        var types = new List<XmlShapeType>();
        Type(contract, element, types, new Dictionary<ContractSchema, int>(ReferenceComparer.Instance));
        return new XmlShape(types.ToEquatable());
    }

    /// <summary>The shape of the element that a path leads to; without types where it is a plain text or unknown.</summary>
    public XmlShape At(IEnumerable<PathStep> steps)
    {
        var type = Types.Count > 0 ? 0 : None;
        foreach (var step in steps)
        {
            if (step is PathStep.Property { Xml: { Kind: XmlNodeKind.Element } element })
            {
                type = type < 0 ? None : Types[type].Children.FirstOrDefault(c => c.Name == element.Name && c.Namespace == element.Namespace)?.Type ?? None;
            }
        }

        return type < 0 ? new XmlShape(default(EquatableArray<XmlShapeType>)) : From(type);
    }

    // The types that can be reached from one, which becomes the first.
    private XmlShape From(int first)
    {
        var order = new List<int> { first };
        for (var i = 0; i < order.Count; i++)
        {
            order.AddRange(Types[order[i]].Children.Select(c => c.Type).Where(t => t >= 0 && !order.Contains(t)).Distinct());
        }

        return new XmlShape(order.Select(t => new XmlShapeType(Types[t].Children.Select(c => c with { Type = order.IndexOf(c.Type) }).ToEquatable())).ToEquatable());
    }

    private static int Type(Contract contract, SchemaRef? reference, List<XmlShapeType> types, Dictionary<ContractSchema, int> known)
    {
        if (contract.Resolve(reference) is not { Type: JsonKind.Object } schema)
        {
            return None;
        }

        if (known.TryGetValue(schema, out var number))
        {
            return number;
        }

        number = types.Count;
        known.Add(schema, number);
        types.Add(new XmlShapeType(default));
        var children = new List<XmlShapeChild>();
        foreach (var property in schema.Properties)
        {
            if (property.Xml is not { Kind: XmlNodeKind.Element } element)
            {
                continue;
            }

            var value = contract.Resolve(property.Schema);
            var many = value is { Type: JsonKind.Array };
            var type = Type(contract, many ? value!.Items : property.Schema, types, known);
            if (many || type != None)
            {
                children.Add(new XmlShapeChild(element.Name, element.Namespace, many, type));
            }
        }

        types[number] = new XmlShapeType(children.ToEquatable());
        return number;
    }

    // Schemas are compared by where they stand: one that leads back to itself would never be compared to its end.
    private sealed class ReferenceComparer : IEqualityComparer<ContractSchema>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(ContractSchema? x, ContractSchema? y) => ReferenceEquals(x, y);

        public int GetHashCode(ContractSchema obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}

/// <summary>A type of elements.</summary>
/// <param name="Children">Its child elements that repeat or are more than a text.</param>
public sealed record XmlShapeType(EquatableArray<XmlShapeChild> Children);

/// <summary>A child element that repeats or is more than a text.</summary>
/// <param name="Name">The local name.</param>
/// <param name="Namespace">The namespace; empty for none.</param>
/// <param name="Many">Whether it may repeat.</param>
/// <param name="Type">The number of its type; <see cref="XmlShape.None"/> for a plain text.</param>
public sealed record XmlShapeChild(string Name, string Namespace, bool Many, int Type);
