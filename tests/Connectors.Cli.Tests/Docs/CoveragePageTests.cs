using Connectors.Ats;
using Connectors.Runtime.Capabilities;

namespace Connectors.Cli.Tests.Docs;

/// <summary>What the vendors are known to be covered with, against the pages and the metadata that their specs make.</summary>
public class CoveragePageTests
{
    public static TheoryData<string> Connectors => ["coveto", "laura"];

    [Theory]
    [MemberData(nameof(Connectors))]
    public void The_page_has_exactly_the_known_sections_and_rows_in_order(string slug)
    {
        var known = KnownCoverage.Of(slug);
        var sections = Sections(Page(slug));

        Assert.Equal(known.Select(k => k.Title), sections.Select(s => s.Title));
        Assert.All(known.Zip(sections), pair => Assert.Equal(pair.First.Fields, pair.Second.Rows.Select(r => r.Field)));
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public void The_metadata_says_the_same_as_the_page_row_for_row_and_note_for_note(string slug)
    {
        var descriptor = ConnectorRegistry.Find(slug)!.Definition.Descriptor;
        var covered = descriptor.Models.Where(m => m.Coverage == Coverage.Supported).ToList();
        var sections = Sections(Page(slug));

        Assert.Equal(sections.Count, covered.Count);
        Assert.All(covered.Zip(sections), pair => Assert.Equal(
            pair.First.Fields.Where(f => f.Coverage == Coverage.Supported).Select(f => (f.Name, f.Note ?? "")),
            pair.Second.Rows));
    }

    [Fact]
    public void That_only_the_first_kind_of_employment_counts_is_said_of_the_construct_that_makes_it_so()
    {
        // No note of the spec: taking the position away takes the sentence away.
        Assert.Contains("from: \"Beschaeftigungsarten.Art[0]\"", File.ReadAllText(Repository.At("specs", "coveto.yaml")), StringComparison.Ordinal);
        Assert.DoesNotContain("note:", File.ReadAllText(Repository.At("specs", "coveto.yaml")), StringComparison.Ordinal);

        Assert.Equal("Only the first value is used.", Sections(Page("coveto"))[0].Rows.Single(r => r.Field == "employment_type").Note);
    }

    [Fact]
    public void The_page_says_what_a_feature_means_and_names_the_other_connector_of_the_vendor()
    {
        var lines = Page("coveto").Select(line => string.Join(" | ", Cells(line))).ToList();

        Assert.Contains("Jobs | Jobs can be read.", lines);
        Assert.Contains("Coveto (REST API) | `covetorest` | `https://{subdomain}.coveto.de/public/api/v1` | For accounts that Coveto has given access to its REST API.", lines);
    }

    [Fact]
    public async Task The_pages_are_what_the_specs_make()
    {
        var run = await Tool.RunAsync(["docs", "--check"], folder: Repository.Root);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private static string[] Page(string slug) => File.ReadAllLines(Repository.At("docs", "coverage", slug + ".md"));

    /// <summary>The tables under <c>### title</c> of the section Models.</summary>
    private static List<(string Title, List<(string Field, string Note)> Rows)> Sections(string[] lines)
    {
        var sections = new List<(string Title, List<(string Field, string Note)> Rows)>();
        foreach (var line in lines.SkipWhile(line => line != "## Models").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                sections.Add((line[4..], []));
            }
            else if (Cells(line) is [var field, var note] && field != "Field" && !field.StartsWith('-'))
            {
                sections[^1].Rows.Add((field, note));
            }
        }

        return sections;
    }

    private static string[] Cells(string line) => line.StartsWith('|') ? [.. line.Trim('|').Split('|').Select(cell => cell.Trim())] : [];
}
