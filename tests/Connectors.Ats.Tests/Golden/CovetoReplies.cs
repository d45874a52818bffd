using System.Net;
using System.Text;
using System.Xml.Linq;
using Connectors.Runtime;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;

namespace Connectors.Ats.Tests.Golden;

/// <summary>Answers the log-in, then the first call with a given reply, and everything after it with a fault; remembers what was called.</summary>
internal sealed class CovetoReplies(byte[] reply, string type = "text/xml; charset=utf-8", HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
{
    private const string LogIn = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><AnmeldenAntwort xmlns="https://www.coveto.de/soap/v2"><Token>sitzung-4711</Token></AnmeldenAntwort></s:Body></s:Envelope>""";
    private const string Fault = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>Genug</faultstring></s:Fault></s:Body></s:Envelope>""";

    /// <summary>The elements in the Bodies of the calls, the log-in left out, without namespaces.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Reads the first page of a model from a reply.</summary>
    /// <returns>The page, what was asked after it, and the connector.</returns>
    public static async Task<(ReadPage Page, string? Then, CovetoConnector Connector)> ReadAsync(string model, CovetoReplies replies)
    {
        using var http = new HttpMessageInvoker(replies);
        var connector = new CovetoConnector(new CovetoConnection { Subdomain = "acme", User = "reader", Password = "s3cret" }, new ConnectorOptions { Http = http, Retries = 0, KeepRates = false });
        var source = connector.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model));
        var options = new ReadOptions { Models = new HashSet<string> { model }, ParentRemoteId = source.ForEach is null ? null : "4711" };
        await using var pages = connector.ReadAsync(source, options).GetAsyncEnumerator();
        Assert.True(await pages.MoveNextAsync());
        var page = pages.Current;
        if (page.Resume is null)
        {
            Assert.False(await pages.MoveNextAsync());
            return (page, null, connector);
        }

        await Assert.ThrowsAsync<ConnectorException>(async () => await pages.MoveNextAsync());
        return (page, replies.Calls[^1], connector);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = XDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).Root!.Elements().Single(e => e.Name.LocalName == "Body").Elements().Single();
        if (call.Name.LocalName == "Anmelden")
        {
            return Reply(Encoding.UTF8.GetBytes(LogIn), "text/xml", HttpStatusCode.OK);
        }

        Calls.Add(Bare(call).ToString(SaveOptions.DisableFormatting));
        return Calls.Count == 1 ? Reply(reply, type, status) : Reply(Encoding.UTF8.GetBytes(Fault), "text/xml", HttpStatusCode.InternalServerError);
    }

    private static HttpResponseMessage Reply(byte[] bytes, string type, HttpStatusCode status)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new HttpResponseMessage(status) { Content = content };
    }

    private static XElement Bare(XElement element) => new(element.Name.LocalName, element.HasElements ? element.Elements().Select(Bare) : element.Value);
}
