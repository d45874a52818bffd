namespace Connectors.Specs.Language;

public static partial class Grammar
{
    private static MappingShape Requirement => new("requirement", "Rows of coverage that a product relies on, in a file `coverage.requirements.yaml` that is one requirement or a list of them.", Keys(
    [
        May("for", Either(new Shape.Text("a connector's slug"), new Shape.List(new Shape.Text("a connector's slug"))), "The connectors that must cover the rows; those that the project registers or uses when not said."),
        Must("requires", new Shape.List(new Shape.Text("a row")), "The rows: models, fields, actions, inputs and features."),
        May("severity", Word("error", "warning", "info"), "How grave it is that a connector does not cover one; `error` when not said."),
    ]))
    {
        Example = """
            for: [acme]
            requires: [jobs, jobs.location, create_application.attachments.data, features.source_writing]
            severity: warning
            """,
    };
}
