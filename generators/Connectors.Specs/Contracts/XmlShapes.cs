using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>Draws the shape of XML elements from a contract's schemas.</summary>
internal static class XmlShapes
{
    /// <summary>The shape of an operation's reply; null where that is no XML, or nothing is known of it.</summary>
    public static XmlShape? Of(Contract? contract, ContractOperation? operation) => contract is not null && operation?.Output is { } output ? Of(contract, output.Schema) : null;

    /// <param name="contract">Knows the schemas.</param>
    /// <param name="element">The element's schema.</param>
    public static XmlShape Of(Contract contract, SchemaRef? element)
    {
        var types = new List<XmlShapeType>();
        Type(contract, element, types, new Dictionary<ContractSchema, int>(ReferenceComparer.Instance));
        return new XmlShape(types.ToEquatable());
    }

    private static int Type(Contract contract, SchemaRef? reference, List<XmlShapeType> types, Dictionary<ContractSchema, int> known)
    {
        if (contract.Resolve(reference) is not { Type: JsonKind.Object } schema)
        {
            return XmlShape.None;
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
            if (many || type != XmlShape.None)
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
