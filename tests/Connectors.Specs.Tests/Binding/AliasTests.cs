using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>Mistakes that are seen through aliases, told where a person can mend them.</summary>
public class AliasTests
{
    private const string Spec = "specs/greenhouse.yaml";

    [Fact]
    public void A_mistake_in_what_aliases_stand_for_is_told_once_where_it_stands()
    {
        var found = Assert.Single(Compile("size: { query: per_page", "size: { query: per_pages"));

        Assert.Equal(("CONN3006", Line("page: &page")), (found.Rule.Id, found.Span.Line));
        Assert.DoesNotContain("used here", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_that_only_a_use_makes_is_told_at_the_alias()
    {
        var found = Compile("{ get: /jobs, records: ., page: *page, since: *since }", "{ get: /jobs, records: ., page: *since, since: *since }");

        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal((Line("{ get: /jobs, records"), "*since".Length), (d.Span.Line, d.Span.Length)));
        Assert.All(found, d => Assert.EndsWith($"What is used here stands in line {Line("since: &since") + 1}.", d.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mistake_that_comes_through_two_aliases_is_told_at_the_one_that_makes_it()
    {
        var (anchor, inner, outer) = (Place(1), new TextUse(Place(2), null), new TextUse(Place(3), new TextUse(Place(2), null)));

        Assert.Equal([1], Lines((anchor, null), (anchor, inner), (anchor, outer)));
        Assert.Equal([2], Lines((anchor, inner), (anchor, outer)));
        Assert.Equal([3], Lines((anchor, outer)));
        Assert.Equal([3], Lines((anchor, outer), (anchor, outer)));
        Assert.Equal([1, 3], Lines((Place(1), null), (Place(9), outer)));
    }

    [Fact]
    public void A_key_that_an_alias_brings_stands_at_the_alias()
    {
        var positions = SpecCompiler.Compile(Files.Read(Spec), Vocabularies.Ats, Files.ContractOf(Spec)!.Value.Contract).Positions!;

        Assert.Equal(Line("{ get: /jobs, records"), positions.Find("models.jobs.read.page.size.query")!.Value.Line);
        Assert.Equal(Line("page: &page"), positions.Find("tables.departments.page.size.query")!.Value.Line);
    }

    private static IEnumerable<int> Lines(params IEnumerable<(TextSpan Span, TextUse? Use)> found)
    {
        var bag = new DiagnosticBag();
        foreach (var (span, use) in found)
        {
            bag.Report(DiagnosticRules.Malformed, "a.yaml", span, "It is wrong.", use);
        }

        return bag.ToDiagnostics().Select(d => d.Span.Line);
    }

    private static TextSpan Place(int line) => new(line * 10, 1, line, 0, line, 1);

    private static int Line(string text) => Array.FindIndex(Files.Read(Spec).Text.Split('\n'), line => line.Contains(text, StringComparison.Ordinal));

    private static IReadOnlyList<SpecDiagnostic> Compile(string right, string wrong)
    {
        var source = Files.Read(Spec);
        Assert.Contains(right, source.Text, StringComparison.Ordinal);
        return [.. SpecCompiler.Compile(source with { Text = source.Text.Replace(right, wrong, StringComparison.Ordinal) }, Vocabularies.Ats, Files.ContractOf(Spec)!.Value.Contract).Diagnostics];
    }
}
