using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Collects what a reply holds: records, records set aside, and page markers. Generated decoders fill it.</summary>
public sealed class PageSink
{
    private readonly IReadOnlyList<RecordMapper> _mappers;
    private readonly MapContext _context;

    /// <summary>Creates a sink.</summary>
    /// <param name="mappers">The models wanted of each element.</param>
    /// <param name="context">Handed to the mappers.</param>
    public PageSink(IReadOnlyList<RecordMapper> mappers, MapContext context)
    {
        _mappers = mappers;
        _context = context;
    }

    /// <summary>The records, in the order of the reply.</summary>
    public List<UnifiedRecord> Records { get; } = [];

    /// <summary>What could not be read.</summary>
    public List<SetAside> SetAside { get; } = [];

    /// <summary>How many elements the reply held.</summary>
    public int Elements { get; private set; }

    /// <summary>The marker of the next page: a cursor, or an address; null when the reply has none.</summary>
    public string? Next { get; set; }

    /// <summary>Whether the reply says there is more; null when it does not say.</summary>
    public bool? More { get; set; }

    /// <summary>The number of the last page; null when the reply does not say.</summary>
    public long? LastPage { get; set; }

    /// <summary>How many elements there are in all; null when the reply does not say.</summary>
    public long? Total { get; set; }

    /// <summary>The keyset value of the last element; null when there was none.</summary>
    public string? LastKey { get; set; }

    /// <summary>Reads one element with every mapper. The reader stands on the element's first token and is left on its last.</summary>
    public void Element(ref Utf8JsonReader reader)
    {
        Elements++;
        var start = reader;
        reader.Skip();
        foreach (var mapper in _mappers)
        {
            var element = start;
            Read(mapper, ref element);
        }
    }

    private void Read(RecordMapper mapper, ref Utf8JsonReader element) => throw new NotSupportedException();
}

/// <summary>A record that could not be read.</summary>
/// <param name="Model">The model.</param>
/// <param name="Key">The vendor's id, where it could be found.</param>
/// <param name="Path">Where in the record.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record SetAside(string Model, RecordKey? Key, string Path, string Reason);
