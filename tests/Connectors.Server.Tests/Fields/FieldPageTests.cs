using System.Net;
using System.Text.RegularExpressions;
using Connectors.Server.Fields;
using Connectors.Server.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests.Fields;

/// <summary>The pages that people define and map fields on, as a browser without scripts sees them.</summary>
public sealed partial class FieldPageTests(DemoServer server) : IClassFixture<DemoServer>, IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };

    public async Task InitializeAsync()
    {
        var token = SignInTokens.Link(server.Server.Root, server.Server.Services.GetRequiredService<SignInTokens>().Create());
        await SubmitAsync(await _http.GetStringAsync(token), "/sign-in/token");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_field_is_defined_mapped_and_ended_again()
    {
        var defined = await SubmitAsync(await PageAsync("/custom-fields"), "define", ("model", "jobs"), ("key", "page_code"), ("label", "Code <b>"), ("description", ""));
        Assert.Contains("page_code", defined.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", defined.Html, StringComparison.Ordinal);

        var fields = await PageAsync(PathOf("coveto") + "?model=jobs");
        var link = WebUtility.HtmlDecode(Links().Matches(fields).Single(l => l.Groups[2].Value == "HoleStellen#/Kennziffer").Groups[1].Value);
        var mapped = await SubmitAsync(await PageAsync(link), PathOf("coveto") + "/map", ("custom", IdOf("page_code")));

        Assert.Contains("The field is mapped.", mapped.Html, StringComparison.Ordinal);
        Assert.All(await server.AllAsync("coveto", "/ats/jobs"), job => Assert.Equal(job.GetProperty("job_code").GetString(), job.GetProperty("custom_fields").GetProperty("page_code").GetString()));
        var ended = await SubmitAsync(mapped.Html, PathOf("coveto") + "/map");
        Assert.Contains("The mapping has ended.", ended.Html, StringComparison.Ordinal);
        Assert.All(await server.AllAsync("coveto", "/ats/jobs"), job => Assert.False(job.GetProperty("custom_fields").TryGetProperty("page_code", out _)));

        var deleted = await SubmitAsync(await PageAsync("/custom-fields"), "/custom-fields/delete");
        Assert.Contains("It is deleted.", deleted.Html, StringComparison.Ordinal);
        Assert.Empty(server.Server.Services.GetRequiredService<CustomFields>().Of(server.Server.Environment));
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_is_told_beside_it()
    {
        var (status, html) = await SubmitAsync(await PageAsync("/custom-fields"), "define", ("model", "jobs"), ("key", "no key"), ("label", ""), ("description", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Matches("aria-describedby=\"problem key-hint\"", html);
        Assert.Contains("1 to 64 letters", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_could_tell_who_a_record_is_about_are_hidden_until_somebody_asks()
    {
        var name = (await server.AllAsync("coveto", "/ats/candidates")).Select(c => c.GetProperty("last_name").GetString()!).ToList();
        var (hidden, shown) = (await PageAsync(PathOf("coveto") + "?model=candidates"), await PageAsync(PathOf("coveto") + "?model=candidates&values=all&find=Nachname"));

        Assert.Contains("hidden", hidden, StringComparison.Ordinal);
        Assert.Contains("Frau", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain(name, n => Cells(hidden).Contains(n));
        Assert.Contains(name, n => WebUtility.HtmlDecode(shown).Contains(n, StringComparison.Ordinal));
        Assert.DoesNotContain("HoleBewerber#/Vorname", shown, StringComparison.Ordinal);
        Assert.Matches(@"\d+ %", shown);
    }

    [Fact]
    public async Task A_server_can_be_told_never_to_show_values()
    {
        var silent = ActivatorUtilities.CreateInstance<FieldExplorer>(server.Server.Services, new ServerOptions { Database = server.Database, Samples = false });

        var (view, usual) = (await silent.StoredAsync(server.Integration("coveto"), "candidates", default), await server.Server.Services.GetRequiredService<FieldExplorer>().StoredAsync(server.Integration("coveto"), "candidates", default));

        Assert.False(view!.ShowsSamples);
        Assert.All(view.Rows, row => Assert.Empty(row.Found?.Samples ?? []));
        Assert.Contains(usual!.Rows, row => row.Found?.Samples.Count > 0);
        Assert.Equal(usual.Rows.Select(r => r.Id), view.Rows.Select(r => r.Id));
    }

    [Fact]
    public async Task The_vendor_can_be_asked_at_once()
    {
        var asked = await SubmitAsync(await PageAsync(PathOf("coveto") + "?model=applications"), "ask");

        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Contains("at the vendor now", asked.Html, StringComparison.Ordinal);
        Assert.Contains("HoleBewerbungen#/Status", asked.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connector_without_the_explorer_says_so_and_maps_what_syncs_have_found()
    {
        var html = await PageAsync(PathOf("laura") + "?model=jobs");

        Assert.Contains("Laura has no custom field explorer.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask Laura now", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d+ %", html);
        Assert.Contains(Links().Matches(html), l => l.Groups[2].Value == "/jobs#/status");
        Assert.Contains("Laura lets no custom fields be mapped", await PageAsync(PathOf("laura") + "?model=application_stages"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_is_signed_in_sees_them_and_forms_of_other_sites_do_nothing()
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync(new Uri(server.Server.Root, PathOf("laura")))).StatusCode);

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("field", "1")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsync(new Uri(server.Server.Root, "/custom-fields/delete"), form)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(new Uri(server.Server.Root, "/integrations/laura:1/fields"))).StatusCode);
    }

    private string PathOf(string tool) => $"/integrations/{server.Integration(tool)}/fields";

    private string IdOf(string key) => server.Server.Services.GetRequiredService<CustomFields>().Of(server.Server.Environment).Single(f => f.Key == key).Id;

    private async Task<string> PageAsync(string path) => await _http.GetStringAsync(new Uri(server.Server.Root, path));

    private static HashSet<string> Cells(string html) => [.. CellTexts().Matches(html).SelectMany(c => WebUtility.HtmlDecode(c.Groups[1].Value).Split(", ")).Select(t => t.Trim())];

    /// <summary>Sends the form with a name, or else with an action, and with what is hidden in it.</summary>
    private async Task<(HttpStatusCode Status, string Html)> SubmitAsync(string html, string name, params (string Name, string Value)[] fields)
    {
        var form = Forms().Matches(html).Select(f => f.Value).First(f => Action(f) == name || f.Contains($"name=\"_handler\" value=\"{name}\"", StringComparison.Ordinal));
        var hidden = Inputs().Matches(form).Where(i => i.Value.Contains("type=\"hidden\"", StringComparison.Ordinal))
            .Select(i => KeyValuePair.Create(Names().Match(i.Value).Groups[1].Value, WebUtility.HtmlDecode(Values().Match(i.Value).Groups[1].Value)));
        using var content = new FormUrlEncodedContent([.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var reply = await _http.PostAsync(new Uri(server.Server.Root, Action(form)), content);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    private static string Action(string form) => WebUtility.HtmlDecode(Actions().Match(form).Groups[1].Value);

    [GeneratedRegex("<form method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<form [^>]*action=\"([^\"]*)\"")]
    private static partial Regex Actions();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex Names();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Values();

    [GeneratedRegex("<a href=\"([^\"]*)\">Map <span class=\"unseen\">([^<]*)</span></a>")]
    private static partial Regex Links();

    [GeneratedRegex("<td data-label=\"Values\">(.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex CellTexts();
}
