using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>The shipped spec of Laura, against its contract as it is and as it might change.</summary>
public class LauraTests
{
    [Fact]
    public void Laura_compiles_without_a_diagnostic()
    {
        var compilation = Compile(contract => contract);
        Assert.Empty(compilation.Diagnostics.Select(d => $"{d.File}({d.Span.Line + 1},{d.Span.Column + 1}): {d.Rule.Id}: {d.Message}"));
        Assert.True(compilation.Success);
    }

    [Fact]
    public void Models_are_in_the_vocabularys_order_and_parents_are_read_before_children()
    {
        var spec = Compile(contract => contract).Spec!;
        Assert.Equal(["jobs", "candidates", "application_stages", "applications", "screening_questions", "job_screening_questions"], spec.Models.Select(m => m.Name));
        var sources = spec.Sources.Select(s => s.Name).ToList();
        Assert.True(sources.IndexOf("jobs") < sources.IndexOf("applications") && sources.IndexOf("jobs") < sources.IndexOf("job_screening_questions"));
        Assert.Equal(["job_screening_questions", "screening_questions"], spec.Sources.Single(s => s.Name == "job_screening_questions").Feeds.Select(f => f.Model));
    }

    [Fact]
    public void What_a_value_is_made_of_is_typed_by_the_contract()
    {
        var jobs = Compile(contract => contract).Spec!.Models.Single(m => m.Name == "jobs");
        var id = Assert.IsType<ValueSpec.From>(jobs.Fields[0].Value);
        Assert.Equal(("remote_id", JsonKind.Integer), (jobs.Fields[0].Name, id.Path.Type));
        var opened = Assert.IsType<ValueSpec.From>(jobs.Fields.Single(f => f.Name == "opened_at").Value);
        Assert.Equal(new Conversion { Kind = ConversionKind.LocalTime, Format = "yyyy-MM-dd HH:mm", Zone = "Europe/Helsinki" }, opened.As);
    }

    /// <summary>A change of the contract, and the line of the spec (its first words) with the diagnostic that follows.</summary>
    [Theory]
    [InlineData("href", "url", "post_url:", "CONN3002")]
    [InlineData("total_pages", "page_count", "last:", "CONN3002")]
    [InlineData("paused, closed, archived]", "paused, closed]", "map: { draft", "CONN3005")]
    [InlineData("paused, closed, archived]", "paused, closed, archived, frozen]", "from: status", "CONN3004")]
    [InlineData("[open, hired, rejected, withdrawn]", "[open, hired, rejected]", "outcome:", "CONN3005")]
    [InlineData("order: { type: integer, description", "order: { type: string, description", "global_index:", "CONN3003")]
    [InlineData("mandatory: { type: boolean, default: false }", "mandatory: { type: string }", "required:", "CONN3003")]
    [InlineData("name: starting_after, in: query", "name: after, in: query", "after: { query", "CONN3006")]
    [InlineData("maximum: 200, default: 50", "maximum: 100, default: 50", "size: { query: limit, is: 200 }", "CONN3008")]
    [InlineData("/recruitment-phases:", "/phases:", "read: { get: /recruitment-phases", "CONN3001")]
    [InlineData("enum: [external, intranet, partner]", "enum: [extern, intranet, partner]", "- { has: { channels: external }", "CONN3005")]
    [InlineData("file, info] }", "info] }", "file: { type: FILE", "CONN3005")]
    public void A_changed_contract_is_reported_at_the_lines_that_no_longer_fit(string right, string wrong, string line, string id)
    {
        var spec = Files.Spec("laura.yaml");
        var found = Compile(contract => Changed(contract, right, wrong)).Diagnostics
            .Where(d => d.File == spec.Path)
            .Select(d => (spec.Text.Split('\n')[d.Span.Line].Trim(), d.Rule.Id))
            .ToList();
        Assert.Contains(found, f => f.Item1.StartsWith(line, StringComparison.Ordinal) && f.Id == id);
    }

    private static string Changed(string contract, string right, string wrong) =>
        contract.Contains(right, StringComparison.Ordinal) ? contract.Replace(right, wrong, StringComparison.Ordinal)
        : throw new ArgumentException($"The contract has no '{right}'.", nameof(right));

    private static SpecCompilation Compile(Func<string, string> change)
    {
        var contract = Files.Spec("contracts/laura.openapi.yaml");
        return SpecCompiler.Compile(Files.Spec("laura.yaml"), Vocabularies.Ats, contract with { Text = change(contract.Text) });
    }
}
