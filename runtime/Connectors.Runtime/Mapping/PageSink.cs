using System.Text.Json;
using Connectors.Runtime.Mapping.Xml;
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

    /// <summary>Stands on the name of the element that is being read, where the elements are the values of an object.</summary>
    public Utf8JsonReader Key => _context.Key;

    /// <summary>Notes the name of the element that comes next, where the elements are the values of an object. The reader stands on it.</summary>
    public void Name(in Utf8JsonReader reader) => _context.Name = new JsonSlice(in reader).Name(in reader).ToArray();

    /// <summary>Reads one element with every mapper. The reader stands on the element's first token and is left on its last.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Element(ref Utf8JsonReader reader)
    {
        var position = Before + Elements++;
        if (_lookup)
        {
            Keep(ref reader, position);
            return;
        }

        _context.Position = position;

        // The last mapper reads on the reader itself; the ones before it, where there are any, read copies.
        for (var i = 0; i < _mappers.Count - 1; i++)
        {
            var copy = reader;
            Read(_mappers[i], ref copy);
        }

        if (_mappers.Count > 0)
        {
            Read(_mappers[^1], ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>Reads an element of <see cref="Pending"/> together with its detail.</summary>
    /// <param name="element">The element.</param>
    /// <param name="detail">The reply of the lookup; empty when it found nothing.</param>
    /// <exception cref="JsonException">The detail is not JSON.</exception>
    public void Complete(PendingElement element, ReadOnlySpan<byte> detail)
    {
        (_context.Position, _context.Name) = (element.Position, element.Name);
        foreach (var mapper in _mappers)
        {
            if (mapper.Within is { InDetail: true } within)
            {
                ReadNested(mapper, within, element, detail);
                continue;
            }

            if (mapper.MapWithDetail is not { } map)
            {
                var reader = new Utf8JsonReader(element.Json.Span);
                reader.Read();
                Read(mapper, ref reader);
                continue;
            }

            try
            {
                Put(mapper, map(element.Json.Span, detail, _context));
            }
            catch (RecordFaultException fault)
            {
                SetAside.Add(new SetAside(mapper.Model, element.Key, fault.Path, fault.Reason));
            }
            catch (InvalidOperationException)
            {
                SetAside.Add(new SetAside(mapper.Model, element.Key, ".", JsonFault.NotUnicode(".").Reason));
            }
        }
    }

    // What a detail holds that is not there is nothing: no record of it, and no fault.
    private void ReadNested(RecordMapper mapper, NestedRecords within, PendingElement element, ReadOnlySpan<byte> detail)
    {
        if (detail.IsEmpty)
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(detail);
            reader.Read();
            Walk(mapper, within, element.Key, ref reader);
        }
        catch (RecordFaultException fault)
        {
            SetAside.Add(new SetAside(mapper.Model, null, fault.Path, fault.Reason));
        }
        catch (InvalidOperationException)
        {
            SetAside.Add(new SetAside(mapper.Model, null, "detail", JsonFault.NotUnicode(".").Reason));
        }
    }

    /// <summary>Sets an element aside for every mapper, for what its format could not make whole.</summary>
    /// <param name="json">What there is of the element, for its id; empty for nothing.</param>
    /// <param name="path">Where in it something is wrong.</param>
    /// <param name="reason">What.</param>
    internal void SetElementAside(ReadOnlySpan<byte> json, string path, string reason)
    {
        Elements++;
        foreach (var mapper in _mappers)
        {
            if (json.IsEmpty)
            {
                SetAside.Add(new SetAside(mapper.Model, null, path, reason));
            }
            else
            {
                Put(mapper, json, default, new RecordFaultException(path, reason));
            }
        }
    }

    private void Read(RecordMapper mapper, ref Utf8JsonReader element)
    {
        // Where the element began is all that must be remembered: a copy of the reader would cost every record what only a faulty one needs.
        var start = new JsonSlice(in element);
        var (token, depth) = (element.TokenType, element.CurrentDepth);
        try
        {
            if (mapper.Within is { } within)
            {
                Walk(mapper, within, ref element);
            }
            else
            {
                Put(mapper, mapper.Map!(ref element, _context));
            }
        }
        catch (RecordFaultException fault)
        {
            GoToEnd(ref element, token, depth);
            Put(mapper, start.To(in element), element.CurrentState.Options, fault);
        }
        catch (InvalidOperationException)
        {
            // A reader says so when an escape or a byte sequence is no Unicode; a name can be such, not only a text.
            GoToEnd(ref element, token, depth);
            Put(mapper, start.To(in element), element.CurrentState.Options, JsonFault.NotUnicode("."));
        }
    }

    // From wherever a mapper gave up to the element's last token.
    private static void GoToEnd(ref Utf8JsonReader element, JsonTokenType first, int depth)
    {
        if (first is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        while (element.CurrentDepth > depth || element.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            element.Read();
        }
    }

    private void Put(RecordMapper mapper, ReadOnlySpan<byte> json, JsonReaderOptions options, RecordFaultException fault)
    {
        RecordKey? key = null;
        if (mapper.Within is null)
        {
            var element = new Utf8JsonReader(json, options);
            element.Read();
            key = KeyOf(mapper.Identify!, element);
        }

        SetAside.Add(new SetAside(mapper.Model, key, fault.Path, fault.Reason));
    }

    private void Walk(RecordMapper mapper, NestedRecords within, ref Utf8JsonReader element)
    {
        if (KeyOf(within.IdentifyParent, element) is not { } parent)
        {
            throw JsonFault.Missing("parent.remote_id");
        }

        Walk(mapper, within, parent, ref element);
    }

    private void Walk(RecordMapper mapper, NestedRecords within, RecordKey parent, ref Utf8JsonReader element)
    {
        // The records' own mapper reads them where they stand, as children of the element.
        var own = new RecordMapper { Model = mapper.Model, Map = mapper.Map, Identify = mapper.Identify };
        within.Walk(ref element, new PageSink([own], _context.ForParent(parent.First), lookup: false, this));
    }

    private void Put(RecordMapper mapper, UnifiedRecord? record)
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

    /// <summary>
    /// Leaves an element of <see cref="Pending"/> as it is stored; records nested in it are read, because they need no detail. False, and nothing is
    /// done, where a record of it is not stored or cannot be told, and where records are nested in the detail: which ones, only the detail says.
    /// </summary>
    internal bool LeaveUnchanged(PendingElement element, Func<RecordName, bool> isStored)
    {
        if (_mappers.Any(static m => m.Within is { InDetail: true }))
        {
            return false;
        }

        var names = new List<RecordName>();
        foreach (var mapper in _mappers.Where(m => m.Within is null))
        {
            var reader = new Utf8JsonReader(element.Json.Span);
            reader.Read();
            if (KeyOf(mapper.Identify!, reader) is not { } key || !isStored(new RecordName(mapper.Model, key)))
            {
                return false;
            }

            names.Add(new RecordName(mapper.Model, key));
        }

        Unchanged.AddRange(names);
        foreach (var mapper in _mappers.Where(m => m.Within is not null))
        {
            var reader = new Utf8JsonReader(element.Json.Span);
            reader.Read();
            Read(mapper, ref reader);
        }

        return true;
    }

    private void Keep(ref Utf8JsonReader element, long position)
    {
        var start = element;
        var slice = new JsonSlice(in element);
        element.Skip();
        if (_mappers.Count == 0)
        {
            return;
        }

        if (KeyOf(_mappers[0].Within?.IdentifyParent ?? _mappers[0].Identify!, start) is { } key)
        {
            Pending.Add(new PendingElement(key, slice.To(in element).ToArray()) { Position = position, Name = _context.Name });
        }
        else
        {
            Nameless();
        }
    }

    // Without an id no detail can be asked for.
    private void Nameless() => SetAside.AddRange(_mappers.Select(m => new SetAside(m.Model, null, "remote_id", JsonFault.Missing("remote_id").Reason)));

    private RecordKey? KeyOf(IdentifyRecord identify, Utf8JsonReader element)
    {
        try
        {
            return identify(ref element, _context);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

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

/// <summary>A record that could not be read.</summary>
/// <param name="Model">The model.</param>
/// <param name="Key">The vendor's id, where it could be found.</param>
/// <param name="Path">Where in the record.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record SetAside(string Model, RecordKey? Key, string Path, string Reason);
