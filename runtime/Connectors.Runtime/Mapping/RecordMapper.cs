using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Reads one record. The reader stands on the record's first token and is left on its last; a pure function of the bytes and the context.</summary>
/// <exception cref="RecordFaultException">The record cannot be read as the spec says.</exception>
/// <exception cref="JsonException">The text is not JSON.</exception>
public delegate UnifiedRecord MapRecord(ref Utf8JsonReader reader, MapContext context);

/// <summary>Finds the vendor's id of a record that could not be mapped; null when it is not there either. Never throws on a wrong type.</summary>
public delegate RecordKey? IdentifyRecord(ref Utf8JsonReader reader, MapContext context);

/// <summary>Maps the nested records of one element (<c>within</c>): calls the sink once for each.</summary>
public delegate void MapNested(ref Utf8JsonReader reader, MapContext context, PageSink sink);

/// <summary>How the elements of a source become records of one model.</summary>
public sealed class RecordMapper
{
    /// <summary>The vocabulary's name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Reads one element as a record.</summary>
    public required MapRecord Map { get; init; }

    /// <summary>Finds the id of an element.</summary>
    public required IdentifyRecord Identify { get; init; }

    /// <summary>Name of the property path whose items are the records; null when the element itself is the record.</summary>
    public EnterNested? Enter { get; init; }
}

/// <summary>Moves the reader from an element's first token to the list of nested records; false when there is none.</summary>
public delegate bool EnterNested(ref Utf8JsonReader reader);

/// <summary>Walks a reply to its records and page markers, handing both to the sink.</summary>
public delegate void DecodePage(ref Utf8JsonReader reader, PageSink sink);

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
