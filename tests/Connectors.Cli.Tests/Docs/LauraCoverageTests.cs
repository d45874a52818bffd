namespace Connectors.Cli.Tests.Docs;

/// <summary>What Laura is known to cover, against the page that its spec makes.</summary>
public class LauraCoverageTests
{
    // Sections in the order of the page, and the rows of each in order.
    private static readonly (string Title, string[] Fields)[] Known =
    [
        ("Jobs",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "name", "description", "status", "visibility", "post_url",
            "custom_fields", "integration_fields", "opened_at", "closed_at", "remote_data",
        ]),
        ("Candidates",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "first_name", "last_name", "phone_numbers", "email_addresses",
            "location", "custom_fields", "integration_fields",
        ]),
        ("Application Stages", ["id", "remote_id", "changed_at", "remote_deleted_at", "name", "global_index", "remote_data"]),
        ("Applications",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "outcome", "current_stage_id", "job_id", "candidate_id",
            "screening_question_answers",
        ]),
        ("Screening questions", ["id", "remote_id", "changed_at", "remote_deleted_at", "title", "format", "remote_data"]),
        ("Job-specific screening questions",
        [
            "index", "required", "precondition_question_id", "precondition_options", "job_id", "question_id", "id", "changed_at",
            "remote_deleted_at",
        ]),
    ];

    [Fact]
    public void The_page_has_exactly_the_known_sections_and_rows_in_order()
    {
        var sections = Sections(File.ReadAllLines(Repository.At("docs", "coverage", "laura.md")));

        Assert.Equal(Known.Select(k => k.Title), sections.Select(s => s.Title));
        Assert.All(Known.Zip(sections), pair => Assert.Equal(pair.First.Fields, pair.Second.Fields));
    }

    [Fact]
    public async Task The_page_is_what_the_spec_makes()
    {
        var run = await Tool.RunAsync(["docs", "--check"], folder: Repository.Root);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    /// <summary>The tables under <c>### title</c> of the section Models.</summary>
    private static List<(string Title, List<string> Fields)> Sections(string[] lines)
    {
        var sections = new List<(string Title, List<string> Fields)>();
        foreach (var line in lines.SkipWhile(line => line != "## Models").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                sections.Add((line[4..], []));
            }
            else if (line.StartsWith('|') && line.Split('|')[1].Trim() is var cell && cell != "Field" && !cell.StartsWith('-'))
            {
                sections[^1].Fields.Add(cell);
            }
        }

        return sections;
    }
}
