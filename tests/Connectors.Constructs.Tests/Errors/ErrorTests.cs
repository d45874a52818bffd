using System.Net;
using System.Text;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Constructs.Tests.Errors;

/// <summary>What a connector makes of the ways in which vendors fail.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("""{"success":false,"error":{"code":"no_access","text":"Not yours."}}""", ConnectorError.Permission, "Not yours.")]
    [InlineData("""{"success":false,"error":{"code":"other","text":"Later."}}""", ConnectorError.Unavailable, "Later.")]
    public async Task A_failure_inside_200_is_an_error(string body, ConnectorError expected, string message)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync("failure_in_200", HttpStatusCode.OK, body));

        Assert.Equal(expected, error.Error);
        Assert.Equal(message, error.VendorMessage);
    }

    [Fact]
    public async Task A_success_inside_200_is_none() => Assert.Equal(1, await ReadAsync("failure_in_200", HttpStatusCode.OK, """{"success":true,"users":[{"id":1}]}"""));

    [Theory]
    [InlineData("""{"code":"c","text":"said"}""", "application/json", "said")]
    [InlineData("""{"code":"c"}""", "application/json", "c")]
    [InlineData("<html><head><title>x</title></head><body><h1>Down</h1> for&nbsp;<b>an&amp;hour</b><script>if (a < b) {}</script></body></html>", "text/html", "Down for an&hour")]
    [InlineData("Come back tomorrow.", "text/plain", "Come back tomorrow.")]
    [InlineData("""{"other":1}""", "application/json", null)]
    public async Task The_first_place_that_has_something_is_the_message(string body, string type, string? message)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync("error_messages", HttpStatusCode.BadRequest, body, type));

        Assert.Equal(message, error.VendorMessage);
    }

    [Fact]
    public async Task Fields_and_messages_in_lists_within_lists_are_all_told()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync("error_messages", HttpStatusCode.UnprocessableEntity,
            """{"errors":[{"fields":["first","last"],"problems":[{"text":"is missing"},{"text":"is long"}]},{"problems":[{"text":"bad"}]}]}"""));

        Assert.Equal([new FieldError("first", "is missing; is long"), new FieldError("last", "is missing; is long"), new FieldError("", "bad")], error.Fields);
        Assert.Equal("is missing", error.VendorMessage);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, """{"code":"already_there","text":"It is there."}""", null)]
    [InlineData(HttpStatusCode.Conflict, """{"code":"other","text":"No."}""", ConnectorError.Conflict)]
    [InlineData(HttpStatusCode.NoContent, "", null)]
    public async Task What_is_so_already_is_done(HttpStatusCode status, string body, ConnectorError? expected)
    {
        using var http = new HttpMessageInvoker(new Canned(status, body, "application/json"));
        var connector = (StepDoneConnector)Connect("step_done", new ConnectorOptions { Http = http, Retries = 0, KeepRates = false });

        var moving = connector.MoveApplicationToStageAsync(new StepDoneMoveApplicationToStageInput { ApplicationId = "remote:1", StageId = "remote:2" });

        if (expected is null)
        {
            await moving;
        }
        else
        {
            Assert.Equal(expected, (await Assert.ThrowsAsync<ConnectorException>(() => moving)).Error);
        }
    }

    [Fact]
    public async Task Requests_wait_when_a_reply_says_that_none_is_left()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        await using var played = await PlayedSpec.StartAsync(
            "announced_limit", play: o => o with { Clock = clock }, configure: o => o with { Clock = clock, KeepRates = true, Timeout = TimeSpan.FromDays(1) });
        for (var i = 0; i < 5; i++)
        {
            await played.ReadAsync("users");
        }

        var sixth = played.ReadAsync("users");
        Assert.Equal(5, played.Asked.Count);
        clock.Advance(TimeSpan.FromSeconds(61));
        await sixth;

        Assert.Equal(6, played.Asked.Count);
        Assert.All(played.Asked, a => Assert.Equal(200, a.Status));
    }

    [Theory]
    [InlineData("3", null)]
    [InlineData("0", 20)]
    [InlineData("none", null)]
    public async Task Only_a_reply_without_anything_left_holds_requests_back(string left, int? seconds)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var handler = new Canned(HttpStatusCode.OK, """{"users":[]}""", "application/json")
        {
            Headers = { ["X-Left"] = left, ["X-Reset"] = clock.GetUtcNow().AddSeconds(20).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        using var http = new HttpMessageInvoker(handler);
        var connector = Connect("announced_limit", new ConnectorOptions { Http = http, Clock = clock, Retries = 0, Timeout = TimeSpan.FromDays(1) });
        await ReadAsync(connector);

        var second = ReadAsync(connector);
        Assert.Equal(seconds is null, second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(seconds ?? 0));
        await second;
    }

    [Fact]
    public async Task A_reply_after_which_nothing_is_left_for_days_stands_and_the_next_request_says_how_long()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        using var http = new HttpMessageInvoker(Spent(clock, TimeSpan.FromDays(60)));
        var connector = Connect("announced_limit", new ConnectorOptions { Http = http, Clock = clock });

        Assert.Equal(1, await ReadAsync(connector));
        var error = await Assert.ThrowsAsync<ConnectorException>(() => ReadAsync(connector));

        Assert.Equal((ConnectorError.RateLimited, TimeSpan.FromDays(60)), (error.Error, error.RetryAfter));
    }

    [Fact]
    public async Task What_an_api_announces_holds_its_own_requests_back_and_no_others()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        using var http = new HttpMessageInvoker(Spent(clock, TimeSpan.FromSeconds(20)));
        var connector = Connect("announced_by_api", new ConnectorOptions { Http = http, Clock = clock, Retries = 0, Timeout = TimeSpan.FromDays(1) });
        await connector.CheckAsync();
        await connector.CheckAsync();
        await ReadAsync(connector);

        var second = ReadAsync(connector);
        await connector.CheckAsync();
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(1, await second);
    }

    private static Canned Spent(FakeTimeProvider clock, TimeSpan until) => new(HttpStatusCode.OK, """{"users":[{"id":1}]}""", "application/json")
    {
        Headers = { ["X-Left"] = "0", ["X-Reset"] = clock.GetUtcNow().Add(until).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };

    private static async Task<int> ReadAsync(string slug, HttpStatusCode status, string body, string type = "application/json")
    {
        using var http = new HttpMessageInvoker(new Canned(status, body, type));
        return await ReadAsync(Connect(slug, new ConnectorOptions { Http = http, Retries = 0, KeepRates = false }));
    }

    private static Connector Connect(string slug, ConnectorOptions options)
    {
        var registration = ConnectorRegistry.Find(slug)!;
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, new Dictionary<string, string> { ["api_key"] = "a secret key" }, out var connection, out _));
        return registration.Create(connection, options);
    }

    private static async Task<int> ReadAsync(Connector connector)
    {
        var records = 0;
        await foreach (var page in connector.ReadAsync(connector.Definition.Sources[0], new ReadOptions()))
        {
            records += page.Records.Count;
        }

        return records;
    }

    private sealed class Canned(HttpStatusCode status, string body, string type) : HttpMessageHandler
    {
        public Dictionary<string, string> Headers { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var reply = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
            foreach (var (name, value) in Headers)
            {
                reply.Headers.Add(name, value);
            }

            return Task.FromResult(reply);
        }
    }
}
