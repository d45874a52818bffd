using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Connectors.Constructs.Tests.Auth;

/// <summary>Hears what a connector asks, and lets it through to the sandbox, or answers in its place.</summary>
internal sealed class Heard : DelegatingHandler
{
    private readonly Func<HttpRequestMessage, HttpResponseMessage?> _answer;

    /// <summary>Creates it.</summary>
    /// <param name="answer">Answers a request; null for the sandbox's answer.</param>
    public Heard(Func<HttpRequestMessage, HttpResponseMessage?>? answer = null)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) => _answer = answer ?? (_ => null);

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<(string Method, Uri Address, Version Version, string Headers, string Body)> Asked { get; } = [];

    /// <summary>The only request whose path ends so.</summary>
    public (string Method, Uri Address, Version Version, string Headers, string Body) One(string path) => Assert.Single(Asked, a => a.Address.AbsolutePath.EndsWith(path, StringComparison.Ordinal));

    /// <summary>A reply.</summary>
    public static HttpResponseMessage Reply(string json, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        Asked.Enqueue((request.Method.Method, request.RequestUri!, request.Version, $"{request.Headers}{request.Content?.Headers}", body));
        return _answer(request) ?? await base.SendAsync(request, cancellationToken);
    }
}
