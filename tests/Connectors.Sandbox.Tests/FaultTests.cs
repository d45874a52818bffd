using System.Net;
using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Sandbox.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);
    private VendorClient _client = null!;

    public async Task InitializeAsync() => _client = await VendorClient.StartAsync(Specs.Laura with { Clock = _time });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_rate_limit_carries_the_hint_that_the_spec_reads()
    {
        using var reply = await StruckAsync(FaultKind.RateLimited, "/account");
        Assert.Equal(HttpStatusCode.TooManyRequests, reply.StatusCode);
        Assert.InRange(long.Parse(reply.Headers.GetValues("X-RateLimit-Reset").Single(), System.Globalization.CultureInfo.InvariantCulture), Now.ToUnixTimeSeconds() + 1, Now.ToUnixTimeSeconds() + 5);
        Assert.Contains("rate_limited", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maintenance_carries_the_hint_that_the_spec_reads_and_ends()
    {
        _client.Server.Faults = FaultProfile.Find("maintenance")!;
        for (var i = 0; i < 3; i++)
        {
            using var reply = await _client.Http.GetAsync(_client.At("/account"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), reply.Headers.RetryAfter?.Delta);
        }

        await _client.GetAsync("/account", "/account");
    }

    [Fact]
    public async Task A_server_error_has_the_error_schema()
    {
        using var reply = await StruckAsync(FaultKind.ServerError, "/account");
        Assert.Equal(HttpStatusCode.InternalServerError, reply.StatusCode);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.NotNull(body.RootElement.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_cut_connection_ends_in_the_middle()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => StruckAsync(FaultKind.CutConnection, "/jobs"));
    }

    [Theory]
    [InlineData(FaultKind.TruncatedBody)]
    [InlineData(FaultKind.MalformedBody)]
    public async Task A_spoilt_body_is_not_json(FaultKind kind)
    {
        using var reply = await StruckAsync(kind, "/jobs");
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
    }

    [Theory]
    [InlineData(FaultKind.WrongType, "must be")]
    [InlineData(FaultKind.MissingId, "is required")]
    public async Task One_record_of_the_page_breaks_the_contract_and_the_others_keep_it(FaultKind kind, string message)
    {
        using var reply = await StruckAsync(kind, "/jobs");
        using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        var operation = Specs.Laura.Contract.Operations.First(o => o is { Method: "GET", Path: "/jobs" });
        var violation = Assert.Single(new ContractValidator(Specs.Laura.Contract).Validate(body.RootElement, operation.Success!.Body));
        Assert.StartsWith("jobs[12].", violation.Path, StringComparison.Ordinal);
        Assert.StartsWith(message, violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_page_gives_the_first_page_again()
    {
        var first = await _client.Http.GetStringAsync(_client.At("/applicants?limit=10"));
        using var parsed = JsonDocument.Parse(first);
        var marker = parsed.RootElement.GetProperty("data")[9].GetProperty("uuid").GetString();
        using var reply = await StruckAsync(FaultKind.RepeatedPage, $"/applicants?limit=10&starting_after={marker}");
        Assert.Equal(first, await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_cursor_that_does_not_move_is_the_same_twice()
    {
        await using var client = await VendorClient.StartAsync(Specs.Users(", page: { cursor: { query: cursor, from: next } }", "{ name: cursor, in: query, schema: { type: string } }", "next: { type: string }") with { Faults = FaultProfile.Find("repeated-page")!, Records = RecordCounts.Of(1000) });
        var first = (await client.GetAsync("/users", "/users")).GetProperty("next").GetString();
        var second = (await client.GetAsync("/users?cursor=" + first, "/users")).GetProperty("next").GetString();
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_vanished_record_shifts_the_later_pages()
    {
        _client.Server.Faults = FaultProfile.Find("vanished-record")!;
        var first = await _client.GetAsync("/jobs?per_page=10&page=1", "/jobs");
        var second = await _client.GetAsync("/jobs?per_page=10&page=2", "/jobs");
        Assert.Equal(25, Total(first));
        Assert.Equal(24, Total(second));
        Assert.Equal(first.GetProperty("jobs")[9].GetProperty("id").GetInt64() + 2, second.GetProperty("jobs")[0].GetProperty("id").GetInt64());
        static int Total(JsonElement page) => page.GetProperty("meta").GetProperty("pagination").GetProperty("total_count").GetInt32();
    }

    [Fact]
    public async Task A_slow_clock_stamps_changes_too_early()
    {
        _client.Server.Faults = FaultProfile.Find("clock-skew")!;
        using var reply = await _client.Http.GetAsync(_client.At("/account"));
        Assert.Equal(Now.AddMinutes(-10), reply.Headers.Date);
        Assert.Equal(Now.AddMinutes(-10), _client.Server.Records.Now);
        _client.Server.Faults = FaultProfile.None;
        Assert.Equal(Now, _client.Server.Records.Now);
    }

    [Fact]
    public async Task A_huge_body_keeps_coming()
    {
        _client.Server.Faults = new FaultProfile("big", "", [new FaultRule(FaultKind.HugeBody) { Amount = 8 }]);
        Assert.True((await _client.Http.GetByteArrayAsync(_client.At("/jobs"))).Length > 8 << 20);
    }

    [Fact]
    public async Task A_redirect_leads_to_another_host()
    {
        using var reply = await StruckAsync(FaultKind.Redirect, "/jobs");
        Assert.Equal("elsewhere.invalid", reply.Headers.Location?.Host);
    }

    [Fact]
    public async Task A_page_for_people_has_status_200()
    {
        using var reply = await StruckAsync(FaultKind.HtmlPage, "/jobs");
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("text/html", reply.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_vendors_own_limit_holds_for_a_window()
    {
        _client.Server.Faults = FaultProfile.Find("vendor-limit")!;
        for (var i = 0; i < 120; i++)
        {
            await _client.GetAsync("/account", "/account");
        }

        await _client.GetAsync("/account", "/account", 429);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _client.GetAsync("/account", "/account");
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests()
    {
        Assert.Equal(await StatusesAsync(3), await StatusesAsync(3));
        Assert.NotEqual(await StatusesAsync(3), await StatusesAsync(4));
    }

    [Fact]
    public void Profiles_have_names_of_their_own()
    {
        Assert.Equal(FaultProfile.All.Count, FaultProfile.All.Select(p => p.Name).Distinct().Count());
        Assert.All(FaultProfile.All, p => Assert.Same(p, FaultProfile.Find(p.Name)));
        Assert.Null(FaultProfile.Find("unheard-of"));
    }

    private static async Task<List<HttpStatusCode>> StatusesAsync(ulong seed)
    {
        await using var client = await VendorClient.StartAsync(Specs.Laura with { Seed = seed, Faults = FaultProfile.Find("server-error")! });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++)
        {
            using var reply = await client.Http.GetAsync(client.At("/account"));
            statuses.Add(reply.StatusCode);
        }

        return statuses;
    }

    private Task<HttpResponseMessage> StruckAsync(FaultKind kind, string path)
    {
        _client.Server.Faults = new FaultProfile("test", "", [new FaultRule(kind)]);
        return _client.Http.GetAsync(_client.At(path));
    }
}
