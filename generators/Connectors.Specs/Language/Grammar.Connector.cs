using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

public static partial class Grammar
{
    private static MappingShape Connector => new("connector", "The whole file: one connector.", Keys(
    [
        Must("connector", new Shape.Text("a slug"), "The connector's slug; it is also the name of the file."),
        Must("name", Text, "The name people know the vendor by."),
        Must("category", Text, "The vocabulary the connector is written against: `ats`."),
        May("stage", Word("general", "open_beta", "closed_beta"), "How far the connector has come; `general` when not said."),
        May("notes", Texts, "General notes for the coverage page."),
        May("variants", MapOf("a slug", Is("variant")), "Other connectors for the same vendor, by their slugs."),
        Must("connection", Is("connection"), "What a customer fills in, and how requests are authenticated with it."),
        Must("transport", Is("transport"), "Where and how the vendor is spoken to."),
        May("tables", MapOf("a name", Is("table")), "Small lists of the vendor's that values are looked up in, by their names."),
        Must("models", MapOf("a model of the vocabulary", Is("model")), "The models that can be read, by their names in the vocabulary."),
        May("actions", MapOf("an action of the vocabulary", Is("action")), "The actions that can be performed, by their names in the vocabulary."),
        May("features", new Shape.List(new Shape.Text("a feature")), "The features that work, by their names in the vocabulary."),
        May("not_implemented", Rows, "Rows that the vendor could fill and the connector does not yet: by model or action, then by row, with the reason; the name of a group of inputs speaks for its rows. A reason instead of rows speaks for all rows that the spec does not name."),
        May("unsupported", Rows, "Rows that the vendor cannot fill; written as `not_implemented`."),
    ]))
    {
        Example = """
            connector: acme
            name: Acme Recruiting
            category: ats
            stage: open_beta
            notes: [Archived jobs are not offered by the vendor.]
            unsupported:
              jobs: { salary_amount: The vendor keeps no salaries. }
            """,
    };

    private static MappingShape Variant => new("variant", "Another connector for the same vendor, whether or not it is here.", Keys(
    [
        Must("name", Text, "Its name."),
        Must("use", Text, "When it is the right one, in a sentence."),
        May("base", Text, "The address of the API it speaks to, for people to recognise."),
    ]))
    {
        Example = """
            variants:
              acmerest: { name: Acme (REST API), use: For accounts opened since 2024. }
            """,
    };

    private static MappingShape Connection => new("connection", "What a customer fills in, and how requests are authenticated with it.", Keys(
    [
        May("fields", MapOf("a name", Is("connection field")), "The fields of the connect form, used as `{connection.NAME}`."),
        May("auth", new Shape.List(Is("auth")), "How requests are authenticated; every entry applies."),
        May("check", Is("request"), "The cheapest request that tells whether the credentials work."),
        May("guide", Texts, "How to obtain the credentials, step by step."),
    ]))
    {
        Example = """
            connection:
              fields:
                subdomain: { label: Subdomain, pattern: "^[a-z0-9-]+$", example: acme }
                api_key: { label: API key, secret: true }
              auth:
                - send: { header: X-Api-Key, value: "{connection.api_key}" }
              check: { get: /me }
              guide: [Create a key in the settings and paste it here.]
            """,
    };

    private static MappingShape ConnectionField => new("connection field", "One field of the connect form.", Keys(
    [
        Must("label", Text, "What the form calls it."),
        May("secret", Flag, "Whether the value must never be shown, logged or stored in the clear."),
        May("pattern", new Shape.Text("a regular expression"), "What the whole value must look like."),
        May("example", Text, "A value to show as an example."),
        May("options", Texts, "The only values allowed."),
        May("list", Flag, "Whether it holds several values with commas between them, each of which has the pattern or is one of the options; a read is made for each of them with `for_each: { name: \"{connection.NAME}\" }`."),
        May("default", Text, "The value taken when none is given; without it the field must be filled in."),
    ]))
    {
        Example = """language: { label: Language, options: [en, fi], default: en }""",
    };

    private static MappingShape Auth => new("auth", "One way requests are authenticated.", Keys(
    [
        May("send", Is("sent value"), "Sends a value with every request, in a header, the query, a cookie, or the header of a SOAP envelope."),
        May("basic", Is("basic"), "HTTP Basic (RFC 7617)."),
        May("bearer", TemplateText, "A token that the customer gives, sent as `Authorization: Bearer` (RFC 6750)."),
        May("session", Is("session"), "Logs in once, and sends what the reply gave with every other request."),
        May("username_token", Is("username token"), "User and password in the header of SOAP envelopes (WS-Security UsernameToken)."),
    ]))
    {
        Choice = Names("send", "basic", "bearer", "session", "username_token"),
        Example = """
            auth:
              - bearer: "{connection.token}"
              - send: { query: account, value: "{connection.account}" }
            """,
    };

    private static MappingShape Send => new("sent value", "A value and the place it is sent in.", Keys(
    [
        May("header", new Shape.Text("a header's name"), "In this header."),
        May("query", new Shape.Text("a parameter's name"), "In this query parameter."),
        May("cookie", new Shape.Text("a cookie's name"), "In this cookie."),
        May("soap_header", Path, "In this member of an element in the header of SOAP envelopes: `Session.Token`; only with operations that have the element."),
        Must("value", TemplateText, "The text that is sent; in a session with what was taken: `{token}`."),
    ]))
    {
        Choice = Names("header", "query", "cookie", "soap_header"),
        Example = """send: { cookie: session, value: "{connection.session}" }""",
    };

    private static MappingShape Basic => new("basic", "User and password of HTTP Basic.", Keys(
    [
        Must("user", TemplateText, "The user."),
        Must("password", TemplateText, "The password; `\"\"` for none, `x` where the vendor wants anything."),
    ]))
    {
        Example = """basic: { user: "{connection.api_key}", password: x }""",
    };

    private static MappingShape Session => new("session", "A log-in whose reply authenticates other requests. It is made when it is first needed, shared by parallel reads, and made again when a reply says that it has expired or its time is over.", Keys(
    [
        Must("login", Is("request"), "The request that logs in."),
        Must("take", TakeShape, "What is lifted out of its reply, by a name."),
        Must("send", Either(Is("sent value"), new Shape.List(Is("sent value"))), "Where that is sent with every other request."),
        May("stale", new Shape.List(Is("stale rule")), "Replies that say the session has expired; HTTP's 401 when not said."),
        May("lives", Either(new Shape.Text("a time span"), Is("life")), "How long a session lasts at most; as long as replies do not say otherwise when not said."),
    ]))
    {
        Example = """
            session:
              login: { call: LogIn, body: { User: "{connection.user}", Password: "{connection.password}" } }
              take: { token: Token }
              send: { soap_header: Session.Token, value: "{token}" }
              stale: [{ is: { fault.detail.Problem.Code: EXPIRED } }]
              lives: { from: ValidMinutes, unit: minutes }
            """,
    };

    private static MappingShape Life => new("life", "How long a session lasts, as the reply to the log-in says.", Keys(
    [
        Must("from", Path, "Where it says so, as a number."),
        Must("unit", Word([.. LifeUnits.Keys]), "What is counted."),
    ]))
    {
        Example = """lives: { from: ValidMinutes, unit: minutes }""",
    };

    /// <summary>The words of <c>unit:</c> and how many seconds they are.</summary>
    public static IReadOnlyDictionary<string, int> LifeUnits { get; } = new Dictionary<string, int>(StringComparer.Ordinal) { ["seconds"] = 1, ["minutes"] = 60, ["hours"] = 3600 };

    private static MappingShape StaleRule => new("stale rule", "A reply that says the session has expired: a status and tests, which all hold.", Keys(
        [May("status", Either(Whole(100, 599), new Shape.List(Whole(100, 599))), "The status, or several; any when not said.")],
        TestKeys))
    {
        Example = """stale: [{ status: 403, is: { error.code: session_expired } }]""",
    };

    private static MappingShape UsernameToken => new("username token", "User and password of WS-Security.", Keys(
    [
        Must("user", TemplateText, "The user."),
        Must("password", TemplateText, "The password."),
        May("digest", Flag, "Whether a digest of the password with a nonce and the time is sent, not the password itself."),
    ]))
    {
        Example = """username_token: { user: "{connection.user}", password: "{connection.password}", digest: true }""",
    };

    private static Shape Rows => MapOf("a model or action", Either(new Shape.Text("a reason"), MapOf("a row", new Shape.Text("a reason"))));

    private static EquatableArray<string> Names(params string[] names) => names.ToEquatable();
}
