using System.Text.Json;

namespace Connectors.Cli.Tests.Commands;

/// <summary>Actions on the command line, against vendors that are played.</summary>
public class RunTests
{
    [Theory]
    [InlineData("laura")]
    [InlineData("coveto")]
    public async Task An_application_for_a_synced_job_is_made_and_stands_in_the_database_at_once(string connector)
    {
        using var folder = new ScratchFolder();
        await Tool.RunAsync(["sync", connector, "--sandbox", "--records", "400", "--database", folder.At("x.db")]);
        var job = (await ExportAsync(folder, "jobs")).First(j => j.GetProperty("status").GetString() == "OPEN").GetProperty("id").GetString()!;

        var run = await RunAsync(folder, connector, Input(job));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var answer = JsonDocument.Parse(run.Output);
        Assert.Equal(job, answer.RootElement.GetProperty("data").GetProperty("job_id").GetString());
        Assert.Empty(answer.RootElement.GetProperty("warnings").EnumerateArray());
        var application = answer.RootElement.GetProperty("data").GetProperty("id").GetString();
        var candidate = answer.RootElement.GetProperty("data").GetProperty("candidate_id").GetString();
        Assert.Contains(await ExportAsync(folder, "applications"), a => a.GetProperty("id").GetString() == application);
        Assert.Equal("Aino", (await ExportAsync(folder, "candidates")).Single(c => c.GetProperty("id").GetString() == candidate).GetProperty("first_name").GetString());
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_input_is_said_at_once_and_nothing_is_sent()
    {
        using var folder = new ScratchFolder();
        var run = await RunAsync(folder, "laura", """
            { "candidate": { "first_name": "Aino", "email_address": "aino", "company": "Acme" }, "application": { "job_id": "remote:1" } }
            """);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Nothing was sent.", run.Error, StringComparison.Ordinal);
        foreach (var path in new[] { "candidate.last_name: ", "candidate.email_address: ", "candidate.company: " })
        {
            Assert.Contains(run.Error.Split('\n'), line => line.StartsWith(path, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_the_vendor_cannot_take_is_left_out_with_a_warning_when_that_is_asked_for()
    {
        using var folder = new ScratchFolder();
        await Tool.RunAsync(["sync", "laura", "--sandbox", "--records", "400", "--database", folder.At("x.db")]);
        var job = (await ExportAsync(folder, "jobs")).First(j => j.GetProperty("status").GetString() == "OPEN").GetProperty("id").GetString()!;

        var run = await RunAsync(folder, "laura", Input(job).Replace("\"first_name\"", "\"company\": \"Acme\", \"first_name\"", StringComparison.Ordinal), "--lenient");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var answer = JsonDocument.Parse(run.Output);
        Assert.StartsWith("candidate.company: ", Assert.Single(answer.RootElement.GetProperty("warnings").EnumerateArray()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_that_is_not_there_is_answered_with_those_that_are()
    {
        using var folder = new ScratchFolder();
        var run = await RunAsync(folder, "coveto", "{}", action: "move_application_to_stage");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not cover move_application_to_stage", run.Error, StringComparison.Ordinal);
        Assert.Contains("create_candidate, create_application", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_JSON_is_named_with_its_place()
    {
        using var folder = new ScratchFolder();
        var run = await RunAsync(folder, "laura", "{\n  \"candidate\": ]");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("input.json(2,16): this is not JSON", run.Error, StringComparison.Ordinal);
    }

    private static string Input(string job) =>
        $$"""
        { "candidate": { "first_name": "Aino", "last_name": "Virtanen", "email_address": "aino@example.com" }, "application": { "job_id": "{{job}}" } }
        """;

    private static async Task<ToolRun> RunAsync(ScratchFolder folder, string connector, string input, string? option = null, string action = "create_application")
    {
        await File.WriteAllTextAsync(folder.At("input.json"), input);
        string[] more = option is null ? [] : [option];
        return await Tool.RunAsync(["run", connector, action, "--input", folder.At("input.json"), "--sandbox", "--records", "400", "--database", folder.At("x.db"), .. more]);
    }

    private static async Task<List<JsonElement>> ExportAsync(ScratchFolder folder, string model)
    {
        var export = await Tool.RunAsync(["export", model, "--database", folder.At("x.db")]);
        return [.. export.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
