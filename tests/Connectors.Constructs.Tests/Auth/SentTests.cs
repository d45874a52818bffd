using System.Text.Json.Nodes;
using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Auth;

/// <summary>What authenticates requests, as it is sent.</summary>
public sealed class SentTests
{
    [Fact]
    public async Task A_token_is_asked_for_and_sent_as_the_spec_says()
    {
        using var heard = new Heard();
        await using var played = await PlayedSpec.StartAsync("client_token", configure: o => o with { Http = new HttpMessageInvoker(heard) });
        await played.ReadAsync("users");
        var connection = played.Vendor.Connection;

        var asked = heard.One("/oauth/token");
        Assert.True(JsonNode.DeepEquals(
            new JsonObject
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = connection["client_id"],
                ["client_secret"] = connection["client_secret"],
                ["scope"] = "users+people",
                ["sub"] = connection["user"],
            },
            JsonNode.Parse(asked.Body)), asked.Body);
        Assert.Contains($"X-Partner: {connection["client_id"]}", asked.Headers, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", asked.Headers, StringComparison.Ordinal);
        var users = heard.One("/users");
        Assert.Contains("Authorization: Token token=", users.Headers, StringComparison.Ordinal);
        Assert.Contains("X-Account: ", users.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_centre_picks_the_hosts_and_the_server_its_version_of_HTTP()
    {
        using var heard = new Heard();
        await using var played = await PlayedSpec.StartAsync("data_centre", configure: o => o with { Http = new HttpMessageInvoker(heard) });
        await played.ReadAsync("users");

        Assert.All(heard.Asked, a => Assert.Equal(new Version(1, 1), a.Version));
        Assert.Equal("grant_type=client_credentials", heard.One("/token").Body);
        var definition = ConnectorRegistry.Find("data_centre")!.Definition;
        Assert.Equal(["https://api.eu.acme.example/v1", "https://login.eu.acme.example/token"], definition.Apis.Select(a => a.Base(new(played.Connector.Connection))));
    }

    [Fact]
    public async Task Every_api_has_credentials_of_its_own()
    {
        using var heard = new Heard();
        await using var played = await PlayedSpec.StartAsync("several_apis", configure: o => o with { Http = new HttpMessageInvoker(heard) });
        await played.ReadAsync("users");
        await played.ReadAsync("tags");

        var (partners, careers) = (heard.One("/users").Headers, heard.One("/companies").Headers);
        Assert.Contains($"X-Partner: {played.Vendor.Connection["partner"]}", partners, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", partners, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", careers, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Partner", careers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_of_the_connector_signs_the_finished_request()
    {
        using var heard = new Heard();
        await using var played = await PlayedSpec.StartAsync("signed_request", configure: o => o with { Http = new HttpMessageInvoker(heard) });
        await played.ReadAsync("users");

        var headers = heard.One("/users").Headers;
        Assert.Contains("X-Time: ", headers, StringComparison.Ordinal);
        Assert.Matches("X-Signature: [0-9a-f]{64}", headers);
    }

    [Fact]
    public async Task The_log_in_of_an_entry_uses_what_the_entries_before_it_took()
    {
        using var heard = new Heard();
        // The account is where the reply says, and nowhere else.
        await using var played = await PlayedSpec.StartAsync("chained_session", configure: o => o with { Http = new HttpMessageInvoker(heard), BaseAddress = null });
        await played.ReadAsync("users");

        Assert.Matches("^\\?access_token=[0-9a-f]{16}$", heard.One("/session").Address.Query);
        var users = heard.One("/users");
        Assert.StartsWith(played.Vendor.BaseAddress.AbsoluteUri, users.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Matches("Cookie: session=[0-9a-f]{16}\\s", users.Headers);
        Assert.DoesNotContain("Authorization", users.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/v1")]
    [InlineData("https://acme.example.evil.example")]
    [InlineData("http://api.acme.example")]
    [InlineData("https://user@api.acme.example")]
    [InlineData("nowhere")]
    public async Task An_address_outside_the_hosts_is_told_and_not_asked(string address)
    {
        using var heard = new Heard(r => r.RequestUri!.AbsolutePath.EndsWith("/accounts/acme", StringComparison.Ordinal) ? Heard.Reply($$"""{"url":"{{address}}"}""") : null);
        await using var played = await PlayedSpec.StartAsync("discovered_address", configure: o => o with { Http = new HttpMessageInvoker(heard), BaseAddress = null });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Single(heard.Asked);
    }

    [Fact]
    public async Task A_discovered_address_on_the_hosts_is_asked()
    {
        using var heard = new Heard(r => r.RequestUri!.Host == "eu7.acme.example" ? Heard.Reply("""{"users":[{"id":7}]}""")
            : r.RequestUri.AbsolutePath.EndsWith("/accounts/acme", StringComparison.Ordinal) ? Heard.Reply("""{"url":"https://eu7.acme.example/x"}""") : null);
        await using var played = await PlayedSpec.StartAsync("discovered_address", configure: o => o with { Http = new HttpMessageInvoker(heard), BaseAddress = null });

        Assert.Equal("7", Assert.Single(await played.ReadAsync("users")).Key.First);
        Assert.Equal("https://eu7.acme.example/x/v1/users", heard.One("/users").Address.AbsoluteUri);
    }

    [Fact]
    public async Task A_key_that_signs_nothing_is_told()
    {
        await using var played = await PlayedSpec.StartAsync("jwt_rs256", connect: c => c["key"] = "no-key-at-all");

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.DoesNotContain("no-key-at-all", error.ToString(), StringComparison.Ordinal);
    }
}
