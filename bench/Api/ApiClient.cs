using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Connectors.Benchmarks.Api;

/// <summary>Asks for pages and reads them to their end; of the text it looks at nothing but the way to the next page.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _list;
    private readonly string _marker;

    private ApiClient(HttpClient http, string list, string marker) => (_http, _list, _marker) = (http, list, marker);

    /// <summary>A client of a list of the server.</summary>
    public static ApiClient Of(ApiProcess server, string list)
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
        http.DefaultRequestHeaders.Add("X-Integration-Id", server.Integration);
        return new ApiClient(http, server.Address + list, "cursor");
    }

    /// <summary>A client of the hand-written endpoint.</summary>
    public static ApiClient OfByHand(ApiProcess server) => new(new HttpClient(), server.ByHand + "?", "after");

    /// <summary>A page.</summary>
    /// <param name="cursor">Where it begins; null for the first.</param>
    /// <returns>Its text.</returns>
    public async Task<byte[]> PageAsync(string? cursor) => await _http.GetByteArrayAsync(cursor is null ? _list : $"{_list}&{_marker}={cursor}");

    /// <summary>Seconds that so many pages take, one after the other from the first on.</summary>
    public async Task<double> WalkAsync(int pages)
    {
        var start = Stopwatch.GetTimestamp();
        string? cursor = null;
        for (var page = 0; page < pages && (page == 0 || cursor is not null); page++)
        {
            cursor = Next(await PageAsync(cursor));
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The median milliseconds of a page.</summary>
    public async Task<double> MillisecondsAsync(string? cursor, int times)
    {
        var taken = new double[times];
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await PageAsync(cursor);
            taken[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return Harness.SideBySide.Median(taken);
    }

    /// <summary>The median milliseconds that the server takes for a page, as it tells itself.</summary>
    public async Task<double> ServerMillisecondsAsync(int times)
    {
        var taken = new double[times];
        for (var i = 0; i < times; i++)
        {
            using var response = await _http.GetAsync(new Uri(_list));
            await response.Content.CopyToAsync(Stream.Null);
            var told = response.Headers.GetValues("Server-Timing").Single();
            taken[i] = double.Parse(told[(told.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        }

        return Harness.SideBySide.Median(taken);
    }

    /// <summary>The cursor of the next page; null after the last.</summary>
    public static string? Next(byte[] page)
    {
        // It stands behind the records, or after the last of them.
        var tail = Encoding.ASCII.GetString(page.AsSpan(Math.Max(0, page.Length - 200)));
        var at = tail.LastIndexOf("\"next\":\"", StringComparison.Ordinal);
        return at < 0 ? null : tail[(at + 8)..tail.IndexOf('"', at + 8)];
    }

    /// <summary>The records of a page.</summary>
    public static JsonArray Records(byte[] page) => JsonNode.Parse(page)!["data"]!["results"]!.AsArray();

    public void Dispose() => _http.Dispose();
}
