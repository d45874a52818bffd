using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Connectors.Generators.Tests.Requirements;

/// <summary>The needs of a product in <c>coverage.requirements.yaml</c>.</summary>
public sealed class RequirementsFileTests
{
    [Fact]
    public void A_row_that_is_not_covered_is_said_at_its_line()
    {
        var diagnostic = Assert.Single(Analyze("""
            for: [alpha, beta]
            requires:
              - tags.remote_id
              - tags.name
            """));

        Assert.Equal("(4) CONN4001: 'beta' does not cover tags.name: beta.yaml does not name it.", Consumer.Line(diagnostic));
        Assert.Equal("/app/coverage.requirements.yaml", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(4, diagnostic.Location.GetLineSpan().StartLinePosition.Character);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("info", DiagnosticSeverity.Info)]
    public void The_file_sets_how_grave_a_missing_row_is(string word, DiagnosticSeverity severity) =>
        Assert.Equal(severity, Assert.Single(Analyze($"for: beta\nrequires: [tags.name]\nseverity: {word}")).Severity);

    [Fact]
    public void Needs_of_several_kinds_stand_in_a_list() =>
        Assert.Equal(
            ["Error (2) CONN4001: 'beta' does not cover tags.name: beta.yaml does not name it.", "Warning (4) CONN4001: 'alpha' does not cover jobs.location: Jobs have no place there (unsupported, alpha.yaml)."],
            Analyze("""
                - for: [beta]
                  requires: [tags.name]
                - for: [alpha]
                  requires: [jobs.location]
                  severity: warning
                """).Select(d => $"{d.Severity} {Consumer.Line(d)}"));

    [Fact]
    public void Without_names_it_is_checked_against_what_the_project_uses() =>
        Assert.Equal(["(1) CONN4001: 'beta' does not cover tags.name: beta.yaml does not name it."], Says("requires: [tags.name]", "class C { object M(BetaConnector beta) => beta; }"));

    [Fact]
    public void With_no_connector_in_use_it_says_that_nothing_is_checked() =>
        Assert.Equal(["(2) CONN4004: This requirement is checked against no connector: it names none, and the project neither registers nor uses one."], Says("# What we need.\nrequires: [tags.name]"));

    [Theory]
    [InlineData("require: [tags.name]", "(1,1) CONN1001: 'require' is not a key of requirement; did you mean 'requires'?", "(1,1) CONN1002: This requirement lacks the key 'requires': a list, each a row.")]
    [InlineData("for: [alpha]\nrequires: tags.name", "(2,11) CONN1003: 'requires' must be a list, each a row, but a text is given.")]
    [InlineData("for: [alpha]\nrequires: [tags.name]\nseverity: fatal", "(3,11) CONN1004: 'severity' is 'error', 'warning' or 'info', not 'fatal'.")]
    [InlineData("for: [alpha]\nrequires: [tags.nam]", "(2,12) CONN4002: 'tags.nam' is no row of coverage; did you mean 'tags.name'?")]
    [InlineData("for: [alpha, bet]\nrequires: [tags.name]", "(1,14) CONN4003: Nothing that is referenced has a connector 'bet'; did you mean 'beta'?")]
    [InlineData("for: [alpha]\nfor: [beta]\nrequires: []", "(2,1) CONN0003: The key 'for' is given twice.")]
    [InlineData("for: *all\nrequires: []", "(1,6) CONN0005: Nothing is marked '&all' before this; if the text '*all' was meant, quote it.")]
    [InlineData("", "(1,1) CONN0008: The file is empty.")]
    [InlineData("tags.name", "(1,1) CONN1003: The file must be a mapping (requirement), or a list, each a mapping (requirement), but a text is given.")]
    [InlineData("- tags.name", "(1,3) CONN1003: An item of the file must be a mapping (requirement), but a text is given.")]
    public void A_mistake_is_said_at_its_line_and_column(string file, params string[] expected) =>
        Assert.Equal(expected, Analyze(file).Where(d => d.Id != "CONN4004").Select(d => $"({d.Location.GetLineSpan().StartLinePosition.Line + 1},{d.Location.GetLineSpan().StartLinePosition.Character + 1}) {d.Id}: {d.GetMessage(null)}"));

    [Fact]
    public void A_file_of_another_name_is_left_alone()
    {
        var compilation = Consumer.Compile(Library.As("project"));

        Assert.Empty(Consumer.Analyze(compilation, new MemoryFile("/app/requirements.yaml", "requires: [", null)));
    }

    private static IReadOnlyList<string> Says(string file, string code = "") => [.. Analyze(file, code).Select(Consumer.Line)];

    private static IReadOnlyList<Diagnostic> Analyze(string file, string code = "") =>
        Consumer.Analyze(Consumer.Compile(Library.As("project"), ("/app/App.cs", code)), new MemoryFile("/app/coverage.requirements.yaml", file, null));
}
