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
    private readonly ClockedServer _clocked = new WithoutActions();

    private DemoServer Server => _clocked.Server;

    public Task InitializeAsync() => _clocked.InitializeAsync();

    public Task DisposeAsync() => _clocked.DisposeAsync();

    [Fact]
    public async Task What_is_updated_by_itself_or_by_what_is_shown_with_it_is_found_by_the_time()
    {
        var vendor = Server.Vendor("laura").Records;
        await _clocked.PassAsync(TimeSpan.FromSeconds(1));
        var since = Now();
        Assert.Empty(await UpdatedAsync("candidates", since));
        await _clocked.PassAsync(TimeSpan.FromSeconds(1));
        vendor.Change("candidates", 0);
        vendor.Change("applications", 1);
        vendor.Delete("applications", 2);
        vendor.Change("screening_questions", 0);
        await Server.SyncAsync("laura");

        // Where paging drifts, two runs have to agree that a record is gone.
        await Server.SyncAsync("laura");

        // A change of a vendor's record may leave all that is unified as it is: what moved is what the records say.
        var changed = (await Server.AllAsync("laura", "/ats/applications?include_deleted=true")).Concat(await Server.AllAsync("laura", "/ats/candidates"))
            .Where(r => r.GetProperty("changed_at").GetDateTimeOffset() >= since).Select(Id).ToHashSet();
        Assert.NotEmpty(changed);
        var applications = await Server.AllAsync("laura", "/ats/applications?include_deleted=true");
        var candidates = await Server.AllAsync("laura", "/ats/candidates");
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
        var before = (await Server.AllAsync("laura", "/ats/candidates")).Select(Id).ToList();
        var first = (await Server.GetAsync("laura", "/ats/candidates?page_size=100")).Data;
        Server.Vendor("laura").Records.Add("candidates");
        Server.Vendor("laura").Records.Delete("candidates", 0);
        await Server.SyncAsync("laura");

        var seen = first.GetProperty("results").EnumerateArray().Select(Id).ToList();
        for (var cursor = first.GetProperty("next").GetString(); cursor is not null;)
        {
            var page = (await Server.GetAsync("laura", $"/ats/candidates?page_size=100&cursor={cursor}")).Data;
            seen.AddRange(page.GetProperty("results").EnumerateArray().Select(Id));
            cursor = page.GetProperty("next").GetString();
        }

        var after = (await Server.AllAsync("laura", "/ats/candidates")).Select(Id).ToList();
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(before.Intersect(after).Except(seen));
    }

    [Fact]
    public async Task A_sync_that_something_changes_under_is_followed_by_another()
    {
        var (syncs, log) = (Server.Server.Syncs, Server.Server.Services.GetRequiredService<SyncLog>());
        var laura = Server.Server.Demo.Select(s => s.Integration).Single(i => i.Connector == "laura");
        var before = log.Of(laura, 100).Count;
        Server.Queue("coveto", SyncKind.Full);
        var first = Server.Queue("laura", SyncKind.Full);

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
        var (syncs, laura) = (Server.Server.Syncs, Server.Server.Demo[0].Integration);
        await Server.StopAsync();

        Assert.Null(await syncs.Enqueue(laura, SyncKind.Full).Sync.Done.Task);
        Assert.Empty(syncs.Open);
        await Server.StartAsync();
    }

    [Fact]
    public async Task Only_the_first_start_makes_a_key_and_everything_is_there_after_another()
    {
        var jobs = (await Server.AllAsync("coveto", "/ats/jobs")).Select(Id).ToList();
        var cursor = (await Server.GetAsync("coveto", "/ats/jobs?page_size=3")).Data.GetProperty("next").GetString();

        await Server.StopAsync();
        await Server.StartAsync();

        Assert.Null(Server.Server.FirstKey);
        Assert.Equal(jobs, (await Server.AllAsync("coveto", "/ats/jobs")).Select(Id));
        var second = (await Server.GetAsync("coveto", $"/ats/jobs?page_size=3&cursor={cursor}")).Data;
        Assert.Equal(jobs.Skip(3).Take(3), second.GetProperty("results").EnumerateArray().Select(Id));
    }

    [Fact]
    public async Task A_model_that_was_never_read_to_its_end_waits_for_the_first_sync()
    {
        string integration;
        await Server.StopAsync();
        using (var store = RecordStore.Open(Server.Database))
        {
            integration = "laura:" + store.OpenIntegration("laura", new Dictionary<string, string> { ["subdomain"] = "new" }, null, TimeProvider.System).Id;
        }

        await Server.StartAsync();

        (await Server.SendAsync(HttpMethod.Get, "/ats/jobs", integration)).IsError(409, "INTEGRATION.SETUP_SYNC_PENDING");
        (await Server.SendAsync(HttpMethod.Post, "/ats/candidates", integration, new { })).IsError(403, "INTEGRATION.AUTHENTICATION_INVALID");
        (await Server.SendAsync(HttpMethod.Post, "/force-sync", integration, new { })).IsError(400, "PLATFORM.INPUT_INVALID");
        Assert.Equal("INACTIVE", (await Server.SendAsync(HttpMethod.Get, $"/integrations/{integration}")).Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_integration_can_be_switched_off_and_on_and_ended()
    {
        var id = Server.Integration("laura");
        (await Server.SendAsync(HttpMethod.Put, $"/integrations/{id}/enabled", body: new { value = "no" })).IsError(400, "PLATFORM.INPUT_INVALID");

        Assert.Empty((await Server.SendAsync(HttpMethod.Put, $"/integrations/{id}/enabled", body: new { value = false })).Data.EnumerateObject());
        (await Server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).IsError(403, "INTEGRATION.INACTIVE");
        (await Server.SendAsync(HttpMethod.Post, "/force-sync", id, new { })).IsError(400, "PLATFORM.INPUT_INVALID");
        Assert.Equal("INACTIVE", (await Server.SendAsync(HttpMethod.Get, $"/integrations/{id}")).Data.GetProperty("status").GetString());
        Assert.Empty((await Server.SendAsync(HttpMethod.Put, $"/integrations/{id}/enabled", body: new { value = true })).Data.EnumerateObject());
        Assert.Equal(200, (await Server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).Status);

        Assert.Empty((await Server.SendAsync(HttpMethod.Delete, $"/integrations/{id}", body: new { })).Data.EnumerateObject());
        (await Server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        (await Server.SendAsync(HttpMethod.Get, $"/integrations/{id}")).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
    }

    [Fact]
    public async Task Too_many_actions_at_once_are_refused_with_a_time_to_wait()
    {
        var reply = await Server.SendAsync(HttpMethod.Post, "/ats/candidates", Server.Integration("laura"), new { });

        reply.IsError(429, "PLATFORM.CONCURRENCY_LIMIT_EXCEEDED");
        Assert.Equal("0", reply.Headers["Concurrency-Remaining"]);
        Assert.Equal("1", reply.Headers["Retry-After"]);
        Assert.Equal(200, (await Server.GetAsync("laura", "/ats/jobs")).Status);
    }

    private async Task<List<string>> UpdatedAsync(string model, DateTimeOffset since, string more = "") =>
        [.. (await Server.AllAsync("laura", $"/ats/{model}?updated_after={since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}{more}")).Select(Id)];

    // Times of records are whole milliseconds.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_clocked.Clock.GetUtcNow().ToUnixTimeMilliseconds());

    private static string Id(JsonElement record) => record.GetProperty("id").GetString()!;

    private sealed class WithoutActions() : ClockedServer(static o => o with { ActionsAtOnce = 0 });
}
