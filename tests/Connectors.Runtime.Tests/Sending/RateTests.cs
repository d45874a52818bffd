using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;
using Connectors.Runtime.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Sending;

public class RateTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task No_window_ever_holds_more_requests_than_it_may()
    {
        RateWindow[] windows = [new(3, TimeSpan.FromSeconds(1)), new(10, TimeSpan.FromSeconds(20))];
        var clock = new FakeTimeProvider(Start);
        var vendor = new FakeVendor(asked => Answer.Json(asked.Number < 40 ? Items.Page([$"{asked.Number}"]) : Items.Page([])), clock);
        var connector = TestConnector.At(vendor, TestConnector.Define(p => p with { Rates = [.. windows] }), new ConnectorOptions { Clock = clock });

        await Pump.RunAsync(clock, () => connector.PagesAsync(Items.Source(new PagingPlan { Kind = PagingKind.Number, Marker = new PlaceName(Place.Query, "page") })), TimeSpan.FromMilliseconds(100));

        Assert.Equal(41, vendor.Requests.Count);
        AssertHolds(windows, [.. vendor.Requests.Select(r => r.At)]);
        Assert.Equal(Start.AddSeconds(80), vendor.Requests[40].At);
    }

    [Fact]
    public void Requests_at_random_times_never_break_a_window_and_never_wait_longer_than_it() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 10], Gen.Int[0, 3000].Array[1, 30]).Sample(
            (requests, seconds, gaps) =>
            {
                var clock = new FakeTimeProvider(Start);
                var window = new RateWindow(requests, TimeSpan.FromSeconds(seconds));
                var pace = new RequestPace([window], 1, clock, Longest);
                var times = new List<DateTimeOffset>();
                foreach (var gap in gaps)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(gap));
                    var from = clock.GetUtcNow();
                    var turn = pace.EnterAsync("GET /items", CancellationToken.None).AsTask();
                    if (!turn.IsCompleted)
                    {
                        var oldest = times[^requests];
                        clock.Advance(oldest + window.Length - from - TimeSpan.FromMilliseconds(1));
                        Assert.False(turn.IsCompleted, "a request went too early");
                        clock.Advance(TimeSpan.FromMilliseconds(1));
                    }

                    turn.GetAwaiter().GetResult().Dispose();
                    times.Add(clock.GetUtcNow());
                }

                AssertHolds([window], times);
            },
            iter: 200);

    [Fact]
    public async Task As_many_requests_are_under_way_as_the_vendor_allows_and_no_more()
    {
        var pace = new RequestPace([], 2, TimeProvider.System, Longest);

        var first = await pace.EnterAsync("GET /items", CancellationToken.None);
        var second = await pace.EnterAsync("GET /items", CancellationToken.None);
        var third = pace.EnterAsync("GET /items", CancellationToken.None).AsTask();

        Assert.False(third.IsCompleted);
        first.Dispose();
        (await third).Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_no_trace()
    {
        var clock = new FakeTimeProvider(Start);
        var pace = new RequestPace([new RateWindow(1, TimeSpan.FromSeconds(10))], 1, clock, Longest);
        (await pace.EnterAsync("GET /items", CancellationToken.None)).Dispose();
        using var impatience = new CancellationTokenSource();

        var waiting = pace.EnterAsync("GET /items", impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(pace.EnterAsync("GET /items", CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_vendor_that_asks_one_request_to_wait_is_left_alone_by_all()
    {
        var clock = new FakeTimeProvider(Start);
        var pace = new RequestPace([], 4, clock, Longest);

        pace.Pause(TimeSpan.FromSeconds(5));
        pace.Pause(TimeSpan.FromSeconds(2));
        var turn = pace.EnterAsync("GET /items", CancellationToken.None).AsTask();
        clock.Advance(TimeSpan.FromSeconds(4.9));
        var early = turn.IsCompleted;
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(early);
        (await turn).Dispose();
    }

    [Theory]
    [InlineData(121)]
    [InlineData(60L * 86_400)]
    [InlineData(99_000_000_000)]
    public async Task A_pause_that_is_not_over_soon_refuses_requests_and_says_how_long_it_is(long seconds)
    {
        var clock = new FakeTimeProvider(Start);
        var pace = new RequestPace([], 1, clock, Longest);
        var pause = TimeSpan.FromSeconds(seconds);
        pace.Pause(pause);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => pace.EnterAsync("GET /items", CancellationToken.None).AsTask());

        Assert.Equal((ConnectorError.RateLimited, "GET /items", false), (error.Error, error.Endpoint, error.Repeatable));
        Assert.InRange(error.RetryAfter!.Value, pause - TimeSpan.FromSeconds(1), pause);
        Assert.Contains("without requests", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_a_long_pause_has_refused_go_on_when_it_is_nearly_over()
    {
        var clock = new FakeTimeProvider(Start);
        var pace = new RequestPace([], 1, clock, Longest);
        pace.Pause(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<ConnectorException>(() => pace.EnterAsync("GET /items", CancellationToken.None).AsTask());

        clock.Advance(TimeSpan.FromMinutes(58));
        var turn = pace.EnterAsync("GET /items", CancellationToken.None).AsTask();
        Assert.False(turn.IsCompleted);
        clock.Advance(Longest);

        (await turn).Dispose();
    }

    private static void AssertHolds(IEnumerable<RateWindow> windows, List<DateTimeOffset> times)
    {
        foreach (var window in windows)
        {
            for (var i = window.Requests; i < times.Count; i++)
            {
                Assert.True(times[i] - times[i - window.Requests] >= window.Length, $"request {i} came too early for {window}");
            }
        }
    }
}
