using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

public static partial class Grammar
{
    /// <summary>The words of <c>means:</c> and the meanings they stand for.</summary>
    public static IReadOnlyDictionary<string, ReplyMeaning> Meanings { get; } = new Dictionary<string, ReplyMeaning>(StringComparer.Ordinal)
    {
        ["authentication"] = ReplyMeaning.Authentication,
        ["permission"] = ReplyMeaning.Permission,
        ["not_found"] = ReplyMeaning.NotFound,
        ["invalid_input"] = ReplyMeaning.InvalidInput,
        ["conflict"] = ReplyMeaning.Conflict,
        ["job_closed"] = ReplyMeaning.JobClosed,
        ["rate_limited"] = ReplyMeaning.RateLimited,
        ["unavailable"] = ReplyMeaning.Unavailable,
    };

    private static MappingShape Transport => new("transport", "Where and how the vendor is spoken to.", Keys(
    [
        May("rest", TemplateText, "The address all paths are below: scheme, host and base path. It is the api `main`."),
        May("soap", TemplateText, "The address of a SOAP service, which all operations are called at. It is the api `main`."),
        May("soap_version", Word("1.1", "1.2"), "With `soap`: the version that is spoken; 1.1 where the contract offers it, when not said."),
        FormatKey,
        May("apis", MapOf("a name", Is("api")), "Several named addresses; the first is the default, `name:/path` picks another."),
        Must("contract", new Shape.Text("a file"), "The vendor's OpenAPI document or WSDL, relative to this file."),
        May("zone", new Shape.Text("a time zone"), "The IANA zone of times without offset, where a field names none."),
        May("language", TemplateText, "The language localised texts are taken in first; then English, then whatever is there."),
        May("hosts", new Shape.List(new Shape.Text("a host")), "Hosts that requests may go to besides those of the addresses; `*.example.com` allows subdomains."),
        May("nulls", Texts, "Texts that mean nothing, besides the empty text."),
        May("headers", MapOf("a header", TemplateText), "Headers sent with every request."),
        May("query", MapOf("a parameter", Sendable), "Query parameters sent with every request."),
        May("with_actions", Is("with actions"), "What is sent with every request of an action besides."),
        May("http", Word("1.1"), "The version of HTTP, where the server takes no other."),
        May("redirects", Word("own_hosts"), "Whether redirects are followed, to the hosts of the addresses and of `hosts`; they are refused when not said."),
        May("limits", Is("limits"), "How much may be asked for in which time."),
        May("errors", new Shape.List(Is("error rule")), "What replies mean; the first rule that holds decides, then the meaning HTTP gives the status."),
    ]))
    {
        Choice = Names("rest", "soap", "apis"),
        Example = """
            transport:
              apis:
                main: { rest: "https://{connection.subdomain}.acme.example/api" }
                careers: { rest: "https://careers.acme.example" }
              contract: contracts/acme.openapi.yaml
              headers: { Accept-Language: en }
              nulls: ["-", n/a]
            """,
    };

    private static MappingShape Api => new("api", "A named address.", Keys(
    [
        May("rest", TemplateText, "Scheme, host and base path."),
        May("soap", TemplateText, "The address of a SOAP service."),
        May("soap_version", Word("1.1", "1.2"), "With `soap`: the version that is spoken; 1.1 where the contract offers it, when not said."),
        FormatKey,
        May("contract", new Shape.Text("a file"), "The OpenAPI document or WSDL of this api, relative to this file; the transport's when not said."),
        May("auth", Either(Word("none"), new Shape.List(Is("auth"))), "How its requests are authenticated; as the connection says when not said."),
        May("limits", Is("limits"), "How much may be asked of this api, counted by itself. Where its replies announce nothing of their own, what the transport's `announced` says holds for them."),
    ]))
    {
        Choice = Names("rest", "soap"),
        Example = """legacy: { soap: "https://soap.acme.example/service", contract: contracts/acme.wsdl }""",
    };

    private static MappingShape WithActions => new("with actions", "What every request of an action is sent with. A value made of a connection field is another one where the caller of the action says so.", Keys(
    [
        May("headers", MapOf("a header", TemplateText), "Headers."),
        May("query", MapOf("a parameter", Sendable), "Query parameters."),
        May("body", MapOf("a member", TemplateText), "Members of the body, by path; of the bodies that have them in the contract."),
    ]))
    {
        Example = """with_actions: { headers: { On-Behalf-Of: "{connection.acting_user}" } }""",
    };

    private static MappingShape Limits => new("limits", "How much may be asked for in which time.", Keys(
    [
        May("rate", Either(new Shape.Text("a rate"), new Shape.List(new Shape.Text("a rate"))), "Requests in a time: `120/minute`; several all hold. Times are `second`, `minute`, `hour`, `day`, or a number of seconds: `100/10s`."),
        May("concurrency", Whole(1, 64), "How many requests may be under way at once; 4 when not said."),
        May("announced", Is("announced limit"), "Where every reply says how many requests are left."),
    ]))
    {
        Example = """limits: { rate: [10/second, 5000/day], concurrency: 2 }""",
    };

    private static MappingShape AnnouncedLimit => new("announced limit", "How many requests are left, as every reply says in its headers. When none is, requests wait; where that would be long, they fail as those do that the vendor refuses for their rate.", Keys(
    [
        Must("left", new Shape.Text("a header's name"), "The header with the number of requests that are left."),
        May("after", Is("retry after"), "There are more after the seconds in a header."),
        May("until", Is("retry until"), "There are more at the time in a header."),
        May("wait", new Shape.Text("a time span"), "There are more after a fixed time: `10s`."),
    ]))
    {
        Choice = Names("after", "until", "wait"),
        Example = """announced: { left: X-RateLimit-Remaining, until: { header: X-RateLimit-Reset, as: unix_seconds } }""",
    };

    private static IEnumerable<KeyShape> ReplyKeys =>
    [
        May("status", Either(Whole(100, 599), new Shape.List(Whole(100, 599))), "The status, or several; any when not said. SOAP faults come with any."),
        .. TestKeys,
        May("means", Word([.. Meanings.Keys]), "What the reply is. Without it HTTP's own meaning of the status stands."),
        May("retry", Either(Is("retry"), new Shape.List(Is("retry"))), "That the request may be sent again, and when; of several hints the first whose header is there."),
        May("message", Either(Path, new Shape.List(Path)), "Where the vendor says what happened; of several places the first that has something. `@text` is a body that is no JSON, without its tags."),
        May("fields", Is("field errors"), "Where the vendor lists single fields that it refuses."),
    ];

    private static MappingShape ErrorRule => new("error rule", "What a reply means: a status and tests on the body, then an outcome.", Keys(ReplyKeys))
    {
        Example = """
            errors:
              - { status: 429, retry: { after: { header: Retry-After } } }
              - { status: 409, is: { error.code: closed }, means: job_closed, message: error.message }
              - { status: [400, 422], means: invalid_input, fields: { each: errors, path: field, message: text } }
            """,
    };

    private static MappingShape On => new("on", "What a reply means for one read, before the rules of the transport.", Keys(ReplyKeys, [May("then", Word("empty"), "The answer is an empty list, not an error.")]))
    {
        Example = """on: [{ status: 404, then: empty }]""",
    };

    private static MappingShape Retry => new("retry", "When a request may be sent again.", Keys(
    [
        May("after", Is("retry after"), "After the seconds in a header or in the body, or at the HTTP date in a header."),
        May("until", Is("retry until"), "At the time in a header."),
        May("wait", new Shape.Text("a time span"), "After a fixed time: `30s`."),
    ]))
    {
        Choice = Names("after", "until", "wait"),
        ChoiceOptional = true,
        Example = """retry: [{ after: { header: Retry-After } }, { wait: 30s }]""",
    };

    private static MappingShape RetryAfter => new("retry after", "Where the seconds to wait stand.", Keys(
    [
        May("header", new Shape.Text("a header's name"), "A header with the seconds, or an HTTP date."),
        May("body", Path, "A place in the reply, or in its SOAP fault (`fault.detail.Problem.Wait`), with the seconds."),
    ]))
    {
        Choice = Names("header", "body"),
        Example = """after: { header: Retry-After }""",
    };

    private static MappingShape RetryUntil => new("retry until", "A header with the time at which requests are welcome again.", Keys(
    [
        Must("header", new Shape.Text("a header's name"), "The header."),
        Must("as", Word("unix_seconds"), "How the time is written."),
    ]))
    {
        Example = """until: { header: X-RateLimit-Reset, as: unix_seconds }""",
    };

    private static MappingShape FieldErrors => new("field errors", "Where a reply lists single fields that the vendor refuses.", Keys(
    [
        Must("each", Path, "The list."),
        Must("path", Path, "The field's name, within an item; with `[]` several fields that share a message."),
        Must("message", Path, "What is wrong with it, within an item; with `[]` several messages."),
    ]))
    {
        Example = """fields: { each: errors, path: field, message: "problems[].text" }""",
    };
}
