using System.Globalization;
using System.Text.Json;
using Connectors.Server.Syncing;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests;

/// <summary>What changes while a server runs; every test has one of its own.</summary>
public sealed class LifeTests : IAsyncLifetime
{
    private readonly DemoServer _server = new() { ActionsAtOnce = 0 };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_is_updated_by_itself_or_by_what_is_shown_with_it_is_found_by_the_time()
    {
        var vendor = _server.Vendor("laura").Records;
        Assert.Empty(await UpdatedAsync("candidates", Now()));
        var since = Now();
        vendor.Change("candidates", 0);
        vendor.Change("applications", 1);
        vendor.Delete("applications", 2);
        vendor.Change("screening_questions", 0);
        await _server.SyncAsync("laura");

        // Where paging drifts, two runs have to agree that a record is gone.
        await _server.SyncAsync("laura");

        // A change of a vendor's record may leave all that is unified as it is: what moved is what the records say.
        var changed = (await _server.AllAsync("laura", "/ats/applications?include_deleted=true")).Concat(await _server.AllAsync("laura", "/ats/candidates"))
            .Where(r => r.GetProperty("changed_at").GetDateTimeOffset() >= since).Select(Id).ToHashSet();
        Assert.NotEmpty(changed);
        var applications = await _server.AllAsync("laura", "/ats/applications?include_deleted=true");
        var candidates = await _server.AllAsync("laura", "/ats/candidates");
        Assert.Equal(
            applications.Where(a => changed.Contains(Id(a)) || changed.Contains(a.GetProperty("candidate_id").GetString()!)).Select(Id).Order(),
            (await UpdatedAsync("applications", since, "&include_deleted=true")).Order());
        var touched = applications.Where(a => changed.Contains(Id(a))).Select(a => a.GetProperty("candidate_id").GetString()!).ToHashSet();
        Assert.Equal(candidates.Select(Id).Where(c => changed.Contains(c) || touched.Contains(c)).Order(), (await UpdatedAsync("candidates", since)).Order());
        var gone = Assert.Single(applications, a => a.GetProperty("remote_deleted_at").ValueKind != JsonValueKind.Null);
        Assert.DoesNotContain(Id(gone), await UpdatedAsync("applications", since));
    }

    [Fact]
    public async Task Pages_stay_whole_while_records_come_and_go()
    {
        var before = (await _server.AllAsync("laura", "/ats/candidates")).Select(Id).ToList();
        var first = (await _server.GetAsync("laura", "/ats/candidates?page_size=100")).Data;
        _server.Vendor("laura").Records.Add("candidates");
        _server.Vendor("laura").Records.Delete("candidates", 0);
        await _server.SyncAsync("laura");

        var seen = first.GetProperty("results").EnumerateArray().Select(Id).ToList();
        for (var cursor = first.GetProperty("next").GetString(); cursor is not null;)
        {
            var page = (await _server.GetAsync("laura", $"/ats/candidates?page_size=100&cursor={cursor}")).Data;
            seen.AddRange(page.GetProperty("results").EnumerateArray().Select(Id));
            cursor = page.GetProperty("next").GetString();
        }

        var after = (await _server.AllAsync("laura", "/ats/candidates")).Select(Id).ToList();
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(before.Intersect(after).Except(seen));
    }

    [Fact]
    public async Task A_sync_that_something_changes_under_is_followed_by_another()
    {
        var (syncs, log) = (_server.Server.Syncs, _server.Server.Services.GetRequiredService<SyncLog>());
        var laura = _server.Server.Demo.Select(s => s.Integration).Single(i => i.Connector == "laura");
        var before = log.Of(laura, 100).Count;
        _server.Queue("coveto", SyncKind.Full);
        var first = _server.Queue("laura", SyncKind.Full);

        syncs.EnqueueAnew(laura, SyncKind.Full);

        await first.Done.Task;
        while (syncs.Open is [var open, ..])
        {
            await open.Done.Task;
        }

        Assert.Equal(before + 2, log.Of(laura, 100).Count);
        Assert.Equal(first.Id, log.Of(laura, 100)[1].Id);
    }

    [Fact]
    public async Task What_is_queued_while_the_server_is_stopped_never_begins()
    {
        var (syncs, laura) = (_server.Server.Syncs, _server.Server.Demo[0].Integration);
        await _server.StopAsync();

        Assert.Null(await syncs.Enqueue(laura, SyncKind.Full).Sync.Done.Task);
        Assert.Empty(syncs.Open);
        await _server.StartAsync();
    }

    [Fact]
    public async Task Only_the_first_start_makes_a_key_and_everything_is_there_after_another()
    {
        var jobs = (await _server.AllAsync("coveto", "/ats/jobs")).Select(Id).ToList();
        var cursor = (await _server.GetAsync("coveto", "/ats/jobs?page_size=3")).Data.GetProperty("next").GetString();

        await _server.StopAsync();
        await _server.StartAsync();

        Assert.Null(_server.Server.FirstKey);
        Assert.Equal(jobs, (await _server.AllAsync("coveto", "/ats/jobs")).Select(Id));
        var second = (await _server.GetAsync("coveto", $"/ats/jobs?page_size=3&cursor={cursor}")).Data;
        Assert.Equal(jobs.Skip(3).Take(3), second.GetProperty("results").EnumerateArray().Select(Id));
    }

    [Fact]
    public async Task A_model_that_was_never_read_to_its_end_waits_for_the_first_sync()
    {
        string integration;
        await _server.StopAsync();
        using (var store = RecordStore.Open(_server.Database))
        {
            integration = "laura:" + store.OpenIntegration("laura", new Dictionary<string, string> { ["subdomain"] = "new" }, null, TimeProvider.System).Id;
        }

        await _server.StartAsync();

        (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", integration)).IsError(409, "INTEGRATION.SETUP_SYNC_PENDING");
        (await _server.SendAsync(HttpMethod.Post, "/ats/candidates", integration, new { })).IsError(403, "INTEGRATION.AUTHENTICATION_INVALID");
        (await _server.SendAsync(HttpMethod.Post, "/force-sync", integration, new { })).IsError(400, "PLATFORM.INPUT_INVALID");
        Assert.Equal("INACTIVE", (await _server.SendAsync(HttpMethod.Get, $"/integrations/{integration}")).Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_integration_can_be_switched_off_and_on_and_ended()
    {
        var id = _server.Integration("laura");
        (await _server.SendAsync(HttpMethod.Put, $"/integrations/{id}/enabled", body: new { value = "no" })).IsError(400, "PLATFORM.INPUT_INVALID");

        Assert.Empty((await _server.SendAsync(HttpMethod.Put, $"/integrations/{id}/enabled", body: new { value = false })).Data.EnumerateObject());
        (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).IsError(403, "INTEGRATION.INACTIVE");
        (await _server.SendAsync(HttpMethod.Post, "/force-sync", id, new { })).IsError(400, "PLATFORM.INPUT_INVALID");
        Assert.Equal("INACTIVE", (await _server.SendAsync(HttpMethod.Get, $"/integrations/{id}")).Data.GetProperty("status").GetString());
        Assert.Empty((await _server.SendAsync(HttpMethod.Put, $"/integrations/{id}/enabled", body: new { value = true })).Data.EnumerateObject());
        Assert.Equal(200, (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).Status);

        Assert.Empty((await _server.SendAsync(HttpMethod.Delete, $"/integrations/{id}", body: new { })).Data.EnumerateObject());
        (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        (await _server.SendAsync(HttpMethod.Get, $"/integrations/{id}")).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
    }

    [Fact]
    public async Task Of_each_kind_one_sync_is_queued_at_most()
    {
        // Syncs run one after the other: while one is being awaited by another integration's, this one is still queued.
        var running = _server.Queue("coveto", SyncKind.Full);
        var first = (await _server.SendAsync(HttpMethod.Post, "/force-sync", _server.Integration("laura"), new { })).Data;
        var queued = _server.Queue("laura", SyncKind.Full);
        await Task.WhenAll(running.Done.Task, queued.Done.Task).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.False(first.GetProperty("already_queued").GetBoolean());
        Assert.Equal("FULL", first.GetProperty("type").GetString());
        var delta = (await _server.SendAsync(HttpMethod.Post, "/force-sync", _server.Integration("laura"), new { type = "DELTA" })).Data;
        Assert.Equal("DELTA", delta.GetProperty("type").GetString());
        Assert.NotEqual(first.GetProperty("sync_id").GetString(), delta.GetProperty("sync_id").GetString());
    }

    [Fact]
    public async Task Too_many_actions_at_once_are_refused_with_a_time_to_wait()
    {
        var reply = await _server.SendAsync(HttpMethod.Post, "/ats/candidates", _server.Integration("laura"), new { });

        reply.IsError(429, "PLATFORM.CONCURRENCY_LIMIT_EXCEEDED");
        Assert.Equal("0", reply.Headers["Concurrency-Remaining"]);
        Assert.Equal("1", reply.Headers["Retry-After"]);
        Assert.Equal(200, (await _server.GetAsync("laura", "/ats/jobs")).Status);
    }

    private async Task<List<string>> UpdatedAsync(string model, DateTimeOffset since, string more = "") =>
        [.. (await _server.AllAsync("laura", $"/ats/{model}?updated_after={since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}{more}")).Select(Id)];

    // Times of records are whole milliseconds.
    private static DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 1);

    private static string Id(JsonElement record) => record.GetProperty("id").GetString()!;
}
