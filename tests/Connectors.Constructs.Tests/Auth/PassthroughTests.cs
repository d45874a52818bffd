using Connectors.Runtime.Passthrough;

namespace Connectors.Constructs.Tests.Auth;

/// <summary>Passthrough requests, as they arrive at the apis that a spec names for them.</summary>
public sealed class PassthroughTests
{
    [Fact]
    public async Task Requests_of_ones_own_have_what_authenticates_the_api()
    {
        using var heard = new Heard();
        await using var played = await PlayedSpec.StartAsync("passed_on", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        var users = await played.Connector.PassthroughAsync(Get("v1", "/users"));
        var files = await played.Connector.PassthroughAsync(Get("documents", "/users?limit=1"));
        var open = await played.Connector.PassthroughAsync(Get("open", "/users"));

        var (asked, keyed, bare) = (heard.Asked.ElementAt(0), heard.Asked.ElementAt(1), heard.Asked.ElementAt(2));
        Assert.Contains("\"users\"", users.ReadText(), StringComparison.Ordinal);
        Assert.Contains($"Authorization: Bearer {played.Vendor.Connection["key"]}", asked.Headers, StringComparison.Ordinal);
        Assert.Contains("X-Api-Version: 7", asked.Headers, StringComparison.Ordinal);
        Assert.Contains($"api_key={played.Vendor.Connection["account"]}", keyed.Address.Query, StringComparison.Ordinal);
        Assert.EndsWith("/users?api_key=***&limit=1", files.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", bare.Headers, StringComparison.Ordinal);
        Assert.Equal((200, 200), (users.Status, open.Status));
    }

    [Fact]
    public void The_word_is_the_feature()
    {
        var spec = ConstructSpec.All["passed_on"].Compile().Spec!;

        Assert.Equal(["api_passthrough"], spec.Features);
        Assert.Equal([("v1", "main"), ("documents", "files"), ("open", "careers")], spec.Passthrough.Select(p => (p.Name, p.Api)));
    }

    private static PassthroughRequest Get(string api, string path) => new() { Api = api, Method = "GET", Path = path };
}
