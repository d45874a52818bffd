using System.Text.Json;
using Connectors.Sync.Store;

namespace Connectors.Cli.Tests.Commands;

/// <summary>From a vendor that is played to unified records on the standard output.</summary>
public class SyncTests
{
    private static readonly string[] Models = ["jobs", "candidates", "application_stages", "applications", "screening_questions", "job_screening_questions"];

    [Fact]
    public async Task A_sandbox_sync_brings_all_six_models_and_their_references_hold()
    {
        using var folder = new ScratchFolder();

        var sync = await SyncAsync(folder);

        Assert.Equal((0, ""), (sync.ExitCode, sync.Error));
        var records = await ExportAllAsync(folder);
        Assert.All(Models, model => Assert.NotEmpty(records[model]));
        Assert.All(Models, model => Assert.Equal(records[model].Count, Row(sync, model).New));
        AssertRefers(records, "applications", "job_id", "jobs");
        AssertRefers(records, "applications", "candidate_id", "candidates");
        AssertRefers(records, "applications", "current_stage_id", "application_stages");
        AssertRefers(records, "job_screening_questions", "job_id", "jobs");
        AssertRefers(records, "job_screening_questions", "question_id", "screening_questions");
        AssertRefers(records, "job_screening_questions", "precondition_question_id", "screening_questions");
    }

    [Fact]
    public async Task Exported_records_have_the_fields_of_the_vocabulary()
    {
        using var folder = new ScratchFolder();
        await SyncAsync(folder);

        var records = await ExportAllAsync(folder);

        Assert.Equal(
            ["id", "remote_id", "name", "description", "status", "visibility", "post_url"],
            records["jobs"][0].EnumerateObject().Select(p => p.Name).Where(name => name is "id" or "remote_id" or "name" or "description" or "status" or "visibility" or "post_url"));
        Assert.All(records["jobs"], job => Assert.Contains(job.GetProperty("status").GetString(), (string[])["DRAFT", "OPEN", "CLOSED", "ARCHIVED"]));
        Assert.All(records["job_screening_questions"], row => Assert.False(row.TryGetProperty("remote_id", out _)));
        Assert.All(Models.SelectMany(m => records[m]), record =>
        {
            Assert.Matches("^[1-9A-HJ-NP-Za-km-z]{24}$", record.GetProperty("id").GetString());
            Assert.Equal(JsonValueKind.Null, record.GetProperty("remote_deleted_at").ValueKind);
            Assert.Equal(TimeSpan.Zero, record.GetProperty("changed_at").GetDateTimeOffset().Offset);
        });
        Assert.Equal(Models.SelectMany(m => records[m]).Count(), Models.SelectMany(m => records[m]).Select(r => r.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task A_model_that_was_not_read_for_every_parent_is_not_called_done()
    {
        using var folder = new ScratchFolder();

        var sync = await Tool.RunAsync(["sync", "laura", "--sandbox", "--records", "60", "--faults", "huge-body", "--database", folder.At("x.db")]);

        Assert.Equal(2, sync.ExitCode);
        Assert.Contains("applications (for 1 parent record): ", sync.Output, StringComparison.Ordinal);
        Assert.Contains("| applications (incomplete) ", sync.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("applications: done", sync.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_set_aside_takes_its_children_along_and_the_report_says_so()
    {
        using var folder = new ScratchFolder();

        var sync = await Tool.RunAsync(["sync", "laura", "--sandbox", "--records", "60", "--faults", "wrong-type", "--database", folder.At("x.db")]);

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("Not asked for where such a record was never stored: applications, job_screening_questions, screening_questions", sync.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_full_sync_finds_everything_unchanged()
    {
        using var folder = new ScratchFolder();
        var first = await SyncAsync(folder);

        var second = await SyncAsync(folder, "--full");

        Assert.Equal(0, second.ExitCode);
        Assert.All(Models, model => Assert.Equal(new Counts(0, 0, Row(first, model).New, 0, 0), Row(second, model)));
    }

    [Fact]
    public async Task Only_the_models_asked_for_are_read()
    {
        using var folder = new ScratchFolder();

        var sync = await SyncAsync(folder, "--models", "jobs,candidates");

        Assert.Equal(0, sync.ExitCode);
        Assert.NotEmpty(await ExportAsync(folder, "jobs"));
        Assert.Empty(await ExportAsync(folder, "applications"));
        Assert.DoesNotContain("applications", sync.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_sync_ends_with_130_and_the_next_one_goes_on()
    {
        using var whole = new ScratchFolder();
        using var halves = new ScratchFolder();
        await SyncAsync(whole);

        var interrupted = await Tool.RunAsync([.. Arguments(halves)], stopAt: "jobs: done");
        var resumed = await SyncAsync(halves);

        Assert.Equal(130, interrupted.ExitCode);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("going on with a run that was cut short", resumed.Output, StringComparison.Ordinal);
        var (expected, actual) = (await ExportAllAsync(whole), await ExportAllAsync(halves));
        Assert.All(Models, model => Assert.Equal(expected[model].Select(Content), actual[model].Select(Content)));
    }

    [Theory]
    [InlineData("wrong-type", 3)]
    [InlineData("redirect", 2)]
    [InlineData("html", 2)]
    public async Task What_the_vendor_does_wrong_shows_in_the_exit_code_and_the_report(string faults, int exitCode)
    {
        using var folder = new ScratchFolder();

        var sync = await SyncAsync(folder, "--faults", faults);

        Assert.Equal(exitCode, sync.ExitCode);
        Assert.Contains("Could not be read:", sync.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_fault_profile_is_wrong_input_and_the_known_ones_are_named()
    {
        using var folder = new ScratchFolder();

        var sync = await SyncAsync(folder, "--faults", "malformd");

        Assert.Equal(1, sync.ExitCode);
        Assert.Contains("malformed", sync.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("x.db")));
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once_with_a_way_to_give_it()
    {
        using var folder = new ScratchFolder();

        var sync = await Tool.RunAsync(["sync", "laura", "--database", folder.At("x.db"), "--set", "language=klingon"]);

        Assert.Equal(1, sync.ExitCode);
        Assert.Contains("Subdomain", sync.Error, StringComparison.Ordinal);
        Assert.Contains("--set subdomain=acme", sync.Error, StringComparison.Ordinal);
        Assert.Contains("API key", sync.Error, StringComparison.Ordinal);
        Assert.Contains("CONNECTORS_LAURA_API_KEY", sync.Error, StringComparison.Ordinal);
        Assert.Contains("language", sync.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("x.db")));
    }

    [Theory]
    [InlineData("There is no connector 'lauar'; did you mean 'laura'?", "sync", "lauar")]
    [InlineData("'subdoman' is not asked for by Laura; did you mean 'subdomain'?", "sync", "laura", "--sandbox", "--set", "subdoman=acme")]
    [InlineData("No connector of this call reads 'job'; did you mean 'jobs'?", "sync", "laura", "--sandbox", "--models", "job")]
    [InlineData("--full and --delta exclude each other.", "sync", "laura", "--sandbox", "--full", "--delta")]
    [InlineData("is no address", "sync", "laura", "--base-url", "nowhere")]
    public async Task Wrong_arguments_are_named_with_what_was_meant(string message, params string[] arguments)
    {
        var run = await Tool.RunAsync(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_use_is_refused_with_a_way_out()
    {
        using var folder = new ScratchFolder();
        using var other = RecordStore.Open(folder.At("x.db"));

        var sync = await SyncAsync(folder);

        Assert.Equal(1, sync.ExitCode);
        Assert.Contains("in use by", sync.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_sandbox_makes_up_is_kept_apart_from_real_accounts()
    {
        using var folder = new ScratchFolder();
        await SyncAsync(folder);

        using var store = RecordStore.OpenForReading(folder.At("x.db"));

        Assert.Equal("laura sandbox", Assert.Single(store.Integrations).Name);
    }

    private static IEnumerable<string> Arguments(ScratchFolder folder, params string[] more) =>
        ["sync", "laura", "--sandbox", "--records", "150", "--database", folder.At("x.db"), .. more];

    private static Task<ToolRun> SyncAsync(ScratchFolder folder, params string[] more) => Tool.RunAsync([.. Arguments(folder, more)]);

    private static async Task<List<JsonElement>> ExportAsync(ScratchFolder folder, string model)
    {
        var run = await Tool.RunAsync(["export", "--database", folder.At("x.db"), model]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return [.. run.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static async Task<Dictionary<string, List<JsonElement>>> ExportAllAsync(ScratchFolder folder)
    {
        var all = new Dictionary<string, List<JsonElement>>();
        foreach (var model in Models)
        {
            all.Add(model, await ExportAsync(folder, model));
        }

        return all;
    }

    /// <summary>The record without the time of the run that stored it.</summary>
    private static string Content(JsonElement record) =>
        string.Join(",", record.EnumerateObject().Where(p => p.Name != "changed_at").Select(p => $"{p.Name}:{p.Value.GetRawText()}"));

    private static void AssertRefers(Dictionary<string, List<JsonElement>> records, string model, string field, string target)
    {
        var ids = records[target].Select(r => r.GetProperty("id").GetString()).ToHashSet();
        var references = records[model].Select(r => r.GetProperty(field).GetString()).OfType<string>().ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Contains(reference, ids));
    }

    private static Counts Row(ToolRun run, string model)
    {
        var cells = run.Lines.Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Single(c => c.Length == 7 && c[0] == model);
        var numbers = cells.Skip(1).Select(cell => int.Parse(cell.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new Counts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    private sealed record Counts(int New, int Changed, int Unchanged, int Deleted, int SetAside);
}
