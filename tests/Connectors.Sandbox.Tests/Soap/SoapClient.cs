using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Connectors.Sandbox.Tests.Soap;

/// <summary>A client that knows nothing but SOAP and the WSDL, against whose schemas it checks every reply.</summary>
internal sealed class SoapClient : IAsyncDisposable
{
    private static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    private readonly XmlSchemaSet _schemas = new();

    private SoapClient(SandboxOptions options, SandboxServer server)
    {
        Server = server;
        var wsdl = XDocument.Parse(options.ContractFiles[0].Text);
        foreach (var schema in wsdl.Descendants(XName.Get("schema", XmlSchema.Namespace)))
        {
            var own = new XElement(schema);
            foreach (var prefix in wsdl.Root!.Attributes().Where(a => a.IsNamespaceDeclaration && own.Attribute(a.Name) is null))
            {
                own.Add(new XAttribute(prefix));
            }

            _schemas.Add(null, own.CreateReader());
        }

        _schemas.Compile();
    }

    public SandboxServer Server { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public static async Task<SoapClient> StartAsync(SandboxOptions options) => new(options, await SandboxServer.StartAsync(options));

    /// <summary>Sends an envelope as it is.</summary>
    public async Task<(int Status, string Type, byte[] Body)> SendAsync(string envelope, string action, int version = 11)
    {
        using var content = new StringContent(envelope, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(version == 11 ? "text/xml; charset=utf-8" : $"application/soap+xml; charset=utf-8; action=\"{action}\"");
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.BaseAddress) { Content = content };
        if (version == 11)
        {
            request.Headers.Add("SOAPAction", $"\"{action}\"");
        }

        using var reply = await Http.SendAsync(request);
        return ((int)reply.StatusCode, reply.Content.Headers.ContentType?.ToString() ?? "", await reply.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Calls an operation: the element in the reply's body, checked; the test fails when its status is another.</summary>
    public async Task<XElement> CallAsync(string action, string body, string header = "", int version = 11, int status = 200)
    {
        var (got, type, bytes) = await SendAsync(Envelope(body, header, version), action, version);
        Assert.True(got == status, $"{got}: {Encoding.UTF8.GetString(bytes)}");
        Assert.StartsWith(version == 11 ? "text/xml" : "application/soap+xml", type, StringComparison.Ordinal);
        var element = BodyOf(bytes, version);
        Check(element.Name.LocalName == "Fault" ? element.Elements().Where(e => e.Name.LocalName is "detail" or "Detail").Elements() : [element]);
        return element;
    }

    public static string Envelope(string body, string header = "", int version = 11) =>
        $"""<e:Envelope xmlns:e="{(version == 11 ? Soap11 : Soap12)}"><e:Header>{header}</e:Header><e:Body>{body}</e:Body></e:Envelope>""";

    public static XElement BodyOf(byte[] reply, int version = 11)
    {
        var soap = version == 11 ? Soap11 : Soap12;
        using var stream = new MemoryStream(reply);
        return XDocument.Load(stream).Root!.Element(soap + "Body")!.Elements().Single();
    }

    /// <summary>What the reply's code, text and detail say.</summary>
    public static (string Code, string Text, XElement? Detail) FaultOf(XElement fault) => (
        (fault.Element("faultcode")?.Value ?? fault.Element(Soap12 + "Code")!.Element(Soap12 + "Value")!.Value).Split(':')[1],
        fault.Element("faultstring")?.Value ?? fault.Element(Soap12 + "Reason")!.Value,
        (fault.Element("detail") ?? fault.Element(Soap12 + "Detail"))?.Elements().Single());

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    public void Check(IEnumerable<XElement> elements)
    {
        foreach (var element in elements)
        {
            new XDocument(new XElement(element)).Validate(_schemas, (_, e) => Assert.Fail($"{e.Message}\n{element.ToString()[..Math.Min(3000, element.ToString().Length)]}"));
        }
    }
}
