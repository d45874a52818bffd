using System.Text.Json;
using Connectors.Server.Accounts;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Tests.Connect;
using Connectors.Server.Tests.Dashboard;
using Connectors.Server.Webhooks;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests;

/// <summary>Syncs that wait for a slow vendor, for each other, and for a server that is stopped meanwhile.</summary>
public sealed class SyncTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HeldVendor _vendor = new();
    private readonly DemoServer _server;
    private WebhookEndpoint _listener = null!;
    private int _atOnce = 4;

    public SyncTests() => _server = new DemoServer
    {
        Configure = o => _vendor.Before("laura", o with { Connectors = [Ats.ConnectorRegistry.Find("laura")!, Ats.ConnectorRegistry.Find("coveto")!], SyncsAtOnce = _atOnce }),
    };

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        (_listener, _) = Of<WebhookEndpoints>().Create(_server.Server.Environment, new Uri("https://listener.invalid/"), [EventTypes.SyncFinished]);
    }

    public async Task DisposeAsync()
    {
        _vendor.Release();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Of_each_kind_one_sync_is_queued_at_most()
    {
        _vendor.Hold();

        var first = await ForceAsync(new { });
        var second = await ForceAsync(new { type = "FULL" });
        var delta = await ForceAsync(new { type = "DELTA" });

        Assert.False(first.GetProperty("already_queued").GetBoolean());
        Assert.Equal("FULL", first.GetProperty("type").GetString());
        Assert.True(second.GetProperty("already_queued").GetBoolean());
        Assert.Equal(Id(first), Id(second));
        Assert.False(delta.GetProperty("already_queued").GetBoolean());
        Assert.Equal("DELTA", delta.GetProperty("type").GetString());
        Assert.NotEqual(Id(first), Id(delta));
        _vendor.Release();
        await RestAsync();
        Assert.Equal([Id(first), Id(delta)], Told());
    }

    [Fact]
    public async Task A_slow_vendor_holds_up_nobody_elses_syncs()
    {
        _vendor.Hold();
        var slow = _server.Queue("laura", SyncKind.Full);
        await _vendor.AskedAsync();

        await _server.SyncAsync("coveto");

        Assert.False(slow.Done.Task.IsCompleted);
        _vendor.Release();
        Assert.NotNull(await slow.Done.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task No_more_integrations_are_synced_at_once_than_was_said()
    {
        _atOnce = 1;
        await _server.StopAsync();
        await _server.StartAsync();
        await RestAsync();
        _vendor.Hold();
        _server.Queue("laura", SyncKind.Full);
        await _vendor.AskedAsync();

        var next = _server.Queue("coveto", SyncKind.Full);
        _vendor.Release();

        Assert.NotNull(await next.Done.Task.WaitAsync(Patience));
        Assert.True(next.StartedAt >= Of<SyncLog>().Of(Laura, 1)[0].EndedAt);
    }

    [Fact]
    public async Task Whatever_is_queued_of_an_integration_ends_when_it_is_switched_off()
    {
        var told = Told().Count;
        _vendor.Hold();
        var running = _server.Queue("laura", SyncKind.Full);
        await _vendor.AskedAsync();
        _server.Server.Syncs.EnqueueAnew(Laura, SyncKind.Full);
        var waiting = _server.Queue("laura", SyncKind.Delta);
        Assert.Equal(3, _server.Server.Syncs.Open.Count);

        await EnableAsync(false);

        Assert.Null(await waiting.Done.Task.WaitAsync(Patience));
        Assert.Equal(SyncOutcome.Interrupted, (await running.Done.Task.WaitAsync(Patience))?.Outcome);
        Assert.Empty(_server.Server.Syncs.Open);
        Assert.Equal(["CANCELLED", "CANCELLED", "CANCELLED", "SUCCEEDED"], Of<SyncLog>().Of(Laura, 10).Select(s => s.State));
        Assert.Equal(told + 3, Told().Count);
        Assert.Contains(waiting.Id, Told());

        _vendor.Release();
        await EnableAsync(true);
        Assert.Empty(_server.Server.Syncs.Open);
        Assert.False((await ForceAsync(new { })).GetProperty("already_queued").GetBoolean());
        await RestAsync();
        Assert.Equal("SUCCEEDED", Of<SyncLog>().Of(Laura, 1)[0].State);
    }

    [Fact]
    public async Task Whoever_queues_a_sync_while_an_integration_is_switched_off_hears_of_its_end_and_nobody_is_asked()
    {
        Of<Integrations>().Enable(Laura.Id, enabled: false);
        var asked = _server.Vendor("laura").RequestCount;

        var sync = _server.Queue("laura", SyncKind.Full);

        Assert.Null(await sync.Done.Task.WaitAsync(Patience));
        Assert.Equal((sync.Id, "CANCELLED"), Last());
        Assert.Contains(sync.Id, Told());
        Assert.Equal(asked, _server.Vendor("laura").RequestCount);
    }

    [Fact]
    public async Task A_sync_whose_credentials_are_gone_has_failed()
    {
        await Of<StoredAccounts>().ForgetAsync(Laura);

        var sync = _server.Queue("laura", SyncKind.Full);

        Assert.Null(await sync.Done.Task.WaitAsync(Patience));
        Assert.Equal((sync.Id, "FAILED"), Last());
        Assert.Equal("The server has no credentials for this integration.", Of<SyncLog>().Of(Laura, 1)[0].Problem);
        Assert.Contains(sync.Id, Told());
    }

    [Fact]
    public async Task What_a_stop_of_the_server_cuts_short_is_done_after_the_next_start_under_the_same_ids()
    {
        _vendor.Hold();
        var running = _server.Queue("laura", SyncKind.Full);
        await _vendor.AskedAsync();
        var waiting = _server.Queue("laura", SyncKind.Delta);

        await _server.StopAsync();

        Assert.Equal(SyncOutcome.Interrupted, (await running.Done.Task)?.Outcome);
        Assert.Null(await waiting.Done.Task);
        _vendor.Release();
        await _server.StartAsync();
        await RestAsync();
        Assert.Equal(running.Id, _server.Server.Demo.Single(s => s.Integration.Connector == "laura").Id);
        Assert.Equal([(waiting.Id, "SUCCEEDED"), (running.Id, "SUCCEEDED")], Of<SyncLog>().Of(Laura, 2).Select(s => (s.Id, s.State)));
        Assert.Single(Told(), running.Id);
        Assert.Single(Told(), waiting.Id);
        Assert.Empty(Of<OpenSyncs>().All);
    }

    [Fact]
    public async Task The_log_that_is_told_of_is_a_page_of_the_environment()
    {
        var staging = _server.Server.Environments.Create("Staging");
        var (listener, _) = Of<WebhookEndpoints>().Create(staging, new Uri("https://listener.invalid/"), [EventTypes.SyncFinished, EventTypes.FlowFailed]);
        var theirs = _server.Add("laura", "theirs", staging);
        Assert.NotNull(await _server.Server.Syncs.Enqueue(theirs, SyncKind.Full).Sync.Done.Task.WaitAsync(Patience));
        var asked = new { end_user_email = "a@example.com", end_user_organization_name = "Kahvila Oy", integration_category = "ATS", integration_tool = "laura" };
        var link = (await _server.SendAsync(HttpMethod.Post, "/connect/create-link", body: asked, key: _server.Server.Keys.Create(staging, "staging"))).Data.GetProperty("link").GetString()!;
        using var person = await new ConnectPerson(link).OpenAsync();
        await person.SendAsync("form", [.. _server.Vendor("laura").Connection.Select(v => ("field." + v.Key, v.Key == "api_key" ? "wrong" : v.Value))]);

        var told = Of<WebhookDeliveries>().Of(listener, long.MaxValue, 10).Select(d => Data(d.Body).GetProperty("log_url").GetString()!).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(2, told.Count);
        using var browser = await Browser.SignedInAsync(_server.Server);
        Assert.All(told, url => Assert.StartsWith($"{_server.Server.Root}environments/{staging}/integrations", url, StringComparison.Ordinal));
        foreach (var url in told)
        {
            (await browser.OpenAsync(new Uri(url).AbsolutePath)).Ok();
        }
    }

    private Integration Laura => _server.Server.Demo.Select(s => s.Integration).Single(i => i.Connector == "laura");

    private T Of<T>()
        where T : notnull => _server.Server.Services.GetRequiredService<T>();

    private async Task<JsonElement> ForceAsync(object body) => (await _server.SendAsync(HttpMethod.Post, "/force-sync", _server.Integration("laura"), body)).Data;

    private async Task EnableAsync(bool enabled) => _ = (await _server.SendAsync(HttpMethod.Put, $"/integrations/{_server.Integration("laura")}/enabled", body: new { value = enabled })).Data;

    private async Task RestAsync()
    {
        while (_server.Server.Syncs.Open is [var open, ..])
        {
            await open.Done.Task.WaitAsync(Patience);
        }
    }

    private (string Id, string State) Last() => Of<SyncLog>().Of(Laura, 1).Select(s => (s.Id, s.State)).Single();

    // The ids of the syncs whose end was told, in the order in which it was.
    private List<string> Told() =>
        [.. Of<WebhookDeliveries>().Of(_listener, long.MaxValue, 100).OrderBy(d => d.Number).Select(d => Data(d.Body).GetProperty("sync_id").GetString()!)];

    private static string Id(JsonElement forced) => forced.GetProperty("sync_id").GetString()!;

    private static JsonElement Data(byte[] body) => JsonDocument.Parse(body).RootElement.GetProperty("data");
}
