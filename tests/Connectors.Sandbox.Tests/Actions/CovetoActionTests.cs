using System.Xml.Linq;
using Connectors.Sandbox.Tests.Soap;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Sandbox.Tests.Actions;

/// <summary>A vendor with envelopes: records found by what steps look for, ids in attributes, refusals as faults.</summary>
public sealed class CovetoActionTests : IAsyncLifetime
{
    private const string Space = "https://www.coveto.de/soap/v2";
    private static readonly XNamespace Calls = Space;
    private static readonly XNamespace Types = "urn:coveto:typen:2";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
    private SoapClient _client = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _client = await SoapClient.StartAsync(SoapSpecs.Coveto with { Clock = _time });
        var reply = await CallAsync("Anmelden", $"<Benutzer>{_client.Server.Connection["user"]}</Benutzer><Passwort>{_client.Server.Connection["password"]}</Passwort>");
        _token = reply.Element(Calls + "Token")!.Value;
    }

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_new_person_is_found_by_address_with_what_was_sent_and_the_time()
    {
        Assert.Empty(await FindAsync("erika@example.com"));
        var id = await PersonAsync("erika@example.com", "<Telefon>+49 30 1</Telefon><Anschrift><t:plz>10115</t:plz><t:ort>Berlin</t:ort><t:land>DE</t:land></Anschrift>");
        var found = Assert.Single(await FindAsync("ERIKA@example.com"));
        Assert.Equal(id, found.Attribute("id")!.Value);
        Assert.Equal(
            ["Vorname=Erika", "Nachname=Muster", "Telefon=+49 30 1", "Email=erika@example.com", "plz=10115", "ort=Berlin", "land=DE"],
            found.Descendants().Where(e => !e.HasElements && !e.Name.LocalName.EndsWith("Am", StringComparison.Ordinal)).Select(e => $"{e.Name.LocalName}={e.Value}"));
        Assert.Equal("2026-07-01T11:00:00", found.Element(Types + "ErstelltAm")?.Value[..19] ?? "2026-07-01T11:00:00");
        Assert.Equal(id, Assert.Single((await CallAsync("HoleBewerber", "<Anzahl>100</Anzahl><GeaendertSeit>2026-07-01T10:59:00</GeaendertSeit>")).Elements(Calls + "Bewerber")).Attribute("id")!.Value);
    }

    [Fact]
    public async Task The_filter_of_a_find_step_finds_the_records_that_were_there_before()
    {
        var first = (await CallAsync("HoleBewerber", "<Anzahl>100</Anzahl>")).Elements(Calls + "Bewerber").First(b => b.Element(Types + "Email") is not null);
        Assert.Contains(await FindAsync(first.Element(Types + "Email")!.Value), f => f.Attribute("id")!.Value == first.Attribute("id")!.Value);
    }

    [Fact]
    public async Task A_new_application_refers_to_both_and_keeps_what_cannot_be_read_as_received()
    {
        var person = await PersonAsync("erika@example.com");
        var job = await JobAsync("aktiv");
        var question = _client.Server.Records.RemoteId("screening_questions", 0);
        var more = $"<Quelle schluessel=\"careers\" id=\"7\"><t:Name>Careers page</t:Name></Quelle><Antworten><Antwort frage=\"{question}\"><t:Text>Ja</t:Text></Antwort></Antworten>" +
            "<Anhaenge><Anhang><t:Dateiname>cv.pdf</t:Dateiname><t:MimeTyp>application/pdf</t:MimeTyp><t:Inhalt>JVBERi0=</t:Inhalt></Anhang></Anhaenge>";
        var reply = await CallAsync("LegeBewerbungAn", $"<BewerberId>{person}</BewerberId><StelleId>{job}</StelleId>{more}");
        var id = reply.Element(Calls + "BewerbungId")!.Value;
        var made = Assert.Single((await CallAsync("HoleBewerbungen", "<GeaendertSeit>2026-07-01T10:59:00</GeaendertSeit>")).Elements(Calls + "Bewerbung"));
        Assert.Equal((id, job, person, "neu"), (made.Attribute("id")!.Value, made.Attribute("stelle")!.Value, made.Attribute("bewerber")!.Value, made.Element(Types + "Status")!.Value));

        var received = XElement.Parse(Assert.Single(_client.Server.Received("create_application", "application")).Body);
        Assert.Equal(("careers", "7", "Careers page"), (received.Element(Calls + "Quelle")!.Attribute("schluessel")!.Value, received.Element(Calls + "Quelle")!.Attribute("id")!.Value, received.Element(Calls + "Quelle")!.Value));
        Assert.Equal("JVBERi0=", received.Descendants(Types + "Inhalt").Single().Value);
        Assert.Equal("Ja", received.Descendants(Types + "Text").Single().Value);
    }

    [Fact]
    public async Task Applications_are_refused_twice_for_closed_jobs_and_for_what_is_not_there()
    {
        var person = await PersonAsync("erika@example.com");
        var job = await JobAsync("aktiv");
        await CallAsync("LegeBewerbungAn", $"<BewerberId>{person}</BewerberId><StelleId>{job}</StelleId>");
        Assert.Equal("DOPPELT", await RefusedAsync($"<BewerberId>{person}</BewerberId><StelleId>{job}</StelleId>"));
        Assert.Equal("STELLE_GESCHLOSSEN", await RefusedAsync($"<BewerberId>{person}</BewerberId><StelleId>{await JobAsync("besetzt")}</StelleId>"));
        Assert.Equal("STELLE_GESCHLOSSEN", await RefusedAsync($"<BewerberId>{person}</BewerberId><StelleId>{await JobAsync("archiviert")}</StelleId>"));
        Assert.Equal("NICHT_GEFUNDEN", await RefusedAsync($"<BewerberId>{person}</BewerberId><StelleId>9</StelleId>"));
        Assert.Equal("NICHT_GEFUNDEN", await RefusedAsync($"<BewerberId>9</BewerberId><StelleId>{job}</StelleId>"));
        Assert.Equal(501, _client.Server.Records.Count("applications"));
    }

    [Theory]
    [InlineData("<StelleId>1001</StelleId><BewerberId>1001</BewerberId>")]
    [InlineData("<BewerberId>1001</BewerberId>")]
    [InlineData("<BewerberId>Erika</BewerberId><StelleId>1001</StelleId>")]
    [InlineData("<BewerberId>1001</BewerberId><StelleId>1001</StelleId><Anhaenge><t:Anhang/></Anhaenge>")]
    [InlineData("<BewerberId>1001</BewerberId><StelleId>1001</StelleId><Antworten><Antwort frage=\"1001\"><t:Text>a</t:Text><t:JaNein>true</t:JaNein></Antwort></Antworten>")]
    public async Task An_element_that_the_contract_does_not_allow_is_refused(string body)
    {
        Assert.Equal("PFLICHTFELD", await RefusedAsync(body));
        Assert.Empty(_client.Server.Received("create_application", "application"));
    }

    [Fact]
    public async Task One_file_too_many_is_refused()
    {
        var files = string.Concat(Enumerable.Repeat("<Anhang><t:Dateiname>a</t:Dateiname><t:MimeTyp>text/plain</t:MimeTyp><t:Inhalt>YQ==</t:Inhalt></Anhang>", 6));
        Assert.Equal("PFLICHTFELD", await RefusedAsync($"<BewerberId>1001</BewerberId><StelleId>{await JobAsync("aktiv")}</StelleId><Anhaenge>{files}</Anhaenge>"));
    }

    private async Task<string> RefusedAsync(string body)
    {
        var fault = await CallAsync("LegeBewerbungAn", body, 500);
        return SoapClient.FaultOf(fault).Detail!.Element(Calls + "Code")!.Value;
    }

    private async Task<string> PersonAsync(string email, string more = "") =>
        (await CallAsync("LegeBewerberAn", $"<Vorname>Erika</Vorname><Nachname>Muster</Nachname><Email>{email}</Email>{more}")).Element(Calls + "BewerberId")!.Value;

    private async Task<List<XElement>> FindAsync(string email) =>
        [.. (await CallAsync("HoleBewerber", $"<Anzahl>1</Anzahl><Email>{email}</Email>")).Elements(Calls + "Bewerber")];

    private async Task<string> JobAsync(string status) =>
        (await CallAsync("HoleStellen", "<Seite>1</Seite><ProSeite>100</ProSeite><MitArchiv>true</MitArchiv>")).Descendants(Types + "Status").First(s => s.Value == status).Parent!.Attribute("id")!.Value;

    private Task<XElement> CallAsync(string operation, string body, int status = 200) =>
        _client.CallAsync($"{Space}/{operation}", $"<{operation} xmlns=\"{Space}\" xmlns:t=\"{Types}\">{body}</{operation}>", $"<Sitzung xmlns=\"{Space}\"><Token>{_token}</Token></Sitzung>", 11, status);
}
