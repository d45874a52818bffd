using System.Text.Json;
using Connectors.Server.Tests;
using Microsoft.Playwright;

namespace Connectors.Browser.Tests;

/// <summary>What a customer does who connects an account, in a browser from beginning to end.</summary>
[Collection(BrowserServer.Name)]
public sealed class ConnectWalk(DemoServer server, ChromiumBrowser browser)
{
    [BrowserFact]
    public async Task A_customer_chooses_a_tool_and_connects_an_account_that_then_answers()
    {
        await using var opened = await browser.OpenAsync();
        var page = opened.Page;
        await page.GotoAsync(await LinkAsync(new { end_user_email = "ada@customer.example", end_user_organization_name = "Customer <b>& Sons</b>", end_user_origin_id = "42", integration_category = "ATS", link_type = "MAGIC_LINK" }));
        await opened.IsInOrderAsync();

        await page.GetByLabel("System").SelectOptionAsync("laura");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await opened.IsInOrderAsync();

        // A mistake first: the vendor refuses, and the page says so.
        await FillAsync(page, "laura", wrong: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test and connect" }).ClickAsync();
        await Assertions.Expect(page.GetByText("does not accept these credentials")).ToBeVisibleAsync();
        await opened.IsInOrderAsync();

        await FillAsync(page, "laura", wrong: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test and connect" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Laura is connected");
        await opened.IsInOrderAsync();

        var token = await page.Locator("[data-activation-token]").GetAttributeAsync("data-activation-token");
        var made = (await server.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{token}")).Data;
        Assert.Equal("laura", made.GetProperty("tool").GetString());
        Assert.Equal("42", made.GetProperty("end_user_origin_id").GetString());
        Assert.Equal("Customer <b>& Sons</b>", made.GetProperty("end_user_organization_name").GetString());
    }

    [BrowserFact]
    public async Task The_keyboard_alone_connects_an_account_on_a_phone_in_the_dark_in_german()
    {
        await using var opened = await browser.OpenAsync(width: 360, dark: true);
        var page = opened.Page;
        await page.GotoAsync(await LinkAsync(new { end_user_email = "ada@customer.example", end_user_organization_name = "Kundin", integration_category = "ATS", integration_tool = "coveto", language = "de", link_type = "MAGIC_LINK" }));
        await opened.IsInOrderAsync();
        Assert.Equal("de", await page.Locator("html").GetAttributeAsync("lang"));

        var values = server.Vendor("coveto").Connection;
        var fields = await page.Locator("main input:not([type=hidden]), main select").AllAsync();
        await fields[0].FocusAsync();
        foreach (var field in fields)
        {
            var name = (await page.EvaluateAsync<string>("() => document.activeElement.name"))["field.".Length..];
            if (values.TryGetValue(name, out var value))
            {
                await page.Keyboard.PressAsync("Control+A");
                await page.Keyboard.TypeAsync(value);
            }

            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-activation-token]")).ToBeVisibleAsync();
        await opened.IsInOrderAsync();
    }

    [BrowserFact]
    public async Task The_reference_of_the_API_is_readable_everywhere()
    {
        foreach (var (width, dark) in new[] { (1100, false), (360, true) })
        {
            await using var opened = await browser.OpenAsync(width, dark);
            await opened.Page.GotoAsync(new Uri(server.Server.Address, "/reference").ToString());
            await opened.IsInOrderAsync();
        }
    }

    private async Task FillAsync(IPage page, string tool, bool wrong)
    {
        foreach (var (name, value) in server.Vendor(tool).Connection)
        {
            var field = page.Locator($"[name='field.{name}']");
            if (await field.CountAsync() == 0)
            {
                continue;
            }

            if (await field.EvaluateAsync<string>("e => e.tagName") == "SELECT")
            {
                await field.SelectOptionAsync(value);
            }
            else
            {
                await field.FillAsync(wrong && await field.GetAttributeAsync("type") == "password" ? "not the key" : value);
            }
        }
    }

    private async Task<string> LinkAsync(object request) =>
        (await server.SendAsync(HttpMethod.Post, "/connect/create-link", body: JsonSerializer.Serialize(request))).Data.GetProperty("link").GetString()!;
}

/// <summary>The walks share a server and a browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserServer : ICollectionFixture<DemoServer>, ICollectionFixture<ChromiumBrowser>
{
    public const string Name = "browser";
}
