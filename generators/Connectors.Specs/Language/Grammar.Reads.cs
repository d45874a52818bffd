using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

public static partial class Grammar
{
    private static MappingShape Model => new("model", "A model the connector reads.", Keys(
    [
        Must("read", Is("read"), "The request whose reply holds its records."),
        Must("fields", MapOf("a field of the model", new Shape.Unified(true)), "Where the value of each covered field comes from. Rows that every record has (`id`, `changed_at`, `remote_deleted_at`) are not written. `custom_fields: true` says that customers can map fields, `remote_data: true` that the vendor's record is offered; `note:` beside a construct adds a sentence to the coverage page."),
        May("keep", Tests, "Only records for which one of these tests holds are records of the model; the tests in one mapping all hold. What falls out is counted, and was it stored before, it is deleted by a run that reads everything."),
        May("drop", Tests, "Records for which one of these tests holds are none of the model; otherwise as `keep`."),
        May("deleted", Tests, "The record says itself that it is deleted: one of these tests holds."),
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
                drop: { is: { kind: robot } }
                deleted: { set: deleted_at }
            """,
    };

    private static Shape Tests => Either(Is("test"), new Shape.List(Is("test")));

    private static IEnumerable<KeyShape> RequestKeys =>
    [
        May("get", TemplateText, "A GET request to this path."),
        May("post", TemplateText, "A POST request to this path."),
        May("call", new Shape.Text("an operation"), "A call of this SOAP operation; `name:Operation` at another api."),
        May("query", MapOf("a parameter", Either(TemplateText, new Shape.List(TemplateText), Is("list value"))), "Query parameters sent with it; a list for those that take one, written as the contract says. Parameters with brackets in their names are written as they are sent: `\"statuses[]\"`, `\"page[number]\"`."),
        May("headers", MapOf("a header", TemplateText), "Headers sent with it."),
        May("body", MapOf("a member", new Shape.Tree(TemplateText)), "The JSON body, or what stands in the SOAP operation's input element, with objects and lists of objects in it as deep as needed; numbers and flags are written as the contract types them, and elements in its order."),
    ];

    private static MappingShape Request => new("request", "A request: method, path and what is sent.", Keys(RequestKeys))
    {
        Choice = Names("get", "post", "call"),
        Example = """check: { get: /me, query: { fields: [id] } }""",
    };

    private static MappingShape ListValue => new("list value", "A list in the query, and how it is written there where the contract does not say so.", Keys(
    [
        Must("value", Sendable, "The list, or one value."),
        Must("style", ListStyleWord, "`a=1&a=2` (`repeat`), `a=1,2` (`csv`), `a=1 2` (`space`) or `a=1|2` (`pipe`)."),
    ]))
    {
        Example = """query: { statuses: { value: [open, paused], style: pipe } }""",
    };

    private static Shape ListStyleWord => Word("repeat", "csv", "space", "pipe");

    private static MappingShape Select => new("select", "Asks for the fields that the spec reads, and for no others: an unmapped field is not fetched, and a mapped one cannot be forgotten.", Keys(PlaceKeys,
    [
        May("style", ListStyleWord, "How the list is written; as the contract says when not said, and with commas where that takes no list."),
        May("depth", Word("top", "full"), "The names of the record's own members (`top`, when not said), or whole paths with dots (`full`)."),
    ]))
    {
        Choice = PlaceNames,
        Example = """select: { query: fields, style: csv }""",
    };

    private static MappingShape Read => new("read", "How the records of a model are read: a request of its own, or another model's.", Keys(
        RequestKeys.Take(3),
        [
            May("with", new Shape.Text("a model"), "The same elements of the same replies as this model, seen as another model."),
            May("within", new Shape.Text("a model"), "Records nested in those of this model; `parent.remote_id` is then that record's id."),
            May("each", Path, "With `within`: the list of nested records in each element, or in its detail (`detail.tags`)."),
            May("for_each", Either(new Shape.Text("a model"), MapOf("a name", Sendable)), "One request, with all its pages, for every record of this model; the request names it as `{parent.remote_id}`. Or for every value of a list that is written here, or that a connection field with `list: true` has: `for_each: { language: [de, en] }` is named as `{each.language}`, and a record that is given twice stands as it came first."),
            May("only", Word("changed"), "With `for_each`: delta runs ask only for parents that changed."),
        ],
        RequestKeys.Skip(3),
        [
            May("select", Is("select"), "Asks for the fields that are mapped."),
            May("records", Path, "Where the records stand in the reply; `.` when the reply is the list, `a.*` when they are the values of an object, whose names are `@key` in the records. They may be texts or numbers, whose own path is `.` too."),
            May("lone", Flag, "Whether the vendor sends the record itself, without a list, when there is only one."),
            Page(),
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

    private static KeyShape PlaceText => May("text", new Shape.Text("a text with {value}"), "The text that is sent, with the value in it: `after:{value}`.");

    private static EquatableArray<string> PlaceNames => Names("query", "header", "cookie", "path", "body");

    private static MappingShape Place => new("place", "Where a value stands in a request; the same five words everywhere.", Keys(PlaceKeys))
    {
        Choice = PlaceNames,
        Example = """after: { body: paging.after, from: id }""",
    };

    private static KeyShape Page(string more = "") => May("page", Either(Word("none"), Is("paging")), "How the next page is asked for; everything is in one reply when not said." + more);

    private const string AsAWhole = " The list is kept as a whole: one of more than 10,000 elements ends in an error.";

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
        May("pages", Path, "Where the reply tells how many pages there are: with numbers from 0, the last has one less than that."),
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
              pages: meta.pages
            """,
    };

    private static MappingShape Marker => new("counted marker", "Where a page number or offset is sent.", Keys(PlaceKeys, [PlaceText, May("first", Whole(0), "The first one; 1 for numbers and 0 for offsets when not said.")]))
    {
        Choice = PlaceNames,
        Example = """number: { query: page, first: 0 }""",
    };

    private static MappingShape CursorMarker => new("cursor marker", "Where a marker is sent, and where the reply gives it back.", Keys(PlaceKeys, [PlaceText, Must("from", Either(Path, Is("header value")), "A path in the body, or a header.")]))
    {
        Choice = PlaceNames,
        Example = """cursor: { query: cursor, from: { header: X-Next } }""",
    };

    private static MappingShape HeaderValue => new("header value", "The value of a reply header.", Keys([Must("header", new Shape.Text("a header's name"), "The header.")]))
    {
        Example = """from: { header: X-Next }""",
    };

    private static MappingShape KeysetMarker => new("keyset marker", "Where the last record's own value is sent.", Keys(PlaceKeys, [PlaceText, Must("from", Path, "The value, within a record.")]))
    {
        Choice = PlaceNames,
        Example = """after: { query: filter, text: "id>{value}", from: id }""",
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
            May("text", new Shape.Text("a text with {value}"), "The text that is sent, with the time in it: `updated_at>={value}`; with `until` also `{until}`."),
            May("until", Is("until"), "The end of the time asked for, for vendors that want one, and how long it may be: what is longer is asked for in several windows, one after the other."),
            May("overlap", new Shape.Text("a time span"), "How far before the last run it reaches, for clocks that are coarse or lag: `1m`."),
            May("sees", Word("changed", "created", "activity"), "What the filter notices; `changed` when not said."),
        ]))
    {
        Choice = PlaceNames,
        Example = """since: { query: updated_since, as: date, format: yyyy-MM-dd, zone: Europe/Berlin, overlap: 1d }""",
    };

    private static MappingShape Until => new("until", "The end of the time that is asked for.", Keys(
        PlaceKeys,
        [
            May("text", new Shape.Text("a text with {value}"), "The text that is sent, with the end in it."),
            May("max", new Shape.Text("a time span"), "How long the time asked for may be: `30d`."),
        ]))
    {
        Choice = PlaceNames,
        ChoiceOptional = true,
        Example = """since: { query: from, as: date, format: yyyy-MM-dd, until: { query: to, max: 30d } }""",
    };

    private static MappingShape Lookup => new("lookup", "A request per record, or per some of them, for what the list does not carry. Paths that begin with `detail.` are in its reply.", Keys(
        RequestKeys,
        [
            May("select", Is("select"), "Asks for the fields that are mapped with `detail.`."),
            May("root", Path, "Where the detail stands in the reply; the whole reply when not said."),
            May("url", Path, "Where the record has the address of its detail, which must be one of the connector's hosts; `get` then names the contract's path, its placeholders as they stand there."),
            May("ids", Is("ids"), "Asks for the details of several records at once; `records` and `match` then say which detail is whose."),
            May("records", Path, "With `ids`: where the details stand in the reply."),
            May("match", Path, "With `ids`: the id of its record, within a detail."),
            May("changed", Either(Path, Is("from")), "When the record changed last: delta runs ask only for the details of records that changed since, and leave the others as they are stored."),
            May("missing", Word("keep", "skip", "delete"), "What 404, 410 and an empty answer mean: the record stands with what the list gave (`keep`, when not said), is left out of this run (`skip`), or is gone (`delete`). A record is gone by an answer for it alone: with `ids` by a list that has none of it, and a whole request that is answered so leaves its records out of this run; one without an address at `url` was not asked for, and stands."),
        ]))
    {
        Choice = Names("get", "post", "call"),
        Example = """lookup: { get: "/users/{record.remote_id}", root: user, changed: updated_at, missing: delete }""",
    };

    private static MappingShape Ids => new("ids", "Where the ids of several records are sent.", Keys(
        PlaceKeys,
        [
            May("style", ListStyleWord, "How the list is written; as the contract says when not said, and with commas where that takes no list."),
            Must("max", Whole(1, 10_000), "How many at once."),
        ]))
    {
        Choice = PlaceNames,
        Example = """lookup: { get: /users, ids: { query: id, style: csv, max: 50 }, records: users, match: id }""",
    };
}
