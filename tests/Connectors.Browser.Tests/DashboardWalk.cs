using Connectors.Server;
using Connectors.Server.SignIn;
using Connectors.Server.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Connectors.Browser.Tests;

/// <summary>What somebody does who looks after integrations, in a browser.</summary>
[Collection(BrowserServer.Name)]
public sealed class DashboardWalk(DemoServer server, ChromiumBrowser browser)
{
    private const int MostPages = 60;

    [BrowserFact]
    public async Task Every_page_that_a_link_leads_to_is_in_order_on_a_desk()
    {
        Assert.True(await CrawlAsync(width: 1100, dark: false) > 10);
    }

    [BrowserFact]
    public async Task Every_page_that_a_link_leads_to_is_in_order_on_a_phone_in_the_dark()
    {
        Assert.True(await CrawlAsync(width: 360, dark: true) > 10);
    }

    [BrowserFact]
    public async Task A_key_is_shown_once_works_and_works_no_more_when_it_is_revoked()
    {
        await using var opened = await SignInAsync();
        var page = opened.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "API keys" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("<b>walk</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var key = await page.Locator("pre.secret").InnerTextAsync();
        await opened.IsInOrderAsync();

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/check-api-key", key: key)).Status);
        await page.GotoAsync(new Uri(server.Server.Address, "/keys").ToString());
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the key <b>walk</b>" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Revoke the key <b>walk</b>" })).ToHaveCountAsync(0);

        Assert.Equal(401, (await server.SendAsync(HttpMethod.Get, "/check-api-key", key: key)).Status);
    }

    [BrowserFact]
    public async Task Whoever_signs_out_sees_nothing_any_more()
    {
        await using var opened = await SignInAsync();
        var page = opened.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(new Uri(server.Server.Address, "/integrations").ToString());

        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
        await opened.IsInOrderAsync();
    }

    [BrowserFact]
    public async Task A_sync_that_is_asked_for_is_seen_to_its_end()
    {
        await using var opened = await SignInAsync();
        var page = opened.Page;
        await page.GotoAsync(new Uri(server.Server.Address, $"/integrations/{server.Integration("lever")}").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync" }).First.ClickAsync();
        await opened.IsInOrderAsync();
        await server.SyncAsync("lever");
        await page.ReloadAsync();

        await opened.IsInOrderAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Succeeded");
    }

    [BrowserFact]
    public Task Whoever_chooses_an_environment_stays_in_it_on_a_desk() => ChooseAsync(1100, dark: false);

    [BrowserFact]
    public Task Whoever_chooses_an_environment_stays_in_it_on_a_phone_in_the_dark() => ChooseAsync(360, dark: true);

    private async Task ChooseAsync(int width, bool dark)
    {
        var folder = Directory.CreateTempSubdirectory("connectors-walk-");
        await using (var several = await ApiServer.StartAsync(new ServerOptions { Database = Path.Combine(folder.FullName, "connectors.db"), Address = new Uri("http://127.0.0.1:0") }))
        {
            var staging = several.Environments.Create("Staging");
            await using var opened = await SignInAsync(several, width, dark);
            var page = opened.Page;
            await page.GetByRole(AriaRole.Link, new() { Name = "Webhooks" }).ClickAsync();
            await opened.IsInOrderAsync();

            await page.GetByText("Environment: Production").ClickAsync();
            await opened.IsInOrderAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Staging" }).ClickAsync();
            Assert.Equal($"/environments/{staging}/webhooks", new Uri(page.Url).AbsolutePath);
            await page.GetByRole(AriaRole.Link, new() { Name = "API keys" }).ClickAsync();

            await opened.IsInOrderAsync();
            Assert.Equal($"/environments/{staging}/keys", new Uri(page.Url).AbsolutePath);
            await Assertions.Expect(page.Locator("main strong")).ToHaveTextAsync("Staging");
        }

        folder.Delete(recursive: true);
    }

    private Task<WatchedPage> SignInAsync(int width = 1100, bool dark = false) => SignInAsync(server.Server, width, dark);

    private async Task<WatchedPage> SignInAsync(ApiServer at, int width, bool dark)
    {
        var opened = await browser.OpenAsync(width, dark);
        var token = at.Services.GetRequiredService<SignInTokens>().Create();
        await opened.Page.GotoAsync(SignInTokens.Link(at.Address, token).ToString());
        await opened.IsInOrderAsync();
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        return opened;
    }

    private async Task<int> CrawlAsync(int width, bool dark)
    {
        await using var opened = await SignInAsync(width, dark);
        var (found, seen) = (new Queue<string>([opened.Page.Url]), new HashSet<string>(StringComparer.Ordinal));
        while (found.TryDequeue(out var address) && seen.Count < MostPages)
        {
            // Pages of one kind differ in their query; one of each is enough.
            if (!seen.Add(new Uri(address).AbsolutePath))
            {
                continue;
            }

            await opened.Page.GotoAsync(address);
            await opened.IsInOrderAsync();
            foreach (var link in await opened.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin && !a.hasAttribute('download')).map(a => a.href)"))
            {
                found.Enqueue(link);
            }
        }

        return seen.Count;
    }
}
