using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Connectors.Sandbox;
using Connectors.Server.State;
using Connectors.Server.Webhooks;
using Connectors.Sync.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests.Connect;

/// <summary>People agree at the vendor that their account is used. The tests share a server, and move its clock on.</summary>
public sealed class AgreementTests(AgreementTests.Played played) : IClassFixture<AgreementTests.Played>
{
    private readonly DemoServer _server = played.Server;
    private readonly FakeTimeProvider _clock = played.Clock;

    [Fact]
    public async Task Whoever_agrees_connects_the_account_which_stays_connected_as_its_tokens_change()
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        Assert.Contains($"{person.Address.GetLeftPart(UriPartial.Authority)}/connect/return", person.Text, StringComparison.Ordinal);

        await person.SendAsync("form", Fields(TestConnectors.Plain));
        Assert.Contains("Agree at Acme", person.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("target=", person.Html, StringComparison.Ordinal);
        await person.AgreeAsync();

        Assert.Contains("Acme is connected", person.Text, StringComparison.Ordinal);
        var id = await IdAsync(person);
        for (var sync = 0; sync < 3; sync++)
        {
            // A refresh token is good once, so that each sync needs the one that the sync before was given.
            await played.PassAsync(TimeSpan.FromHours(5));
            await _server.SyncIntegrationAsync(id);
        }

        Assert.NotEmpty((await _server.SendAsync(HttpMethod.Get, "/ats/users", id)).Data.GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task In_a_frame_the_vendor_has_a_window_of_its_own_and_the_frame_goes_on()
    {
        using var frame = await PersonAsync(TestConnectors.Plain, "EMBEDDED", cookies: false);
        await frame.SendAsync("form", Fields(TestConnectors.Plain));
        Assert.Matches("<a [^>]*href=\"/connect/agree[^>]*target=\"_blank\"[^>]*data-connect-agree", frame.Html);
        using var window = await new ConnectPerson(frame.Address.AbsoluteUri, cookies: true).OpenAsync();

        await window.AgreeAsync();
        Assert.Equal("/connect/returned", window.Address.AbsolutePath);
        Assert.Contains("You have agreed at Acme.", window.Text, StringComparison.Ordinal);
        Assert.Contains("Close this window", window.Text, StringComparison.Ordinal);
        Assert.Null(window.Code);

        await frame.OpenAsync();
        Assert.Contains("You have agreed at Acme.", frame.Text, StringComparison.Ordinal);
        Assert.Matches("<form [^>]*data-connect-finish", frame.Html);
        await frame.SendAsync("choices");
        await _server.SyncIntegrationAsync(await IdAsync(frame));
    }

    [Fact]
    public async Task What_the_vendor_offers_is_chosen_once_somebody_has_agreed()
    {
        using var person = await PersonAsync(TestConnectors.Choosing);
        await person.SendAsync("form", Fields(TestConnectors.Choosing));
        await person.AgreeAsync();

        Assert.Contains("One more choice", person.Text, StringComparison.Ordinal);
        await person.SendAsync("choices", ("field.company", Regex.Match(person.Html, "<option value=\"([^\"]+)\"").Groups[1].Value));

        await _server.SyncIntegrationAsync(await IdAsync(person));
    }

    [Fact]
    public async Task The_vendor_is_told_who_asks_and_the_browser_keeps_what_nobody_else_has()
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", Fields(TestConnectors.Plain));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        using var reply = await http.GetAsync(new Uri(person.Address, Regex.Match(person.Html, "href=\"(/connect/agree[^\"]+)\"").Groups[1].Value));

        var query = System.Web.HttpUtility.ParseQueryString(reply.Headers.Location!.Query);
        Assert.Equal(new Uri(person.Address, "/connect/return").AbsoluteUri, query["redirect_uri"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(["no-referrer"], reply.Headers.GetValues("Referrer-Policy"));
        var cookie = Assert.Single(reply.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^connect-[^=]+=[^;]{43}; max-age=1800; path=/connect; samesite=lax; httponly$", cookie);
        Assert.DoesNotContain(query["state"]!, cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task Nobody_is_sent_to_the_vendor_but_from_our_page(string site)
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", Fields(TestConnectors.Plain));

        Assert.Null(await person.LeaveAsync(site));
    }

    [Fact]
    public async Task Whoever_does_not_agree_is_told_that_nothing_was_connected_and_may_try_again()
    {
        var endpoints = _server.Server.Services.GetRequiredService<WebhookEndpoints>();
        var (endpoint, _) = endpoints.Create(_server.Server.Environment, new Uri("https://listener.invalid/"), [EventTypes.FlowFailed]);
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", Fields(TestConnectors.Plain));

        await person.AgreeAsync(vendor => Back(vendor, "error=access_denied&error_description=%3Cb%3Ewords+of+theirs"));

        Assert.Contains("You have not agreed at Acme, so that nothing was connected.", person.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("words of theirs", person.Html, StringComparison.Ordinal);
        Assert.Single(_server.Server.Services.GetRequiredService<WebhookDeliveries>().Of(endpoint, long.MaxValue, 10));
        endpoints.Delete(endpoint);
        await person.AgreeAsync();
        Assert.NotNull(person.Code);
    }

    [Theory]
    [InlineData("error=server_error", "says: server_error")]
    [InlineData("error=%3Cscript%3E", "refuses the request")]
    [InlineData("", "refuses the request")]
    public async Task What_else_the_vendor_answers_is_told_where_it_is_a_word(string answer, string told)
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", Fields(TestConnectors.Plain));

        await person.AgreeAsync(vendor => Back(vendor, answer));

        Assert.Contains(told, Regex.Replace(person.Text, @"\s+", " "), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", person.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_the_vendor_does_not_know_is_told_and_filled_in_again()
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", [.. Fields(TestConnectors.Plain).Where(f => f.Name != "field.client_secret"), ("field.client_secret", "wrong-secret-4711")]);
        await person.AgreeAsync();

        Assert.Contains("Acme does not accept these credentials.", person.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-4711", person.Html, StringComparison.Ordinal);
        await person.SendAsync("form", Fields(TestConnectors.Plain));
        await person.AgreeAsync();
        Assert.NotNull(person.Code);
    }

    [Fact]
    public async Task What_somebody_comes_back_with_is_good_once()
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", Fields(TestConnectors.Plain));
        var back = await person.AskAsync((await person.LeaveAsync())!);
        await person.ReturnAsync(back);
        Assert.NotNull(person.Code);

        await person.ReturnAsync(back);

        await IsLostAsync(person);
    }

    [Fact]
    public async Task What_another_browser_comes_back_with_connects_nothing()
    {
        using var begun = await PersonAsync(TestConnectors.Plain);
        using var other = new ConnectPerson(begun.Address.AbsoluteUri, cookies: true);
        await begun.SendAsync("form", Fields(TestConnectors.Plain));
        var back = await begun.AskAsync((await begun.LeaveAsync())!);

        await other.ReturnAsync(back);
        await IsLostAsync(other);

        // The link itself is as good as before, for whoever has it.
        await begun.OpenAsync();
        Assert.Contains("Agree at Acme", begun.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/connect/return")]
    [InlineData("/connect/return?code=1")]
    [InlineData("/connect/return?code=1&state=unknown")]
    [InlineData("/connect/return?code=1&state=unknown&state=twice")]
    public async Task What_nobody_was_sent_with_is_not_taken(string address)
    {
        using var person = await PersonAsync(TestConnectors.Plain);

        await person.ReturnAsync(new Uri(person.Address, address));

        await IsLostAsync(person);
    }

    [Fact]
    public async Task Only_the_last_of_several_ways_to_the_vendor_is_waited_for()
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", Fields(TestConnectors.Plain));
        var first = await person.AskAsync((await person.LeaveAsync())!);
        var second = await person.AskAsync((await person.LeaveAsync())!);

        await person.ReturnAsync(first);
        await IsLostAsync(person);
        await person.ReturnAsync(second);
        Assert.NotNull(person.Code);
    }

    [Fact]
    public async Task Whoever_takes_too_long_at_the_vendor_is_told_and_may_try_again()
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", Fields(TestConnectors.Plain));
        var back = await person.AskAsync((await person.LeaveAsync())!);
        await played.PassAsync(TimeSpan.FromMinutes(31));

        await person.ReturnAsync(back);

        Assert.Contains("It took too long at Acme.", person.Text, StringComparison.Ordinal);
        await person.AgreeAsync();
        Assert.NotNull(person.Code);
    }

    [Fact]
    public async Task A_link_that_has_ended_meanwhile_connects_nothing()
    {
        using var frame = await PersonAsync(TestConnectors.Plain, "EMBEDDED");
        await frame.SendAsync("form", Fields(TestConnectors.Plain));
        await played.PassAsync(TimeSpan.FromMinutes(50));
        var back = await frame.AskAsync((await frame.LeaveAsync())!);
        await played.PassAsync(TimeSpan.FromMinutes(11));

        await frame.ReturnAsync(back);

        Assert.Equal(410, frame.Status);
        Assert.Contains("This link has expired", frame.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_agrees_again_for_an_integration_that_is_there()
    {
        var id = _server.Integration(TestConnectors.Plain);
        var link = (await _server.SendAsync(HttpMethod.Post, $"/integrations/{id}/relink", body: new { link_type = "MAGIC_LINK", language = "de" })).Data.GetProperty("link").GetString()!;
        using var person = await new ConnectPerson(link, cookies: true).OpenAsync();
        await person.SendAsync("form", Fields(TestConnectors.Plain));
        Assert.Contains("Bei Acme zustimmen", person.Text, StringComparison.Ordinal);
        await person.AgreeAsync();

        Assert.Equal(id, await IdAsync(person));
        await _server.SyncIntegrationAsync(id);
    }

    [Fact]
    public async Task Neither_secrets_nor_what_is_granted_are_readable_in_any_file()
    {
        using var person = await PersonAsync(TestConnectors.Plain);
        await person.SendAsync("form", Fields(TestConnectors.Plain));
        var back = await person.AskAsync((await person.LeaveAsync())!);
        string[] secrets = [_server.Vendor(TestConnectors.Plain).Connection["client_secret"], System.Web.HttpUtility.ParseQueryString(back.Query)["state"]!];

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_server.Database)!, "*.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes);
            Assert.All(secrets, secret => Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret))));
        }
    }

    [Fact]
    public async Task An_application_of_the_servers_own_is_asked_of_nobody()
    {
        await using var vendor = await SandboxServer.StartAsync(TestConnectors.Play(TestConnectors.Plain) with { Clock = _clock });
        var shipped = TestConnectors.Find(TestConnectors.Plain);
        var there = shipped with { Create = (connection, options) => shipped.Create(connection, options with { BaseAddress = vendor.BaseAddress, OtherAddresses = vendor.OtherAddresses, KeepRates = false }) };
        var own = new DemoServer
        {
            Clock = _clock,
            Configure = o => o with { Demo = false, Connectors = [there], OwnApplication = (slug, field) => slug == TestConnectors.Plain ? vendor.Connection.GetValueOrDefault(field) : null },
        };
        await own.InitializeAsync();
        using var person = await PersonAsync(own, TestConnectors.Plain, "MAGIC_LINK", cookies: true);

        Assert.Contains("Agree at Acme", person.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("field.", person.Html, StringComparison.Ordinal);
        await person.AgreeAsync();

        var id = (await own.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{person.Code}")).Data.GetProperty("id").GetString()!;
        var integration = own.Server.Directory.Find(id, own.Server.Environment)!.Stored;
        Assert.Equal(SyncOutcome.Done, (await own.Server.Syncs.Enqueue(integration, SyncKind.Full).Sync.Done.Task.WaitAsync(TimeSpan.FromMinutes(1)))?.Outcome);
        await own.DisposeAsync();
    }

    private static Uri Back(Uri vendor, string answer)
    {
        var query = System.Web.HttpUtility.ParseQueryString(vendor.Query);
        return new Uri($"{query["redirect_uri"]}?{answer}&state={query["state"]}");
    }

    private static async Task IsLostAsync(ConnectPerson person)
    {
        Assert.Equal(("/connect/returned", ""), (person.Address.AbsolutePath, person.Address.Query));
        Assert.Equal(400, person.Status);
        Assert.Contains("This cannot be used any more", person.Text, StringComparison.Ordinal);
        Assert.Null(person.Code);
        using var http = new HttpClient { DefaultRequestHeaders = { { "Accept-Language", "sv, de-AT;q=0.8, en;q=0.5" } } };
        using var reply = await http.GetAsync(person.Address);
        Assert.Contains("<html lang=\"de\">", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<ConnectPerson> PersonAsync(string tool, string type = "MAGIC_LINK", bool cookies = true) => PersonAsync(_server, tool, type, cookies);

    private static async Task<ConnectPerson> PersonAsync(DemoServer server, string tool, string type, bool cookies)
    {
        var request = new { end_user_email = "a@example.com", end_user_organization_name = "Acme & Sons", integration_category = "ATS", integration_tool = tool, link_type = type };
        return await new ConnectPerson((await server.SendAsync(HttpMethod.Post, "/connect/create-link", body: request)).Data.GetProperty("link").GetString()!, cookies).OpenAsync();
    }

    private async Task<string> IdAsync(ConnectPerson person) => (await _server.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{person.Code}")).Data.GetProperty("id").GetString()!;

    private (string Name, string Value)[] Fields(string tool) =>
        [.. _server.Vendor(tool).Connection.Where(v => v.Key is "client_id" or "client_secret").Select(v => ("field." + v.Key, v.Value))];

    /// <summary>A server of connectors that want an agreement.</summary>
    public sealed class Played() : ClockedServer(TestConnectors.Only);
}
