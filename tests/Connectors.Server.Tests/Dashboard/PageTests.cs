using System.Net;
using AngleSharp.Dom;

namespace Connectors.Server.Tests.Dashboard;

[Collection(SharedServer.Name)]
public class PageTests(DemoServer server)
{
    [Fact]
    public async Task All_pages_can_be_read_by_everybody_and_run_no_scripts()
    {
        using var browser = await Browser.SignedInAsync(server.Server);
        var laura = $"/integrations/{server.Integration("laura")}";
        foreach (var path in new[] { "/integrations", laura, $"{laura}/delete", $"{laura}/relink", $"{laura}/set-aside", "/coverage", "/coverage?of=jobs", "/coverage?of=jobs&connector=laura", "/requests", "/requests?side=vendors", "/webhooks", "/keys" })
        {
            var page = (await browser.OpenAsync(path)).Ok();
            var html = page.Html;
            Assert.DoesNotContain("script", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.Empty(html.QuerySelectorAll("script, style, [style]"));
            Assert.DoesNotContain(html.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
            Assert.Single(html.QuerySelectorAll("h1"));
            Assert.Single(html.QuerySelectorAll("main"));
            Assert.NotEmpty(html.Title!);
            Assert.Equal("#main", html.QuerySelector("a")!.GetAttribute("href"));
            Assert.NotNull(html.QuerySelector("#main"));
            Assert.Single(html.QuerySelectorAll("nav [aria-current]"));
            Assert.All(html.QuerySelectorAll("table"), t => Assert.NotNull(t.QuerySelector("caption")));
            Assert.All(html.QuerySelectorAll("th"), t => Assert.True(t.HasAttribute("scope")));
            Assert.All(html.QuerySelectorAll("input:not([type=hidden]), select"), field => Assert.Single(html.QuerySelectorAll($"label[for='{field.Id}']")));
            Assert.All(html.QuerySelectorAll("img"), image => Assert.True(image.HasAttribute("alt")));
            Assert.All(html.QuerySelectorAll("[aria-labelledby]"), e => Assert.NotNull(html.GetElementById(e.GetAttribute("aria-labelledby")!)));
            Assert.Equal(html.QuerySelectorAll("[id]").Length, html.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
        }
    }

    [Fact]
    public async Task The_list_tells_tool_state_and_records_of_every_integration()
    {
        using var browser = await Browser.SignedInAsync(server.Server);

        var page = (await browser.OpenAsync("/integrations")).Ok();

        Assert.True(page.Html.QuerySelectorAll("tbody tr").Length >= Ats.ConnectorRegistry.All.Length);
        var row = page.Row("laura sandbox");
        Assert.Equal("Active", row.QuerySelector(".badge")!.TextContent);
        var live = (await server.AllAsync("laura", "/ats/jobs")).Count;
        Assert.Contains($"jobs {live}", row.QuerySelector(".counts")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/integrations/{server.Integration("laura")}", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task An_integration_tells_its_models_and_runs()
    {
        using var browser = await Browser.SignedInAsync(server.Server);

        var page = (await browser.OpenAsync($"/integrations/{server.Integration("coveto")}")).Ok();

        Assert.Equal("coveto sandbox", page.Heading);
        Assert.Equal((await server.AllAsync("coveto", "/ats/jobs")).Count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), page.Row("jobs").QuerySelector(".number")!.TextContent);
        Assert.Equal("Succeeded", page.Html.QuerySelectorAll("table")[^1].QuerySelector("tbody .badge")!.TextContent);
        Assert.Null(page.Html.QuerySelector("meta[http-equiv=refresh]"));
    }

    [Fact]
    public async Task Coverage_is_what_the_connectors_say_and_can_be_filtered()
    {
        using var browser = await Browser.SignedInAsync(server.Server);
        var laura = CoverageOf("laura");

        var all = (await browser.OpenAsync("/coverage?of=jobs")).Ok();
        var supported = (await browser.OpenAsync("/coverage?of=jobs&connector=laura&state=Supported")).Ok();

        Assert.Equal(Ats.ConnectorRegistry.All.Length + 1, all.Html.QuerySelectorAll("thead th").Length);
        Assert.Equal(laura.Select(f => f.Name), all.Html.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.Equal(
            laura.Where(f => f.Coverage == Runtime.Capabilities.Coverage.Supported).Select(f => f.Name),
            supported.Html.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.All(supported.Html.QuerySelectorAll("tbody .badge"), badge => Assert.Equal("Supported", badge.TextContent));
        Assert.NotEmpty((await browser.OpenAsync("/coverage?of=<b>&connector=nobody&state=42")).Ok().Html.QuerySelectorAll(".empty"));
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_can_be_revoked()
    {
        using var browser = await Browser.SignedInAsync(server.Server);
        var form = (await browser.OpenAsync("/keys")).Ok();

        var made = (await browser.SubmitAsync(form.Form("make"), ("name", "from <b>the</b> page"))).Ok();
        var key = made.Html.QuerySelector(".secret")!.TextContent;

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/check-api-key", key: key)).Status);
        var later = (await browser.OpenAsync("/keys")).Ok();
        Assert.DoesNotContain(key, later.Text, StringComparison.Ordinal);
        Assert.Equal("Works", later.Row("from <b>the</b> page").QuerySelector(".badge")!.TextContent);
        var twice = await browser.SubmitAsync(later.Form("make"), ("name", "from <b>the</b> page"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Equal("name-problem name-hint", twice.Html.QuerySelector("#name")!.GetAttribute("aria-describedby"));

        var revoke = (twice.Address, (AngleSharp.Html.Dom.IHtmlFormElement)twice.Row("from <b>the</b> page").QuerySelector("form")!);
        Assert.Equal("/keys?notice=revoked", (await browser.SubmitAsync(revoke)).Location);

        (await server.SendAsync(HttpMethod.Get, "/check-api-key", key: key)).IsError(401, "PLATFORM.AUTHENTICATION_INVALID");
        Assert.Equal("Revoked", (await browser.OpenAsync("/keys")).Row("from <b>the</b> page").QuerySelector(".badge")!.TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync(form.Form("make"), ("name", "  "))).Status);
    }

    private static System.Collections.Immutable.ImmutableArray<Runtime.Capabilities.FieldCapability> CoverageOf(string tool) => Ats.ConnectorRegistry.Find(tool)!.Definition.Descriptor.Model("jobs")!.Fields;
}
