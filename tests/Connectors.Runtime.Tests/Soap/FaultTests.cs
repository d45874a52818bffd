using Connectors.Runtime.Errors;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Soap;

public class FaultTests
{
    private const string Detail = """<e:Error xmlns:e="urn:e" severity="high"><e:Code>LIMIT</e:Code><e:Wait>7</e:Wait><e:Field name="Mail"><e:Text>wrong</e:Text></e:Field></e:Error>""";

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task A_fault_is_what_a_rule_says_whatever_the_status(int status)
    {
        var rule = new ReplyRule
        {
            Tests = [new BodyTest(BodyTestKind.Is, "fault.detail.Error.Code", "LIMIT"), new BodyTest(BodyTestKind.Is, "fault.detail.Error.@severity", "high")],
            Means = ConnectorError.Conflict,
            Messages = ["fault.text"],
            FieldsEach = "fault.detail.Error.Field",
            FieldPath = "@name",
            FieldMessage = "Text",
        };

        var error = await Fails(_ => SoapItems.Xml(SoapItems.Fault("s:Client", "slow down", Detail), status), rule);

        Assert.Equal(ConnectorError.Conflict, error.Error);
        Assert.Equal("slow down", error.VendorMessage);
        Assert.Equal(new FieldError("Mail", "wrong"), Assert.Single(error.Fields));
        Assert.Equal((int?)status, error.Status);
    }

    [Fact]
    public async Task A_rule_that_only_names_the_message_leaves_the_meaning_to_the_code()
    {
        var rule = new ReplyRule { Tests = [new BodyTest(BodyTestKind.Set, "fault.text")], Messages = ["fault.detail.Error.Code"] };

        var error = await Fails(_ => SoapItems.Xml(SoapItems.Fault("s:Client", "no", Detail)), rule);

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.Equal("LIMIT", error.VendorMessage);
    }

    [Theory]
    [InlineData("s:Client", 500, ConnectorError.InvalidInput)]
    [InlineData("s:Client.Auth", 200, ConnectorError.InvalidInput)]
    [InlineData("Server", 500, ConnectorError.Unavailable)]
    [InlineData("s:Server", 200, ConnectorError.Unavailable)]
    [InlineData("s:VersionMismatch", 500, ConnectorError.UnexpectedPayload)]
    [InlineData("s:Sender", 400, ConnectorError.InvalidInput)]
    [InlineData("s:Receiver", 500, ConnectorError.Unavailable)]
    [InlineData("s:Server", 401, ConnectorError.Authentication)]
    public async Task Without_a_rule_the_code_says_whose_fault_it_is(string code, int status, ConnectorError expected)
    {
        var error = await Fails(_ => SoapItems.Xml(SoapItems.Fault(code), status));

        Assert.Equal(expected, error.Error);
        Assert.Equal("no", error.VendorMessage);
        Assert.StartsWith("GetItems:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_version_1_2_has_the_same_form()
    {
        const string Fault = """
            <s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:m="urn:m">m:Gone</s:Value></s:Subcode></s:Code>
            <s:Reason><s:Text xml:lang="de">weg</s:Text><s:Text xml:lang="en">gone</s:Text></s:Reason><s:Detail><Id>1</Id></s:Detail></s:Fault>
            """;
        var rule = new ReplyRule
        {
            Tests =
            [
                new BodyTest(BodyTestKind.Is, "fault.code", "Sender"), new BodyTest(BodyTestKind.Is, "fault.subcode", "Gone"), new BodyTest(BodyTestKind.Is, "fault.detail.Id", "1"),
            ],
            Means = ConnectorError.NotFound,
        };

        var error = await Fails(_ => SoapItems.Xml(SoapItems.Envelope(Fault, SoapItems.Soap12), 400), rule);

        Assert.Equal(ConnectorError.NotFound, error.Error);
        Assert.Equal("gone", error.VendorMessage);
    }

    [Fact]
    public async Task A_fault_can_mean_that_there_is_nothing()
    {
        var rule = new ReplyRule { Tests = [new BodyTest(BodyTestKind.Is, "fault.subcode", "NotFound")], Empty = true };
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Fault("s:Client.NotFound"), 500));

        Assert.Empty(await TestConnector.At(vendor, TestConnector.Define(p => p with { Errors = [rule] })).IdsAsync(SoapItems.Source()));
    }

    [Fact]
    public async Task A_fault_says_when_to_ask_again()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        var vendor = new FakeVendor(asked => SoapItems.Xml(asked.Number == 0 ? SoapItems.Fault("s:Server", "no", Detail) : SoapItems.Answer(["1"])), clock);
        var rule = new ReplyRule { Tests = [new BodyTest(BodyTestKind.Set, "fault")], Retry = true, Waits = [new RetryWait { AfterBody = "fault.detail.Error.Wait" }] };
        var connector = TestConnector.At(vendor, TestConnector.Define(p => p with { Errors = [rule] }), new ConnectorOptions { Clock = clock });

        Assert.Equal(["1"], await Pump.RunAsync(clock, () => connector.IdsAsync(SoapItems.Source())));
        Assert.Equal(TimeSpan.FromSeconds(7), vendor.Requests[1].At - vendor.Requests[0].At);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Down for maintenance</body></html>", "HTML")]
    [InlineData("<html><body>Down", "HTML")]
    [InlineData("<list><person>Ann</person></list>", "'list'")]
    [InlineData("Down for maintenance", "something else")]
    [InlineData("", "empty")]
    [InlineData("""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>""", "Body is empty")]
    [InlineData("""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"></s:Envelope>""", "no Body")]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "b">]><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>&a;</s:Body></s:Envelope>""", "document type")]
    public async Task What_is_no_envelope_is_named(string reply, string met)
    {
        var error = await Fails(_ => SoapItems.Xml(reply));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.StartsWith("GetItems:", error.Message, StringComparison.Ordinal);
        Assert.Contains(met, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ConnectorException> Fails(Func<Asked, HttpResponseMessage> answer, params ReplyRule[] rules) =>
        await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(new FakeVendor(answer), TestConnector.Define(p => p with { Errors = [.. rules] })).IdsAsync(SoapItems.Source()));
}
