namespace Connectors.Specs.Model;

/// <summary>What a contract says of an XML element that its JSON form must not leave to the document at hand: which elements repeat, and which are objects.</summary>
/// <param name="Types">The element types with children or attributes; the first is that of the element itself. A type may lead back to one before it.</param>
public sealed record XmlShape(EquatableArray<XmlShapeType> Types)
{
    /// <summary>The number of a type that is a plain text.</summary>
    public const int None = -1;

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
