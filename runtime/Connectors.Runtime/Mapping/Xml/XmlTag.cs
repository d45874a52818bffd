namespace Connectors.Runtime.Mapping.Xml;

/// <summary>A start tag that has nothing in it but a name and declarations of namespaces, if any: the same bytes always mean the same.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsEmpty">Whether the element has no end tag.</param>
/// <param name="Attributes">Its attributes, which begin where they do in the tag.</param>
/// <param name="Declared">What they declare: prefixes and namespaces.</param>
internal sealed record XmlTag(byte[] Bytes, XmlWord Name, bool IsEmpty, XmlAttribute[] Attributes, (string Prefix, string Namespace)[] Declared) : IMadeOfBytes
{
    /// <summary>Those of all documents so far.</summary>
    public static XmlSeen<XmlTag> Seen { get; } = new();
}

/// <summary>An attribute of a start tag.</summary>
internal struct XmlAttribute
{
    public XmlWord Name;

    /// <summary>The namespace of its name; empty for none.</summary>
    public string Namespace;

    /// <summary>Where its value begins in the tag.</summary>
    public int Start;

    /// <summary>How many bytes the value has.</summary>
    public int Length;

    /// <summary>What has to be replaced in the value.</summary>
    public XmlTextKind Kind;
}
