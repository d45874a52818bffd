using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Sandbox.Tests;

public sealed class ChangeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);
    private VendorClient _client = null!;

    public async Task InitializeAsync() => _client = await VendorClient.StartAsync(Specs.Laura with { Clock = new FakeTimeProvider(Now) });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    private SandboxRecords Records => _client.Server.Records;

    [Fact]
    public async Task A_since_filter_shows_what_changed_and_nothing_else()
    {
        Assert.Empty(await ApplicantsSinceAsync(Now.AddDays(-1)));
        Records.Change("candidates", 5);
        Records.Change("candidates", 17);
        Records.Advance(TimeSpan.FromHours(1));
        Records.Change("candidates", 9);
        Assert.Equal([Id(5), Id(9), Id(17)], await ApplicantsSinceAsync(Now));
        Assert.Equal([Id(9)], await ApplicantsSinceAsync(Now.AddMinutes(1)));
    }

    [Fact]
    public async Task A_since_filter_reaches_back_into_the_past()
    {
        var since = new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero);
        var all = (await _client.GetAsync("/applicants?limit=100", "/applicants")).GetProperty("data").EnumerateArray().ToList();
        var late = await ApplicantsSinceAsync(since);
        Assert.NotEmpty(late);
        foreach (var applicant in all.Where(a => a.TryGetProperty("modified", out _)))
        {
            var modified = DateTimeOffset.FromUnixTimeSeconds(applicant.GetProperty("modified").GetInt64());
            Assert.Equal(modified >= since, late.Contains(applicant.GetProperty("uuid").GetString()!));
        }
    }

    [Fact]
    public async Task A_since_filter_in_local_time_is_read_in_the_zone_of_the_spec()
    {
        Records.Change("jobs", 3);
        var before = Now.ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var after = Now.AddMinutes(1).ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        Assert.Equal(1, (await _client.GetAsync("/jobs?changed_since=" + Uri.EscapeDataString(before), "/jobs")).GetProperty("jobs").GetArrayLength());
        Assert.Equal(0, (await _client.GetAsync("/jobs?changed_since=" + Uri.EscapeDataString(after), "/jobs")).GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task A_changed_record_keeps_its_id_and_place()
    {
        var before = await JobAsync(4);
        Records.Change("jobs", 4);
        var after = await JobAsync(4);
        Assert.Equal(before.GetProperty("id").GetRawText(), after.GetProperty("id").GetRawText());
        Assert.NotEqual(before.GetRawText(), after.GetRawText());
    }

    [Fact]
    public async Task A_deleted_record_is_gone_with_its_children_until_it_returns()
    {
        var job = Records.RemoteId("jobs", 2);
        var before = await _client.Http.GetStringAsync(_client.At("/jobs?per_page=100"));
        Records.Delete("jobs", 2);
        Assert.Equal(24, Records.Count("jobs"));
        var jobs = await _client.GetAsync("/jobs?per_page=100", "/jobs");
        Assert.Equal(24, jobs.GetProperty("meta").GetProperty("pagination").GetProperty("total_count").GetInt32());
        Assert.DoesNotContain(jobs.GetProperty("jobs").EnumerateArray(), j => j.GetProperty("id").GetRawText() == job);
        await _client.GetAsync($"/jobs/{job}/applications", "/jobs/{job_id}/applications", 404);
        Records.Return("jobs", 2);
        Assert.Equal(before.Length, (await _client.Http.GetStringAsync(_client.At("/jobs?per_page=100"))).Length);
    }

    [Fact]
    public async Task Added_records_come_last_in_their_list()
    {
        var index = Records.Add("candidates");
        var application = Records.Add("applications", parent: 0);
        var last = (await _client.GetAsync("/applicants?limit=100&starting_after=" + Id(index - 2), "/applicants")).GetProperty("data").EnumerateArray().ToList();
        Assert.Equal([Id(index - 1), Id(index)], last.Select(a => a.GetProperty("uuid").GetString()!));
        var items = (await _client.GetAsync($"/jobs/{Records.RemoteId("jobs", 0)}/applications?limit=200", "/jobs/{job_id}/applications")).GetProperty("items");
        Assert.Equal(Records.RemoteId("applications", application), items[items.GetArrayLength() - 1].GetProperty("application_no").GetString());
        Assert.Equal(0, Records.ParentOf("applications", application));
    }

    [Fact]
    public void Changes_to_what_is_not_there_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Records.Change("offers", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Records.Delete("jobs", 25));
        Assert.Throws<ArgumentException>(() => Records.Add("applications"));
        Assert.Throws<ArgumentException>(() => Records.Add("jobs", parent: 1));
    }

    private string Id(long index) => Records.RemoteId("candidates", index);

    private async Task<JsonElement> JobAsync(int index) => (await _client.GetAsync("/jobs?per_page=100&include=texts", "/jobs")).GetProperty("jobs")[index];

    private async Task<List<string>> ApplicantsSinceAsync(DateTimeOffset since)
    {
        var reply = await _client.GetAsync($"/applicants?limit=100&modified_after={since.ToUnixTimeSeconds()}", "/applicants");
        return [.. reply.GetProperty("data").EnumerateArray().Select(a => a.GetProperty("uuid").GetString()!)];
    }
}
