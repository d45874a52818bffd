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
        May("passthrough", MapOf("a name", new Shape.Text("an api")), "The apis of the transport that callers may send requests of their own to (passthrough requests), by the names that these call them. They have the authentication, the headers and the limits of the api, and go nowhere else. It is the feature `api_passthrough`."),
        May("features", new Shape.List(new Shape.Text("a feature")), "The other features that work, by their names in the vocabulary."),
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
            passthrough: { api: main }
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
        May("fields", MapOf("a name", Is("connection field")), "The fields of the connect form, used as `{connection.NAME}`. Those that reads are sent with, in an address, as credentials or in what they ask for, tell one account from another; secrets, lists, the `language` and what only actions use do not."),
        May("auth", new Shape.List(Is("auth")), "How requests are authenticated. The entries apply in their order: what one takes of a reply is `{auth.NAME}` in those after it, in the addresses of apis and in requests."),
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
        May("options", Either(Texts, MapOf("an option", MapOf("a part", Text))), "The only values allowed; or a table of them, each with the same parts, used as `{connection.NAME.PART}`."),
        May("list", Flag, "Whether it holds several values with commas between them, each of which has the pattern or is one of the options; a read is made for each of them with `for_each: { name: \"{connection.NAME}\" }`."),
        May("choose", Is("choice"), "The vendor's own list that the value is chosen from, asked for once the other fields are filled in."),
        May("required_for", new Shape.List(new Shape.Text("an action")), "The actions that cannot do without the value. Everything else works without it, and what is made of it is then not sent."),
        May("default", Text, "The value taken when none is given; without it the field must be filled in."),
    ]))
    {
        Example = """
            fields:
              region: { label: Data centre, options: { eu: { api: api.eu.acme.example, accounts: login.eu.acme.example }, us: { api: api.acme.example, accounts: login.acme.example } } }
              company: { label: Company, choose: { get: /companies, records: ., value: id, label: name } }
              acting_user: { label: User shown as author, required_for: [create_application] }
            """,
    };

    private static MappingShape Choice => new("choice", "The vendor's list that a connection field is chosen from. The request does not use the field itself.", Keys(
        RequestKeys,
        [
            Must("records", Path, "Where the list stands in the reply; `.` when the reply is the list."),
            Page(AsAWhole),
            Must("value", Path, "What the field becomes, within a record."),
            Must("label", Path, "What the form shows for it, within a record."),
        ]))
    {
        Choice = Names("get", "post", "call"),
        Example = """choose: { get: /companies, records: companies, value: id, label: name }""",
    };

    private static Shape Rows => MapOf("a model or action", Either(new Shape.Text("a reason"), MapOf("a row", new Shape.Text("a reason"))));

    private static EquatableArray<string> Names(params string[] names) => names.ToEquatable();
}
