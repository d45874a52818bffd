using System.Collections.Immutable;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Reading;

/// <summary>One vendor request whose replies hold the records of one or several models.</summary>
public sealed class ReadSource
{
    /// <summary>The name of the model that declares it.</summary>
    public required string Name { get; init; }

    /// <summary>The models its replies feed, the declaring one first.</summary>
    public required ImmutableArray<RecordMapper> Mappers { get; init; }

    /// <summary>The model whose records it is asked for, one by one; null for a plain list.</summary>
    public string? ForEach { get; init; }

    /// <summary>The values that it is asked for, one by one; null when it is asked for once.</summary>
    public EachPlan? Each { get; init; }

    /// <summary>Whether a delta run asks only for parents that changed.</summary>
    public bool OnlyChanged { get; init; }

    /// <summary>The request for a page; what paging and filters add to it is not in it.</summary>
    public required RequestPlan Request { get; init; }

    /// <summary>How the next page is asked for.</summary>
    public PagingPlan Paging { get; init; } = new() { Kind = PagingKind.None };

    /// <summary>The tables that values of its records are looked up in. Each is a source of its own, whose only mapper keeps <see cref="TableRow"/>s.</summary>
    public ImmutableArray<ReadSource> Tables { get; init; } = [];

    /// <summary>How only changed records are asked for; null when the vendor cannot.</summary>
    public SincePlan? Since { get; init; }

    /// <summary>What replies mean here, before the connector's own rules.</summary>
    public ImmutableArray<ReplyRule> On { get; init; } = [];

    /// <summary>Walks a reply; null where replies are XML.</summary>
    public DecodePage? Decode { get; init; }

    /// <summary>Walks an XML reply; null where replies are JSON.</summary>
    public DecodeXmlPage? DecodeXml { get; init; }

    /// <summary>A request per record; null when the list is enough.</summary>
    public LookupPlan? Lookup { get; init; }
}

/// <summary>The ways vendors page.</summary>
public enum PagingKind
{
    /// <summary>Everything in one reply.</summary>
    None,

    /// <summary>A page number that is counted up.</summary>
    Number,

    /// <summary>The number of records to pass over.</summary>
    Offset,

    /// <summary>A marker the reply body gives back.</summary>
    Cursor,

    /// <summary>The address of the next page in the reply body.</summary>
    NextUrl,

    /// <summary>The address of the next page in a Link header (RFC 8288).</summary>
    LinkHeader,

    /// <summary>The last record's own value.</summary>
    Keyset,

    /// <summary>A marker that a reply header gives back.</summary>
    HeaderToken,
}

/// <summary>How a list is paged; the decoder puts what the reply says into the <see cref="PageSink"/>.</summary>
public sealed record PagingPlan
{
    /// <summary>How the next page is asked for.</summary>
    public required PagingKind Kind { get; init; }

    /// <summary>Where the marker is sent; null for the kinds whose next address is given.</summary>
    public PlaceName? Marker { get; init; }

    /// <summary>The text that the marker is sent in; null for itself.</summary>
    public Func<string, string>? Text { get; init; }

    /// <summary>The number of the first page, or the offset of the first record.</summary>
    public int First { get; init; }

    /// <summary>Continuation token: the reply header. Link header: the relation.</summary>
    public string? FromHeader { get; init; }

    /// <summary>Where the page size is sent.</summary>
    public PlaceName? SizeAt { get; init; }

    /// <summary>The page size; 0 when unknown.</summary>
    public int Size { get; init; }

    /// <summary>Whether a page shorter than <see cref="Size"/> ends the list where the reply does not say.</summary>
    public bool StopsShort { get; init; }

    /// <summary>Whether follow-up requests carry nothing but the marker.</summary>
    public bool Alone { get; init; }

    /// <summary>Whether a record that is removed or added while the list is read shifts the pages after it, so that absence in one run proves nothing.</summary>
    public bool Drifts => Kind is PagingKind.Number or PagingKind.Offset;
}

/// <summary>How only changed records are asked for.</summary>
/// <param name="At">Where the time is sent.</param>
/// <param name="Format">Writes a time as the vendor wants it.</param>
/// <param name="Overlap">How far before the last start to reach.</param>
/// <param name="SeesAllChanges">Whether the filter notices every change; otherwise only full runs do.</param>
public sealed record SincePlan(PlaceName At, Func<DateTimeOffset, string> Format, TimeSpan Overlap, bool SeesAllChanges)
{
    /// <summary>The text that the time is sent in, of the time and of the end where there is one (otherwise empty); null for itself.</summary>
    public Func<string, string, string>? Text { get; init; }

    /// <summary>The end of the time asked for; null when the vendor wants none.</summary>
    public UntilPlan? Until { get; init; }
}

/// <summary>The end of the time that is asked for.</summary>
/// <param name="At">Where it is sent; null where the text of the beginning has it.</param>
/// <param name="Text">The text that it is sent in; null for itself.</param>
/// <param name="Most">How long the time may be; what is longer is asked for in windows, one after the other. Zero for any length.</param>
public sealed record UntilPlan(PlaceName? At, Func<string, string>? Text, TimeSpan Most);

/// <summary>The values that a source is asked for, one request (with all its pages) each.</summary>
/// <param name="Values">The values; empty where the account has them.</param>
/// <param name="Field">The connection field that lists them; null where the spec does.</param>
public sealed record EachPlan(ImmutableArray<RequestText> Values, string? Field = null);

/// <summary>A request per record, or per some of them; each mapper of the source reads the element with what it finds (<see cref="RecordMapper.MapWithDetail"/>, <see cref="XmlMapper.MapWithDetail"/>).</summary>
/// <param name="Request">The request; its path uses <see cref="RequestScope.RecordRemoteId"/>.</param>
/// <param name="Missing">What it means that a record's detail is not there.</param>
public sealed record LookupPlan(RequestPlan Request, MissingDetail Missing = MissingDetail.Keep)
{
    /// <summary>Reads of an element what decides how its detail is asked for; null where its id is enough.</summary>
    public ReadLookupFacts? Facts { get; init; }

    /// <summary>Whether the element has the address of its detail.</summary>
    public bool ByAddress { get; init; }

    /// <summary>How the details of several records are asked for at once; null for one request each.</summary>
    public BatchPlan? Batch { get; init; }
}

/// <summary>What it means that a record's detail is not there.</summary>
public enum MissingDetail
{
    /// <summary>The record stands with what the list gave.</summary>
    Keep,

    /// <summary>The record is left out of this run, and its absence proves nothing.</summary>
    Skip,

    /// <summary>
    /// The record is gone, where the vendor says so of it alone: in a list of details that lacks it, or in answer to a request for it. Where a request for several is not answered,
    /// they are left out of this run; where nothing was asked because the record has no address of its detail, it stands.
    /// </summary>
    Delete,
}

/// <summary>Details of several records in one reply.</summary>
/// <param name="At">Where the ids are sent.</param>
/// <param name="Most">How many at once.</param>
/// <param name="Records">Dotted path of the details in the reply.</param>
/// <param name="Match">Dotted path of the record's id within a detail.</param>
public sealed record BatchPlan(PlaceName At, int Most, string Records, string Match)
{
    /// <summary>How the ids are written in a query.</summary>
    public ListStyle Style { get; init; }

    /// <summary>How each is written in a JSON body.</summary>
    public BodyKind Body { get; init; }
}

/// <summary>What an element says of its detail.</summary>
/// <param name="Address">The address of the detail; null when it has none, or the spec does not take it from there.</param>
/// <param name="Changed">When the record changed last; null when it does not say.</param>
public readonly record struct LookupFacts(string? Address, DateTimeOffset? Changed);

/// <summary>Reads what an element says of its detail.</summary>
/// <exception cref="RecordFaultException">It says so in a form that the spec does not describe.</exception>
public delegate LookupFacts ReadLookupFacts(ReadOnlySpan<byte> element);
