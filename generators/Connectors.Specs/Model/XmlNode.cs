namespace Connectors.Specs.Model;

/// <summary>How a value stands in XML.</summary>
/// <param name="Kind">Element, attribute or the element's own text.</param>
/// <param name="Name">The local name; empty for text.</param>
/// <param name="Namespace">The namespace; empty for none.</param>
/// <param name="Nillable">Whether the element may say <c>xsi:nil</c> in place of a value.</param>
/// <param name="Choice">The choice (<c>xs:choice</c>) that the element belongs to; null for none, and where the choice may be made several times.</param>
public sealed record XmlNode(XmlNodeKind Kind, string Name, string Namespace, bool Nillable = false, XmlChoice? Choice = null);

/// <summary>The place of an element in a choice. Elements of one choice with different alternatives exclude each other.</summary>
/// <param name="Number">The number of the choice in its type, from 1; a choice within a choice counts as that one.</param>
/// <param name="Alternative">The number of the alternative, from 1.</param>
/// <param name="Required">Whether one alternative must be there.</param>
public sealed record XmlChoice(int Number, int Alternative, bool Required);

/// <summary>What a value is in XML.</summary>
public enum XmlNodeKind
{
    /// <summary>A child element.</summary>
    Element,

    /// <summary>An attribute.</summary>
    Attribute,

    /// <summary>The character content of the element itself.</summary>
    Text,
}
