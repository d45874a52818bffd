using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>Elements that are messages rather than data, in the JSON form that rules on replies look at.</summary>
internal static class SmallElement
{
    /// <summary>What is larger is a mistake, and loses what stands in it.</summary>
    private const int Largest = 256 * 1024;

    /// <summary>How deep elements may lie, so that the JSON form can be read with the usual bound, lists counted.</summary>
    private const int Deepest = 28;

    /// <summary>Reads the element that the reader stands on.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="deepest">How deep elements may lie at most.</param>
    /// <exception cref="XmlException">The XML is broken.</exception>
    public static byte[] Json(XmlReader reader, int deepest) =>
        new XmlCursor(reader, new XmlBounds { Depth = Math.Min(deepest, Deepest), Element = Largest }).Recorded().Slice(XmlShape.Unknown).ToArray();
}
