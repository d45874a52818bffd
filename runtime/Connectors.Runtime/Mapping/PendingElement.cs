using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>An element that waits for its detail.</summary>
/// <param name="Key">The vendor's id, for the lookup's request.</param>
/// <param name="Json">Its text; empty where replies are XML.</param>
public sealed record PendingElement(RecordKey Key, ReadOnlyMemory<byte> Json)
{
    /// <summary>Its place in the list, from 0.</summary>
    public long Position { get; init; }

    /// <summary>Its name with the quotes, where it is the value of an object.</summary>
    internal byte[] Name { get; init; } = [];

    /// <summary>Stands on the element, on a copy of its own; null where replies are JSON.</summary>
    public XmlCursor? Xml { get; init; }
}
