using System.Globalization;
using System.Text.Json;

namespace Connectors.Server.Tests;

[Collection(SharedServer.Name)]
public class ListTests(DemoServer server)
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(250)]
    public async Task Pages_hold_every_record_once(int size)
    {
        var all = (await server.AllAsync("laura", "/ats/jobs", size)).Select(Id).ToList();

        Assert.Equal(server.Vendor("laura").Records.Count("jobs"), all.Count);
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Theory]
    [InlineData("page_size=0")]
    [InlineData("page_size=251")]
    [InlineData("page_size=ten")]
    [InlineData("page_size=-1")]
    [InlineData("page_size=99999999999999999999")]
    [InlineData("include_deleted=maybe")]
    [InlineData("include_deleted=True")]
    [InlineData("ignore_unsupported_filters=1")]
    [InlineData("updated_after=yesterday")]
    [InlineData("updated_after=2026-13-01")]
    [InlineData("updated_after=2026-01-01T10:00:00%2B02:00")]
    [InlineData("statuses=OPEN,GONE")]
    [InlineData("statuses=open")]
    [InlineData("employment_types='%20OR%201=1--")]
    [InlineData("remote_created_after=%00")]
    [InlineData("cursor=abc")]
    public async Task A_value_that_a_parameter_cannot_have_is_refused_without_being_repeated(string query)
    {
        var message = (await server.GetAsync("laura", "/ats/jobs?" + query)).IsError(400, "PLATFORM.INPUT_INVALID");

        // A number is part of the rule that it breaks.
        Assert.True(query.StartsWith("page_size", StringComparison.Ordinal) || !message.Contains(Uri.UnescapeDataString(query.Split('=', 2)[1]), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name_contains", "' OR '1'='1")]
    [InlineData("name_contains", "%")]
    [InlineData("post_url", "x' UNION SELECT * FROM records --")]
    [InlineData("job_codes", "\"];DROP TABLE records;--")]
    [InlineData("ids", "') OR 1=1 --")]
    [InlineData("remote_ids", "1' OR 'a'='a")]
    public async Task Filters_take_text_as_text(string filter, string value)
    {
        var found = (await server.GetAsync("coveto", $"/ats/jobs?{filter}={Uri.EscapeDataString(value)}")).Data;

        Assert.Equal(0, found.GetProperty("results").GetArrayLength());
        Assert.NotEmpty(await server.AllAsync("coveto", "/ats/jobs"));
    }

    [Fact]
    public async Task A_changed_cursor_is_refused_whatever_is_changed()
    {
        var cursor = (await server.GetAsync("laura", "/ats/jobs?page_size=5")).Data.GetProperty("next").GetString()!;

        for (var i = 0; i < cursor.Length; i++)
        {
            var changed = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            (await server.GetAsync("laura", $"/ats/jobs?page_size=5&cursor={changed}")).IsError(400, "PLATFORM.INPUT_INVALID");
        }

        (await server.GetAsync("laura", $"/ats/jobs?cursor={cursor}A")).IsError(400, "PLATFORM.INPUT_INVALID");
    }

    [Fact]
    public async Task A_cursor_holds_for_its_list_its_filters_and_its_integration_alone()
    {
        var cursor = (await server.GetAsync("laura", "/ats/jobs?page_size=5&statuses=OPEN,CLOSED,DRAFT,ARCHIVED")).Data.GetProperty("next").GetString()!;

        Assert.Equal(200, (await server.GetAsync("laura", $"/ats/jobs?page_size=9&statuses=OPEN,CLOSED,DRAFT,ARCHIVED&cursor={cursor}")).Status);
        (await server.GetAsync("laura", $"/ats/jobs?page_size=5&statuses=OPEN&cursor={cursor}")).IsError(400, "PLATFORM.INPUT_INVALID");
        (await server.GetAsync("laura", $"/ats/candidates?page_size=5&cursor={cursor}")).IsError(400, "PLATFORM.INPUT_INVALID");
        (await server.GetAsync("coveto", $"/ats/jobs?page_size=5&statuses=OPEN,CLOSED,DRAFT,ARCHIVED&cursor={cursor}")).IsError(400, "PLATFORM.INPUT_INVALID");
    }

    [Fact]
    public async Task Filters_of_different_parameters_hold_together_and_values_of_one_are_alternatives()
    {
        var jobs = await server.AllAsync("coveto", "/ats/jobs");
        var (open, closed) = (Of(jobs, "status", "OPEN"), Of(jobs, "status", "CLOSED"));
        Assert.NotEmpty(open);
        Assert.NotEmpty(closed);

        Assert.Equal(open, await IdsAsync("coveto", "/ats/jobs?statuses=OPEN"));
        Assert.Equal(open, await IdsAsync("coveto", "/ats/jobs?status=OPEN"));
        Assert.Equal(open.Concat(closed).Order(), (await IdsAsync("coveto", "/ats/jobs?statuses=OPEN%2CCLOSED")).Order());
        var named = jobs.First(j => Id(j) == open[0]).GetProperty("name").GetString()!;
        var expected = jobs.Where(j => j.GetProperty("status").GetString() == "OPEN" && j.GetProperty("name").GetString()!.Contains(named, StringComparison.OrdinalIgnoreCase)).Select(Id);
        Assert.Equal(expected, await IdsAsync("coveto", $"/ats/jobs?statuses=OPEN&name_contains={Uri.EscapeDataString(named.ToUpperInvariant())}"));
    }

    [Fact]
    public async Task Records_are_found_by_their_ids_and_the_vendor_s()
    {
        var jobs = await server.AllAsync("laura", "/ats/jobs");
        var wanted = new[] { jobs[3], jobs[7] };

        Assert.Equal(wanted.Select(Id), await IdsAsync("laura", $"/ats/jobs?ids={Id(wanted[1])},{Id(wanted[0])},1111111111111111111111"));
        Assert.Equal(wanted.Select(Id), await IdsAsync("laura", $"/ats/jobs?remote_ids={string.Join(',', wanted.Select(j => j.GetProperty("remote_id").GetString()))}"));
    }

    [Fact]
    public async Task Candidates_are_found_by_address_name_and_job()
    {
        var candidates = await server.AllAsync("coveto", "/ats/candidates");
        var applications = await server.AllAsync("coveto", "/ats/applications");
        var one = candidates.First(c => c.GetProperty("email_addresses").GetArrayLength() > 0);
        var address = one.GetProperty("email_addresses")[0].GetProperty("email_address").GetString()!;
        var last = one.GetProperty("last_name").GetString()!;
        var job = applications[0].GetProperty("job_id").GetString()!;

        Assert.Contains(Id(one), await IdsAsync("coveto", $"/ats/candidates?email={Uri.EscapeDataString(address.ToUpperInvariant())}"));
        Assert.Equal(
            candidates.Where(c => string.Equals(c.GetProperty("last_name").GetString(), last, StringComparison.OrdinalIgnoreCase)).Select(Id),
            await IdsAsync("coveto", $"/ats/candidates?last_name={Uri.EscapeDataString(last.ToUpperInvariant())}"));
        Assert.Empty(await IdsAsync("coveto", $"/ats/candidates?last_name={Uri.EscapeDataString(last[..^1])}"));
        var applied = applications.Where(a => a.GetProperty("job_id").GetString() == job).Select(a => a.GetProperty("candidate_id").GetString()).ToHashSet();
        Assert.Equal(candidates.Select(Id).Where(applied.Contains), await IdsAsync("coveto", $"/ats/candidates?job_ids={job}"));
    }

    [Fact]
    public async Task Applications_are_found_by_outcome_job_stage_and_the_vendor_s_job()
    {
        var applications = await server.AllAsync("laura", "/ats/applications");
        var jobs = await server.AllAsync("laura", "/ats/jobs");
        var (job, stage) = (applications[0].GetProperty("job_id").GetString()!, applications[0].GetProperty("current_stage_id").GetString()!);
        var remote = jobs.First(j => Id(j) == job).GetProperty("remote_id").GetString();

        Assert.Equal(Of(applications, "outcome", "HIRED"), await IdsAsync("laura", "/ats/applications?outcomes=HIRED"));
        Assert.Equal(Of(applications, "job_id", job), await IdsAsync("laura", $"/ats/applications?job_ids={job}"));
        Assert.Equal(Of(applications, "job_id", job), await IdsAsync("laura", $"/ats/applications?job_remote_ids={remote}"));
        Assert.Equal(Of(applications, "current_stage_id", stage), await IdsAsync("laura", $"/ats/applications?current_stage_ids={stage}"));
    }

    [Fact]
    public async Task Records_are_found_by_when_the_vendor_made_them()
    {
        var jobs = await server.AllAsync("coveto", "/ats/jobs");
        var times = jobs.Select(Made).OfType<DateTimeOffset>().Order().ToList();
        var middle = times[times.Count / 2];

        var found = await server.AllAsync("coveto", $"/ats/jobs?remote_created_after={middle.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");

        Assert.Equal(jobs.Where(j => Made(j) >= middle).Select(Id), found.Select(Id));
    }

    [Fact]
    public async Task A_filter_on_a_field_that_the_connector_lacks_finds_nothing_or_is_dropped()
    {
        // Laura tells neither a job's code nor when it was made.
        Assert.Empty(await IdsAsync("laura", "/ats/jobs?job_codes=A1"));
        Assert.Empty(await IdsAsync("laura", "/ats/jobs?remote_created_after=1970-01-01"));
        Assert.NotEmpty(await IdsAsync("laura", "/ats/jobs?job_codes=A1&remote_created_after=2090-01-01&ignore_unsupported_filters=true"));
        Assert.Equal(await IdsAsync("laura", "/ats/jobs?statuses=OPEN"), await IdsAsync("laura", "/ats/jobs?job_codes=A1&statuses=OPEN&ignore_unsupported_filters=true"));
    }

    [Fact]
    public async Task A_model_that_the_connector_lacks_is_said_to_be_lacking()
    {
        var message = (await server.GetAsync("coveto", "/ats/application-stages")).IsError(404, "INTEGRATION.MODEL_NOT_AVAILABLE");

        Assert.Contains("application_stages", message, StringComparison.Ordinal);
    }

    private static DateTimeOffset? Made(JsonElement job) => job.GetProperty("remote_created_at") is { ValueKind: JsonValueKind.String } time ? time.GetDateTimeOffset() : null;

    private async Task<List<string>> IdsAsync(string tool, string path) => [.. (await server.AllAsync(tool, path)).Select(Id)];

    private static List<string> Of(IEnumerable<JsonElement> records, string field, string value) => [.. records.Where(r => r.GetProperty(field).GetString() == value).Select(Id)];

    private static string Id(JsonElement record) => record.GetProperty("id").GetString()!;
}
