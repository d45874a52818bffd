using System.Collections.Immutable;
using System.Xml.Linq;
using Connectors.Runtime;
using Connectors.Runtime.Actions;

namespace Connectors.Ats.Tests.Actions;

/// <summary>What Coveto is sent.</summary>
public sealed class CovetoActionTests
{
    private const string Calls = "https://www.coveto.de/soap/v2";

    private readonly CannedVendor _vendor = new CannedVendor()
        .On("Anmelden", Reply("AnmeldenAntwort", "<Token>t-1</Token><GueltigMinuten>20</GueltigMinuten>"))
        .On("HoleBewerber", Reply("HoleBewerberAntwort", "<WeitereVorhanden>false</WeitereVorhanden>"))
        .On("LegeBewerberAn", Reply("LegeBewerberAnAntwort", "<BewerberId>9</BewerberId><Bestehend>false</Bestehend>"))
        .On("LegeBewerbungAn", Reply("LegeBewerbungAnAntwort", "<BewerbungId>77</BewerbungId>"));

    [Fact]
    public async Task Every_row_of_an_application_stands_in_its_place()
    {
        var result = await Coveto().CreateApplicationAsync(Input(), new ActionOptions { Resolver = new Questions() });

        Assert.Equal(["Anmelden", "HoleBewerber", "LegeBewerberAn", "LegeBewerbungAn"], _vendor.Asked.Select(a => a.Request));
        Assert.Equal(
            "Anrede=Frau Vorname=Aino Nachname=Öst & Co Email=aino@example.com Telefon=+49 30 1234567 Anschrift(plz=10115 ort=Berlin land=DE) Quelle(id=7 schluessel=board Name=Board)",
            Values("LegeBewerberAn"));
        Assert.Equal(
            "BewerberId=9 StelleId=4711 Quelle(id=7 schluessel=board Name=Board) Antworten(Antwort(frage=101 Text=Yes) Antwort(frage=102 Zahl=1234,5) Antwort(frage=103 JaNein=true) "
            + "Antwort(frage=104 Option=2) Antwort(frage=105 Option=7 Option=8) Antwort(frage=106 Datum=01.12.2026) Antwort(frage=107 Datei(Dateiname=a.txt MimeTyp=text/plain Inhalt=YQ==))) "
            + "Anhaenge(Anhang(Dateiname=cv.pdf MimeTyp=application/pdf Inhalt=Y3Y=) Anhang(Dateiname=letter.pdf MimeTyp=application/pdf Inhalt=bA==))",
            Values("LegeBewerbungAn"));
        Assert.Equal(("9", "77"), (result.CandidateRemoteId, result.ApplicationRemoteId));
        Assert.Equal("4711", result.Application?.JobId?.RemoteId);
    }

    [Fact]
    public async Task The_environments_source_is_written_where_none_is_given()
    {
        await Coveto().CreateApplicationAsync(Least(), new ActionOptions { SourceName = "Careers" });

        Assert.Contains("Quelle(Name=Careers)", Values("LegeBewerberAn"), StringComparison.Ordinal);
        Assert.Contains("Quelle(Name=Careers)", Values("LegeBewerbungAn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_given_is_not_mixed_with_the_environments()
    {
        await Coveto().CreateApplicationAsync(Least(new CovetoSourceInput { UnifiedKey = "board" }), new ActionOptions { SourceName = "Careers" });

        Assert.Contains("Quelle(schluessel=board)", Values("LegeBewerberAn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_candidate_that_is_found_by_address_is_not_made_again()
    {
        _vendor.On("HoleBewerber", Reply(
            "HoleBewerberAntwort",
            """<Bewerber id="5"><t:Vorname xmlns:t="urn:coveto:typen:2">A</t:Vorname><t:Email xmlns:t="urn:coveto:typen:2">A@B.example</t:Email></Bewerber><WeitereVorhanden>false</WeitereVorhanden>"""));

        var result = await Coveto().CreateApplicationAsync(Least());

        Assert.DoesNotContain(_vendor.Asked, a => a.Request == "LegeBewerberAn");
        Assert.StartsWith("BewerberId=5 ", Values("LegeBewerbungAn"), StringComparison.Ordinal);
        Assert.Equal("5", result.CandidateRemoteId);
        Assert.Null(result.Candidate);
    }

    private CovetoConnector Coveto() => new(
        new CovetoConnection { Subdomain = "acme", User = "u", Password = "p" },
        new ConnectorOptions { Http = new HttpMessageInvoker(_vendor) });

    private static CovetoCreateApplicationInput Least(CovetoSourceInput? source = null) => new()
    {
        Candidate = new() { FirstName = "A", LastName = "B", EmailAddress = "a@b.example" },
        Application = new() { JobId = "remote:4711" },
        Source = source,
    };

    private static CovetoCreateApplicationInput Input() => new()
    {
        Candidate = new()
        {
            FirstName = "Aino",
            LastName = "Öst & Co",
            EmailAddress = "aino@example.com",
            PhoneNumber = "+49 30 1234567",
            Location = new() { City = "Berlin", Country = "DE", ZipCode = "10115" },
            Gender = Gender.Female,
        },
        Application = new() { JobId = "remote:4711" },
        ScreeningQuestionAnswers =
        [
            new() { QuestionId = "remote:101", Answer = "Yes" },
            new() { QuestionId = "remote:102", Answer = 1234.50m },
            new() { QuestionId = "remote:103", Answer = true },
            new() { QuestionId = "remote:104", Answer = "remote:2" },
            new() { QuestionId = "remote:105", Answer = AnswerInput.Of("remote:7", "remote:8") },
            new() { QuestionId = "remote:106", Answer = "2026-12-01" },
            new() { QuestionId = "remote:107", Answer = AnswerInput.Of(new FileInput { Name = "a.txt", ContentType = "text/plain", Data = "YQ==" }) },
        ],
        Attachments =
        [
            new() { Name = "cv.pdf", ContentType = "application/pdf", Data = "Y3Y=" },
            new() { Name = "letter.pdf", ContentType = "application/pdf", Data = "bA==" },
        ],
        Source = new() { Name = "Board", UnifiedKey = "board", Id = "7" },
    };

    private static string Reply(string element, string content) => $"""<{element} xmlns="{Calls}">{content}</{element}>""";

    // What stands in the Body of a request, in one line and in its order.
    private string Values(string request)
    {
        var body = XDocument.Parse(_vendor.Sent(request)).Root!.Elements().Single(e => e.Name.LocalName == "Body");
        return Inside(body.Elements().Single());
    }

    private static string Inside(XElement element) => string.Join(" ", element.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => $"{a.Name.LocalName}={a.Value}")
        .Concat(element.Elements().Select(e => e.HasElements || e.HasAttributes && e.Attributes().Any(a => !a.IsNamespaceDeclaration) ? $"{e.Name.LocalName}({Inside(e)})" : $"{e.Name.LocalName}={e.Value}")));

    /// <summary>Knows that one of the questions asks for a date.</summary>
    private sealed class Questions : IRecordResolver
    {
        public ValueTask<string?> RemoteIdAsync(string model, string id, CancellationToken cancellationToken) => default;

        public ValueTask<QuestionFacts?> QuestionAsync(string question, string? job, CancellationToken cancellationToken) =>
            new(question == "remote:106" ? new QuestionFacts("106", "DATE", [], true) : null);
    }
}
