using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Reads one record. The reader stands on the record's first token and is left on its last; a pure function of the bytes and the context.</summary>
/// <exception cref="RecordFaultException">The record cannot be read as the spec says.</exception>
/// <exception cref="JsonException">The text is not JSON.</exception>
public delegate UnifiedRecord MapRecord(ref Utf8JsonReader reader, MapContext context);

/// <summary>Reads a record from its element together with its detail.</summary>
/// <param name="element">The element of the list.</param>
/// <param name="detail">The reply of the lookup; empty when it found nothing.</param>
/// <param name="context">What a mapper may know besides.</param>
/// <exception cref="RecordFaultException">The record cannot be read as the spec says.</exception>
/// <exception cref="JsonException">The text is not JSON.</exception>
public delegate UnifiedRecord MapRecordWithDetail(ReadOnlySpan<byte> element, ReadOnlySpan<byte> detail, MapContext context);

/// <summary>Finds the vendor's id of a record that could not be mapped; null when it is not there either. Never throws on a wrong type.</summary>
public delegate RecordKey? IdentifyRecord(ref Utf8JsonReader reader, MapContext context);

/// <summary>Walks a reply to its records and page markers, handing both to the sink. The reader stands on the reply's first token.</summary>
/// <exception cref="RecordFaultException">The reply itself is not what the spec describes: its list is missing or of another type.</exception>
/// <exception cref="JsonException">The text is not JSON.</exception>
public delegate void DecodePage(ref Utf8JsonReader reader, PageSink sink);

/// <summary>How the elements of a source become records of one model.</summary>
public sealed class RecordMapper
{
    /// <summary>The vocabulary's name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Reads one element as a record.</summary>
    public required MapRecord Map { get; init; }

    /// <summary>Finds the id of an element.</summary>
    public required IdentifyRecord Identify { get; init; }

    /// <summary>Reads an element with its detail; null where the source looks none up.</summary>
    public MapRecordWithDetail? MapWithDetail { get; init; }

    /// <summary>Where the records are nested in the elements (<c>within</c>); null when the element itself is the record.</summary>
    public NestedRecords? Within { get; init; }
}

/// <summary>Records that stand inside the elements of a source.</summary>
/// <param name="Walk">Walks an element and hands the records in it to the sink.</param>
/// <param name="IdentifyParent">Finds the id of the element, which is the parent of the records in it.</param>
public sealed record NestedRecords(DecodePage Walk, IdentifyRecord IdentifyParent);

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
