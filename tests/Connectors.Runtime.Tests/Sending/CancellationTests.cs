using System.Net;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Sending;

public class CancellationTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_wait_for_the_next_attempt_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var vendor = new FakeVendor(_ => Answer.Status(429).With("Retry-After", "60"), _clock);

        var reading = Connector(vendor).PagesAsync(Items.Source(), cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Ends(reading, stop.Token);
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task A_wait_for_a_turn_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page([$"{asked.Number}"])), _clock);
        var definition = TestConnector.Define(p => p with { Rates = [new RateWindow(1, TimeSpan.FromHours(1))] });

        var reading = TestConnector.At(vendor, definition, new ConnectorOptions { Clock = _clock }).PagesAsync(Numbered, cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Ends(reading, stop.Token);
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task A_request_under_way_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();

        var reading = Connector(new SilentVendor()).PagesAsync(Items.Source(), cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Ends(reading, stop.Token);
    }

    [Fact]
    public async Task A_reply_under_way_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var vendor = new FakeVendor(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new StuckStream()) });

        var reading = Connector(vendor).PagesAsync(Items.Source(), cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Ends(reading, stop.Token);
    }

    [Fact]
    public async Task A_transport_that_fails_because_of_the_cancellation_is_a_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var vendor = new FakeVendor(_ =>
        {
            stop.Cancel();
            throw new HttpRequestException("the socket was closed");
        });

        await Ends(Connector(vendor).PagesAsync(Items.Source(), cancellationToken: stop.Token), stop.Token);
    }

    [Fact]
    public async Task A_read_ends_between_two_pages()
    {
        using var stop = new CancellationTokenSource();
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page([$"{asked.Number}"])), _clock);
        var pages = Connector(vendor).ReadAsync(Numbered, new ReadOptions(), stop.Token).GetAsyncEnumerator(CancellationToken.None);

        Assert.True(await pages.MoveNextAsync());
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pages.MoveNextAsync());
        Assert.Single(vendor.Requests);
    }

    private static readonly ReadSource Numbered = Items.Source(new PagingPlan { Kind = PagingKind.Number, Marker = new PlaceName(Place.Query, "page") });

    private TestConnector Connector(HttpMessageHandler vendor) => TestConnector.At(vendor, options: new ConnectorOptions { Clock = _clock });

    private static async Task Ends(Task reading, CancellationToken expected)
    {
        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(expected, ended.CancellationToken);
    }

    private sealed class StuckStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var never = new TaskCompletionSource<int>();
            cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return new ValueTask<int>(never.Task);
        }
    }
}
