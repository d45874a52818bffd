using System.Collections.Concurrent;

namespace Connectors.Constructs.Tests.Reads;

/// <summary>Writes down what is sent to the vendor, and may answer in its place.</summary>
internal sealed class Recorder : DelegatingHandler
{
    public Recorder()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
    }

    /// <summary>What was sent, in order: <c>GET /people?limit=20</c>, unescaped.</summary>
    public ConcurrentQueue<Sent> Requests { get; } = [];

    /// <summary>Changes a reply of the vendor's; null to leave it.</summary>
    public Func<HttpRequestMessage, string, string>? Change { get; set; }

    /// <summary>The requests as text.</summary>
    public IReadOnlyList<string> Lines => [.. Requests.Select(r => r.Line)];

    /// <summary>Starts a construct's vendor with everything that is sent to it written down.</summary>
    public static async Task<(PlayedSpec Played, Recorder Sent)> StartAsync(string slug, Action<Dictionary<string, string>>? connect = null)
    {
        var recorder = new Recorder();
        return (await PlayedSpec.StartAsync(slug, connect: connect, configure: o => o with { Http = new HttpMessageInvoker(recorder) }), recorder);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Enqueue(new Sent($"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.PathAndQuery)}", body, headers));
        var reply = await base.SendAsync(request, cancellationToken);
        if (Change is { } change)
        {
            var type = reply.Content.Headers.ContentType;
            reply.Content = new StringContent(change(request, await reply.Content.ReadAsStringAsync(cancellationToken)));
            reply.Content.Headers.ContentType = type;
        }

        return reply;
    }
}

/// <summary>A request as it was sent.</summary>
internal sealed record Sent(string Line, string Body, IReadOnlyDictionary<string, string> Headers);
