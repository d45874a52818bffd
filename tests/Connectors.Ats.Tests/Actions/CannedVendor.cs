using System.Net;
using System.Text;

namespace Connectors.Ats.Tests.Actions;

/// <summary>A vendor that gives one reply for each request it knows, by method and path or by SOAPAction, and keeps what it was sent.</summary>
internal sealed class CannedVendor : HttpMessageHandler
{
    private readonly Dictionary<string, (HttpStatusCode Status, string Body, string? Location)> _replies = new(StringComparer.Ordinal);

    /// <summary>What was asked for, and the bodies.</summary>
    public List<(string Request, string Body)> Asked { get; } = [];

    public CannedVendor On(string request, string body = "", HttpStatusCode status = HttpStatusCode.OK, string? location = null)
    {
        _replies[request] = (status, body, location);
        return this;
    }

    /// <summary>The body of the one request of that name.</summary>
    public string Sent(string request) => Assert.Single(Asked, a => a.Request == request).Body;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = request.Headers.TryGetValues("SOAPAction", out var actions)
            ? actions.Single().Trim('"').Split('/')[^1]
            : $"{request.Method} {request.RequestUri!.AbsolutePath}";
        Asked.Add((name, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        Assert.True(_replies.TryGetValue(name, out var reply), $"Nothing is known of {name}.");
        var soap = actions is not null;
        var body = soap ? $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{reply.Body}</s:Body></s:Envelope>""" : reply.Body;
        var response = new HttpResponseMessage(reply.Status) { Content = new StringContent(body, Encoding.UTF8, soap ? "text/xml" : "application/json"), RequestMessage = request };
        if (reply.Location is { } location)
        {
            response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        }

        return response;
    }
}
