using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Connectors.Sandbox.Access;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Serving;
using Connectors.Sandbox.Shapes;
using Connectors.Sandbox.Xml;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Soap;

/// <summary>The endpoint of an api that speaks SOAP, 1.1 and 1.2 as the contract offers them.</summary>
internal sealed class SoapEndpoint
{
    private readonly ConnectorSpec _spec;
    private readonly Contract _contract;
    private readonly Answers _answers;
    private readonly WsdlDocument _wsdl;
    private readonly SoapFaults _faults;
    private readonly XmlForm.Book _forms;
    private readonly Gates _gates;

    static SoapEndpoint() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="ArgumentException">The options lack the WSDL.</exception>
    public SoapEndpoint(SandboxOptions options, Answers answers, Gates gates)
    {
        var files = options.ContractFiles.Where(ContractReader.IsXml).ToList();
        if (files.Count == 0)
        {
            throw new ArgumentException("A spec that speaks SOAP is played from its WSDL; ContractFiles has none.", nameof(options));
        }

        _spec = options.Spec;
        _contract = options.Contract;
        _answers = answers;
        _gates = gates;
        _wsdl = new WsdlDocument(files);
        _faults = new SoapFaults(_spec, _contract);
        _forms = new XmlForm.Book(_contract);
    }

    /// <summary>What a GET is answered with: the WSDL for <c>?wsdl</c>, a file it imports for <c>?xsd=</c>; null for anything else.</summary>
    public byte[]? Describe(HttpRequest request)
    {
        var address = $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}";
        return request.Query.Keys.Any(k => k.Equals("wsdl", StringComparison.OrdinalIgnoreCase)) || request.QueryString.Value?.Equals("?wsdl", StringComparison.OrdinalIgnoreCase) == true ? _wsdl.Serve(address)
            : request.Query.TryGetValue("xsd", out var file) ? _wsdl.Serve(address, file.ToString())
            : null;
    }

    /// <summary>Reads a request as far as it can be read.</summary>
    public async Task<SoapCall> ReadAsync(HttpRequest http)
    {
        XElement root;
        try
        {
            var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(http.Body, settings);
            root = (await XDocument.LoadAsync(reader, LoadOptions.PreserveWhitespace, http.HttpContext.RequestAborted).ConfigureAwait(false)).Root!;
        }
        catch (XmlException e)
        {
            return new SoapCall { Fault = new SoapFault(SoapVersion.V11.Sender, "The request is not XML: " + e.Message) };
        }

        if (root.Name.LocalName != "Envelope" || SoapVersion.Of(root.Name.NamespaceName) is not { } version)
        {
            return new SoapCall { Fault = new SoapFault("VersionMismatch", "The request is no SOAP envelope of a version spoken here.") };
        }

        XNamespace soap = version.Namespace;
        var headers = root.Element(soap + "Header")?.Elements().ToList() ?? [];
        var body = root.Element(soap + "Body")?.Elements().FirstOrDefault();
        var operation = body is null ? null : _contract.Operations.FirstOrDefault(o => o.Soap?.Input is { } input && input.Name == body.Name.LocalName && input.Namespace == body.Name.NamespaceName);
        return new SoapCall { Version = version, Headers = headers, Body = body, Operation = operation, Fault = Mistake(http, version, headers, body, operation) };
    }

    /// <param name="http">The HTTP request.</param>
    /// <param name="api">The api it came to.</param>
    /// <param name="call">What it holds.</param>
    /// <param name="strike">What goes wrong with it.</param>
    /// <param name="fault">A refusal that a fault asks for; null for none.</param>
    /// <param name="to">What the answer is made with.</param>
    /// <param name="headers">Where HTTP headers are added.</param>
    public VendorReply Answer(HttpRequest http, ApiSpec api, SoapCall call, Strike strike, VendorProblem? fault, Renderer to, Dictionary<string, string> headers)
    {
        var encoding = strike.Has(FaultKind.Windows1252) ? Encoding.GetEncoding(1252) : new UTF8Encoding(false);
        var (said, status) = Refused(http, api, call, strike, fault, to, headers);
        var type = $"{call.Version.MediaType}; charset={encoding.WebName}";
        if (said is not null)
        {
            if (strike.Has(FaultKind.FaultAsSuccess))
            {
                status = 200;
            }

            return new VendorReply(status, type, SoapEnvelope.Write(call.Version, encoding, said, _forms));
        }

        var output = call.Operation!.Soap!.Output;
        return new VendorReply(200, type, SoapEnvelope.Write(call.Version, encoding, output, _forms.Of(output.Schema), to.Buffer.WrittenMemory));
    }

    private (SoapFault? Fault, int Status) Refused(HttpRequest http, ApiSpec api, SoapCall call, Strike strike, VendorProblem? fault, Renderer to, Dictionary<string, string> headers)
    {
        if (fault is not null)
        {
            return _faults.Of(call.Version, fault, call.Operation, []);
        }

        if (call.Fault is not null)
        {
            return (call.Fault, SoapFaults.Status);
        }

        using var body = Json(call.Body!, call.Operation!.Soap!.Input.Schema);
        using var header = HeaderOf(call);
        var request = new VendorRequest { Http = http, Operation = call.Operation, PathValues = new Dictionary<string, string>(), Body = body.RootElement, Element = call.Body, SoapHeader = header.RootElement };
        var logIn = _gates.LogInOf(request, api);
        if (Unauthorised(request, api, call, strike, logIn) is { } stranger)
        {
            return stranger;
        }

        if (_wsdl.Problem(call.Body!) is { } mistake)
        {
            return _faults.Of(call.Version, VendorProblem.Invalid(mistake), call.Operation, []);
        }

        if (logIn is not null)
        {
            if (!logIn.Gate.Carries(request, logIn.Sessions.Spec.Login!.Send, logIn.Position))
            {
                return _faults.Of(call.Version, VendorProblem.Unauthorised, call.Operation, []);
            }

            new FilledReply(_contract, logIn.Sessions.LifeSaid, "", logIn.Sessions.Begin(headers, name => _gates.Told(http, name))).Write(to.Json, call.Operation.Success?.Body);
            to.Json.Flush();
            return (null, 200);
        }

        if (_gates.LogOutOf(request, api) is { } end)
        {
            end.Gate.End(request, end.Position);
            FilledReply.WriteEmpty(_contract, to.Json, call.Operation);
            return (null, 200);
        }

        return _answers.Write(request, strike, to, headers, out var rules) is { } problem
            ? _faults.Of(call.Version, problem, call.Operation, rules)
            : (null, 200);
    }

    private (SoapFault, int)? Unauthorised(VendorRequest request, ApiSpec api, SoapCall call, Strike strike, LogIn? logIn)
    {
        var gate = _gates.Of(api);
        if (logIn is not null)
        {
            strike.Spare(FaultKind.SessionExpired);
        }

        return gate.Check(request, logIn is null ? gate.Count : gate == logIn.Gate ? logIn.Position : gate.Count, logIn is null ? strike : Strike.Nothing, call.Headers) switch
        {
            null => null,
            { Expired: { } expired } => _faults.Matching(expired.Stale, call.Version, new VendorProblem(401, "The session has expired.", ReplyMeaning.Authentication), call.Operation),
            _ => _faults.Of(call.Version, VendorProblem.Unauthorised, call.Operation, []),
        };
    }

    private SoapFault? Mistake(HttpRequest http, SoapVersion version, List<XElement> headers, XElement? body, ContractOperation? operation)
    {
        if (operation is null)
        {
            return new SoapFault(version.Sender, body is null ? "The envelope has no body." : $"There is no operation that takes {body.Name.LocalName}.");
        }

        if (operation.Soap!.Bindings.FirstOrDefault(b => b.Version == version.Number) is not { } binding)
        {
            return new SoapFault("VersionMismatch", $"{operation.Path} is not offered in this version of SOAP.");
        }

        var type = MediaTypeHeaderValue.TryParse(http.ContentType, out var parsed) ? parsed : null;
        if (type?.MediaType != version.MediaType)
        {
            return new SoapFault(version.Sender, $"The content type is not {version.MediaType}.");
        }

        var action = (version == SoapVersion.V11 ? http.Headers["SOAPAction"].ToString() : type.Parameters.FirstOrDefault(p => p.Name == "action")?.Value ?? binding.Action).Trim('"');
        if (action != binding.Action)
        {
            return new SoapFault(version.Sender, $"The action is not that of {operation.Path}.");
        }

        var strange = headers.Find(h => h.Attribute(XName.Get("mustUnderstand", version.Namespace))?.Value is "1" or "true" && !Understands(h, operation));
        return strange is null ? null : new SoapFault("MustUnderstand", $"The header {strange.Name.LocalName} is not understood.");
    }

    private bool Understands(XElement header, ContractOperation operation) =>
        operation.Soap!.Headers.Any(h => h.Name == header.Name.LocalName && h.Namespace == header.Name.NamespaceName)
        || (header.Name == UsernameTokens.Header && _gates.All.Any(g => g.HasUsernameToken));

    // The header as JSON, its elements by name: places in it are paths like those in the body.
    private JsonDocument HeaderOf(SoapCall call)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var known in call.Operation!.Soap!.Headers)
        {
            if (call.Headers.FirstOrDefault(h => h.Name.LocalName == known.Name && h.Name.NamespaceName == known.Namespace) is { } header)
            {
                json.WritePropertyName(known.Name);
                _forms.Of(known.Schema).Read(header, json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private JsonDocument Json(XElement element, SchemaRef schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        _forms.Of(schema).Read(element, json);
        json.Flush();
        return JsonDocument.Parse(buffer.WrittenMemory);
    }
}
