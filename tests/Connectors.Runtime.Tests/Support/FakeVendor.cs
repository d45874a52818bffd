using System.Net;
using System.Text;

namespace Connectors.Runtime.Tests.Support;

/// <summary>A vendor that answers as a test says and remembers what it was asked.</summary>
internal sealed class FakeVendor(Func<Asked, HttpResponseMessage> answer, TimeProvider? clock = null) : HttpMessageHandler
{
    private readonly Lock _lock = new();

    public FakeVendor(string json)
        : this(_ => Answer.Json(json))
    {
    }

    public List<Asked> Requests { get; } = [];

    /// <summary>The only request.</summary>
    public Asked Request => Assert.Single(Requests);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Worked out before the body is read, as on the wire.
        _ = request.Content?.Headers.ContentLength;
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated.ToArray() ?? []).ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
        Asked asked;
        lock (_lock)
        {
            asked = new Asked(request.Method.Method, request.RequestUri!, headers, body, Requests.Count, (clock ?? TimeProvider.System).GetUtcNow(), cancellationToken);
            Requests.Add(asked);
        }

        return answer(asked);
    }
}

/// <summary>A request as the vendor got it.</summary>
internal sealed record Asked(string Method, Uri Address, Dictionary<string, string> Headers, string? Body, int Number, DateTimeOffset At, CancellationToken Cancellation)
{
    public string PathAndQuery => Address.PathAndQuery;

    public string? Parameter(string name) =>
        Address.Query.TrimStart('?').Split('&').Select(p => p.Split('=', 2)).Where(p => p[0] == name).Select(p => Uri.UnescapeDataString(p[1])).FirstOrDefault();
}

/// <summary>Makes replies.</summary>
internal static class Answer
{
    public static HttpResponseMessage Json(string json, int status = 200) => Text(json, "application/json", status);

    public static HttpResponseMessage Text(string text, string type, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, type) };

    public static HttpResponseMessage Status(int status) => new((HttpStatusCode)status) { Content = new ByteArrayContent([]) };

    public static HttpResponseMessage Bytes(byte[] bytes, string type = "application/json", string? encoding = null)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    public static HttpResponseMessage With(this HttpResponseMessage reply, string header, string value)
    {
        reply.Headers.TryAddWithoutValidation(header, value);
        return reply;
    }
}
