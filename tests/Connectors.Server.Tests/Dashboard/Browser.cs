using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Connectors.Server.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests.Dashboard;

/// <summary>What somebody sees and does in a browser: links, forms and cookies, and no scripts.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient _http;

    public Browser(Uri root) => (_http, Root) = (new HttpClient(_handler) { Timeout = TimeSpan.FromMinutes(1) }, root);

    public Uri Root { get; }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(Root);

    /// <summary>A browser in which somebody is signed in.</summary>
    public static async Task<Browser> SignedInAsync(ApiServer server)
    {
        var browser = new Browser(server.Root);
        var page = await browser.OpenAsync($"/sign-in?token={server.Services.GetRequiredService<SignInTokens>().Create()}");
        var start = await browser.SubmitAsync(page.Form("/sign-in/token"));
        Assert.Equal((HttpStatusCode.RedirectMethod, "/"), (start.Status, start.Location));
        return browser;
    }

    /// <summary>Loads a page, without following where it leads.</summary>
    public Task<Page> OpenAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Root, path)));

    /// <summary>Sends a form as it stands, with what is filled in by name; a null value takes its field out.</summary>
    public Task<Page> SubmitAsync((Uri At, IHtmlFormElement Form) form, params (string Name, string? Value)[] filled)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in form.Form.QuerySelectorAll("input[name], select[name]"))
        {
            var name = field.GetAttribute("name")!;
            if (filled.All(f => f.Name != name) && (field.GetAttribute("type") != "checkbox" || field.HasAttribute("checked")))
            {
                values.Add(new(name, field is IHtmlSelectElement select ? select.Value ?? "" : field.GetAttribute("value") ?? ""));
            }
        }

        values.AddRange(filled.Where(f => f.Value is not null).Select(f => new KeyValuePair<string, string>(f.Name, f.Value!)));
        var target = new Uri(form.At, form.Form.GetAttribute("action") is { Length: > 0 } action ? action : form.At.PathAndQuery);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(values) });
    }

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (var response = await _http.SendAsync(request))
        {
            var text = await response.Content.ReadAsStringAsync();
            return new Page(response.StatusCode, request.RequestUri!, response.Headers.Location?.OriginalString, text, response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}

/// <summary>A page as it came.</summary>
internal sealed record Page(HttpStatusCode Status, Uri Address, string? Location, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public IHtmlDocument Html { get; } = new HtmlParser().ParseDocument(Text);

    public string Heading => Html.QuerySelector("h1")!.TextContent;

    /// <summary>The form that is sent to a path, or the one of a name that the page itself takes.</summary>
    public (Uri At, IHtmlFormElement Form) Form(string actionOrName) => (
        Address,
        (IHtmlFormElement)Html.QuerySelectorAll("form[method=post]").Single(f =>
            f.GetAttribute("action") == actionOrName || f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == actionOrName));

    /// <summary>The row of a table whose head says this.</summary>
    public IElement Row(string head) => Html.QuerySelectorAll("tr").Single(r => r.QuerySelector("th[scope=row]")?.TextContent.Trim() == head);

    /// <summary>The page, which must have come.</summary>
    public Page Ok()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Address}: {(int)Status} {Location}");
        return this;
    }
}
