using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Connectors.Server.State;
using Connectors.Server.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests.Webhooks;

public sealed class WebhookSenderTests : IAsyncLifetime, IDisposable
{
    private static readonly ServerEvent Something = new(EventTypes.SyncFinished, writer =>
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    });

    private readonly string _path = Path.GetTempFileName();
    private readonly WatchedClock _clock = new();
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly ConcurrentQueue<Exception> _unexpected = [];
    private readonly Answers _answers = new();
    private StateFile _file = null!;
    private WebhookEndpoints _endpoints = null!;
    private WebhookDeliveries _deliveries = null!;
    private EventQueue _queue = null!;
    private WebhookSender _sender = null!;
    private WebhookEndpoint _endpoint = null!;
    private string _environment = "";
    private bool _fails;

    public async Task InitializeAsync()
    {
        await StartAsync();
        _environment = new EnvironmentDirectory(_file).Default();
        (_endpoint, _) = _endpoints.Create(_environment, new Uri("https://customer.example/hooks"), [EventTypes.SyncFinished]);
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        File.Delete(_path);
        Assert.True(_unexpected.IsEmpty || _fails, string.Join('\n', _unexpected));
    }

    public void Dispose()
    {
        _sender.Dispose();
        _answers.Dispose();
    }

    [Fact]
    public async Task What_an_endpoint_does_not_take_is_sent_again_later_with_the_same_bytes()
    {
        _answers.Next(HttpStatusCode.InternalServerError, HttpStatusCode.Found, HttpStatusCode.NoContent);

        _queue.Publish(_environment, Something);
        await UntilAsync(d => d.State == DeliveryState.Delivered);

        var delivery = Assert.Single(_deliveries.Of(_endpoint, long.MaxValue, 10));
        Assert.Equal((3, (string?)null), (delivery.Attempts, delivery.Problem));
        Assert.Equal(3, _answers.Bodies.Count);
        Assert.Single(_answers.Bodies.Distinct());
    }

    [Fact]
    public async Task What_is_queued_when_the_server_stops_is_sent_after_its_start()
    {
        _answers.Next(HttpStatusCode.ServiceUnavailable);
        _queue.Publish(_environment, Something);
        await UntilAsync(d => d.Attempts == 1);
        Assert.Equal("It answered with the status 503.", _deliveries.Of(_endpoint, long.MaxValue, 1)[0].Problem);

        await StopAsync();
        await StartAsync();
        await UntilAsync(d => d.State == DeliveryState.Delivered);

        Assert.Equal(2, _answers.Bodies.Count);
    }

    [Fact]
    public async Task After_three_days_it_is_given_up_until_somebody_asks_for_it()
    {
        _answers.Otherwise = HttpStatusCode.BadGateway;
        _queue.Publish(_environment, Something);
        await UntilAsync(d => d.State == DeliveryState.GivenUp);

        var given = Assert.Single(_deliveries.Of(_endpoint, long.MaxValue, 10));
        Assert.InRange(given.Attempts, 10, 60);
        _answers.Otherwise = HttpStatusCode.OK;
        Assert.True(_deliveries.Replay(_endpoint, given.Number));
        _queue.Wake();
        await UntilAsync(d => d.State == DeliveryState.Delivered);

        Assert.Equal(2, _deliveries.Of(_endpoint, long.MaxValue, 10).Count);
        Assert.False(_deliveries.Replay(_endpoint, 999));
    }

    [Fact]
    public async Task While_an_endpoint_is_off_it_is_told_nothing_and_what_was_queued_waits()
    {
        _answers.Next(HttpStatusCode.InternalServerError);
        _queue.Publish(_environment, Something);
        await UntilAsync(d => d.Attempts == 1);
        _endpoints.Enable(_endpoint, false);
        _queue.Publish(_environment, Something);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(_deliveries.EndpointsDue(_clock.GetUtcNow()));
        Assert.Single(_deliveries.Of(_endpoint, long.MaxValue, 10));

        _endpoints.Enable(_endpoint, true);
        _queue.Wake();
        await UntilAsync(d => d.State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_is_told_and_sending_goes_on()
    {
        _fails = true;
        _answers.Broken = 2;
        _queue.Publish(_environment, Something);
        await PassAsync(() => _deliveries.Of(_endpoint, long.MaxValue, 1)[0].State == DeliveryState.Delivered);
        Assert.Equal(2, _unexpected.Count);

        // The same for what is done before anything is sent.
        _file.Run("ALTER TABLE webhook_deliveries RENAME TO gone");
        _queue.Wake();
        await PassAsync(() => _unexpected.Count >= 4);
        _file.Run("ALTER TABLE gone RENAME TO webhook_deliveries");
        _queue.Publish(_environment, Something);
        await PassAsync(() => _deliveries.Of(_endpoint, long.MaxValue, 1)[0].State == DeliveryState.Delivered);
        Assert.Equal(2, _deliveries.Of(_endpoint, long.MaxValue, 10).Count);
    }

    [Fact]
    public void Events_that_nobody_listens_to_are_not_kept_nor_those_of_what_was_undone()
    {
        _queue.Publish(_environment, new ServerEvent(EventTypes.DataChanged, Something.Data));
        _queue.Publish("another environment", Something);
        Assert.Throws<InvalidOperationException>(() => _file.Together<int>(() =>
        {
            _queue.Publish(_environment, Something);
            throw new InvalidOperationException();
        }));

        Assert.Empty(_deliveries.Of(_endpoint, long.MaxValue, 10));
    }

    [Fact]
    public void A_secret_is_sealed_in_the_file()
    {
        var secret = _endpoints.Renew(_endpoint);

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString((byte[])_file.Value("SELECT secret FROM webhook_endpoints")!), StringComparison.Ordinal);
        Assert.Equal(Receiver.Sign(secret, "body"), _endpoints.Sign(_endpoint.Number, "body"u8));
    }

    [Fact]
    public void Attempts_come_ever_later_and_not_all_at_the_same_time()
    {
        var start = _clock.GetUtcNow();
        var (early, late) = (new RetryTimes(new Fixed(0)), new RetryTimes(new Fixed(0.999)));

        Assert.Equal([7.5, 15, 30, 60], Enumerable.Range(1, 4).Select(n => (early.After(start, n, start)!.Value - start).TotalSeconds));
        Assert.True(late.After(start, 1, start) > early.After(start, 1, start));
        Assert.True(late.After(start, 500, start) <= start + TimeSpan.FromHours(5));
        Assert.Null(early.After(start, 20, start + TimeSpan.FromDays(3)));
    }

    [Theory]
    [InlineData("https://example.com/hooks", true)]
    [InlineData("http://127.0.0.1:5000/hooks", false)]
    [InlineData("https://localhost/hooks", false)]
    [InlineData("https://192.168.1.1/", false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false)]
    [InlineData("http://example.com/hooks", false)]
    [InlineData("file:///etc/passwd", false)]
    public void Only_addresses_of_the_public_internet_are_taken(string address, bool taken)
    {
        var (uri, problem) = WebhookAddress.Take(address, allowLoopback: false);

        Assert.Equal(taken, uri is not null);
        Assert.Equal(taken, problem is null);
    }

    private async Task StartAsync()
    {
        _file = StateFile.Open(_path, _clock, StateSchema.Steps);
        _endpoints = new WebhookEndpoints(_file, _keys);
        _deliveries = new WebhookDeliveries(_file);
        _queue = new EventQueue(_file);
        _sender = new WebhookSender(_queue, _deliveries, _endpoints, new RetryTimes(new Fixed(0.5)), new HttpMessageInvoker(_answers), _clock, _unexpected.Enqueue);
        await _sender.StartAsync(CancellationToken.None);
    }

    private async Task StopAsync()
    {
        await _sender.StopAsync(CancellationToken.None);
        _sender.Dispose();
        _file.Dispose();
    }

    // Time goes on until the newest delivery is as it should be: only while it waits for its time, so that no attempt is cut off. Whatever the sender has done, it rests after it.
    private async Task UntilAsync(Func<WebhookDelivery, bool> reached)
    {
        while (_deliveries.Of(_endpoint, long.MaxValue, 1)[0] is var delivery && !reached(delivery))
        {
            if (delivery.DueAt is { } due && due > _clock.GetUtcNow())
            {
                _clock.Advance(due - _clock.GetUtcNow());
            }

            await _clock.RestAsync();
        }
    }

    private sealed class Fixed(double value) : Random
    {
        public override double NextDouble() => value;
    }

    // Time goes on by a minute, which is the longest that anything rests after a failure, whenever somebody waits for it.
    private async Task PassAsync(Func<bool> reached)
    {
        while (!reached())
        {
            await _clock.RestAsync();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    // Tells of every timer that somebody waits for.
    private sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        private readonly Channel<bool> _set = Channel.CreateUnbounded<bool>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _set.Writer.TryWrite(true);
            return timer;
        }

        public async Task RestAsync() => await _set.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
    }

    private sealed class Answers : HttpMessageHandler
    {
        private readonly Queue<HttpStatusCode> _next = [];

        public List<string> Bodies { get; } = [];

        /// <summary>How often sending fails in a way that nobody foresees.</summary>
        public int Broken { get; set; }

        public HttpStatusCode Otherwise { get; set; } = HttpStatusCode.OK;

        public void Next(params HttpStatusCode[] statuses) => Array.ForEach(statuses, _next.Enqueue);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Broken-- > 0)
            {
                throw new InvalidOperationException("nobody foresaw this");
            }

            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(_next.TryDequeue(out var status) ? status : Otherwise);
        }
    }
}
