using System.Net;
using System.Text;
using Connectors.Runtime.Errors;

namespace Connectors.Ats.Tests.Golden;

/// <summary>Replies that are not what the WSDL says: each is an error that names the operation and the place, and never a page.</summary>
public class CovetoBadReplyTests
{
    private const string Secret = "Ada Lovelace";

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<string, string> Bodies => new()
    {
        { "<!DOCTYPE s:Envelope>" + Candidates(), "document type" },
        { """<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>""" + Candidates("&c;"), "document type" },
        { """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>""" + Candidates("&x;"), "document type" },
        { """<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">""" + Candidates(), "document type" },
        { Candidates("&x;"), "HoleBewerberAntwort.Bewerber.Nachname" },
        { Candidates().Replace("</t:Nachname>", "", StringComparison.Ordinal), "HoleBewerberAntwort.Bewerber" },
        { Candidates().Replace("</Bewerber>", "", StringComparison.Ordinal), "HoleBewerberAntwort" },
        { Candidates().Replace("</s:Envelope>", "", StringComparison.Ordinal), "cut short" },
        { Candidates() + "<more/>", "broken" },
        { Candidates("\u0001"), "HoleBewerberAntwort.Bewerber.Nachname" },
        { Candidates(string.Concat(Enumerable.Repeat("<a>", 70))), "nested deeper than 64 at HoleBewerberAntwort.Bewerber.Nachname" },
        { Candidates().Replace("xmlns=\"https://www.coveto.de/soap/v2\"", "xmlns=\"https://www.coveto.de/soap/v3\"", StringComparison.Ordinal), "HoleBewerberAntwort" },
        { Candidates().Replace("<Bewerber ", "<Bewerber xmlns=\"\" ", StringComparison.Ordinal), "Bewerber: the element stands in another namespace" },
        { Candidates().Replace("HoleBewerberAntwort", "HoleStellenAntwort", StringComparison.Ordinal), "HoleBewerberAntwort" },
        { Candidates().Replace("http://schemas.xmlsoap.org/soap/envelope/", "urn:soap", StringComparison.Ordinal), "Envelope" },
        { Candidates().Replace("<WeitereVorhanden>false<", "<WeitereVorhanden>vielleicht<", StringComparison.Ordinal), "WeitereVorhanden" },
        { "<!doctype html><html><head><title>Wartung</title></head><body>Bis morgen</body></html>", "HTML" },
        { "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>", "HTML" },
        { """{"error":"maintenance"}""", "something else" },
        { "", "empty" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_reply_of_another_form_names_the_operation_and_the_place(string body, string place)
    {
        var error = await FailsAsync(new CovetoReplies(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoding_that_the_bytes_do_not_have_is_an_error()
    {
        var error = await FailsAsync(new CovetoReplies(Encoding.UTF8.GetBytes(Candidates()), "text/xml; charset=utf-16"));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
    }

    [Fact]
    public async Task An_encoding_that_nobody_knows_is_taken_for_UTF_8()
    {
        var (page, _, _) = await CovetoReplies.ReadAsync("candidates", new CovetoReplies(Encoding.UTF8.GetBytes(Candidates("Müller")), "text/xml; charset=x-no-such-encoding"));

        Assert.Equal("Müller", Assert.IsType<Candidate>(Assert.Single(page.Records)).LastName);
    }

    [Fact]
    public async Task A_letter_that_the_encoding_does_not_have_costs_the_letter_and_no_record()
    {
        var (page, _, _) = await CovetoReplies.ReadAsync("candidates", new CovetoReplies(Windows.GetBytes(Candidates("Müller")), "text/xml; charset=utf-8"));

        Assert.Equal("M\uFFFDller", Assert.IsType<Candidate>(Assert.Single(page.Records)).LastName);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task A_fault_in_place_of_the_result_is_what_its_code_means(HttpStatusCode status)
    {
        const string Fault = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>Nein</faultstring>
            <detail><e:CovetoFehler xmlns:e="https://www.coveto.de/soap/v2"><e:Code>KEINE_BERECHTIGUNG</e:Code><e:Meldung>Keine Rechte auf Bewerber.</e:Meldung></e:CovetoFehler></detail></s:Fault></s:Body></s:Envelope>
            """;

        var error = await FailsAsync(new CovetoReplies(Encoding.UTF8.GetBytes(Fault), status: status));

        Assert.Equal((ConnectorError.Permission, "Keine Rechte auf Bewerber."), (error.Error, error.VendorMessage));
    }

    [Fact]
    public async Task Elements_in_another_order_are_read_as_they_are_named()
    {
        var turned = Candidates().Replace("<WeitereVorhanden>false</WeitereVorhanden>", "", StringComparison.Ordinal)
            .Replace("<Bewerber ", "<WeitereVorhanden>false</WeitereVorhanden><Bewerber ", StringComparison.Ordinal);

        var (page, then, _) = await CovetoReplies.ReadAsync("candidates", new CovetoReplies(Encoding.UTF8.GetBytes(turned)));

        Assert.Equal(("1", null), (Assert.Single(page.Records).Key.First, then));
    }

    private static string Candidates(string lastName = Secret) => $"""
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><HoleBewerberAntwort xmlns="https://www.coveto.de/soap/v2" xmlns:t="urn:coveto:typen:2">
        <Bewerber id="1"><t:Nachname>{lastName}</t:Nachname></Bewerber><WeitereVorhanden>false</WeitereVorhanden></HoleBewerberAntwort></s:Body></s:Envelope>
        """;

    private static async Task<ConnectorException> FailsAsync(CovetoReplies replies)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => CovetoReplies.ReadAsync("candidates", replies));
        Assert.StartsWith("HoleBewerber:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", error.ToString(), StringComparison.Ordinal);
        return error;
    }
}
