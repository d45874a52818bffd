using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>Patterns of connection fields that make an engine which goes back take longer than a compiler may, as a busy machine makes any.</summary>
public class PatternTests
{
    private static readonly string Text = new('a', 40);

    [Theory]
    [InlineData("^((a+)+b|a+z)$", "z", null)]
    [InlineData("^((a+)+b|a+z)$", "y", "CONN2019")]
    public void What_a_pattern_matches_does_not_depend_on_time(string pattern, string end, string? id)
    {
        var source = Files.Read("tests/specs/transport.yaml");
        var text = source.Text.Replace("pattern: \"^[a-z]+$\", example: acme", $"pattern: \"{pattern}\", example: {Text}{end}", StringComparison.Ordinal);
        Assert.NotEqual(source.Text, text);

        var found = SpecCompiler.Compile(source with { Text = text }, Vocabularies.Ats, Files.ContractOf(source.Path)!.Value.Contract).Diagnostics;

        Assert.Equal(id is null ? [] : [id], found.Select(d => d.Rule.Id));
    }
}
