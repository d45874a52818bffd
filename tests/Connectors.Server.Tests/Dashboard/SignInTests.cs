using System.Net;
using Connectors.Server.SignIn;
using Connectors.Server.State;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests.Dashboard;

[Collection(SharedServer.Name)]
public class SignInTests(DemoServer server)
{
    // What needs no session: how one is made, what every page is dressed with, what is described to everybody, what has a link as its key.
    private static readonly string[] OpenToAll = ["/sign-in", "/assets/", "/reference", "/openapi.json", "/connect", "/files/"];

    [Fact]
    public async Task A_printed_link_signs_one_person_in()
    {
        using var first = new Browser(server.Server.Root);
        using var second = new Browser(server.Server.Root);
        var link = $"/sign-in?token={Tokens.Create()}&return=/keys";
        var (page, again) = ((await first.OpenAsync(link)).Ok(), (await second.OpenAsync(link)).Ok());

        var entered = await first.SubmitAsync(page.Form("/sign-in/token"));
        var refused = await second.SubmitAsync(again.Form("/sign-in/token"));

        Assert.Equal((HttpStatusCode.RedirectMethod, "/keys"), (entered.Status, entered.Location));
        Assert.Equal("API keys", (await first.OpenAsync("/keys")).Ok().Heading);
        Assert.Equal("/sign-in?problem=token", refused.Location);
        Assert.Contains("used before or has expired", (await second.OpenAsync(refused.Location!)).Ok().Html.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", new Uri((await second.OpenAsync("/keys")).Location!).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_works_for_a_quarter_of_an_hour_and_only_its_hash_is_kept()
    {
        var path = Path.GetTempFileName();
        try
        {
            var clock = new FakeTimeProvider();
            using var file = StateFile.Open(path, clock, StateSchema.Steps);
            var tokens = new SignInTokens(file);
            var (early, late) = (tokens.Create(), tokens.Create());

            clock.Advance(TimeSpan.FromMinutes(14));
            Assert.True(tokens.Take(early));
            clock.Advance(TimeSpan.FromMinutes(2));
            Assert.False(tokens.Take(late));
            Assert.DoesNotContain(late, System.Text.Encoding.Latin1.GetString((byte[])file.Value("SELECT hash FROM sign_in_tokens")!), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Another_link_is_printed_while_the_server_runs()
    {
        using var output = new StringWriter();
        var folder = Path.GetDirectoryName(server.Database)!;

        Assert.Equal(0, ServeCommand.Create(output, output, folder).Parse(["sign-in", "--database", server.Database, "--public-url", "https://connectors.example"]).Invoke());

        var link = new Uri(output.ToString().Trim());
        Assert.Equal("https://connectors.example/sign-in", link.GetLeftPart(UriPartial.Path));
        using var browser = new Browser(server.Server.Root);
        var page = (await browser.OpenAsync(link.PathAndQuery)).Ok();
        Assert.Equal("/", (await browser.SubmitAsync(page.Form("/sign-in/token"))).Location);
    }

    [Theory]
    [InlineData("--openid-issuer https://login.example", "go together")]
    [InlineData("--openid-client connectors", "go together")]
    [InlineData("--openid-issuer https://login.example --openid-client connectors", "who may come in")]
    [InlineData("--openid-issuer http://login.example --openid-client connectors --openid-email a@b.c", "https://")]
    [InlineData("--openid-issuer https://login.example --openid-client connectors --openid-claim groups", "NAME=VALUE")]
    [InlineData("--public-url connectors.example", "https://connectors.example.com")]
    [InlineData("--public-url https://connectors.example/path", "https://connectors.example.com")]
    public void What_is_wrong_on_the_command_line_is_said_before_anything_starts(string arguments, string told)
    {
        using var output = new StringWriter();

        var errors = ServeCommand.Create(output, output, ".").Parse(arguments.Split(' ')).Errors;

        Assert.Contains(errors, e => e.Message.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cookie_of_a_session_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        using var browser = new Browser(server.Server.Root);
        var page = await browser.OpenAsync($"/sign-in?token={Tokens.Create()}");

        var cookie = (await browser.SubmitAsync(page.Form("/sign-in/token"))).Headers["Set-Cookie"];

        Assert.Contains("connectors_session=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var browser = await Browser.SignedInAsync(server.Server);
        var page = (await browser.OpenAsync("/integrations")).Ok();

        Assert.Equal("/sign-in", (await browser.SubmitAsync(page.Form("/sign-out"))).Location);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/integrations")).Status);
    }

    [Fact]
    public async Task Every_path_that_is_not_open_to_all_needs_a_session()
    {
        using var browser = new Browser(server.Server.Root);
        var closed = 0;
        foreach (var endpoint in Endpoints().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var path = PathOf(endpoint);
                var page = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(browser.Root, path)));
                Assert.True(page.Status == HttpStatusCode.Redirect && new Uri(browser.Root, page.Location!).AbsolutePath == "/sign-in", $"{method} {path}: {(int)page.Status}");
                closed++;
            }
        }

        Assert.True(closed > 15, $"{closed}");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/nowhere")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/../../etc/passwd")).Status);
    }

    [Fact]
    public void Only_what_is_meant_to_be_is_open_to_all() => Assert.All(
        Endpoints().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(PathOf),
        path => Assert.Contains(OpenToAll, open => path.StartsWith(open, StringComparison.Ordinal)));

    [Fact]
    public async Task A_form_that_comes_from_elsewhere_is_refused()
    {
        using var browser = await Browser.SignedInAsync(server.Server);
        var forms = Endpoints().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true).ToList();
        Assert.True(forms.Count > 8);
        foreach (var path in forms.Select(PathOf).Append("/sign-in/token").Append("/keys").Append("/webhooks"))
        {
            using var form = new FormUrlEncodedContent([new("name", "x"), new("_handler", "make"), new("value", "false"), new("sure", "yes")]);
            var page = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(browser.Root, path)) { Content = form });
            Assert.True(page.Status is HttpStatusCode.BadRequest, $"{path}: {(int)page.Status}");
        }

        Assert.DoesNotContain(server.Server.Keys.Of(server.Server.Environment), k => k.Name == "x");
        Assert.Equal("Integrations", (await browser.OpenAsync("/integrations")).Ok().Heading);
    }

    [Theory]
    [InlineData("/keys", "/keys")]
    [InlineData("/integrations?x=1", "/integrations?x=1")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("https://example.com", "/")]
    [InlineData("//example.com", "/")]
    [InlineData("/\\example.com", "/")]
    [InlineData("/a\r\nb", "/")]
    [InlineData("keys", "/")]
    public void A_link_leads_nowhere_but_to_this_server(string? wanted, string path) => Assert.Equal(path, Sessions.Local(wanted));

    [Fact]
    public async Task What_is_not_there_is_a_page_for_people_and_JSON_for_callers()
    {
        using var browser = await Browser.SignedInAsync(server.Server);
        foreach (var path in new[] { "/nowhere", "/integrations/laura:1", "/integrations/laura:1/delete", "/integrations/laura:1/set-aside", "/webhooks/1" })
        {
            var page = await browser.OpenAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, "Not found"), (page.Status, page.Heading));
            Assert.Equal("en", page.Html.DocumentElement.GetAttribute("lang"));
        }

        (await server.SendAsync(HttpMethod.Get, "/nowhere")).IsError(404, null);
    }

    private SignInTokens Tokens => server.Server.Services.GetRequiredService<SignInTokens>();

    private IEnumerable<RouteEndpoint> Endpoints() => server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => !PathOf(e).StartsWith("/v1", StringComparison.Ordinal));

    private static string PathOf(RouteEndpoint endpoint) =>
        "/" + System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "{[^}]*}", "x");
}
