using System.Collections.Immutable;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>What of an element's JSON form the contract decides rather than the document at hand: which elements repeat, and which are objects.</summary>
/// <param name="Types">The element types; the first is that of the element itself. A type may lead back to one before it.</param>
public sealed record XmlShape(ImmutableArray<ImmutableArray<XmlShapeChild>> Types)
{
    /// <summary>The number of a type that the contract does not describe, or that is a plain text.</summary>
    public const int None = -1;

    /// <summary>The shape of what no contract describes.</summary>
    public static XmlShape Unknown { get; } = new([]);

    /// <summary>The child of a type with a name; null when the contract says nothing of it.</summary>
    internal XmlShapeChild? Child(int type, string name, string ns)
    {
        if ((uint)type >= (uint)Types.Length)
        {
            return null;
        }

        foreach (var child in Types[type])
        {
            if (child.Name == name && child.Namespace == ns)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Whether an element of the type is an object whatever it holds.</summary>
    internal bool IsObject(int type) => (uint)type < (uint)Types.Length;
}

/// <summary>A child element that repeats or is more than a text.</summary>
/// <param name="Name">The local name.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Many">Whether it may repeat, so that it is a list also where it occurs once.</param>
/// <param name="Type">The number of its type; <see cref="XmlShape.None"/> for a plain text.</param>
public sealed record XmlShapeChild(string Name, string Namespace, bool Many, int Type);
