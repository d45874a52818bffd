using System.CommandLine;
using Connectors.Server.Accounts;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests;

/// <summary>Integrations are synced by themselves every three hours.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HeldVendor _vendor = new();
    private readonly Scheduled _clocked;

    public ScheduleTests() => _clocked = new Scheduled(_vendor);

    public Task InitializeAsync() => _clocked.InitializeAsync();

    public Task DisposeAsync() => _clocked.DisposeAsync();

    [Fact]
    public async Task What_was_synced_three_hours_ago_is_synced_without_being_asked_for()
    {
        _vendor.Hold();

        await _clocked.PassAsync(TimeSpan.FromHours(3));

        await _vendor.AskedAsync();
        var sync = Assert.Single(Syncs.Open);
        Assert.Equal((Laura.Id, SyncKind.Auto), (sync.Integration.Id, sync.Kind));
        _vendor.Release();
        Assert.Equal(SyncOutcome.Done, (await sync.Done.Task.WaitAsync(Patience))?.Outcome);
        Queue();
        Assert.Empty(Syncs.Open);
    }

    [Fact]
    public async Task What_was_synced_just_now_waits()
    {
        await _clocked.PassAsync(TimeSpan.FromHours(3) - TimeSpan.FromMinutes(1));
        Queue();
        Assert.Empty(Syncs.Open);
        await _clocked.Server.SyncAsync("laura");

        await _clocked.PassAsync(TimeSpan.FromHours(2));

        Queue();
        Assert.Empty(Syncs.Open);
    }

    [Fact]
    public async Task What_waits_or_runs_already_is_not_queued_once_more()
    {
        _vendor.Hold();
        var sync = _clocked.Server.Queue("laura", SyncKind.Delta);
        await _vendor.AskedAsync();
        Of<StateFile>().Run("DELETE FROM syncs");

        Queue();

        Assert.Equal(sync.Id, Assert.Single(Syncs.Open).Id);
        _vendor.Release();
        await sync.Done.Task.WaitAsync(Patience);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("refused")]
    [InlineData("without credentials")]
    public async Task What_cannot_be_synced_is_not(string why)
    {
        switch (why)
        {
            case "off":
                Of<Integrations>().Enable(Laura.Id, enabled: false);
                break;
            case "refused":
                Of<IntegrationHealth>().Refused(Laura);
                break;
            default:
                await Of<StoredAccounts>().ForgetAsync(Laura);
                break;
        }

        var asked = _clocked.Server.Vendor("laura").RequestCount;

        await _clocked.PassAsync(TimeSpan.FromHours(4));

        Queue();
        Assert.Empty(Syncs.Open);
        Assert.Equal(asked, _clocked.Server.Vendor("laura").RequestCount);
    }

    [Fact]
    public async Task A_sync_that_somebody_cancelled_does_not_count()
    {
        var log = Of<SyncLog>();
        var began = log.LastBegan(Laura);
        await _clocked.PassAsync(TimeSpan.FromHours(1));
        Of<Integrations>().Enable(Laura.Id, enabled: false);
        await _clocked.Server.Queue("laura", SyncKind.Full).Done.Task.WaitAsync(Patience);
        Assert.Equal("CANCELLED", log.Of(Laura, 1)[0].State);

        Assert.Equal(began, log.LastBegan(Laura));
        await _clocked.Server.SendAsync(HttpMethod.Put, $"/integrations/{_clocked.Server.Integration("laura")}/enabled", body: new { value = true });
        await _clocked.Server.SyncAsync("laura");
        Assert.Equal(began + TimeSpan.FromHours(1), log.LastBegan(Laura));
    }

    [Fact]
    public async Task Where_that_is_switched_off_nothing_is_synced_by_itself()
    {
        var schedule = ActivatorUtilities.CreateInstance<SyncSchedule>(_clocked.Server.Server.Services, new ServerOptions { Database = "", Clock = _clocked.Clock, SyncEvery = null });
        await _clocked.PassAsync(TimeSpan.FromHours(2));
        Of<StateFile>().Run("DELETE FROM syncs");

        schedule.QueueDue();

        Assert.Empty(Syncs.Open);
    }

    [Theory]
    [InlineData("--sync-every 3", "'3' is no time between syncs; write it like 90m, 3h or 1d, or off.")]
    [InlineData("--sync-every 0h", "'0h' is no time between syncs; write it like 90m, 3h or 1d, or off.")]
    [InlineData("--sync-every never", "'never' is no time between syncs; write it like 90m, 3h or 1d, or off.")]
    [InlineData("--syncs-at-once 0", "--syncs-at-once is at least 1.")]
    public void What_makes_no_sense_on_the_command_line_is_refused(string arguments, string reason) =>
        Assert.Equal([reason], Parse(arguments).Errors.Select(e => e.Message));

    [Theory]
    [InlineData("", 180, 4)]
    [InlineData("--sync-every 90m --syncs-at-once 1", 90, 1)]
    [InlineData("--sync-every 2h", 120, 4)]
    [InlineData("--sync-every 1d", 1440, 4)]
    [InlineData("--sync-every off", null, 4)]
    public void What_the_command_line_says_counts(string arguments, int? minutes, int atOnce)
    {
        var options = Read(arguments);

        Assert.Equal((minutes is { } every ? TimeSpan.FromMinutes(every) : null, atOnce), (options.SyncEvery, options.SyncsAtOnce));
    }

    private SyncQueue Syncs => _clocked.Server.Server.Syncs;

    private Integration Laura => _clocked.Server.Server.Demo.Single().Integration;

    private T Of<T>()
        where T : notnull => _clocked.Server.Server.Services.GetRequiredService<T>();

    // What the service does every minute; what it has done already is not done twice.
    private void Queue() => Of<SyncSchedule>().QueueDue();

    private static ParseResult Parse(string arguments) => Command(new SyncArguments()).Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static ServerOptions Read(string arguments)
    {
        var syncs = new SyncArguments();
        return syncs.Read(Command(syncs).Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)), new ServerOptions { Database = "" });
    }

    private static Command Command(SyncArguments arguments)
    {
        var command = new Command("serve");
        arguments.AddTo(command);
        return command;
    }

    private sealed class Scheduled(HeldVendor vendor) : ClockedServer(o => vendor.Before("laura", o with { Connectors = [Ats.ConnectorRegistry.Find("laura")!], SyncEvery = TimeSpan.FromHours(3) }));
}
