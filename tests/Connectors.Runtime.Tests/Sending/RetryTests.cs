using System.Globalization;
using System.Net;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Sending;

public class RetryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);

    public static TheoryData<string, string, RetryWait> Hints => new()
    {
        { "Retry-After", "7", new RetryWait { AfterHeader = "Retry-After" } },
        { "Retry-After", Start.AddSeconds(7).ToString("R", CultureInfo.InvariantCulture), new RetryWait { AfterHeader = "Retry-After" } },
        { "X-RateLimit-Reset", Start.AddSeconds(7).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), new RetryWait { UntilUnixSecondsHeader = "X-RateLimit-Reset" } },
        { "X-Other", "", new RetryWait { Fixed = TimeSpan.FromSeconds(7) } },
    };

    [Theory]
    [MemberData(nameof(Hints))]
    public async Task A_vendor_that_says_when_is_asked_again_then(string header, string value, RetryWait wait)
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(429).With(header, value) : Answer.Json(Items.Page(["1"])), _clock);
        var rule = new ReplyRule { Statuses = [429], Retry = true, Waits = [new RetryWait { AfterHeader = "X-Absent" }, wait] };

        var ids = await Run(vendor, rule);

        Assert.Equal(["1"], ids);
        Assert.Equal(TimeSpan.FromSeconds(7), vendor.Requests[1].At - vendor.Requests[0].At);
    }

    [Fact]
    public async Task A_point_in_time_is_read_by_the_vendors_own_clock()
    {
        var vendors = Start.AddHours(3);
        var vendor = new FakeVendor(
            asked => asked.Number == 0
                ? Answer.Status(429).With("X-Reset", vendors.AddSeconds(7).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)).With("Date", vendors.ToString("R", CultureInfo.InvariantCulture))
                : Answer.Json(Items.Page([])),
            _clock);

        await Run(vendor, new ReplyRule { Statuses = [429], Retry = true, Waits = [new RetryWait { UntilUnixSecondsHeader = "X-Reset" }] });

        Assert.Equal(TimeSpan.FromSeconds(7), vendor.Requests[1].At - vendor.Requests[0].At);
    }

    [Fact]
    public async Task A_vendor_that_asks_for_more_than_the_longest_wait_is_not_asked_again()
    {
        var vendor = new FakeVendor(_ => Answer.Status(503).With("Retry-After", "3600"), _clock);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Run(vendor));

        Assert.Equal(ConnectorError.RateLimited, error.Error);
        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Contains("3600 s", error.Message, StringComparison.Ordinal);
        Assert.Single(vendor.Requests);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_passing_failure_is_tried_again_with_growing_waits_and_then_reported(int status)
    {
        var vendor = new FakeVendor(_ => Answer.Status(status), _clock);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Run(vendor));

        Assert.Equal(status, error.Status);
        Assert.Equal(5, vendor.Requests.Count);
        Assert.True(vendor.Requests[4].At - vendor.Requests[0].At is { TotalSeconds: > 3 and < 60 });
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task What_another_attempt_cannot_change_is_reported_at_once(int status)
    {
        var vendor = new FakeVendor(_ => Answer.Status(status), _clock);

        await Assert.ThrowsAsync<ConnectorException>(() => Run(vendor));

        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task A_rule_that_gives_a_status_another_meaning_ends_the_attempts()
    {
        var vendor = new FakeVendor(_ => Answer.Status(500), _clock);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Run(vendor, new ReplyRule { Statuses = [500], Means = ConnectorError.NotFound }));

        Assert.Equal(ConnectorError.NotFound, error.Error);
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task The_spread_of_waits_comes_from_the_randomness_given()
    {
        async Task<List<DateTimeOffset>> Times(int seed)
        {
            var clock = new FakeTimeProvider(Start);
            var vendor = new FakeVendor(_ => Answer.Status(500), clock);
            var connector = TestConnector.At(vendor, options: new ConnectorOptions { Clock = clock, Random = new Random(seed) });
            await Assert.ThrowsAsync<ConnectorException>(() => Pump.RunAsync(clock, () => connector.PagesAsync(Items.Source()), TimeSpan.FromMilliseconds(10)));
            return [.. vendor.Requests.Select(r => r.At)];
        }

        Assert.Equal(await Times(1), await Times(1));
        Assert.NotEqual(await Times(1), await Times(2));
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_tried_again()
    {
        var vendor = new FakeVendor(
            asked => asked.Number switch
            {
                0 => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
                1 => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new CutStream()) },
                _ => Answer.Json(Items.Page(["1"])),
            },
            _clock);

        Assert.Equal(["1"], await Run(vendor));
        Assert.Equal(3, vendor.Requests.Count);
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_reached_is_unavailable()
    {
        var vendor = new FakeVendor(_ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"), _clock);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Run(vendor));

        Assert.Equal(ConnectorError.Unavailable, error.Error);
        Assert.True(error.Transient);
        Assert.Null(error.Status);
        Assert.Contains("NameResolutionError", error.Message, StringComparison.Ordinal);
        Assert.IsType<HttpRequestException>(error.InnerException);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_reported_at_once()
    {
        var vendor = new FakeVendor(_ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "untrusted"), _clock);

        await Assert.ThrowsAsync<ConnectorException>(() => Run(vendor));

        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task A_vendor_that_does_not_answer_in_time_is_unavailable()
    {
        var vendor = new SilentVendor();
        var connector = TestConnector.At(vendor, options: new ConnectorOptions { Clock = _clock, Retries = 1, Timeout = TimeSpan.FromSeconds(30) });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Pump.RunAsync(_clock, () => connector.PagesAsync(Items.Source())));

        Assert.Equal(ConnectorError.Unavailable, error.Error);
        Assert.Contains("within 30 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, vendor.Asked);
    }

    private Task<List<string>> Run(FakeVendor vendor, params ReplyRule[] rules)
    {
        var connector = TestConnector.At(vendor, TestConnector.Define(p => p with { Errors = [.. rules] }), new ConnectorOptions { Clock = _clock });
        return Pump.RunAsync(_clock, () => connector.IdsAsync(Items.Source()));
    }

    private sealed class CutStream : MemoryStream
    {
        public CutStream()
            : base("{\"items\":["u8.ToArray())
        {
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new HttpIOException(HttpRequestError.ResponseEnded, "cut");
    }
}

/// <summary>A vendor that never answers.</summary>
internal sealed class SilentVendor : HttpMessageHandler
{
    private int _asked;

    public int Asked => _asked;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        var never = new TaskCompletionSource<HttpResponseMessage>();
        cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return never.Task;
    }
}
