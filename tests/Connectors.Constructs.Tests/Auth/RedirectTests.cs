using System.Net;
using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Auth;

/// <summary>Servers that send their customers elsewhere.</summary>
public sealed class RedirectTests
{
    [Fact]
    public async Task A_redirect_to_a_host_of_the_connector_is_followed_with_the_credentials()
    {
        using var heard = new Heard(r => r.RequestUri!.Host == "eu2.acme.example" ? Heard.Reply("""{"users":[{"id":7}]}""") : Moved(r, "https://eu2.acme.example/v1/users"));
        await using var played = await PlayedSpec.StartAsync("data_centre", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        Assert.Equal("7", Assert.Single(await played.ReadAsync("users")).Key.First);
        Assert.Contains("Authorization: Bearer ", heard.Asked.Last().Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/v1/users")]
    [InlineData("http://eu2.acme.example/v1/users")]
    public async Task A_redirect_to_another_host_is_refused(string target)
    {
        using var heard = new Heard(r => Moved(r, target));
        await using var played = await PlayedSpec.StartAsync("data_centre", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Equal(2, heard.Asked.Count);
    }

    [Fact]
    public async Task Redirects_without_end_are_an_error()
    {
        using var heard = new Heard(r => Moved(r, r.RequestUri!.AbsoluteUri));
        await using var played = await PlayedSpec.StartAsync("data_centre", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.InRange(heard.Asked.Count, 3, 10);
    }

    [Fact]
    public async Task Without_the_word_every_redirect_is_refused()
    {
        using var heard = new Heard(r => Moved(r, r.RequestUri!.AbsoluteUri));
        await using var played = await PlayedSpec.StartAsync("signed_request", configure: o => o with { Http = new HttpMessageInvoker(heard) });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.ReadAsync("users"));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Single(heard.Asked);
    }

    private static HttpResponseMessage? Moved(HttpRequestMessage request, string target)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith("/users", StringComparison.Ordinal))
        {
            return null;
        }

        var reply = new HttpResponseMessage(HttpStatusCode.TemporaryRedirect);
        reply.Headers.Location = new Uri(target);
        return reply;
    }
}
