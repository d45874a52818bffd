using System.Text;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Language;

/// <summary>Writes <c>docs/spec-reference.md</c> from the grammar and the vocabulary, so that it cannot say anything else than the compiler.</summary>
public static class SpecReference
{
    private static readonly (string Title, string Prose, string[] Mappings)[] Chapters =
    [
        ("The file", "One file is one connector; its name is the connector's slug. Every row of a coverage table is a key.", ["connector", "variant"]),
        ("Connection", "What a customer fills in, and how requests are authenticated with it.", ["connection", "connection field", "choice", "auth", "sent value", "basic", "session", "life", "stale rule", "discover", "oauth2 client", "oauth2 code", "jwt", "sign", "username token"]),
        ("Transport", "The vendor's addresses, its contract, its limits, and what its replies mean. Rules stand in a list, and the first that holds decides.", ["transport", "api", "with actions", "format", "csv", "limits", "announced limit", "error rule", "retry", "retry after", "retry until", "field errors"]),
        ("Reads", "A model is read by a request of its own, or seen in the replies of another model's. Several models of one request cost one request.", ["model", "request", "list value", "read", "select", "on", "lookup", "ids"]),
        ("Places", "Whatever is sent stands in one of five places, named by the same words everywhere: in page markers, sizes, filters and credentials.", ["place"]),
        ("Pages", "How the next page is asked for. Where the reply tells the number of pages, a total, or whether there is more, say so: it ends the list for certain and proves that nothing was missed.", ["paging", "counted marker", "cursor marker", "header value", "keyset marker", "page size", "since", "until"]),
        ("Tests", "Conditions on vendor data, the same in `match`, `errors` and `on`.", ["test"]),
        ("Values", "A value is a path, or a mapping with one of the constructs below; any other mapping is an object of the vocabulary, and its keys are its members. What a construct makes must fit the unified type, and every path is followed through the contract.", ["from", "constant", "key", "first_of", "join", "match", "match case", "list", "each", "pick", "switch", "switch case", "one_of", "position", "using"]),
        ("Tables", "Where a record has only the key of something that the vendor lists elsewhere, a table joins the two.", ["table"]),
        ("Actions", "An action sends the values of a unified input to the vendor, in one request or in several. The compiler follows the data: an input that goes nowhere, a value that no step takes, a required place that nothing fills and a type that cannot be written are mistakes.", ["action", "step", "when", "given files", "fetched file", "file type", "find", "taken value", "step rule", "input", "made row", "input place", "item input", "answer case"]),
        ("Requirements", "A file of its own, beside the project that relies on connectors: [Require coverage](require-coverage.md).", ["requirement"]),
    ];

    /// <summary>The whole page as Markdown, with <c>\n</c> at line ends.</summary>
    /// <param name="vocabulary">The vocabulary that specs are written against.</param>
    public static string Render(VocabularySpec vocabulary)
    {
        var page = new StringBuilder();
        page.Append("# The spec language\n\n");
        page.Append("This page is generated from the grammar that the compiler checks specs with. The files in `specs/` are whole connectors; [Write a connector](write-a-connector.md) leads through one step by step.\n\n");
        // What an author must know is a cost, so it is counted where everybody sees it.
        var words = Grammar.Mappings.SelectMany(static m => m.Keys).Select(static k => k.Name).Distinct(StringComparer.Ordinal).Count();
        page.Append($"The language has {words} words in {Grammar.Mappings.Count} kinds of mappings.\n\n");
        page.Append(Basics);
        foreach (var (title, prose, mappings) in Chapters)
        {
            page.Append($"\n## {title}\n\n{prose}\n");
            foreach (var name in mappings)
            {
                Section(page, Grammar.Mapping(name));
            }
        }

        page.Append("\n## Features\n\nWhat `features` may list. A coverage page shows a connector's with their meaning.\n\n| Feature | Title | Means |\n| --- | --- | --- |\n");
        foreach (var feature in vocabulary.Features)
        {
            page.Append($"| `{feature.Id}` | {Cell(feature.Label)} | {Cell(feature.Doc)} |\n");
        }

        page.Append("\n## Diagnostics\n\nEvery mistake is reported with its place in one run, but not what only follows from it: where an API or its format is wrong, nothing is said of what is read and sent there, and what seems to be unused is reported once nothing else is wrong.\n\n| ID | Severity | Title |\n| --- | --- | --- |\n");
        foreach (var rule in DiagnosticRules.All)
        {
            page.Append($"| {rule.Id} | {(rule.Severity == SpecSeverity.Error ? "error" : rule.Severity == SpecSeverity.Warning ? "warning" : "note")} | {rule.Title} |\n");
        }

        return page.ToString().Replace("\r\n", "\n");
    }

    private const string Basics = """
        ## Texts, paths and placeholders

        Every scalar is text until the compiler gives it a type: `no` is not false and `1.10` is not 1.1. Quote a text that begins with one of
        `{ [ * & @ ! %` or a backtick, that holds a colon followed by a space, or that holds a comma or bracket inside `{ }` or `[ ]`.

        What is needed twice is written once: `&page` before a value marks it, and `*page` elsewhere stands for it. A mistake in the marked value is
        reported where it stands, and one that only a use makes, at the `*page`.

        | Path | Means |
        | --- | --- |
        | `a.b` | the member `b` of the member `a` of the record, or inside `each` of the item |
        | `.` | the record or item itself; under `records` the whole reply |
        | `a[0]` | the first item of the list `a` |
        | `a.*` | the values of the object `a`, as a list |
        | `@key` | in an item of such a list: the name that it has in the object |
        | `a[key=value].b` | `b` of the first item of `a` whose `key` is `value` |
        | `a[].b` | `b` of every item of `a`, where a list is wanted; where these are lists themselves, the items of all of them under `records` and `each` |
        | `parent.remote_id` | the id of the parent, in reads with `for_each` or `within` |
        | `parent.remote_id.1` | the first part of the parent's id, where that has two (`key`) |
        | `detail.a` | `a` in the reply of the `lookup` |
        | `attr(a)` | in XML, the attribute `a` where there is an element `a` too; other attributes are named like elements |
        | `text()` | in XML, the text of an element that has attributes |
        | `fault.code`, `fault.subcode`, `fault.text`, `fault.detail.a` | in rules on replies, what a SOAP fault holds; `fault` alone is the fault itself |

        | Placeholder | Means |
        | --- | --- |
        | `{connection.NAME}` | what the customer filled in |
        | `{connection.NAME.PART}` | the part of the option that the customer chose |
        | `{auth.NAME}` | what an entry of `auth` took under that name: in later entries, in addresses and in requests; `token` is the token of the last entry that has one |
        | `{parent.remote_id}` | the id of the parent, in the request of a read with `for_each` |
        | `{record.remote_id}` | the id of the record, in the request of a `lookup` |
        | `{parent.remote_id.1}`, `{record.remote_id.2}` | a part of such an id, where it has two (`key`) |
        | `{each.NAME}` | the value that the read is made for, with `for_each: { NAME: [...] }` |
        | `{value}`, `{until}` | in the `text` of a place, the value that stands there; in that of `since`, the end of the time asked for |
        | `{steps.STEP.NAME}` | in a step of an action, what another step took under that name |
        | `{input.ROW}` | in a step of an action, the value of a covered input that does not come in a list |
        | `{environment.source_name}` | in a step of an action and in the `default` of an input, the environment's name as a source of candidates |
        | `{NAME}` | in the path of a step, what an input with `path: STEP.NAME` fills in; in a path, what a place `path: NAME` of the same read fills in; in what an entry of `auth` sends, what it took under that name |
        | `{value}` | in the request that makes a row of a table, the text that the row is made for |

        Time spans are written `30s`, `5m`, `2h`, `1d`.

        ## XML without an envelope

        With `format: xml`, what the contract has under `application/xml`, `text/xml` or another type of XML is read and sent as XML; what it has in JSON stays JSON. Which elements
        there are, the schemas and their `xml` notes say; paths name them as they stand in the XML, from within the element around everything:

        | In the contract | Is the XML | With the path |
        | --- | --- | --- |
        | `Jobs: { type: object, … }` under `components`, or a note `{ name: jobs }` | `<Jobs>` or `<jobs>` around everything | none |
        | `title: { type: string }` | `<title>…</title>` | `title` |
        | `id: { type: integer, xml: { name: nr, attribute: true } }` | `nr="7"` | `nr`; `attr(nr)` where there is an element `nr` too |
        | `amount: { type: integer, xml: { nodeType: text } }` beside an attribute | `<salary currency="EUR">7</salary>` | `salary.text()` |
        | `tag: { type: array, items: { type: string } }` | `<tag>…</tag><tag>…</tag>` | `tag` |
        | `tags: { type: array, xml: { wrapped: true }, items: { type: string, xml: { name: tag } } }` | `<tags><tag>…</tag></tags>` | `tags.tag` |
        | a note `{ namespace: "urn:a" }` | `<jobs xmlns="urn:a">`, and so for what stands in it | |
        | a note `{ namespace: "urn:a", prefix: a }` | `<a:title xmlns:a="urn:a">`, alone | |

        ```yaml
        transport:
          rest: https://api.acme.example
          format: xml
          contract: contracts/acme.openapi.yaml
          errors: [{ status: 422, is: { code: locked }, means: invalid_input, message: message }]   # <error code="locked"><message>…</message></error>
        models:
          jobs:
            read: { get: /jobs, records: job, page: { number: { query: page }, last: pages } }      # <jobs pages="3"><job nr="7"><title>…</title></job></jobs>
            fields: { remote_id: nr, name: title }
        ```

        Rules on replies look into what is not the element that the contract has, and into answers of up to 256 KB.

        """;

    private static void Section(StringBuilder page, MappingShape shape)
    {
        page.Append($"\n### `{shape.Name}`\n\n{shape.Doc}\n\n| Key | Takes | Means |\n| --- | --- | --- |\n");
        foreach (var key in shape.Keys)
        {
            page.Append($"| `{key.Name}`{(key.Required ? " (required)" : "")} | {Cell(Takes(key.Value))} | {Cell(key.Doc)} |\n");
        }

        if (shape.Others is { } others)
        {
            page.Append($"| {Cell(others.Key)} | {Cell(Takes(others.Value))} | Any number of them. |\n");
        }

        if (shape.Choice.Count > 0)
        {
            var names = string.Join(", ", shape.Choice.Select(c => $"`{c}`"));
            page.Append($"\n{(shape.ChoiceOptional ? "At most" : "Exactly")} one of {names}.\n");
        }

        if (shape.Example.Length > 0)
        {
            page.Append($"\n```yaml\n{shape.Example.Replace("\r\n", "\n")}\n```\n");
        }
    }

    private static string Takes(Shape shape) => shape switch
    {
        Shape.Keyed keyed => $"[{keyed.Name}](#{Anchor(keyed.Name)})",
        Shape.List list => $"a list, each {Takes(list.Item)}",
        Shape.Map map => $"by {map.Key}: {Takes(map.Value)}",
        Shape.Either either => string.Join(", or ", either.Shapes.Select(Takes)),
        Shape.Word word => string.Join(", ", word.Words.Select(w => $"`{w}`")),
        Shape.Unified => "[a value](#values)",
        _ => shape.Says,
    };

    private static string Anchor(string name) => name.Replace(' ', '-');

    private static string Cell(string text) => text.Replace("|", "\\|");
}
