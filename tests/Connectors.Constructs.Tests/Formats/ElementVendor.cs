using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Connectors.Runtime;
using Connectors.Runtime.Reading;

namespace Connectors.Constructs.Tests.Formats;

/// <summary>A vendor that answers in XML by what it is asked, and a connector that asks it.</summary>
/// <param name="slug">The construct's spec.</param>
/// <param name="root">The path of its base.</param>
internal sealed class ElementVendor(string slug = "xml", string root = "/v1") : HttpMessageHandler
{
    private readonly Dictionary<string, (int Status, string Type, byte[] Body)> _answers = new(StringComparer.Ordinal);

    /// <summary>What was asked, with the body that was sent.</summary>
    public List<(HttpRequestMessage Request, string Body)> Asked { get; } = [];

    /// <summary>Answers a path with a body.</summary>
    /// <param name="path">The path below the base, with the method where it is not GET: <c>POST /people</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="status">The status.</param>
    /// <param name="type">The media type.</param>
    public ElementVendor On(string path, string body, int status = 200, string type = "application/xml") => On(path, Encoding.UTF8.GetBytes(body), status, type);

    /// <summary>The same of bytes.</summary>
    public ElementVendor On(string path, byte[] body, int status = 200, string type = "application/xml")
    {
        _answers[path] = (status, type, body);
        return this;
    }

    /// <summary>The connector.</summary>
    public Connector Connect() => Answered.Connect(slug, new HttpMessageInvoker(this, disposeHandler: false));

    /// <summary>The pages of a model.</summary>
    public async Task<List<ReadPage>> ReadAsync(string model, DateTimeOffset? since = null)
    {
        var connector = Connect();
        var pages = new List<ReadPage>();
        await foreach (var page in connector.ReadAsync(connector.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model)), new ReadOptions { Since = since }))
        {
            pages.Add(page);
        }

        return pages;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add((request, request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : ""));
        var path = request.RequestUri!.AbsolutePath[root.Length..];
        var (status, type, body) = _answers[request.Method == HttpMethod.Get ? path : $"{request.Method} {path}"];
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } };
    }
}
