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

    /// <summary>Whether a delta run asks only for parents that changed.</summary>
    public bool OnlyChanged { get; init; }

    /// <summary>What is asked.</summary>
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
    /// <summary>The way.</summary>
    public required PagingKind Kind { get; init; }

    /// <summary>Where the marker is sent; null for the kinds whose next address is given.</summary>
    public PlaceName? Marker { get; init; }

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
public sealed record SincePlan(PlaceName At, Func<DateTimeOffset, string> Format, TimeSpan Overlap, bool SeesAllChanges);

/// <summary>A request per record; each mapper of the source reads the element with what it finds (<see cref="RecordMapper.MapWithDetail"/>, <see cref="XmlMapper.MapWithDetail"/>).</summary>
/// <param name="Request">The request; its path uses <see cref="RequestScope.RecordRemoteId"/>.</param>
/// <param name="SkipMissing">Whether a record whose detail is not there is left out; otherwise it stands with what the list gave.</param>
public sealed record LookupPlan(RequestPlan Request, bool SkipMissing);
