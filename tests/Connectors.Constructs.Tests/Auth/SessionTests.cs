using Connectors.Runtime.Errors;
using Connectors.Sandbox;
using Connectors.Sandbox.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Constructs.Tests.Auth;

/// <summary>Tokens and sessions: how often they are asked for, how they are renewed, and what is wrong with a reply that gives none.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData("client_token", "/oauth/token")]
    [InlineData("consent_token", "/token")]
    [InlineData("chained_session", "/session")]
    [InlineData("discovered_address", "/accounts/acme")]
    public async Task Parallel_reads_ask_for_a_token_once(string slug, string path)
    {
        await using var played = await PlayedSpec.StartAsync(slug);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => played.ReadAsync("users")));

        Assert.Single(played.Asked, a => PathOf(a).EndsWith(path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("client_token", "/oauth/token")]
    [InlineData("consent_token", "/token")]
    public async Task A_token_is_renewed_shortly_before_it_ends(string slug, string path)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
        await using var played = await PlayedSpec.StartAsync(slug, o => o with { Clock = clock }, configure: o => o with { Clock = clock });

        await played.ReadAsync("users");
        clock.Advance(TimeSpan.FromMinutes(19));
        await played.ReadAsync("users");
        Assert.Single(played.Asked, a => PathOf(a) == path);
        clock.Advance(TimeSpan.FromSeconds(31));
        await played.ReadAsync("users");

        Assert.Equal(2, played.Asked.Count(a => PathOf(a) == path));
        Assert.DoesNotContain(played.Asked, a => a.Status == 401);
    }

    [Theory]
    [InlineData("client_token")]
    [InlineData("consent_token")]
    [InlineData("chained_session")]
    public async Task A_session_that_the_vendor_ends_early_is_had_again(string slug)
    {
        await using var played = await PlayedSpec.StartAsync(slug);
        await played.ReadAsync("users");
        played.Vendor.Faults = new FaultProfile("once", "The session ends once.", [new FaultRule(FaultKind.SessionExpired) { Times = 1 }]);

        Assert.NotEmpty(await played.ReadAsync("users"));

        Assert.Single(played.Asked, a => a.Status is 401 or 412);
    }

    [Theory]
    [InlineData("\"expires_at\":\"2026-07-01T09:20:00Z\"", 20)]
    [InlineData("\"expires_at\":\"2026-07-01T11:20:00.123+02:00\"", 20)]
    [InlineData("\"expires_at\":1782897600", 20)]
    [InlineData("\"expires_in\":600,\"expires_at\":\"2026-07-01T09:20:00Z\"", 10)]
    [InlineData("\"expires_in\":null,\"expires_at\":\"2026-07-01T09:20:00Z\"", 20)]
    public async Task A_token_reply_says_how_long_it_is_good_or_when_it_ends(string says, int minutes)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
        using var heard = new Heard(r => Heard.Reply(r.RequestUri!.AbsolutePath == "/oauth/token" ? $$"""{"access_token":"t","account":{"id":"a"},{{says}}}""" : """{"users":[]}"""));
        await using var played = await PlayedSpec.StartAsync("client_token", configure: o => o with { Clock = clock, Http = new HttpMessageInvoker(heard) });

        await played.ReadAsync("users");
        clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(31));
        await played.ReadAsync("users");
        Assert.Single(heard.Asked, a => a.Address.AbsolutePath == "/oauth/token");
        clock.Advance(TimeSpan.FromSeconds(2));
        await played.ReadAsync("users");

        Assert.Equal(2, heard.Asked.Count(a => a.Address.AbsolutePath == "/oauth/token"));
    }

    [Theory]
    [InlineData("\"expires_at\":\"soon\"")]
    [InlineData("\"expires_at\":\"2020-01-01T00:00:00Z\"")]
    [InlineData("\"expires_at\":99999999999999")]
    [InlineData("\"expires_at\":{}")]
    public async Task An_end_that_makes_no_sense_is_passed_over(string says)
    {
        using var heard = new Heard(r => Heard.Reply(r.RequestUri!.AbsolutePath == "/oauth/token" ? $$"""{"access_token":"t","account":{"id":"a"},{{says}}}""" : """{"users":[]}"""));
        await using var played = await PlayedSpec.StartAsync("client_token", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        await played.ReadAsync("users");
        await played.ReadAsync("users");

        Assert.Single(heard.Asked, a => a.Address.AbsolutePath == "/oauth/token");
    }

    [Fact]
    public async Task A_token_that_has_ended_is_renewed_before_the_session_that_needs_it()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
        await using var played = await PlayedSpec.StartAsync("chained_session", o => o with { Clock = clock }, configure: o => o with { Clock = clock });
        await played.ReadAsync("users");

        clock.Advance(TimeSpan.FromMinutes(21));
        await played.ReadAsync("users");

        Assert.Equal(["/token", "/front/session", "/base/users", "/token", "/front/session", "/base/users"], played.Asked.Select(PathOf).Select(p => p is "/session" ? "/front/session" : p));
    }

    [Theory]
    [InlineData("""{"expires_in":3600}""")]
    [InlineData("""{"error":"invalid_scope"}""")]
    [InlineData("""{"access_token":null}""")]
    public async Task A_token_reply_without_a_token_is_told(string reply)
    {
        using var heard = new Heard(r => r.RequestUri!.AbsolutePath == "/oauth/token" ? Heard.Reply(reply) : null);
        await using var played = await PlayedSpec.StartAsync("client_token", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("access_token", error.Message, StringComparison.Ordinal);
        Assert.Single(heard.Asked);
    }

    [Fact]
    public async Task Wrong_credentials_are_told_without_showing_them()
    {
        await using var played = await PlayedSpec.StartAsync("client_token", connect: c => c["client_secret"] = "not-the-secret");

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.DoesNotContain("not-the-secret", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("/oauth/token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_the_connector_ends_its_session()
    {
        await using var played = await PlayedSpec.StartAsync("chained_session");
        await played.ReadAsync("users");

        await played.Connector.DisposeAsync();
        await played.Connector.DisposeAsync();

        Assert.Single(played.Asked, a => PathOf(a).EndsWith("/session/end", StringComparison.Ordinal) && a.Status == 204);
    }

    [Fact]
    public async Task A_connector_that_has_asked_nothing_has_nothing_to_end()
    {
        await using var played = await PlayedSpec.StartAsync("chained_session");

        await played.Connector.DisposeAsync();

        Assert.Empty(played.Asked);
    }

    private static string PathOf(SandboxRequest asked) => asked.Target.Split('?')[0];
}
