using System.Text.Json;

namespace Connectors.Cli.Tests.Commands;

public class DocsTests
{
    [Fact]
    public async Task Pages_that_were_just_written_are_fresh()
    {
        using var folder = new ScratchFolder();

        var written = await Tool.RunAsync(["docs", "--out", folder.At("pages")]);
        var check = await Tool.RunAsync(["docs", "--check", "--out", folder.At("pages")]);

        Assert.Equal((0, 0), (written.ExitCode, check.ExitCode));
        Assert.True(File.Exists(folder.At("pages", "laura.md")));
        Assert.True(File.Exists(folder.At("pages", "README.md")));
    }

    [Fact]
    public async Task Stale_missing_and_left_over_pages_are_told_apart()
    {
        using var folder = new ScratchFolder();
        await Tool.RunAsync(["docs", "--out", folder.Path]);
        File.AppendAllText(folder.At("laura.md"), "by hand\n");
        File.Move(folder.At("README.md"), folder.At("gone.md"));

        var check = await Tool.RunAsync(["docs", "--check", "--out", folder.Path]);

        Assert.Equal(1, check.ExitCode);
        Assert.Contains(check.Lines, line => line.EndsWith("laura.md is stale", StringComparison.Ordinal));
        Assert.Contains(check.Lines, line => line.EndsWith("README.md is missing", StringComparison.Ordinal));
        Assert.Contains(check.Lines, line => line.Contains("gone.md is left over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_written_by_hand_is_neither_left_over_nor_removed()
    {
        using var folder = new ScratchFolder();
        var mine = folder.Write("mine.md", "# Mine\n");

        await Tool.RunAsync(["docs", "--out", folder.Path]);

        Assert.True(File.Exists(mine));
    }

    [Fact]
    public async Task A_note_of_the_spec_changes_the_page()
    {
        using var folder = new ScratchFolder();
        folder.Write("specs/contracts/laura.openapi.yaml", Repository.Read("specs", "contracts", "laura.openapi.yaml"));
        folder.Write("specs/laura.yaml", Repository.Read("specs", "laura.yaml").Replace("global_index: order", "global_index: { from: order, note: Starts at 1. }", StringComparison.Ordinal));

        await Tool.RunAsync(["docs"], folder.Path);

        Assert.Contains(File.ReadLines(folder.At("docs", "coverage", "laura.md")), line => line.StartsWith("| global_index", StringComparison.Ordinal) && line.Contains("| Starts at 1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_json_has_every_field_input_and_feature_with_its_state()
    {
        var run = await Tool.RunAsync(["docs", "--format", "json"]);

        Assert.Equal(0, run.ExitCode);
        using var document = JsonDocument.Parse(run.Output);
        var laura = document.RootElement.GetProperty("connectors").EnumerateArray().Single(c => c.GetProperty("slug").GetString() == "laura");
        var jobs = laura.GetProperty("models").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "jobs");
        Assert.Equal("SUPPORTED", State(jobs, "fields", "visibility"));
        Assert.Equal("UNKNOWN", State(jobs, "fields", "employment_type"));
        var create = laura.GetProperty("actions").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "create_application");
        Assert.Equal("SUPPORTED", create.GetProperty("coverage").GetString());
        Assert.Equal("SUPPORTED", State(create, "inputs", "candidate.gender"));
        Assert.Equal("NOT_IMPLEMENTED", State(create, "inputs", "attachments.data"));
        Assert.Equal("UNKNOWN", State(create, "inputs", "source.name"));
        Assert.Equal("SUPPORTED", State(laura, "features", "connection_guide"));
        Assert.Equal("UNKNOWN", State(laura, "features", "custom_field_explorer"));

        static string? State(JsonElement owner, string list, string name) =>
            owner.GetProperty(list).EnumerateArray().Single(f => f.GetProperty("name").GetString() == name).GetProperty("coverage").GetString();
    }

    [Fact]
    public async Task A_spec_with_errors_makes_no_page()
    {
        using var folder = new ScratchFolder();
        folder.Write("specs/laura.yaml", "connector: laura\n");

        var run = await Tool.RunAsync(["docs"], folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("specs/laura.yaml(", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("docs")));
    }
}
