using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;

namespace Connectors.Generators.Tests;

/// <summary>The release notes of the generator's rules and the compiler's catalogue say the same.</summary>
public sealed partial class ReleaseTests
{
    [Fact]
    public void Every_rule_stands_in_the_release_notes_once_with_its_severity()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "releases");
        var noted = Directory.GetFiles(folder).SelectMany(File.ReadLines).Select(line => Row().Match(line)).Where(m => m.Success)
            .Select(m => (Id: m.Groups[1].Value, Severity: m.Groups[2].Value)).Order();

        Assert.Equal(DiagnosticRules.All.Select(rule => (rule.Id, rule.Severity.ToString())).Order(), noted);
    }

    [GeneratedRegex(@"^(CONN\d{4}) \| Connectors \| (\w+) \| \S")]
    private static partial Regex Row();
}
