using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Tests.Diagnostics;

/// <summary>
/// Every rule has a page that shows what breaks it and what the compiler then says. After a change to a rule, a message or an edit,
/// <c>CONNECTORS_WRITE_DOCS=1 dotnet test tests/Connectors.Specs.Tests --filter FullyQualifiedName~DiagnosticPage</c> writes the pages anew.
/// </summary>
public sealed class DiagnosticPageTests
{
    private static readonly bool Write = Environment.GetEnvironmentVariable("CONNECTORS_WRITE_DOCS") is not null;

    private static readonly (string Ids, string Subject)[] Groups =
    [
        ("CONN0", "YAML and the build"),
        ("CONN1", "the spec language"),
        ("CONN2", "the unified vocabulary"),
        ("CONN3", "the vendor's contract"),
        ("CONN4", "what a project relies on, see [Require coverage](../require-coverage.md)"),
    ];

    public static TheoryData<string> Rules => [.. DiagnosticRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_a_page_whose_example_breaks_it(string id)
    {
        var page = DiagnosticPage.Load(DiagnosticRules.All.Single(rule => rule.Id == id));
        Assert.True(page.IsElsewhere || page.Edit is not null, $"{page.Path} needs an edit that breaks the rule.");
        Assert.True(page.IsElsewhere || page.Found().Count > 0, $"The edit does not break {id}, but: {string.Join(" ", page.Compile().Select(d => $"{d.Rule.Id} {d.Message}"))}");

        Same(page.Path, page.Render());
    }

    [Fact]
    public void The_examples_have_no_mistake_before_they_are_edited()
    {
        Assert.Empty(new DiagnosticPage(DiagnosticRules.All[0], null).Compile());
        Assert.Empty(new DiagnosticPage(DiagnosticRules.All[0], "--- vocabulary.yaml\n vocabulary: test").Compile());
        Assert.Empty(new DiagnosticPage(DiagnosticRules.All[0], "--- tiny_soap.yaml\n connector: tiny_soap").Compile());
        Assert.Empty(new DiagnosticPage(DiagnosticRules.All[0], "--- coverage.requirements.yaml\n for: [tiny]").Compile());
    }

    [Fact]
    public void The_index_lists_every_rule()
    {
        var groups = Groups.Select(group => $"""
            ## {group.Ids}xxx: {group.Subject}

            | ID | Severity | Meaning |
            |---|---|---|
            {string.Join("\n", DiagnosticRules.All.Where(rule => rule.Id.StartsWith(group.Ids, StringComparison.Ordinal)).Select(rule => new DiagnosticPage(rule, null)).Select(page => $"| [{page.Rule.Id}]({page.Rule.Id}.md) | {page.Severity} | {page.Rule.Title} |"))}

            """);
        Assert.All(DiagnosticRules.All, rule => Assert.Single(Groups, group => rule.Id.StartsWith(group.Ids, StringComparison.Ordinal)));
        Same($"{DiagnosticPage.Folder}/README.md", $"""
            <!-- Written by the test DiagnosticPageTests from the catalogue of rules. -->
            # Diagnostics

            What the spec compiler says, and what to do about it. The first digit of an ID tells what a file was checked against. From x100 on, the
            vocabulary or the contract itself is at fault (CONN32xx: a WSDL). Errors fail the build; warnings are probably mistakes; infos are worth
            knowing.

            {string.Join("\n", groups)}
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void There_are_no_pages_without_a_rule() =>
        Assert.Equal(DiagnosticRules.All.Select(rule => $"{DiagnosticPage.Folder}/{rule.Id}.md"), Files.List(DiagnosticPage.Folder, "CONN*.md"));

    private static void Same(string path, string text)
    {
        if (Write)
        {
            File.WriteAllText(Path.Combine(Files.Root, path), text);
        }

        Assert.Equal(text, DiagnosticPage.Committed(path));
    }
}
