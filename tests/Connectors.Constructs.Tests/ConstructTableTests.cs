using System.Globalization;
using System.Text.RegularExpressions;
using Connectors.Specs.Language;

namespace Connectors.Constructs.Tests;

/// <summary><c>docs/constructs.md</c> says for everything that vendors were found to need by which words it is said, and which small spec proves it.</summary>
public sealed partial class ConstructTableTests
{
    private const int CommonFrom = 3;

    private static readonly List<Row> Rows = Read();

    private static readonly HashSet<string> Words = [.. Grammar.Mappings.SelectMany(m => m.Keys).Select(k => k.Name), "integration_fields", "rest"];

    [Fact]
    public void The_table_has_every_construct_of_the_survey_once() => Assert.Equal(Enumerable.Range(1, 101), Rows.Select(r => r.Number));

    [Fact]
    public void Every_construct_that_three_vendors_need_is_said_or_belongs_to_a_part_that_is_named() =>
        Assert.All(Rows.Where(r => r.Vendors >= CommonFrom && r.Proofs.Count == 0), r => Assert.Matches("webhooks|query language", r.Said));

    [Fact]
    public void What_is_not_said_has_a_reason() => Assert.All(Rows.Where(r => r.Proofs.Count == 0), r => Assert.StartsWith("not said: ", r.Said, StringComparison.Ordinal));

    [Fact]
    public void Every_word_of_the_table_is_a_word_of_the_language()
    {
        var unknown =
            from row in Rows
            from quoted in Quoted().Matches(row.Said).Select(m => m.Groups[1].Value)
            where char.IsAsciiLetter(quoted[0])
            from word in quoted.Split(':')[0].Split('.')
            where !Words.Contains(word)
            select $"{row.Number}: {word}";

        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_proof_is_a_spec_that_uses_one_of_the_words()
    {
        foreach (var row in Rows)
        {
            foreach (var proof in row.Proofs)
            {
                var file = Repository.At("docs", proof);
                Assert.True(File.Exists(file), $"{row.Number}: {proof}");
                var text = File.ReadAllText(file);
                var words = Quoted().Matches(row.Said).Select(m => m.Groups[1].Value).Where(w => char.IsAsciiLetter(w[0])).Select(w => w.Split(':')[0].Split('.')[^1]).ToList();
                Assert.True(words.Count == 0 || words.Exists(w => Regex.IsMatch(text, $@"\b{w}:")), $"{row.Number}: {proof} has none of {string.Join(", ", words)}");
            }
        }
    }

    [Fact]
    public void Every_construct_spec_is_a_proof_of_something()
    {
        var proofs = Rows.SelectMany(r => r.Proofs).ToHashSet();
        Assert.All(ConstructSpec.All.Values, s => Assert.Contains($"../tests/specs/constructs/{s.Area}/{s.Slug}.yaml", proofs));
    }

    private static List<Row> Read()
    {
        var rows = new List<Row>();
        foreach (var line in File.ReadLines(Repository.At("docs", "constructs.md")).Where(l => TableRow().IsMatch(l)))
        {
            var cells = line.Trim('|', ' ').Split(" | ");
            rows.Add(new Row(
                int.Parse(cells[0], CultureInfo.InvariantCulture),
                int.Parse(cells[2], CultureInfo.InvariantCulture),
                cells[3].Trim(' ', '|'),
                [.. Link().Matches(line).Select(m => m.Groups[1].Value)]));
        }

        return rows;
    }

    [GeneratedRegex("^[|] [0-9]+ [|]")]
    private static partial Regex TableRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("""\]\(([^)]+[.]yaml)\)""")]
    private static partial Regex Link();

    private sealed record Row(int Number, int Vendors, string Said, IReadOnlyList<string> Proofs);
}
