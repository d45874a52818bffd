using System.Text.Json;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>
/// Reads one record; null for what the spec does not keep as a record of the model. The reader stands on the record's first token and is left on its
/// last; a pure function of the bytes and the context.
/// </summary>
/// <exception cref="RecordFaultException">The record cannot be read as the spec says.</exception>
/// <exception cref="JsonException">The text is not JSON.</exception>
public delegate UnifiedRecord? MapRecord(ref Utf8JsonReader reader, MapContext context);

/// <summary>Reads a record from its element together with its detail; null for what the spec does not keep.</summary>
/// <param name="element">The element of the list.</param>
/// <param name="detail">The reply of the lookup; empty when it found nothing.</param>
/// <param name="context">What a mapper may know besides.</param>
/// <exception cref="RecordFaultException">The record cannot be read as the spec says.</exception>
/// <exception cref="JsonException">The text is not JSON.</exception>
public delegate UnifiedRecord? MapRecordWithDetail(ReadOnlySpan<byte> element, ReadOnlySpan<byte> detail, MapContext context);

/// <summary>Finds the vendor's id of a record that could not be mapped; null when it is not there either. Never throws on a wrong type.</summary>
public delegate RecordKey? IdentifyRecord(ref Utf8JsonReader reader, MapContext context);

/// <summary>Walks a reply to its records and page markers, handing both to the sink. The reader stands on the reply's first token.</summary>
/// <exception cref="RecordFaultException">The reply itself is not what the spec describes: its list is missing or of another type.</exception>
/// <exception cref="JsonException">The text is not JSON.</exception>
public delegate void DecodePage(ref Utf8JsonReader reader, PageSink sink);

/// <summary>Reads one record; null for what the spec does not keep. The cursor stands on the record's start tag and is left on its last node, also when the record is at fault.</summary>
/// <param name="reader">Reads the record; a copy of it where it is needed more than once.</param>
/// <param name="context">What a mapper may know besides.</param>
/// <param name="key">Becomes the vendor's id as soon as it is known, so that it is known of a record at fault too.</param>
/// <exception cref="RecordFaultException">The record cannot be read as the spec says.</exception>
/// <exception cref="System.Xml.XmlException">The text is not XML.</exception>
public delegate UnifiedRecord? MapXmlRecord(XmlCursor reader, MapContext context, ref RecordKey? key);

/// <summary>Finds the vendor's id of an element; null when it is not there. What else is wrong in it does not matter.</summary>
public delegate RecordKey? IdentifyXmlRecord(XmlCursor reader, MapContext context);

/// <summary>Reads a record from its element together with its detail.</summary>
/// <param name="element">Stands on the element of the list, on a copy.</param>
/// <param name="detail">Stands on the element in the Body of the lookup's reply, on a copy; null when the lookup found nothing.</param>
/// <param name="context">What a mapper may know besides.</param>
/// <exception cref="RecordFaultException">The record cannot be read as the spec says.</exception>
public delegate UnifiedRecord? MapXmlRecordWithDetail(XmlCursor element, XmlCursor? detail, MapContext context);

/// <summary>Walks a reply to its records and page markers, handing both to the sink. The cursor stands on the reply's element: of an envelope, the one in its Body.</summary>
/// <exception cref="RecordFaultException">The reply itself is not what the spec describes: its list is missing, or a marker has another form.</exception>
/// <exception cref="System.Xml.XmlException">The text is not XML.</exception>
public delegate void DecodeXmlPage(XmlCursor reader, PageSink sink);

/// <summary>How the elements of a source become records of one model.</summary>
public sealed class RecordMapper
{
    /// <summary>The vocabulary's name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Whether an element may be no record of the model, or one that is deleted, so that a vendor counts more of them than there are records.</summary>
    public bool Filters { get; init; }

    /// <summary>Reads one element as a record; null where replies are XML.</summary>
    public MapRecord? Map { get; init; }

    /// <summary>Finds the id of an element; null where replies are XML.</summary>
    public IdentifyRecord? Identify { get; init; }

    /// <summary>Reads the elements of XML replies; null where replies are JSON.</summary>
    public XmlMapper? Xml { get; init; }

    /// <summary>Reads an element with its detail; null where the source looks none up.</summary>
    public MapRecordWithDetail? MapWithDetail { get; init; }

    /// <summary>Where the records are nested in the elements (<c>within</c>); null when the element itself is the record.</summary>
    public NestedRecords? Within { get; init; }
}

/// <summary>How the elements of an XML reply become records of one model.</summary>
/// <param name="Map">Reads one element as a record.</param>
/// <param name="Within">Where the records are nested in the elements (<c>within</c>); null when the element itself is the record.</param>
public sealed record XmlMapper(MapXmlRecord Map, NestedXmlRecords? Within = null)
{
    /// <summary>Finds the id of an element, for its lookup; null where the source looks none up.</summary>
    public IdentifyXmlRecord? Identify { get; init; }

    /// <summary>Reads an element with its detail; null where the source looks none up, and for records nested in the elements.</summary>
    public MapXmlRecordWithDetail? MapWithDetail { get; init; }
}

/// <summary>Records that stand inside the elements of an XML reply.</summary>
/// <param name="Walk">Walks an element and hands the records in it to the sink.</param>
/// <param name="IdentifyParent">Finds the id of the element, which is the parent of the records in it.</param>
public sealed record NestedXmlRecords(DecodeXmlPage Walk, IdentifyXmlRecord IdentifyParent);

/// <summary>Records that stand inside the elements of a source.</summary>
/// <param name="Walk">Walks an element, or its detail, and hands the records in it to the sink.</param>
/// <param name="IdentifyParent">Finds the id of the element, which is the parent of the records in it.</param>
public sealed record NestedRecords(DecodePage Walk, IdentifyRecord IdentifyParent)
{
    /// <summary>Whether they stand in the element's detail.</summary>
    public bool InDetail { get; init; }
}

/// <summary>A record cannot be read as the spec says; it is set aside with this reason and the rest of the page goes on.</summary>
public sealed class RecordFaultException : Exception
{
    /// <summary>Creates the fault.</summary>
    /// <param name="path">Where in the record, as the spec writes it.</param>
    /// <param name="reason">What is wrong there, without the value itself (it may be personal).</param>
    public RecordFaultException(string path, string reason)
        : base($"{path}: {reason}")
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>Where in the record, as the spec writes it.</summary>
    public string Path { get; }

    /// <summary>What is wrong there.</summary>
    public string Reason { get; }
}
