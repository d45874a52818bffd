using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Collects what a reply holds: records, records set aside, and page markers. Generated decoders fill it.</summary>
public sealed partial class PageSink
{
    private readonly IReadOnlyList<RecordMapper> _mappers;
    private readonly MapContext _context;
    private readonly bool _lookup;
    private readonly PageSink? _outer;
    private Dictionary<string, int>? _dropped;

    /// <summary>Creates a sink.</summary>
    /// <param name="mappers">The models wanted of each element.</param>
    /// <param name="context">Handed to the mappers.</param>
    /// <param name="lookup">Whether elements wait for their detail (<see cref="Pending"/>) rather than being mapped at once.</param>
    public PageSink(IReadOnlyList<RecordMapper> mappers, MapContext context, bool lookup = false)
        : this(mappers, context, lookup, null)
    {
    }

    // One for the records nested in an element puts what it finds into that of the elements.
    private PageSink(IReadOnlyList<RecordMapper> mappers, MapContext context, bool lookup, PageSink? outer)
    {
        _mappers = mappers;
        _context = context;
        _lookup = lookup;
        _outer = outer;
        Records = outer?.Records ?? [];
        SetAside = outer?.SetAside ?? [];
    }

    /// <summary>The records, in the order of the reply.</summary>
    public List<UnifiedRecord> Records { get; }

    /// <summary>What could not be read.</summary>
    public List<SetAside> SetAside { get; }

    /// <summary>How many elements are no records of a model by the spec's word, by model.</summary>
    public IReadOnlyDictionary<string, int> Dropped => (IReadOnlyDictionary<string, int>?)_dropped ?? System.Collections.Immutable.ImmutableDictionary<string, int>.Empty;

    /// <summary>How many were dropped since this was asked for last; for pages that are handed over in batches.</summary>
    internal IReadOnlyDictionary<string, int> TakeDropped()
    {
        var dropped = Dropped;
        _dropped = null;
        return dropped;
    }

    /// <summary>Records that are gone, because their detail is.</summary>
    internal List<RecordName> Gone { get; } = [];

    /// <summary>Records that have not changed, so that nobody asked for their detail.</summary>
    internal List<RecordName> Unchanged { get; } = [];

    /// <summary>Records that are not wanted.</summary>
    internal List<RecordName> PassedOver { get; } = [];

    /// <summary>Elements that wait for their detail; whoever looks it up hands both to the sink.</summary>
    public List<PendingElement> Pending { get; } = [];

    /// <summary>How many elements the pages before held.</summary>
    public long Before { get; init; }

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

    /// <summary>What the reply says about the list.</summary>
    internal PageFacts Facts => new(Elements) { Next = Next, More = More, LastPage = LastPage, Total = Total, LastKey = LastKey };

    /// <summary>
    /// Called after an element when <see cref="Records"/>, <see cref="SetAside"/> and <see cref="Pending"/> hold <see cref="Full"/> or more together, to take them out: a reply may be larger than memory.
    /// Null to keep all until the reply has been read. An exception it throws ends the reading.
    /// </summary>
    public Action<PageSink>? OnFull { get; init; }

    /// <summary>At how many records <see cref="OnFull"/> is called.</summary>
    public int Full { get; init; } = 500;

    private void Add(RecordMapper mapper, UnifiedRecord? record)
    {
        if (record is not null)
        {
            Records.Add(record);
        }
        else
        {
            (_outer ?? this).Drop(mapper.Model);
        }
    }

    private void Drop(string model) => (_dropped ??= [])[model] = Dropped.GetValueOrDefault(model) + 1;

    private void SetRecordAside(RecordMapper mapper, RecordKey? key, RecordFaultException fault) => SetAside.Add(new SetAside(mapper.Model, key, fault.Path, fault.Reason));

    // Without an id no detail can be asked for.
    private void SetNamelessAside() => SetAside.AddRange(_mappers.Select(m => new SetAside(m.Model, null, "remote_id", JsonFault.Missing("remote_id").Reason)));
}
