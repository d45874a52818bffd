namespace Connectors.Specs.Model;

/// <summary>One vendor request whose reply feeds one model, or several that are seen in the same elements.</summary>
public sealed record SourceSpec
{
    /// <summary>The name of the model that declares the request.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestSpec Request { get; init; }

    /// <summary>The models its reply feeds: the declaring one, then those that say <c>with:</c> or <c>within:</c> it.</summary>
    public EquatableArray<FeedSpec> Feeds { get; init; }

    /// <summary>The model whose records the request is made for, one request (with all its pages) each; null for a plain list.</summary>
    public string? ForEach { get; init; }

    /// <summary>Whether a delta run asks only for parents that changed (<c>only: changed</c>).</summary>
    public bool OnlyChanged { get; init; }

    /// <summary>Where the records stand in the reply.</summary>
    public required VendorPath Records { get; init; }

    /// <summary>Whether a vendor sends the object itself when there is only one.</summary>
    public bool Lone { get; init; }

    /// <summary>How the next page is asked for.</summary>
    public PagingSpec Paging { get; init; } = new() { Kind = PagingKind.None };

    /// <summary>How only changed records are asked for; null when the vendor cannot.</summary>
    public SinceSpec? Since { get; init; }

    /// <summary>What replies mean for this request, before the transport's rules.</summary>
    public EquatableArray<ReplyRule> On { get; init; }

    /// <summary>The shape of the reply's element; null where replies are JSON.</summary>
    public XmlShape? Shape { get; init; }

    /// <summary>A request per record where the list is too thin.</summary>
    public LookupSpec? Lookup { get; init; }
}

/// <summary>A model fed by a source.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Each">
/// For <c>within</c>: the list of nested records in each element; null when the element is the record. Paths of the nested model start
/// at its own record, and its parent is the record of the source's model that it is nested in.
/// </param>
public sealed record FeedSpec(string Model, VendorPath? Each);

/// <summary>How a list is paged. Which members are set depends on <see cref="Kind"/>.</summary>
public sealed record PagingSpec
{
    /// <summary>The way of paging.</summary>
    public required PagingKind Kind { get; init; }

    /// <summary>Where the marker is sent; null for next URL, Link header and none.</summary>
    public Place? Marker { get; init; }

    /// <summary>The number of the first page, or the offset of the first record.</summary>
    public int First { get; init; }

    /// <summary>Cursor and next URL: where the reply carries it. Keyset: where the record carries it.</summary>
    public VendorPath? From { get; init; }

    /// <summary>Continuation token: the reply header that carries it. Link header: the relation.</summary>
    public string? FromHeader { get; init; }

    /// <summary>Where the page size is sent; null when it cannot be chosen.</summary>
    public Place? SizeAt { get; init; }

    /// <summary>The page size asked for or known; 0 when unknown.</summary>
    public int Size { get; init; }

    /// <summary>Reply: the number of the last page.</summary>
    public VendorPath? Last { get; init; }

    /// <summary>Reply: how many records there are in all.</summary>
    public VendorPath? Total { get; init; }

    /// <summary>Reply: true while there is more.</summary>
    public VendorPath? More { get; init; }

    /// <summary>Reply: true when there is no more.</summary>
    public VendorPath? Done { get; init; }

    /// <summary>Where the reply says nothing: whether a page shorter than the size ends the list; otherwise the first empty page does.</summary>
    public bool StopsShort { get; init; }

    /// <summary>Whether follow-up requests carry nothing but the marker (<c>then: alone</c>).</summary>
    public bool Alone { get; init; }
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

    /// <summary>The last record's own value (keyset).</summary>
    Keyset,

    /// <summary>A marker that a reply header gives back.</summary>
    HeaderToken,
}

/// <summary>How only changed records are asked for.</summary>
/// <param name="At">Where the time is sent.</param>
/// <param name="As">How it is written.</param>
/// <param name="OverlapSeconds">How far before the last start it reaches, for clocks that are coarse or lag.</param>
/// <param name="Sees">What the filter notices.</param>
public sealed record SinceSpec(Place At, Conversion As, int OverlapSeconds, SinceSees Sees);

/// <summary>What a since filter notices.</summary>
public enum SinceSees
{
    /// <summary>New and changed records.</summary>
    Changed,

    /// <summary>New records only.</summary>
    Created,

    /// <summary>Records with activity, which need not be every change.</summary>
    Activity,
}

/// <summary>A request per record for what the list does not carry; its reply is the root <c>detail</c> of paths.</summary>
/// <param name="Request">The request; its path may hold <c>{record.remote_id}</c>.</param>
/// <param name="Root">Where the detail stands in the reply.</param>
/// <param name="Missing">What a 404 means.</param>
/// <param name="Shape">The shape of an XML reply; null in JSON.</param>
public sealed record LookupSpec(RequestSpec Request, VendorPath Root, LookupMissing Missing, XmlShape? Shape = null);

/// <summary>What it means that a record's detail is not there.</summary>
public enum LookupMissing
{
    /// <summary>The record stands with what the list gave.</summary>
    Keep,

    /// <summary>The record is left out of this run, and its absence proves nothing.</summary>
    Skip,
}
