using System.Net;
using System.Text.RegularExpressions;

namespace Connectors.Server.Tests.Connect;

/// <summary>A person with a browser that runs no scripts, on the connect page.</summary>
/// <param name="link">The link.</param>
/// <param name="cookies">Whether the browser keeps cookies; in a frame it does not.</param>
internal sealed partial class ConnectPerson(string link, bool cookies = false) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies }) { Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>The address of the page.</summary>
    public Uri Address { get; private set; } = new(link);

    /// <summary>What the page is.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The status it came with.</summary>
    public int Status { get; private set; }

    /// <summary>The headers it came with.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the page says, without its markup.</summary>
    public string Text => WebUtility.HtmlDecode(Tags().Replace(Html, " "));

    /// <summary>The code of the integration, once the account is connected.</summary>
    public string? Code => Codes().Match(Html) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Loads the page.</summary>
    public async Task<ConnectPerson> OpenAsync()
    {
        using var response = await _http.GetAsync(Address);
        Status = (int)response.StatusCode;
        Html = await response.Content.ReadAsStringAsync();
        Headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        return this;
    }

    /// <summary>Follows the link to the vendor and comes back, to the page after all that.</summary>
    /// <param name="decide">Makes the address to come back to of the one at the vendor; null agrees.</param>
    public async Task<ConnectPerson> AgreeAsync(Func<Uri, Uri>? decide = null)
    {
        var vendor = await LeaveAsync() ?? throw new InvalidOperationException($"The page does not lead to the vendor: {Text}");
        return await ReturnAsync(decide is null ? await AskAsync(vendor) : decide(vendor));
    }

    /// <summary>Follows the link to the vendor; null where it leads elsewhere.</summary>
    /// <param name="site">Where the browser says that the link stands.</param>
    public async Task<Uri?> LeaveAsync(string site = "same-origin")
    {
        var (status, location) = await GetAsync(new Uri(Address, WebUtility.HtmlDecode(Leaving().Match(Html).Groups[1].Value)), site);
        Assert.Equal(303, status);
        var next = new Uri(Address, location!);
        return next.Authority == Address.Authority ? null : next;
    }

    /// <summary>Agrees to everything at the vendor.</summary>
    /// <returns>Where the vendor sends people back to.</returns>
    public async Task<Uri> AskAsync(Uri vendor) => new((await GetAsync(vendor, "cross-site")).Location!);

    /// <summary>Comes back from the vendor.</summary>
    public async Task<ConnectPerson> ReturnAsync(Uri address)
    {
        var (status, location) = await GetAsync(address, "cross-site");
        Assert.Equal(303, status);
        Address = new Uri(address, location!);
        return await OpenAsync();
    }

    /// <summary>Fills in the form of a step, sends it and follows to the page after it.</summary>
    public async Task<ConnectPerson> SendAsync(string step, params (string Name, string Value)[] fields)
    {
        using var response = await PostAsync(step, fields);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Address = new Uri(Address, response.Headers.Location!);
        return await OpenAsync();
    }

    /// <summary>Fills in the form of a step and sends it, as it stands on the page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string step, (string Name, string Value)[] fields, params (string Name, string Value)[] headers)
    {
        var form = Forms().Matches(Html).Single(f => f.Value.Contains($"name=\"step\" value=\"{step}\"", StringComparison.Ordinal));
        foreach (var (name, _) in fields)
        {
            Assert.Contains($"name=\"{name}\"", form.Value, StringComparison.Ordinal);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, WebUtility.HtmlDecode(form.Groups[1].Value)))
        {
            Content = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("step", step)]),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request);
    }

    private async Task<(int Status, string? Location)> GetAsync(Uri address, string site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.Location?.OriginalString);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("data-activation-token=\"([^\"]+)\"")]
    private static partial Regex Codes();

    [GeneratedRegex("href=\"([^\"]*/connect/agree[^\"]*)\"")]
    private static partial Regex Leaving();

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\"[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();
}
