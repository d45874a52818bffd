namespace Connectors.Runtime.Mapping.Xml;

/// <summary>Makes the faults of XML that set a record aside. No message quotes a value: it may be personal.</summary>
public static class XmlFault
{
    /// <summary>A value that must be there is not.</summary>
    /// <param name="path">Where, as the spec writes it.</param>
    public static RecordFaultException Missing(string path) => JsonFault.Missing(path);

    /// <summary>An element is not the one the contract has here.</summary>
    /// <param name="expected">The element's name.</param>
    public static RecordFaultException WrongElement(string expected) => new(".", $"expected the element {expected}, found another");

    /// <summary>Notes that a text cannot be read.</summary>
    internal static void Unreadable(XmlCursor reader, string path, string expected) => reader.Note(path, $"expected {expected}, found something else");
}
