using System.Xml.Linq;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Passthrough;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Passthrough;

public class SoapPassthroughTests
{
    private const string Find = $"<i:Find xmlns:i=\"{SoapItems.Names}\"><i:Name>Jo &amp; Co</i:Name></i:Find>";

    private static readonly ReplyRule Expired = new() { Tests = [new BodyTest(BodyTestKind.Is, "fault.subcode", "Expired")] };

    private int _logins;

    [Theory]
    [InlineData(11, SoapItems.Soap11)]
    [InlineData(12, SoapItems.Soap12)]
    public async Task An_element_is_wrapped_in_an_envelope_with_the_sessions_credentials(int version, string envelope)
    {
        var vendor = new FakeVendor(Answers);

        var reply = await TestConnector.At(vendor, Define(version)).PassthroughAsync(Call(Find));

        var asked = vendor.Requests[1];
        var sent = XDocument.Parse(asked.Body!).Root!;
        Assert.Equal(XName.Get("Envelope", envelope), sent.Name);
        Assert.Equal("tok-1", sent.Element(XName.Get("Header", envelope))!.Descendants(XName.Get("Token", SoapItems.Names)).Single().Value);
        Assert.True(XNode.DeepEquals(XElement.Parse(Find), sent.Element(XName.Get("Body", envelope))!.Elements().Single()));
        Assert.Equal("https://acme.vendor.example/api", asked.Address.AbsoluteUri);
        Assert.Contains("urn:do/Find", version == 11 ? asked.Headers["SOAPAction"] : asked.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal((200, SoapItems.Answer(["1"])), (reply.Status, reply.ReadText()));
    }

    [Fact]
    public async Task An_operation_can_be_called_by_its_name_alone()
    {
        var vendor = new FakeVendor(Answers);

        await TestConnector.At(vendor, Define()).PassthroughAsync(Call(null, "List"));

        Assert.Contains($"<All xmlns=\"{SoapItems.Names}\" />", vendor.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_is_an_answer_and_is_not_tried_again()
    {
        var fault = SoapItems.Fault("s:Server", "busy");
        var vendor = new FakeVendor(asked => IsLogin(asked) ? Answers(asked) : SoapItems.Xml(fault, 500));

        var reply = await TestConnector.At(vendor, Define(), new ConnectorOptions { Retries = 3 }).PassthroughAsync(Call(Find));

        Assert.Equal((500, fault, 2), (reply.Status, reply.ReadText(), vendor.Requests.Count));
    }

    [Fact]
    public async Task A_session_that_has_expired_is_opened_again()
    {
        var vendor = new FakeVendor(asked => IsLogin(asked) || asked.Body!.Contains("tok-2", StringComparison.Ordinal) ? Answers(asked) : SoapItems.Xml(SoapItems.Fault("s:Client.Expired"), 500));

        var reply = await TestConnector.At(vendor, Define()).PassthroughAsync(Call(Find));

        Assert.Equal((200, 2), (reply.Status, _logins));
    }

    [Fact]
    public async Task A_log_in_that_fails_is_an_error_and_not_the_answer_before()
    {
        var vendor = new FakeVendor(asked => IsLogin(asked) && _logins > 0 ? SoapItems.Xml(SoapItems.Fault("s:Client"), 401) : IsLogin(asked) ? Answers(asked) : SoapItems.Xml(SoapItems.Fault("s:Client.Expired"), 500));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(vendor, Define()).PassthroughAsync(Call(Find)));

        Assert.Equal(("LogIn", 401), (error.Endpoint, error.Status));
    }

    [Fact]
    public async Task A_session_that_is_refused_at_once_is_told_as_the_vendor_tells_it()
    {
        var vendor = new FakeVendor(asked => IsLogin(asked) ? Answers(asked) : SoapItems.Xml(SoapItems.Fault("s:Client.Expired")));

        var reply = await TestConnector.At(vendor, Define()).PassthroughAsync(Call(Find));

        Assert.Equal((200, 2), (reply.Status, _logins));
        Assert.Contains("Expired", reply.ReadText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no xml", null, "data")]
    [InlineData("<a/><b/>", null, "data")]
    [InlineData("<a>", null, "data")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", null, "data")]
    [InlineData("<Find/>", null, "data")]
    [InlineData("<Find/>", "Find", "data")]
    [InlineData("<Same xmlns=\"urn:items\"/>", null, "api_options.operation_name")]
    [InlineData(null, "Fond", "api_options.operation_name")]
    [InlineData(null, null, "data")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", null, "data")]
    public async Task What_is_no_call_of_an_operation_is_refused(string? xml, string? operation, string path)
    {
        var vendor = new FakeVendor(Answers);

        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(vendor, Define()).PassthroughAsync(Call(xml, operation)));

        Assert.Equal(path, Assert.Single(error.Findings).Path);
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task Elements_lie_no_deeper_than_a_reply_may()
    {
        var deep = $"<i:Find xmlns:i=\"{SoapItems.Names}\">{string.Concat(Enumerable.Repeat("<a>", 70))}{string.Concat(Enumerable.Repeat("</a>", 70))}</i:Find>";

        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(new FakeVendor(Answers), Define()).PassthroughAsync(Call(deep)));

        Assert.Equal(FindingKind.TooLarge, Assert.Single(error.Findings).Kind);
    }

    [Fact]
    public async Task What_REST_knows_and_SOAP_does_not_is_refused()
    {
        var request = Call(null, "List") with { Method = "GET", Path = "/jobs", Headers = new Dictionary<string, string> { ["SOAPAction"] = "other" }, Data = new PassthroughJson("{}"u8.ToArray()) };

        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(new FakeVendor(Answers), Define()).PassthroughAsync(request));

        Assert.Equal(["method", "headers.SOAPAction", "path", "data"], error.Findings.Select(f => f.Path));
    }

    private static PassthroughRequest Call(string? xml, string? operation = null) => new()
    {
        Api = "soap",
        Method = "POST",
        Path = "/",
        Data = xml is null ? null : new PassthroughText(xml),
        Options = operation is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["operation_name"] = operation },
    };

    private static bool IsLogin(Asked asked) => asked.Body!.Contains("LogIn", StringComparison.Ordinal);

    private HttpResponseMessage Answers(Asked asked) => IsLogin(asked)
        ? SoapItems.Xml(SoapItems.Envelope($"<LogInResponse><Token>tok-{++_logins}</Token></LogInResponse>"))
        : SoapItems.Xml(SoapItems.Answer(["1"]));

    private static ConnectorDefinition Define(int version = 11)
    {
        var header = SoapItems.Call("Any", version, inHeader: true).Soap!.Headers;
        var session = new SessionPlan
        {
            Login = SoapItems.Call("LogIn", version),
            Take = [new TakenValue("token", "Token")],
            Sent = [new SentValue(new PlaceName(Place.SoapHeader, "Session.Token"), [(in RequestScope s) => s.Taken("token")])],
            Stale = [Expired],
        };
        return TestConnector.Define(p => p with
        {
            Send = [],
            Auth = [session],
            Passthrough =
            [
                new PassthroughApi("soap", 0)
                {
                    SoapVersion = version,
                    Operations = [new("Find", "urn:do/Find", "Find", SoapItems.Names, header), new("List", "urn:do/List", "All", SoapItems.Names, header), new("One", "urn:one", "Same", SoapItems.Names, header), new("Two", "urn:two", "Same", SoapItems.Names, header)],
                },
            ],
        });
    }
}
