using System.Net;
using System.Text.Json;
using Connectors.Sandbox.Faults;
using Connectors.Server.State;
using Connectors.Server.Tests.Webhooks;
using Connectors.Server.Webhooks;
using Connectors.Sync.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests.Dashboard;

/// <summary>What is done on the dashboard, on a server of its own.</summary>
public sealed class DashboardLifeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HeldVendor _vendor = new();
    private readonly DemoServer _server;

    public DashboardLifeTests() => _server = new DemoServer { Configure = o => _vendor.Before("laura", o) };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_integration_is_synced_switched_off_and_deleted_and_what_customers_wrote_stays_text()
    {
        const string Name = "<script>alert(1)</script> & \"Söhne\"";
        var laura = _server.Integration("laura");
        _server.Server.Services.GetRequiredService<StateFile>().Run("UPDATE integrations SET organization = ?, creator_email = ? WHERE id = ?", Name, "<img src=x onerror=alert(1)>", laura.Split(':')[1]);
        using var browser = await Browser.SignedInAsync(_server.Server);
        var page = (await browser.OpenAsync($"/integrations/{laura}")).Ok();
        Assert.Equal(Name, page.Heading);
        Assert.Empty(page.Html.QuerySelectorAll("script, img[onerror]"));
        Assert.NotNull((await browser.OpenAsync("/integrations")).Row(Name));

        // Behind another sync of the integration, this one still waits when the page is loaded.
        _vendor.Hold();
        var before = _server.Queue("laura", SyncKind.Full);
        var queued = await browser.SubmitAsync(page.Form($"/integrations/{laura}/sync"), ("kind", "delta"));
        Assert.EndsWith("?notice=sync-queued", queued.Location, StringComparison.Ordinal);
        var sync = Assert.Single(_server.Server.Syncs.Open, s => s.Kind == SyncKind.Delta);
        var live = (await browser.OpenAsync(queued.Location!)).Ok();
        Assert.Contains("queued", live.Html.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        _vendor.Release();
        await Task.WhenAll(before.Done.Task, sync.Done.Task).WaitAsync(Patience);

        Assert.EndsWith("?notice=disabled", (await browser.SubmitAsync(page.Form($"/integrations/{laura}/enable"))).Location, StringComparison.Ordinal);
        (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", laura)).IsError(403, "INTEGRATION.INACTIVE");
        var off = (await browser.OpenAsync($"/integrations/{laura}")).Ok();
        Assert.Equal("Switched off", off.Html.QuerySelector(".head .badge")!.TextContent);
        Assert.EndsWith("?notice=off", (await browser.SubmitAsync(page.Form($"/integrations/{laura}/sync"))).Location, StringComparison.Ordinal);
        await browser.SubmitAsync(off.Form($"/integrations/{laura}/enable"));
        Assert.Equal(200, (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", laura)).Status);

        var sure = (await browser.OpenAsync($"/integrations/{laura}/delete")).Ok();
        Assert.EndsWith("/delete", (await browser.SubmitAsync(sure.Form($"/integrations/{laura}/end"))).Location, StringComparison.Ordinal);
        Assert.Equal(200, (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", laura)).Status);
        Assert.Equal("/integrations?notice=deleted", (await browser.SubmitAsync(sure.Form($"/integrations/{laura}/end"), ("sure", "yes"))).Location);
        (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", laura)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/integrations/{laura}")).Status);
    }

    [Fact]
    public async Task While_a_sync_is_open_the_page_follows_it_unless_it_is_held()
    {
        using var browser = await Browser.SignedInAsync(_server.Server);
        var laura = _server.Server.Demo.Single(s => s.Integration.Connector == "laura").Integration;

        // Syncs run one after the other, and the first one's vendor is late, so that the second one waits while the pages are loaded.
        _server.Vendor("coveto").Faults = FaultProfile.Find("latency")!;
        var (first, second) = (_server.Queue("coveto", SyncKind.Full), _server.Queue("laura", SyncKind.Full));
        var path = $"/integrations/laura:{laura.Id}";
        var (followed, held) = (await browser.OpenAsync(path), await browser.OpenAsync($"{path}?live=off"));
        _server.Vendor("coveto").Faults = FaultProfile.None;
        await Task.WhenAll(first.Done.Task, second.Done.Task).WaitAsync(Patience);
        var ended = (await browser.OpenAsync(path)).Ok();

        Assert.Equal($"3;url={path}", followed.Ok().Html.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Null(held.Ok().Html.QuerySelector("meta[http-equiv=refresh]"));
        Assert.Null(ended.Html.QuerySelector("meta[http-equiv=refresh]"));
        Assert.NotEmpty(second.Board.Models);
        Assert.All(second.Board.Models, m => Assert.True(m.Completed, m.Model));
    }

    [Fact]
    public async Task Endpoints_are_told_what_happens_signed_and_again_when_asked()
    {
        await using var receiver = await Receiver.StartAsync();
        using var browser = await Browser.SignedInAsync(_server.Server);
        var form = (await browser.OpenAsync("/webhooks")).Ok();
        foreach (var wrong in new[] { "", "nonsense", "ftp://example.com/", "http://example.com/", "https://u:p@example.com/", "https://10.0.0.1/", "https://[fd00::1]/", "https://169.254.169.254/latest" })
        {
            var refused = await browser.SubmitAsync(form.Form("make"), ("url", wrong));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal("true", refused.Html.QuerySelector("#url")!.GetAttribute("aria-invalid"));
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync(form.Form("make"), ("url", receiver.Address), ("events", null))).Status);
        var made = (await browser.SubmitAsync(form.Form("make"), ("url", receiver.Address))).Ok();
        var secret = made.Html.QuerySelector(".secret")!.TextContent;
        var endpoint = made.Html.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).First(h => h.StartsWith("/webhooks/", StringComparison.Ordinal));
        Assert.DoesNotContain(secret, (await browser.OpenAsync(endpoint)).Ok().Text, StringComparison.Ordinal);

        // A new record changes data; the sync is told of after it.
        _server.Vendor("laura").Records.Add("jobs");
        await _server.SyncAsync("laura");
        var changed = await receiver.NextAsync("data-changed");
        var finished = await receiver.NextAsync("sync-finished");

        Assert.Equal(Receiver.Sign(secret, changed.Body), changed.Signature);
        Assert.Equal(Receiver.Sign(secret, finished.Body), finished.Signature);
        Assert.Equal(["data", "id", "type"], changed.Json.EnumerateObject().Select(m => m.Name).Order());
        var data = changed.Json.GetProperty("data");
        Assert.Equal(_server.Integration("laura"), data.GetProperty("integration_id").GetString());
        Assert.Equal(("laura", "ATS"), (data.GetProperty("integration_tool").GetString(), data.GetProperty("integration_category").GetString()));
        Assert.Contains("ats_jobs", data.GetProperty("changed_models").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.Equal("SUCCEEDED", finished.Json.GetProperty("data").GetProperty("sync_state").GetString());
        Assert.Equal("laura sandbox", finished.Json.GetProperty("data").GetProperty("end_user").GetProperty("organization_name").GetString());

        // Nothing has changed since, so that only the end of the sync is told.
        await _server.SyncAsync("coveto");
        Assert.Equal("coveto", (await receiver.NextAsync("sync-finished")).Json.GetProperty("data").GetProperty("integration_tool").GetString());
        Assert.Equal(0, receiver.Waiting);

        await _server.SendAsync(HttpMethod.Put, $"/integrations/{_server.Integration("coveto")}/enabled", body: new { value = false });
        Assert.Equal("INACTIVE", (await receiver.NextAsync("integration-state-changed")).Json.GetProperty("data").GetProperty("state").GetString());
        await _server.SendAsync(HttpMethod.Delete, $"/integrations/{_server.Integration("coveto")}", body: new { });
        Assert.Equal(_server.Integration("coveto"), (await receiver.NextAsync("integration-deleted")).Json.GetProperty("data").GetProperty("id").GetString());

        var page = (await browser.OpenAsync(endpoint)).Ok();
        var replay = (page.Address, (AngleSharp.Html.Dom.IHtmlFormElement)page.Html.QuerySelectorAll("form").Last(f => f.GetAttribute("action") == $"{endpoint}/replay"));
        Assert.EndsWith("?notice=replayed", (await browser.SubmitAsync(replay)).Location, StringComparison.Ordinal);
        Assert.Equal(changed.Body, (await receiver.NextAsync("data-changed")).Body);

        var renewed = (await browser.SubmitAsync(page.Form("renew"))).Ok().Html.QuerySelector(".secret")!.TextContent;
        await _server.SyncAsync("laura");
        var signed = await receiver.NextAsync("sync-finished");
        Assert.Equal(Receiver.Sign(renewed, signed.Body), signed.Signature);
        Assert.Equal("/webhooks?notice=deleted", (await browser.SubmitAsync(page.Form($"{endpoint}/delete"))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(endpoint)).Status);
    }

    [Fact]
    public async Task What_a_sync_changed_before_the_server_was_stopped_by_force_is_told_by_the_next_start()
    {
        await using var receiver = await Receiver.StartAsync();
        var services = _server.Server.Services;
        services.GetRequiredService<WebhookEndpoints>().Create(_server.Server.Environment, new Uri(receiver.Address), [EventTypes.DataChanged]);

        // The note of what has been told is written after the records; a server that is killed in between leaves it as it was.
        services.GetRequiredService<StateFile>().Run("UPDATE told_changes SET run = 0 WHERE integration = ?", _server.Integration("laura").Split(':')[1]);
        await _server.StopAsync();
        await _server.StartAsync();

        var data = (await receiver.NextAsync("data-changed")).Json.GetProperty("data");
        Assert.Equal(_server.Integration("laura"), data.GetProperty("integration_id").GetString());
        Assert.Contains("ats_candidates", data.GetProperty("changed_models").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Requests_are_kept_without_what_is_secret_or_about_a_person()
    {
        var laura = _server.Integration("laura");
        await _server.GetAsync("laura", "/ats/candidates?email=jane%40example.com&page_size=5");
        await _server.GetAsync("laura", "/ats/jobs?page_size=0");
        await _server.SendAsync(HttpMethod.Get, "/connect/integration-by-token/abcdef");
        await _server.SendAsync(HttpMethod.Get, "/ats/jobs", key: "ks_prod_wrong");
        await _server.StopAsync();
        await _server.StartAsync();
        using var browser = await Browser.SignedInAsync(_server.Server);

        var all = (await browser.OpenAsync("/requests")).Ok();
        var errors = (await browser.OpenAsync($"/requests?integration={laura}&answer=error")).Ok();

        Assert.Equal(3, all.Html.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("200", all.Row("GET /v1/ats/candidates?email=…&page_size=5").TextContent, StringComparison.Ordinal);
        Assert.NotNull(all.Row("GET /v1/connect/integration-by-token/…"));
        Assert.DoesNotContain("jane", all.Text, StringComparison.Ordinal);
        Assert.Contains("PLATFORM.INPUT_INVALID", Assert.Single(errors.Html.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Single((await browser.OpenAsync("/requests?text=candidates")).Html.QuerySelectorAll("tbody tr"));
        Assert.Empty((await browser.OpenAsync("/requests?text=%27%20OR%201%3D1")).Html.QuerySelectorAll("tbody tr"));
    }
}
