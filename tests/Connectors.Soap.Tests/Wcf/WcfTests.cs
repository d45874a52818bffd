using System.Globalization;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Text;
using System.Xml;
using Connectors.Sandbox;

namespace Connectors.Soap.Tests.Wcf;

/// <summary>A client of another make that is compiled from the WSDL: WCF, over SOAP 1.1 and 1.2.</summary>
public sealed class WcfTests : IAsyncLifetime
{
    private SandboxServer _vendor = null!;

    public static TheoryData<string> Versions => ["1.1", "1.2"];

    public async Task InitializeAsync() => _vendor = await CovetoVendor.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task WCF_logs_in_and_pages_through_all_jobs(string version)
    {
        using var factory = Factory(version);
        var port = factory.CreateChannel();
        var session = await LogInAsync(port);

        var jobs = new List<Stelle>();
        for (int page = 1, total = int.MaxValue; jobs.Count < total; page++)
        {
            var reply = (await port.ListJobsAsync(Jobs(session, page))).HoleStellenAntwort;
            Assert.NotEmpty(reply.Stellen!);
            jobs.AddRange(reply.Stellen!);
            total = reply.AnzahlGesamt;
        }

        Assert.Equal(_vendor.Ids("jobs").Order(), jobs.Select(j => Text(j.Id)).Order());
        Assert.All(jobs, j => Assert.False(string.IsNullOrEmpty(j.Titel)));
        Assert.All(jobs, j => Assert.Equal(DateTimeKind.Unspecified, j.GeaendertAm.Kind));
        Assert.Contains(jobs, j => j.Beschaeftigungsarten is { Length: > 0 });
        Assert.Contains(jobs, j => j.Wochenstunden is null);
        Assert.Contains(jobs, j => j.Gehalt is { Von: { } from, ZeitraumSpecified: true, Waehrung.Length: > 0 } && decimal.TryParse(from, NumberStyles.Number, CultureInfo.GetCultureInfo("de-DE"), out _));
        Assert.Contains(jobs, j => j.Zusatzfelder is [{ Name.Length: > 0 }, ..]);
        Assert.True(jobs.Select(j => j.Status).Distinct().Count() > 1);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task WCF_logs_in_and_pages_through_all_applicants(string version)
    {
        using var factory = Factory(version);
        var port = factory.CreateChannel();
        var session = await LogInAsync(port);

        var people = new List<Bewerber>();
        for (var more = true; more;)
        {
            var reply = (await port.ListApplicantsAsync(new ApplicantsRequest
            {
                Sitzung = session,
                HoleBewerber = new HoleBewerber { NachId = people.LastOrDefault()?.Id ?? 0, NachIdSpecified = people.Count > 0, Anzahl = 100 },
            })).HoleBewerberAntwort;
            Assert.NotEmpty(reply.Bewerber!);
            people.AddRange(reply.Bewerber!);
            more = reply.WeitereVorhanden;
        }

        Assert.Equal(_vendor.Ids("candidates").Order(), people.Select(p => Text(p.Id)).Order());
        Assert.All(people, p => Assert.False(string.IsNullOrEmpty(p.Nachname)));
        Assert.Contains(people, p => p.Vorname is null);
        Assert.Contains(people, p => p.Anschrift?.Ort is { Length: > 0 });
        Assert.Contains(people, p => p.Email is { Length: > 0 });
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task WCF_follows_the_marker_through_all_applications(string version)
    {
        using var factory = Factory(version);
        var port = factory.CreateChannel();
        var session = await LogInAsync(port);

        var applications = new List<Bewerbung>();
        string? marker = null;
        do
        {
            var call = new HoleBewerbungen { Fortsetzung = marker };
            var reply = (await port.ListApplicationsAsync(new ApplicationsRequest { Sitzung = session, HoleBewerbungen = call })).HoleBewerbungenAntwort;
            Assert.NotEmpty(reply.Bewerbung!);
            applications.AddRange(reply.Bewerbung!);
            marker = reply.Fortsetzung;
        }
        while (marker is not null);

        Assert.Equal(_vendor.Ids("applications").Order(), applications.Select(a => Text(a.Id)).Order());
        Assert.All(applications, a => Assert.Contains(Text(a.Stelle), _vendor.Ids("jobs")));
        Assert.All(applications, a => Assert.Contains(Text(a.Bewerber), _vendor.Ids("candidates")));
        Assert.Contains(applications, a => a.AbgesagtAm is null);
        Assert.Contains(applications, a => a.AbgesagtAm is not null);
        Assert.True(applications.Select(a => a.Status).Distinct().Count() > 1);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task WCF_reads_the_questions_of_jobs_with_either_kind_of_condition(string version)
    {
        using var factory = Factory(version);
        var port = factory.CreateChannel();
        var session = await LogInAsync(port);

        var questions = new List<StellenFrage>();
        var without = 0;
        foreach (var job in _vendor.Ids("jobs"))
        {
            try
            {
                questions.AddRange((await port.ListQuestionsAsync(Questions(session, int.Parse(job, CultureInfo.InvariantCulture)))).HoleFragenAntwort.Eintrag ?? []);
            }
            catch (FaultException<CovetoFehler> fault) when (fault.Detail.Code == "NICHT_GEFUNDEN")
            {
                without++; // What this vendor says of a job that asks nothing.
            }
        }

        Assert.True(without > 0);
        Assert.Equal(_vendor.Ids("screening_questions").Order(), questions.Select(q => Text(q.Frage!.Id)).Distinct().Order());
        Assert.Contains(questions, q => q.Bedingung?.Items is [int, ..]);
        Assert.Contains(questions, q => q.Bedingung?.Items is [bool]);
        Assert.Contains(questions, q => q.Frage is { Typ: FrageTyp.Auswahl, Optionen: [{ Value.Length: > 0 }, ..] });
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_job_that_is_not_there_is_a_fault_with_its_code(string version)
    {
        using var factory = Factory(version);
        var port = factory.CreateChannel();
        var session = await LogInAsync(port);

        var fault = await Assert.ThrowsAsync<FaultException<CovetoFehler>>(() => port.ListQuestionsAsync(Questions(session, 1)));

        Assert.Equal("NICHT_GEFUNDEN", fault.Detail.Code);
        Assert.Equal(fault.Detail.Meldung, fault.Reason.ToString());
        Assert.True(fault.Code.IsSenderFault);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_request_that_breaks_the_schema_is_a_fault(string version)
    {
        using var factory = Factory(version);
        var request = new LogInRequest { Anmelden = new Anmelden { Benutzer = _vendor.Connection["user"] } };

        var fault = await Assert.ThrowsAsync<FaultException<CovetoFehler>>(() => factory.CreateChannel().LogInAsync(request));

        Assert.Contains("Passwort", fault.Reason.ToString(), StringComparison.Ordinal);
        Assert.True(fault.Code.IsSenderFault);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_wrong_password_is_the_fault_that_the_WSDL_declares(string version)
    {
        using var factory = Factory(version);
        var request = new LogInRequest { Anmelden = new Anmelden { Benutzer = _vendor.Connection["user"], Passwort = "wrong" } };

        var fault = await Assert.ThrowsAsync<FaultException<CovetoFehler>>(() => factory.CreateChannel().LogInAsync(request));

        Assert.Equal("ANMELDUNG_FEHLGESCHLAGEN", fault.Detail.Code);
        Assert.False(string.IsNullOrEmpty(fault.Detail.Meldung));
        Assert.True(fault.Code.IsSenderFault);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_session_that_is_over_is_a_fault_and_another_log_in_goes_on(string version)
    {
        using var factory = Factory(version);
        var port = factory.CreateChannel();
        var session = await LogInAsync(port);
        await port.ListJobsAsync(Jobs(session, 1));
        _vendor.Records.Advance(TimeSpan.FromHours(1));

        var fault = await Assert.ThrowsAsync<FaultException<CovetoFehler>>(() => port.ListJobsAsync(Jobs(session, 2)));

        Assert.Equal("SITZUNG_ABGELAUFEN", fault.Detail.Code);
        Assert.NotEmpty((await port.ListJobsAsync(Jobs(await LogInAsync(port), 2))).HoleStellenAntwort.Stellen!);
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static QuestionsRequest Questions(Sitzung session, int job) => new() { Sitzung = session, HoleFragen = new HoleFragen { Stelle = job } };

    private static JobsRequest Jobs(Sitzung session, int page) => new()
    {
        Sitzung = session,
        HoleStellen = new HoleStellen { Seite = page, ProSeite = 10, MitArchiv = true, MitArchivSpecified = true },
    };

    private async Task<Sitzung> LogInAsync(ICovetoPort port)
    {
        var reply = await port.LogInAsync(new LogInRequest { Anmelden = new Anmelden { Benutzer = _vendor.Connection["user"], Passwort = _vendor.Connection["password"] } });
        Assert.True(reply.AnmeldenAntwort.GueltigMinuten > 0);
        return new Sitzung { Token = reply.AnmeldenAntwort.Token };
    }

    private ChannelFactory<ICovetoPort> Factory(string version) => new(BindingOf(version), new EndpointAddress(_vendor.BaseAddress));

    private static Binding BindingOf(string version)
    {
        const int largest = 16 << 20;
        return version == "1.1"
            ? new BasicHttpBinding { MaxReceivedMessageSize = largest, MaxBufferSize = largest, ReaderQuotas = XmlDictionaryReaderQuotas.Max }
            : new CustomBinding(
                new TextMessageEncodingBindingElement(MessageVersion.CreateVersion(EnvelopeVersion.Soap12, AddressingVersion.None), Encoding.UTF8) { ReaderQuotas = XmlDictionaryReaderQuotas.Max },
                new HttpTransportBindingElement { MaxReceivedMessageSize = largest, MaxBufferSize = largest });
    }
}
