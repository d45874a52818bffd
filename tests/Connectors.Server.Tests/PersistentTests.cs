using Connectors.Server.State;
using Connectors.Sync.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests;

/// <summary>Work in the background goes on after failures that nobody foresaw.</summary>
public sealed class PersistentTests
{
    [Fact]
    public async Task What_fails_is_tried_again_ever_later_until_it_succeeds()
    {
        var clock = new Steps();
        var told = new List<Exception>();
        var tries = 0;

        await new Persistent(clock, told.Add).DoAsync(_ => ++tries > 9 ? Task.CompletedTask : throw new InvalidOperationException($"{tries}"), CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 9).Select(n => $"{n}"), told.Select(e => e.Message));
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], clock.Waited.Select(t => t.TotalSeconds));
    }

    [Fact]
    public async Task A_stop_ends_it_without_an_error_in_the_work_and_between_two_tries()
    {
        using var stop = new CancellationTokenSource();
        var told = new List<Exception>();
        var persistent = new Persistent(new FakeTimeProvider(), told.Add);
        var rests = persistent.DoAsync(_ => throw new InvalidOperationException(), stop.Token);
        var works = persistent.DoAsync(token => Task.Delay(Timeout.InfiniteTimeSpan, token), stop.Token);
        Assert.Single(told);

        await stop.CancelAsync();

        await Task.WhenAll(rests, works).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Single(told);
    }

    [Fact]
    public async Task A_sync_whose_end_cannot_be_noted_keeps_no_other_from_running()
    {
        var server = new DemoServer { Configure = o => o with { Connectors = [Ats.ConnectorRegistry.Find("laura")!] } };
        await server.InitializeAsync();
        var file = server.Server.Services.GetRequiredService<StateFile>();
        file.Run("ALTER TABLE syncs RENAME TO gone");
        Assert.Null(await server.Queue("laura", SyncKind.Full).Done.Task.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.NotEmpty(server.TakeUnexpected());
        file.Run("ALTER TABLE gone RENAME TO syncs");

        await server.SyncAsync("laura");

        await server.DisposeAsync();
    }

    // A clock on which whatever is waited for is there at once.
    private sealed class Steps : FakeTimeProvider
    {
        public List<TimeSpan> Waited { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
