using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Reading;

namespace Connectors.Constructs.Tests.Formats;

/// <summary>A vendor that gives one answer to everything, and a connector that asks it.</summary>
internal sealed class Answered(byte[] body, string type) : HttpMessageHandler
{
    /// <summary>What was asked, with the body that was sent.</summary>
    public List<(HttpRequestMessage Request, string Body)> Asked { get; } = [];

    /// <summary>Reads a model of a construct's connector of one answer.</summary>
    public static async Task<ReadPage> ReadAsync(string slug, string model, string body, string type) => await ReadAsync(slug, model, Encoding.UTF8.GetBytes(body), type);

    /// <summary>The same of bytes.</summary>
    public static async Task<ReadPage> ReadAsync(string slug, string model, byte[] body, string type)
    {
        using var http = new HttpMessageInvoker(new Answered(body, type));
        var connector = Connect(slug, http);
        await foreach (var page in connector.ReadAsync(connector.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model)), new ReadOptions()))
        {
            // The first is all that is asked for.
            return page;
        }

        throw new InvalidOperationException("There is no page.");
    }

    /// <summary>The connector.</summary>
    public static Connector Connect(string slug, HttpMessageInvoker http)
    {
        var registration = ConnectorRegistry.Find(slug)!;
        var values = registration.Definition.Descriptor.ConnectionFields.ToDictionary(f => f.Name, f => "key");
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, values, out var connection, out _));
        return registration.Create(connection, new ConnectorOptions { Http = http, Retries = 0, KeepRates = false });
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add((request, request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : ""));
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } };
    }
}
