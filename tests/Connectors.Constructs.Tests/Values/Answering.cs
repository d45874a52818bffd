using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Constructs.Tests.Values;

/// <summary>A construct's connector with a vendor that answers what a test says, by method and path.</summary>
internal sealed class Answering : HttpMessageHandler
{
    private readonly Dictionary<string, Func<string, string>> _answers = new(StringComparer.Ordinal);

    /// <summary>What was asked: <c>GET /jobs?page=1</c>, and the body after it.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>How often a method and path was asked for.</summary>
    public int Count(string request) => Asked.Count(a => a == request || a.StartsWith(request + " ", StringComparison.Ordinal) || a.StartsWith(request + "?", StringComparison.Ordinal));

    /// <summary>Answers a method and path, the query left out.</summary>
    public Answering On(string request, string json) => On(request, _ => json);

    /// <summary>Answers a method and path with what is made of its query.</summary>
    public Answering On(string request, Func<string, string> json)
    {
        _answers[request] = json;
        return this;
    }

    /// <summary>Connects to it.</summary>
    public Connector Connect(string slug, Func<ConnectorOptions, ConnectorOptions>? configure = null, Dictionary<string, IReadOnlyDictionary<string, string>>? maps = null)
    {
        var registration = ConnectorRegistry.Find(slug)!;
        var descriptor = registration.Definition.Descriptor;
        Assert.True(ConnectionValues.TryCreate(descriptor.ConnectionFields, new Dictionary<string, string> { ["api_key"] = "k" }, out var connection, out _));
        if (maps is not null)
        {
            Assert.True(connection.TryAdd(descriptor.OwnMaps, maps, out connection, out var problems), string.Join(' ', problems));
        }

        var options = new ConnectorOptions { Http = new HttpMessageInvoker(this, disposeHandler: false), KeepRates = false, Retries = 0 };
        return registration.Create(connection, configure?.Invoke(options) ?? options);
    }

    /// <summary>All pages of a source, of a child those of one parent.</summary>
    public static async Task<List<ReadPage>> PagesAsync(Connector connector, string source, string? parent = null)
    {
        var pages = new List<ReadPage>();
        await foreach (var page in connector.ReadAsync(connector.Definition.Sources.Single(s => s.Name == source), new ReadOptions { ParentRemoteId = parent }))
        {
            pages.Add(page);
        }

        return pages;
    }

    /// <summary>All records of a source; none may have been set aside.</summary>
    public static async Task<List<T>> ReadAsync<T>(Connector connector, string source, string? parent = null)
        where T : UnifiedRecord
    {
        var pages = await PagesAsync(connector, source, parent);
        Assert.Empty(pages.SelectMany(p => p.SetAside));
        return [.. pages.SelectMany(p => p.Records).Cast<T>()];
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var body = request.Content is null ? "" : " " + await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Enqueue(name + request.RequestUri.Query + body);
        return _answers.TryGetValue(name, out var answer)
            ? new HttpResponseMessage(request.Method == HttpMethod.Post ? HttpStatusCode.Created : HttpStatusCode.OK) { Content = new StringContent(answer(request.RequestUri.Query), Encoding.UTF8, "application/json") }
            : new HttpResponseMessage(HttpStatusCode.NotFound);
    }
}
