using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

public static partial class Grammar
{
    private static MappingShape Model => new("model", "A model the connector reads.", Keys(
    [
        Must("read", Is("read"), "The request whose reply holds its records."),
        Must("fields", MapOf("a field of the model", new Shape.Unified(true)), "Where the value of each covered field comes from. Rows that every record has (`id`, `changed_at`, `remote_deleted_at`) are not written. `custom_fields: true` says that customers can map fields, `remote_data: true` that the vendor's record is offered; `note:` beside a construct adds a sentence to the coverage page."),
    ]))
    {
        Example = """
            models:
              users:
                read: { get: /users, records: users }
                fields:
                  remote_id: id
                  first_name: name.first
                  remote_data: true
            """,
    };

    private static IEnumerable<KeyShape> RequestKeys =>
    [
        May("get", TemplateText, "A GET request to this path."),
        May("post", TemplateText, "A POST request to this path."),
        May("call", new Shape.Text("an operation"), "A call of this SOAP operation; `name:Operation` at another api."),
        May("query", MapOf("a parameter", Sendable), "Query parameters sent with it; a list for those that take one, written as the contract says."),
        May("headers", MapOf("a header", TemplateText), "Headers sent with it."),
        May("body", MapOf("a member", Body), "The JSON body, or what stands in the SOAP operation's input element; numbers and flags are written as the contract types them, and elements in its order."),
    ];

    private static Shape Body => Either(TemplateText, new Shape.List(TemplateText), MapOf("a member", Either(TemplateText, new Shape.List(TemplateText), MapOf("a member", Sendable))));

    private static MappingShape Request => new("request", "A request: method, path and what is sent.", Keys(RequestKeys))
    {
        Choice = Names("get", "post", "call"),
        Example = """check: { get: /me, query: { fields: [id] } }""",
    };

    private static MappingShape Read => new("read", "How the records of a model are read: a request of its own, or another model's.", Keys(
        RequestKeys.Take(3),
        [
            May("with", new Shape.Text("a model"), "The same elements of the same replies as this model, seen as another model."),
            May("within", new Shape.Text("a model"), "Records nested in those of this model; `parent.remote_id` is then that record's id."),
            May("each", Path, "With `within`: the list of nested records in each element."),
            May("for_each", new Shape.Text("a model"), "One request, with all its pages, for every record of this model; the request names it as `{parent.remote_id}`."),
            May("only", Word("changed"), "With `for_each`: delta runs ask only for parents that changed."),
        ],
        RequestKeys.Skip(3),
        [
            May("records", Path, "Where the records stand in the reply; `.` when the reply is the list."),
            May("lone", Flag, "Whether the vendor sends the record itself, without a list, when there is only one."),
            May("page", Either(Word("none"), Is("paging")), "How the next page is asked for; everything is in one reply when not said."),
            May("since", Is("since"), "How only changed records are asked for."),
            May("on", new Shape.List(Is("on")), "What replies mean for this read."),
            May("lookup", Is("lookup"), "A request per record for what the list does not carry."),
        ]))
    {
        Choice = Names("get", "post", "call", "with", "within"),
        Example = """
            read:
              for_each: jobs
              get: "/jobs/{parent.remote_id}/applications"
              query: { expand: [answers] }
              records: items
              page: { offset: { query: skip }, size: { query: take, is: 100 }, total: count }
            """,
    };

    private static IEnumerable<KeyShape> PlaceKeys =>
    [
        May("query", new Shape.Text("a parameter's name"), "In this query parameter."),
        May("header", new Shape.Text("a header's name"), "In this header."),
        May("cookie", new Shape.Text("a cookie's name"), "In this cookie."),
        May("path", new Shape.Text("a placeholder's name"), "In place of `{name}` in the path."),
        May("body", Path, "In this member of the body: of the JSON, or of the SOAP operation's input element."),
    ];

    private static EquatableArray<string> PlaceNames => Names("query", "header", "cookie", "path", "body");

    private static MappingShape Place => new("place", "Where a value stands in a request; the same five words everywhere.", Keys(PlaceKeys))
    {
        Choice = PlaceNames,
        Example = """after: { body: paging.after, from: id }""",
    };

    private static MappingShape Paging => new("paging", "How the next page is asked for, and when there is none. A marker that comes twice, or an endless run of empty pages, is an error and never a loop.", Keys(
    [
        May("number", Is("counted marker"), "A page number that is counted up."),
        May("offset", Is("counted marker"), "The number of records to pass over."),
        May("cursor", Is("cursor marker"), "A marker that the reply gives back, in its body or in a header."),
        May("next", Path, "Where the body carries the address of the next page."),
        May("link", new Shape.Text("a relation"), "The relation of a Link header (RFC 8288) that carries the address of the next page: `next`."),
        May("after", Is("keyset marker"), "A value of the last record (keyset)."),
        May("size", Is("page size"), "How many records a page holds, and where that is said."),
        May("then", Word("alone"), "With `cursor`: requests for further pages carry the marker and nothing else."),
        May("last", Path, "Where the reply tells the number of the last page."),
        May("total", Path, "Where the reply tells how many records there are in all."),
        May("more", Path, "Where the reply says that there is more."),
        May("done", Path, "Where the reply says that there is no more."),
        May("stop", Word("empty", "short"), "Where the reply tells nothing: the first empty page ends the list (`empty`, when not said), or the first that is shorter than the size."),
    ]))
    {
        Choice = Names("number", "offset", "cursor", "next", "link", "after"),
        Example = """
            page:
              number: { query: page, first: 0 }
              size: { query: per_page, is: 50 }
              last: meta.pages
            """,
    };

    private static MappingShape Marker => new("counted marker", "Where a page number or offset is sent.", Keys(PlaceKeys, [May("first", Whole(0), "The first one; 1 for numbers and 0 for offsets when not said.")]))
    {
        Choice = PlaceNames,
        Example = """number: { query: page, first: 0 }""",
    };

    private static MappingShape CursorMarker => new("cursor marker", "Where a marker is sent, and where the reply gives it back.", Keys(PlaceKeys, [Must("from", Either(Path, Is("header value")), "A path in the body, or a header.")]))
    {
        Choice = PlaceNames,
        Example = """cursor: { query: cursor, from: { header: X-Next } }""",
    };

    private static MappingShape HeaderValue => new("header value", "The value of a reply header.", Keys([Must("header", new Shape.Text("a header's name"), "The header.")]))
    {
        Example = """from: { header: X-Next }""",
    };

    private static MappingShape KeysetMarker => new("keyset marker", "Where the last record's own value is sent.", Keys(PlaceKeys, [Must("from", Path, "The value, within a record.")]))
    {
        Choice = PlaceNames,
        Example = """after: { query: starting_after, from: id }""",
    };

    private static MappingShape Size => new("page size", "How many records a page holds.", Keys(PlaceKeys, [Must("is", Whole(1, 100_000), "The number; at most what the contract allows.")]))
    {
        Choice = PlaceNames,
        ChoiceOptional = true,
        Example = """size: { query: limit, is: 100 }""",
    };

    private static MappingShape Since => new("since", "How only changed records are asked for.", Keys(
        PlaceKeys,
        [
            Must("as", Word("datetime", "local_time", "date", "unix_seconds", "unix_ms"), "How the time is written."),
            May("format", new Shape.Text("a date format"), "With `local_time` and `date`: the format; not needed for what a WSDL types as `xs:dateTime`."),
            May("zone", new Shape.Text("a time zone"), "With `local_time` and `date`: the IANA zone; the transport's when not said."),
            May("overlap", new Shape.Text("a time span"), "How far before the last run it reaches, for clocks that are coarse or lag: `1m`."),
            May("sees", Word("changed", "created", "activity"), "What the filter notices; `changed` when not said."),
        ]))
    {
        Choice = PlaceNames,
        Example = """since: { query: updated_since, as: date, format: yyyy-MM-dd, zone: Europe/Berlin, overlap: 1d }""",
    };

    private static MappingShape Lookup => new("lookup", "A request per record for what the list does not carry. Paths that begin with `detail.` are in its reply.", Keys(
        RequestKeys,
        [
            May("root", Path, "Where the detail stands in the reply; the whole reply when not said."),
            May("missing", Word("keep", "skip"), "What 404 means: the record stands with what the list gave (`keep`, when not said), or is left out of this run (`skip`)."),
        ]))
    {
        Choice = Names("get", "post", "call"),
        Example = """lookup: { get: "/users/{record.remote_id}", root: user, missing: keep }""",
    };
}
