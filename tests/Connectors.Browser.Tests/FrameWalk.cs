using System.Text.Json;
using Connectors.Server.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Connectors.Browser.Tests;

/// <summary>What a customer does in a page of a product that shows the connect page in a frame, as the product's SDK puts it there.</summary>
[Collection(BrowserServer.Name)]
public sealed class FrameWalk(ChromiumBrowser browser)
{
    [BrowserFact]
    public async Task Somebody_agrees_in_a_window_of_the_vendor_and_the_product_is_told_by_the_frame()
    {
        var server = new DemoServer { Configure = TestConnectors.Only };
        await server.InitializeAsync();
        await using var opened = await browser.OpenAsync();
        var page = opened.Page;
        var link = await LinkAsync(server);
        await using var product = await ProductAsync(Html(link));

        // By this name, the product is another site than the server.
        await page.GotoAsync(product.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var frame = page.FrameLocator("iframe");

        foreach (var (name, value) in server.Vendor(TestConnectors.Plain).Connection)
        {
            await frame.Locator($"[name='field.{name}']").FillAsync(value);
        }

        await frame.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        var window = await page.RunAndWaitForPopupAsync(() => frame.GetByRole(AriaRole.Link, new() { Name = "Go to Acme" }).ClickAsync());
        await Assertions.Expect(window.GetByText("You have agreed at Acme.")).ToBeVisibleAsync();
        await new WatchedPage(window).IsInOrderAsync();
        Assert.Equal("/connect/returned", new Uri(window.Url).AbsolutePath);

        // The person closes the window and looks at the product again.
        await window.CloseAsync();
        await Assertions.Expect(page.Locator("#told")).Not.ToBeEmptyAsync();

        var told = JsonDocument.Parse((await page.Locator("#told").TextContentAsync())!).RootElement;
        Assert.Equal("success", told.GetProperty("type").GetString());
        var token = told.GetProperty("data").GetProperty("activation_token").GetString();
        Assert.Equal(TestConnectors.Plain, (await server.SendAsync(HttpMethod.Get, $"/connect/integration-by-token/{token}")).Data.GetProperty("tool").GetString());
        await server.DisposeAsync();
    }

    private static async Task<WebApplication> ProductAsync(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var product = builder.Build();
        product.Urls.Add("http://127.0.0.1:0");
        product.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(html);
        });
        await product.StartAsync();
        return product;
    }

    private static string Html(string link) => $$"""
        <!doctype html><html lang="en"><title>Product</title><main><h1>Product</h1><pre id="told"></pre>
        <iframe title="Connect" src="{{link}}" width="900" height="600"
                sandbox="allow-scripts allow-downloads allow-same-origin allow-top-navigation allow-forms allow-popups allow-pointer-lock allow-popups-to-escape-sandbox"></iframe></main>
        <script>
          addEventListener("message", (event) => {
            if (event.source === document.querySelector("iframe").contentWindow) document.querySelector("#told").textContent = JSON.stringify(event.data);
          });
        </script></html>
        """;

    private static async Task<string> LinkAsync(DemoServer server)
    {
        var request = new { end_user_email = "ada@customer.example", end_user_organization_name = "Customer", integration_category = "ATS", integration_tool = TestConnectors.Plain };
        return (await server.SendAsync(HttpMethod.Post, "/connect/create-link", body: request)).Data.GetProperty("link").GetString()!;
    }
}
