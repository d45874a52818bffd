namespace Connectors.Specs.Language;

public static partial class Grammar
{
    private static KeyShape FormatKey => May(
        "format",
        Either(Word("json", "json_api", "json_lines", "csv", "xml"), Is("format")),
        "With `rest`: what bodies are written in; `json` when not said. `json_api`: paths see the attributes of a resource beside its `id` and `type`, and relationships by name; "
        + "`stage.id` is the linkage, `stage.name` is joined from `included`, and a body is written flat, too. `json_lines` and `csv`: the reply is the list (`records: .`), "
        + "and the contract has the schema of a line or row under `application/x-ndjson` or `text/csv`; a column is a text unless that schema says number or boolean. "
        + "`xml`: replies and bodies that the contract has under `application/xml` or `text/xml` are the elements that the schemas and their `xml` notes describe; "
        + "paths name elements and attributes as they stand there, from within the outermost (`records: job`, `jobs.job` where a note says `wrapped`), and `text()` is the text of an element that has attributes.");

    private static MappingShape Format => new("format", "A format with something to say of it.", Keys(
    [
        May("csv", Is("csv"), "Rows of columns, the first with their names (RFC 4180)."),
    ]))
    {
        Choice = Names("csv"),
        Example = """reports: { rest: "https://reports.acme.example", format: { csv: { separator: ";" } }, contract: contracts/acme.reports.yaml }""",
    };

    private static MappingShape Csv => new("csv", "How rows are written.", Keys(
    [
        May("separator", Text, "What stands between columns, one character; a comma when not said."),
    ]))
    {
        Example = """csv: { separator: ";" }""",
    };
}
