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
        Must("connection", Is("connection"), "What a customer fills in, and how requests are authenticated with it."),
        Must("transport", Is("transport"), "Where and how the vendor is spoken to."),
        Must("models", MapOf("a model of the vocabulary", Is("model")), "The models that can be read, by their names in the vocabulary."),
        May("features", new Shape.List(new Shape.Text("a feature")), "The features that work, by their names in the vocabulary."),
        May("not_implemented", Rows, "Rows that the vendor could fill and the connector does not yet: by model or action, then by row, with the reason. A reason instead of rows speaks for all rows that the spec does not name."),
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
        May("default", Text, "The value taken when none is given; without it the field must be filled in."),
    ]))
    {
        Example = """language: { label: Language, options: [en, fi], default: en }""",
    };

    private static MappingShape Auth => new("auth", "One way requests are authenticated.", Keys(
    [
        May("send", Is("sent value"), "Sends a value with every request, in a header, the query or a cookie."),
        May("basic", Is("basic"), "HTTP Basic (RFC 7617)."),
        May("bearer", TemplateText, "A token that the customer gives, sent as `Authorization: Bearer` (RFC 6750)."),
    ]))
    {
        Choice = Names("send", "basic", "bearer"),
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
        Must("value", TemplateText, "The text that is sent."),
    ]))
    {
        Choice = Names("header", "query", "cookie"),
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

    private static Shape Rows => MapOf("a model or action", Either(new Shape.Text("a reason"), MapOf("a row", new Shape.Text("a reason"))));

    private static EquatableArray<string> Names(params string[] names) => names.ToEquatable();
}
