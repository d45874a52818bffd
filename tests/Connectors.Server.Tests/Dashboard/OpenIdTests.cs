using System.Net;
using Connectors.Server.SignIn;

namespace Connectors.Server.Tests.Dashboard;

/// <summary>Signing in with a provider; the server has nothing else to do.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connectors-openid-").FullName;
    private readonly List<Exception> _failures = [];
    private PlayedProvider _provider = null!;
    private ApiServer _server = null!;

    public async Task InitializeAsync()
    {
        _provider = await PlayedProvider.StartAsync();
        _server = await ApiServer.StartAsync(new ServerOptions
        {
            Database = Path.Combine(_folder, "connectors.db"),
            Address = new Uri("http://127.0.0.1:0"),
            Unexpected = _failures.Add,
            OpenId = new OpenIdOptions(_provider.Issuer, PlayedProvider.Client, PlayedProvider.Secret) { Emails = ["Jane@example.com"], Claims = [("groups", "recruiting")] },
        });
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("jane@example.com", true, null, true)]
    [InlineData("jane@example.com", false, null, false)]
    [InlineData("jane@example.com", null, null, false)]
    [InlineData("john@example.com", true, null, false)]
    [InlineData("john@example.com", null, "recruiting", true)]
    [InlineData(null, null, "sales", false)]
    public async Task Whoever_the_provider_knows_comes_in_if_they_are_invited(string? email, bool? verified, string? group, bool invited)
    {
        foreach (var (name, value) in new (string, object?)[] { ("email", email), ("email_verified", verified), ("groups", group) })
        {
            if (value is not null)
            {
                _provider.Claims[name] = value;
            }
        }

        using var browser = new Browser(_server.Root);
        var page = (await browser.OpenAsync("/sign-in?return=/keys")).Ok();
        var link = page.Html.QuerySelector("a.button")!.GetAttribute("href")!;
        var atProvider = await browser.OpenAsync(link);
        var back = await browser.OpenAsync(atProvider.Location!);
        var entered = await browser.OpenAsync(back.Location!);

        Assert.Empty(_failures);
        Assert.StartsWith(_provider.Issuer.AbsoluteUri, atProvider.Location, StringComparison.Ordinal);
        Assert.Equal(invited ? "/keys" : "/sign-in?problem=not-invited", entered.Location);
        Assert.Equal(invited ? HttpStatusCode.OK : HttpStatusCode.Redirect, (await browser.OpenAsync("/keys")).Status);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in()
    {
        using var browser = new Browser(_server.Root);

        var answer = await browser.OpenAsync("/sign-in/openid/return?code=1&state=made-up");

        Assert.Equal("/sign-in?problem=provider", answer.Location);
        Assert.Single(_failures);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/keys")).Status);
    }
}
