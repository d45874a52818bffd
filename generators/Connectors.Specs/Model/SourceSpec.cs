namespace Connectors.Specs.Model;

/// <summary>One vendor request whose reply feeds one model, or several that are seen in the same elements.</summary>
public sealed record SourceSpec
{
    /// <summary>The name of the model that declares the request.</summary>
    public required string Name { get; init; }

    /// <summary>Where the spec says so: <c>models.jobs.read</c>, <c>tables.statuses</c>.</summary>
    public string Key => Name.IndexOf('.') < 0 ? $"models.{Name}.read" : Name;

    /// <summary>What is asked.</summary>
    public required RequestSpec Request { get; init; }

    /// <summary>The models its reply feeds: the declaring one, then those that say <c>with:</c> or <c>within:</c> it.</summary>
    public EquatableArray<FeedSpec> Feeds { get; init; }

    /// <summary>The model whose records the request is made for, one request (with all its pages) each; null for a plain list.</summary>
    public string? ForEach { get; init; }

    /// <summary>The values that the request is made for, one request (with all its pages) each; null when it is made once.</summary>
    public EachSpec? Each { get; init; }

    /// <summary>Whether a delta run asks only for parents that changed (<c>only: changed</c>).</summary>
    public bool OnlyChanged { get; init; }

    /// <summary>Where the records stand in the reply.</summary>
    public required VendorPath Records { get; init; }

    /// <summary>Whether a vendor sends the object itself when there is only one.</summary>
    public bool Lone { get; init; }

    /// <summary>How the next page is asked for.</summary>
    public PagingSpec Paging { get; init; } = PagingSpec.None;

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
/// at its own record, and its parent is the record of the source's model that it is nested in. The list may stand in the element's detail.
/// </param>
public sealed record FeedSpec(string Model, VendorPath? Each);

/// <summary>Values that a request is made for one after the other.</summary>
/// <param name="Name">The name in placeholders: <c>language</c> for <c>{each.language}</c>.</param>
/// <param name="Values">The values; empty where the connection has them.</param>
/// <param name="Field">The connection field that lists them; null where the spec does.</param>
public sealed record EachSpec(string Name, EquatableArray<Template> Values, string? Field);

/// <summary>How a list is paged. Which members are set depends on <see cref="Kind"/>.</summary>
public sealed record PagingSpec
{
    /// <summary>Everything is in one reply.</summary>
    public static PagingSpec None { get; } = new() { Kind = PagingKind.None };

    /// <summary>The way of paging.</summary>
    public required PagingKind Kind { get; init; }

    /// <summary>Where the marker is sent; null for next URL, Link header and none.</summary>
    public Place? Marker { get; init; }

    /// <summary>The text that the marker is sent in; null for itself.</summary>
    public PlaceText? Text { get; init; }

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

    /// <summary>Reply: how many pages there are.</summary>
    public VendorPath? Pages { get; init; }

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
public sealed record SinceSpec(Place At, Conversion As, int OverlapSeconds, SinceSees Sees)
{
    /// <summary>The text that the time is sent in; null for itself.</summary>
    public PlaceText? Text { get; init; }

    /// <summary>The end of the time asked for; null when the vendor wants none.</summary>
    public UntilSpec? Until { get; init; }
}

/// <summary>The end of the time that is asked for.</summary>
/// <param name="At">Where it is sent; null where the text of the beginning has it.</param>
/// <param name="Text">The text that it is sent in; null for itself.</param>
/// <param name="MostSeconds">How long the time may be: what is longer is asked for in windows; 0 for any length.</param>
public sealed record UntilSpec(Place? At, PlaceText? Text, int MostSeconds);

/// <summary>A text around a value: <c>updated_at&gt;={value}</c>.</summary>
/// <param name="Parts">What is sent, in order.</param>
public sealed record PlaceText(EquatableArray<PlacePart> Parts);

/// <summary>A part of a <see cref="PlaceText"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text as it stands; empty for values.</param>
public sealed record PlacePart(PlacePartKind Kind, string Text = "");

/// <summary>What a part of a <see cref="PlaceText"/> is.</summary>
public enum PlacePartKind
{
    /// <summary>Text sent as it stands.</summary>
    Text,

    /// <summary>The value: <c>{value}</c>.</summary>
    Value,

    /// <summary>The end of the time asked for: <c>{until}</c>.</summary>
    Until,
}

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
public sealed record LookupSpec(RequestSpec Request, VendorPath Root, LookupMissing Missing, XmlShape? Shape = null)
{
    /// <summary>Where the record has the address of its detail; null when the request says it.</summary>
    public VendorPath? Url { get; init; }

    /// <summary>How several details are asked for at once; null for one request per record.</summary>
    public LookupBatch? Batch { get; init; }

    /// <summary>When the record changed last, so that delta runs ask only for what did; null when details are always asked for.</summary>
    public LookupChanged? Changed { get; init; }
}

/// <summary>Details of several records in one reply.</summary>
/// <param name="At">Where the ids are sent.</param>
/// <param name="Style">How they are written there.</param>
/// <param name="Json">How each is written in a JSON body.</param>
/// <param name="Most">How many at once.</param>
/// <param name="Records">Where the details stand in the reply.</param>
/// <param name="Match">The id of its record, within a detail.</param>
public sealed record LookupBatch(Place At, ListStyle Style, JsonKind Json, int Most, VendorPath Records, VendorPath Match);

/// <summary>When a record changed last.</summary>
/// <param name="Path">Where it says so.</param>
/// <param name="As">How the time is written.</param>
public sealed record LookupChanged(VendorPath Path, Conversion As);

/// <summary>What it means that a record's detail is not there.</summary>
public enum LookupMissing
{
    /// <summary>The record stands with what the list gave.</summary>
    Keep,

    /// <summary>The record is left out of this run, and its absence proves nothing.</summary>
    Skip,

    /// <summary>The record is gone.</summary>
    Delete,
}
