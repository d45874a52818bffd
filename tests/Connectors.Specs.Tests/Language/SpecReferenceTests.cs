using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Tests.Language;

public class SpecReferenceTests
{
    /// <summary>After a change of the grammar, <c>eng/regenerate</c> writes the page anew.</summary>
    [Fact]
    public void The_reference_is_the_grammar()
    {
        const string At = "docs/spec-reference.md";
        if (Environment.GetEnvironmentVariable("CONNECTORS_WRITE_DOCS") is not null)
        {
            File.WriteAllText(Path.Combine(Files.Root, At), Page());
        }

        Assert.Equal(Page(), Files.Read(At).Text);
    }

    [Fact]
    public void Every_mapping_has_a_place_in_the_reference()
    {
        var page = Page();
        Assert.All(Grammar.Mappings, mapping => Assert.Contains($"### `{mapping.Name}`", page, StringComparison.Ordinal));
    }

    public static TheoryData<string> Mappings { get; } = new(Grammar.Mappings.Select(m => m.Name));

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Every_mapping_has_an_example_that_is_yaml(string name)
    {
        var diagnostics = new DiagnosticBag();
        var example = Grammar.Mapping(name).Example;
        Assert.NotEmpty(example);
        Assert.NotNull(YamlReader.Read(new SourceText("example.yaml", example), diagnostics));
        Assert.Empty(diagnostics.ToDiagnostics());
    }

    [Fact]
    public void Every_feature_of_the_vocabulary_has_its_meaning_in_the_reference()
    {
        var page = Page();
        Assert.NotEmpty(Vocabularies.Ats.Features);
        Assert.All(Vocabularies.Ats.Features, feature => Assert.Contains($"| `{feature.Id}` | {feature.Label} | {feature.Doc} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own_and_says_what_to_do()
    {
        Assert.Equal(DiagnosticRules.All.Count, DiagnosticRules.All.Select(r => r.Id).Distinct().Count());
        Assert.All(DiagnosticRules.All, rule => Assert.EndsWith(".", rule.Help, StringComparison.Ordinal));
    }

    private static string Page() => SpecReference.Render(Vocabularies.Ats);
}
