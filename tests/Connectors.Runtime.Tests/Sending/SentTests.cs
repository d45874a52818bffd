using System.Collections.Concurrent;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Telemetry;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Sending;

/// <summary>Whoever wants is told of every request.</summary>
public sealed class SentTests
{
    private readonly ConcurrentQueue<SentRequest> _told = [];

    [Fact]
    public async Task Every_attempt_is_told_with_what_came_of_it_and_without_the_secrets_of_its_address()
    {
        var clock = new FakeTimeProvider();
        const string Page = """{"items":[{"id":"1"}]}""";
        var vendor = new FakeVendor(
            asked =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
                return asked.Number == 0 ? Answer.Status(503) : Answer.Json(Page);
            },
            clock);
        var definition = TestConnector.Define(p => p with { Send = [new SentValue(new PlaceName(Place.Query, "key"), [(in RequestScope s) => s.Connection["api_key"]])] });

        await Pump.RunAsync(clock, () => TestConnector.At(vendor, definition, new ConnectorOptions { Clock = clock, Sent = _told.Enqueue }).PagesAsync(Items.Source()));

        Assert.Equal([503, 200], _told.Select(t => t.Status!.Value));
        Assert.Equal([ConnectorError.Unavailable, null], _told.Select(t => t.Error));
        Assert.Equal([0, Page.Length], _told.Select(t => t.Bytes!.Value));
        Assert.All(_told, t => Assert.Equal(("items", "GET", TimeSpan.FromMilliseconds(250)), (t.Purpose, t.Method, t.Took)));
        Assert.All(_told, t => Assert.StartsWith("https://acme.vendor.example/api/items", t.Address, StringComparison.Ordinal));
        Assert.All(_told, t => Assert.Contains("key=***", t.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_without_a_reply_is_told_without_a_status()
    {
        await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(new FakeVendor(_ => throw new HttpRequestException("cut")), options: Options).PagesAsync(Items.Source()));

        var told = Assert.Single(_told);
        Assert.Equal((null, ConnectorError.Unavailable, null), (told.Status, told.Error, told.Bytes));
    }

    [Fact]
    public async Task An_envelope_is_told_by_its_operation_and_by_how_long_it_is()
    {
        var answer = SoapItems.Answer(["1"]);

        await TestConnector.At(new FakeVendor(_ => SoapItems.Xml(answer)), options: Options).PagesAsync(SoapItems.Source());

        var told = Assert.Single(_told);
        Assert.Equal(("POST", "GetItems", (long?)answer.Length), (told.Method, told.Endpoint, told.Bytes));
    }

    [Fact]
    public async Task What_was_never_sent_is_not_told()
    {
        var definition = TestConnector.Define(p => p with { Send = [new SentValue(new PlaceName(Place.Header, "X"), [(in RequestScope _) => throw new ConnectorException(ConnectorError.InvalidInput, "there is no such value")])] });

        await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(new FakeVendor("{}"), definition, Options).PagesAsync(Items.Source()));

        Assert.Empty(_told);
    }

    private ConnectorOptions Options => new() { Retries = 0, Sent = _told.Enqueue };
}
