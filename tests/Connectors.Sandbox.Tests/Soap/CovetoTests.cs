using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Connectors.Sandbox.Faults;
using Connectors.Specs;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Sandbox.Tests.Soap;

/// <summary>A vendor with a session, four ways of paging, attributes, choices and types that extend others.</summary>
public sealed class CovetoTests : IAsyncLifetime
{
    private const string Space = "https://www.coveto.de/soap/v2";
    private static readonly XNamespace Calls = Space;
    private static readonly XNamespace Types = "urn:coveto:typen:2";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
    private SoapClient _client = null!;
    private string _token = "";

    public async Task InitializeAsync() => _client = await SoapClient.StartAsync(SoapSpecs.Coveto with { Clock = _time });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Every_list_is_read_to_its_end_and_references_hold(int version)
    {
        await LogInAsync(version);
        var jobs = new List<XElement>();
        for (var page = 1; ; page++)
        {
            var reply = await CallAsync("HoleStellen", $"<Seite>{page}</Seite><ProSeite>10</ProSeite><MitArchiv>true</MitArchiv>", version);
            var found = reply.Descendants(Types + "Stelle").Concat(reply.Descendants(Calls + "Stelle")).ToList();
            Assert.Equal("25", reply.Element(Calls + "AnzahlGesamt")!.Value);
            if (found.Count == 0)
            {
                break;
            }

            jobs.AddRange(found);
        }

        var people = new List<XElement>();
        for (var more = true; more;)
        {
            var after = people.Count == 0 ? "" : $"<NachId>{people[^1].Attribute("id")!.Value}</NachId>";
            var reply = await CallAsync("HoleBewerber", after + "<Anzahl>100</Anzahl>", version);
            people.AddRange(reply.Elements(Calls + "Bewerber"));
            more = reply.Element(Calls + "WeitereVorhanden")!.Value == "true";
        }

        var applications = new List<XElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var reply = await CallAsync("HoleBewerbungen", cursor.Length == 0 ? "" : $"<Fortsetzung>{cursor}</Fortsetzung>", version);
            applications.AddRange(reply.Elements(Calls + "Bewerbung"));
            var next = reply.Element(Calls + "Fortsetzung")!;
            cursor = next.Attributes().Any(a => a.Name.LocalName == "nil") ? null : next.Value;
        }

        Assert.Equal((25, 250, 500), (Ids(jobs).Count, Ids(people).Count, Ids(applications).Count));
        Assert.All(applications, a => Assert.Contains(a.Attribute("stelle")!.Value, Ids(jobs)));
        Assert.All(applications, a => Assert.Contains(a.Attribute("bewerber")!.Value, Ids(people)));
        Assert.Contains(jobs, j => j.Descendants().Any(d => d.Attributes().Any(a => a.Name.LocalName == "nil")));
        Assert.Contains(jobs, j => j.Descendants(Types + "von").Any(v => v.Value.Contains('.', StringComparison.Ordinal) && v.Value.Contains(',', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Forms_are_read_per_job_and_some_have_none()
    {
        await LogInAsync();
        var (entries, none, conditions) = (0, 0, 0);
        for (var i = 0; i < 25; i++)
        {
            var id = _client.Server.Records.RemoteId("jobs", i);
            var body = $"<Stelle>{id}</Stelle>";
            var (status, _, bytes) = await _client.SendAsync(SoapClient.Envelope($"<HoleFragen xmlns=\"{Space}\">{body}</HoleFragen>", Session()), Space + "/HoleFragen");
            if (status != 200)
            {
                Assert.Equal("NICHT_GEFUNDEN", SoapClient.FaultOf(SoapClient.BodyOf(bytes)).Detail!.Element(Calls + "Code")!.Value);
                none++;
                continue;
            }

            var reply = SoapClient.BodyOf(bytes);
            _client.Check([reply]);
            var seen = new HashSet<string>();
            foreach (var entry in reply.Elements(Calls + "Eintrag"))
            {
                if (entry.Element(Types + "Bedingung") is { } condition)
                {
                    Assert.Contains(condition.Attribute("frage")!.Value, seen);
                    conditions++;
                }

                Assert.True(seen.Add(entry.Element(Types + "Frage")!.Attribute("id")!.Value));
                entries++;
            }
        }

        Assert.True(entries > 50 && none > 0 && conditions > 5, $"{entries} {none} {conditions}");
    }

    [Fact]
    public async Task Only_changed_records_come_after_a_time()
    {
        await LogInAsync();
        _client.Server.Records.Change("jobs", 3);
        var reply = await CallAsync("HoleStellen", "<Seite>1</Seite><ProSeite>10</ProSeite><GeaendertSeit>2026-07-01T10:00:00</GeaendertSeit>");
        Assert.Equal(_client.Server.Records.RemoteId("jobs", 3), Assert.Single(reply.Descendants(), d => d.Name.LocalName == "Stelle").Attribute("id")!.Value);
    }

    [Theory]
    [InlineData("<Seite>1</Seite><ProSeite>10</ProSeite><Farbe>rot</Farbe>", "Farbe")]
    [InlineData("<Seite>1</Seite>", "ProSeite")]
    [InlineData("<ProSeite>10</ProSeite><Seite>1</Seite>", "ProSeite")]
    [InlineData("<Seite>eins</Seite><ProSeite>10</ProSeite>", "Seite")]
    [InlineData("<Seite>1</Seite><Seite>1</Seite><ProSeite>10</ProSeite>", "Seite")]
    [InlineData("<Seite xmlns=\"urn:other\">1</Seite><ProSeite>10</ProSeite>", "Seite")]
    public async Task A_request_that_the_contract_does_not_allow_is_the_clients_fault(string body, string named)
    {
        await LogInAsync();
        var (code, text, detail) = SoapClient.FaultOf(await CallAsync("HoleStellen", body, status: 500));
        Assert.Equal("Client", code);
        Assert.Contains($"'{named}'", text.Replace($"{Space}:", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("PFLICHTFELD", detail!.Element(Calls + "Code")!.Value);
        Assert.Equal(text, detail.Element(Calls + "Meldung")!.Value);
        Assert.Equal("Sender", SoapClient.FaultOf(await CallAsync("HoleStellen", body, 12, 500)).Code);
    }

    [Fact]
    public async Task Wrong_credentials_and_tokens_are_refused()
    {
        var fault = await _client.CallAsync(Space + "/Anmelden", $"<Anmelden xmlns=\"{Space}\"><Benutzer>someone</Benutzer><Passwort>wrong</Passwort></Anmelden>", status: 500);
        Assert.Equal("ANMELDUNG_FEHLGESCHLAGEN", CodeOf(fault));
        Assert.Equal("ANMELDUNG_FEHLGESCHLAGEN", CodeOf(await _client.CallAsync(Space + "/HoleFragen", $"<HoleFragen xmlns=\"{Space}\"><Stelle>1</Stelle></HoleFragen>", status: 500)));
        _token = "made up";
        Assert.Equal("ANMELDUNG_FEHLGESCHLAGEN", CodeOf(await CallAsync("HoleFragen", "<Stelle>1</Stelle>", status: 500)));
    }

    [Fact]
    public async Task A_session_ends_with_the_fault_that_the_spec_logs_in_again_for()
    {
        await LogInAsync();
        var first = _token;
        await CallAsync("HoleBewerber", "<Anzahl>1</Anzahl>");
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("SITZUNG_ABGELAUFEN", CodeOf(await CallAsync("HoleBewerber", "<Anzahl>1</Anzahl>", status: 500)));
        await LogInAsync();
        Assert.NotEqual(first, _token);
        await CallAsync("HoleBewerber", "<Anzahl>1</Anzahl>");

        _client.Server.Faults = new FaultProfile("test", "", [new FaultRule(FaultKind.SessionExpired) { Times = 1 }]);
        await LogInAsync();
        Assert.Equal("SITZUNG_ABGELAUFEN", CodeOf(await CallAsync("HoleBewerber", "<Anzahl>1</Anzahl>", status: 500)));
        Assert.Equal("SITZUNG_ABGELAUFEN", CodeOf(await CallAsync("HoleBewerber", "<Anzahl>1</Anzahl>", status: 500)));
        await LogInAsync();
        await CallAsync("HoleBewerber", "<Anzahl>1</Anzahl>");
    }

    [Theory]
    [InlineData("", "https://www.coveto.de/soap/v2/HoleFragen", "The request is not XML")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "", "The request is not XML")]
    [InlineData("<a/>", "", "no SOAP envelope")]
    [InlineData("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><x/></e:Body></e:Envelope>", "", "no operation that takes x")]
    [InlineData("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body/></e:Envelope>", "", "no body")]
    [InlineData("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><HoleFragen xmlns='https://www.coveto.de/soap/v2'/></e:Body></e:Envelope>", "https://www.coveto.de/soap/v2/HoleStellen", "action")]
    [InlineData("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Header><q e:mustUnderstand='1'/></e:Header><e:Body><HoleFragen xmlns='https://www.coveto.de/soap/v2'/></e:Body></e:Envelope>", "https://www.coveto.de/soap/v2/HoleFragen", "header q")]
    public async Task What_is_no_call_is_refused(string envelope, string action, string text)
    {
        var (status, _, body) = await _client.SendAsync(envelope, action);
        Assert.Equal(500, status);
        Assert.Contains(text, SoapClient.FaultOf(SoapClient.BodyOf(body)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.RateLimited, "LIMIT")]
    [InlineData(FaultKind.Unavailable, "WARTUNG")]
    [InlineData(FaultKind.ServerError, null)]
    public async Task A_refusal_says_what_the_spec_reads(FaultKind kind, string? code)
    {
        await LogInAsync();
        Strike(kind);
        var fault = SoapClient.FaultOf(await CallAsync("HoleBewerber", "<Anzahl>1</Anzahl>", status: 500));
        Assert.Equal(code, fault.Detail?.Element(Calls + "Code")?.Value);
        Assert.Equal(code is null ? null : "1", fault.Detail?.Element(Calls + "WartenSekunden")?.Value);
        Strike(kind, FaultKind.FaultAsSuccess);
        Assert.Equal(fault.Text, SoapClient.FaultOf(await CallAsync("HoleBewerber", "<Anzahl>1</Anzahl>")).Text);
    }

    [Theory]
    [InlineData(FaultKind.TruncatedBody)]
    [InlineData(FaultKind.MalformedBody)]
    public async Task A_spoilt_body_is_no_xml(FaultKind kind)
    {
        await LogInAsync();
        Strike(kind);
        var (status, _, body) = await _client.SendAsync(SoapClient.Envelope($"<HoleBewerber xmlns=\"{Space}\"><Anzahl>1</Anzahl></HoleBewerber>", Session()), Space + "/HoleBewerber");
        Assert.Equal(200, status);
        Assert.ThrowsAny<System.Xml.XmlException>(() => SoapClient.BodyOf(body));
    }

    [Theory]
    [InlineData(FaultKind.WrongType, "Nachname")]
    [InlineData(FaultKind.MissingId, "id")]
    public async Task One_record_of_the_page_breaks_the_contract(FaultKind kind, string named)
    {
        await LogInAsync();
        Strike(kind);
        var (_, _, body) = await _client.SendAsync(SoapClient.Envelope($"<HoleBewerber xmlns=\"{Space}\"><Anzahl>20</Anzahl></HoleBewerber>", Session()), Space + "/HoleBewerber");
        var people = SoapClient.BodyOf(body).Elements(Calls + "Bewerber").ToList();
        Assert.Equal(20, people.Count);
        Assert.Single(people, p => named == "id" ? p.Attribute("id") is null : p.Elements().Any(e => e.Elements().Any(i => i.Name.LocalName == "unexpected")));
    }

    [Fact]
    public async Task Replies_in_windows_1252_say_the_same()
    {
        await LogInAsync();
        var plain = await CallAsync("HoleBewerber", "<Anzahl>100</Anzahl>");
        Strike(FaultKind.Windows1252);
        var (_, type, body) = await _client.SendAsync(SoapClient.Envelope($"<HoleBewerber xmlns=\"{Space}\"><Anzahl>100</Anzahl></HoleBewerber>", Session()), Space + "/HoleBewerber");
        Assert.EndsWith("windows-1252", type, StringComparison.Ordinal);
        Assert.Contains(body, b => b >= 0x80);
        Assert.Throws<DecoderFallbackException>(() => new UTF8Encoding(false, true).GetString(body));
        Assert.True(XNode.DeepEquals(plain, SoapClient.BodyOf(body)));
    }

    [Fact]
    public async Task The_wsdl_is_served_with_the_sandboxs_address()
    {
        var text = await _client.Http.GetStringAsync(new Uri(_client.Server.BaseAddress + "?wsdl"));
        var served = XDocument.Parse(text);
        var locations = served.Descendants().Where(e => e.Name.LocalName == "address").Select(e => e.Attribute("location")!.Value);
        Assert.Equal([_client.Server.BaseAddress.AbsoluteUri, _client.Server.BaseAddress.AbsoluteUri], locations);
        Assert.Equal(SoapSpecs.Coveto.Contract.Operations.Count(o => o.Soap is not null), ContractReader.Read(new SourceText("x.wsdl", text), new DiagnosticBag())!.Operations.Count);
        using var page = await _client.Http.GetAsync(_client.Server.BaseAddress);
        Assert.Equal(405, (int)page.StatusCode);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes()
    {
        await LogInAsync();
        await using var other = await SoapClient.StartAsync(SoapSpecs.Coveto with { Clock = _time });
        var login = $"<Anmelden xmlns=\"{Space}\"><Benutzer>{other.Server.Connection["user"]}</Benutzer><Passwort>{other.Server.Connection["password"]}</Passwort></Anmelden>";
        var same = await other.CallAsync(Space + "/Anmelden", login);
        Assert.Equal(_token, same.Element(Calls + "Token")!.Value);
        var envelope = SoapClient.Envelope($"<HoleBewerbungen xmlns=\"{Space}\"/>", Session());
        Assert.Equal((await _client.SendAsync(envelope, Space + "/HoleBewerbungen")).Body, (await other.SendAsync(envelope, Space + "/HoleBewerbungen")).Body);
    }

    private static HashSet<string> Ids(IEnumerable<XElement> records) => [.. records.Select(r => r.Attribute("id")!.Value)];

    private static string? CodeOf(XElement fault) => SoapClient.FaultOf(fault).Detail?.Element(Calls + "Code")?.Value;

    private void Strike(params FaultKind[] kinds) => _client.Server.Faults = new FaultProfile("test", "", [.. kinds.Select(k => new FaultRule(k))]);

    private string Session() => $"<Sitzung xmlns=\"{Space}\"><Token>{_token}</Token></Sitzung>";

    private async Task LogInAsync(int version = 11)
    {
        var reply = await _client.CallAsync(
            Space + "/Anmelden",
            $"<Anmelden xmlns=\"{Space}\"><Benutzer>{_client.Server.Connection["user"]}</Benutzer><Passwort>{_client.Server.Connection["password"]}</Passwort></Anmelden>",
            version: version);
        _token = reply.Element(Calls + "Token")!.Value;
        Assert.Equal(20, int.Parse(reply.Element(Calls + "GueltigMinuten")!.Value, CultureInfo.InvariantCulture));
    }

    private Task<XElement> CallAsync(string operation, string body, int version = 11, int status = 200) =>
        _client.CallAsync($"{Space}/{operation}", $"<{operation} xmlns=\"{Space}\">{body}</{operation}>", Session(), version, status);
}
