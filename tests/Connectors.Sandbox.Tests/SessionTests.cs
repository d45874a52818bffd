using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Sandbox.Tests;

/// <summary>Sessions of REST APIs; those of SOAP are proven with the vendor that has them.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Requests_need_a_session_that_was_opened_and_is_not_over()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "constructs");
        var options = Specs.Compile("session_rest", await File.ReadAllTextAsync(Path.Combine(folder, "soap", "session_rest.yaml")), await File.ReadAllTextAsync(Path.Combine(folder, "contracts", "acme.openapi.yaml")));
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
        await using var server = await SandboxServer.StartAsync(options with { Clock = clock });
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(http, server, "/me", null)).Status);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Connection["api_key"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(http, server, "/users", null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(http, server, "/users", "7")).Status);

        var first = await LogInAsync(http, server);
        var second = await LogInAsync(http, server);
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(http, server, "/users", first)).Status);
        clock.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(http, server, "/users", second)).Status);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(http, server, "/users", first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(http, server, "/users", await LogInAsync(http, server))).Status);
    }

    private static async Task<string> LogInAsync(HttpClient http, SandboxServer server)
    {
        var (status, body) = await SendAsync(http, server, "/me", null);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetRawText();
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpClient http, SandboxServer server, string path, string? account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{server.BaseAddress.AbsoluteUri.TrimEnd('/')}{path}{(account is null ? "" : $"?account={account}")}"));
        if (account is not null)
        {
            request.Headers.Add("X-Account", account);
            request.Headers.Add("Cookie", $"account={account}");
        }

        using var reply = await http.SendAsync(request);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }
}
