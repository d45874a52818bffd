using System.Collections.Concurrent;
using System.Globalization;
using System.ServiceModel;
using Connectors.Soap.Tests.Wcf;

namespace Connectors.Soap.Tests.Hosted;

/// <summary>The port of the WSDL as a service of another make answers it. Shared by all requests of one host.</summary>
public sealed class CovetoService : ICovetoPort
{
    public const int JobCount = 201;
    public const int ApplicantCount = 150;
    public const int ApplicationCount = 7;
    public const string User = "reader";
    public const string Password = "öffne <das> & jenes";

    private const int ApplicationsOfAPage = 3;
    private const int JobWithoutQuestions = 4;

    private readonly ConcurrentDictionary<string, int> _sessions = new();
    private int _logIns;

    /// <summary>How many calls a session lasts.</summary>
    public int SessionCalls { get; init; } = int.MaxValue;

    public int LogIns => _logIns;

    public Task<LogInReply> LogInAsync(LogInRequest request)
    {
        if (request.Anmelden is not { Benutzer: User, Passwort: Password })
        {
            throw Refuse("ANMELDUNG_FEHLGESCHLAGEN", "Benutzer oder Passwort ist falsch.");
        }

        var token = "sitzung-" + Interlocked.Increment(ref _logIns).ToString(CultureInfo.InvariantCulture);
        _sessions[token] = SessionCalls;
        return Task.FromResult(new LogInReply { AnmeldenAntwort = new AnmeldenAntwort { Token = token, GueltigMinuten = 20 } });
    }

    public Task<JobsReply> ListJobsAsync(JobsRequest request)
    {
        Enter(request.Sitzung);
        var first = (request.HoleStellen.Seite - 1) * request.HoleStellen.ProSeite;
        var ids = Enumerable.Range(1, JobCount).Skip(first).Take(request.HoleStellen.ProSeite);
        return Task.FromResult(new JobsReply { HoleStellenAntwort = new HoleStellenAntwort { AnzahlGesamt = JobCount, Stellen = [.. ids.Select(Job)] } });
    }

    public Task<ApplicantsReply> ListApplicantsAsync(ApplicantsRequest request)
    {
        Enter(request.Sitzung);
        var after = request.HoleBewerber.NachIdSpecified ? request.HoleBewerber.NachId : 0;
        var ids = Enumerable.Range(1, ApplicantCount).Where(id => id > after).Take(request.HoleBewerber.Anzahl).ToList();
        return Task.FromResult(new ApplicantsReply
        {
            HoleBewerberAntwort = new HoleBewerberAntwort { Bewerber = [.. ids.Select(Applicant)], WeitereVorhanden = ids.LastOrDefault() < ApplicantCount },
        });
    }

    public Task<ApplicationsReply> ListApplicationsAsync(ApplicationsRequest request)
    {
        Enter(request.Sitzung);
        var first = request.HoleBewerbungen.Fortsetzung is { } marker ? int.Parse(marker["ab-".Length..], CultureInfo.InvariantCulture) : 1;
        var ids = Enumerable.Range(first, Math.Min(ApplicationsOfAPage, ApplicationCount + 1 - first)).ToList();
        var next = ids[^1] == ApplicationCount ? null : $"ab-{ids[^1] + 1}";
        return Task.FromResult(new ApplicationsReply { HoleBewerbungenAntwort = new HoleBewerbungenAntwort { Bewerbung = [.. ids.Select(Application)], Fortsetzung = next } });
    }

    public Task<QuestionsReply> ListQuestionsAsync(QuestionsRequest request)
    {
        Enter(request.Sitzung);
        return request.HoleFragen.Stelle is < 1 or > JobCount
            ? throw Refuse("NICHT_GEFUNDEN", "Es gibt keine solche Stelle.")
            : Task.FromResult(new QuestionsReply { HoleFragenAntwort = new HoleFragenAntwort { Eintrag = request.HoleFragen.Stelle == JobWithoutQuestions ? null : Questions() } });
    }

    private static Stelle Job(int id) => new()
    {
        Id = id,
        ErstelltAm = new DateTime(2026, 1, 2, 3, 4, 5),
        ErstelltAmSpecified = true,
        Titel = $"Köchin <{id}> & Söhne",
        Wochenstunden = id % 2 == 0 ? "38,5" : null,
        Beschaeftigungsarten = [Beschaeftigungsart.Teilzeit, Beschaeftigungsart.Minijob],
        Status = StellenStatus.Pausiert,
        Gehalt = new Gehalt { Von = "1.234,50", Waehrung = "EUR", Zeitraum = Zeitraum.Monat, ZeitraumSpecified = true },
        Standort = new Anschrift { Ort = "Würzburg", Land = "DE" },
        VeroeffentlichtAm = "31.12.2025",
    };

    private static Bewerber Applicant(int id) => new()
    {
        Id = id,
        Vorname = id % 2 == 0 ? "Zoë" : null,
        Nachname = "Weiß",
        Telefon = "0931 1",
        Mobil = "0171 2",
        Email = $"zoe{id}@example.com",
    };

    private static Bewerbung Application(int id) => new()
    {
        Id = id,
        GeaendertAm = new DateTime(2026, 7, 1, 12, 0, 0).AddMilliseconds(id),
        GeaendertAmSpecified = true,
        Status = id % 2 == 0 ? BewerbungsStatus.Abgesagt : BewerbungsStatus.InBearbeitung,
        AbgesagtAm = id % 2 == 0 ? new DateTime(2026, 10, 25, 2, 30, 0) : null,
        Quelle = "Messe & Börse",
        Zusatzfelder = [new Zusatzfeld { Name = "note", Value = "1,7" }],
        Stelle = id,
        Bewerber = id + 100,
    };

    private static StellenFrage[] Questions() =>
    [
        new() { Frage = new Frage { Id = 1, Text = "Führerschein?", Typ = FrageTyp.JaNein }, Pflicht = true, Reihenfolge = 1, ReihenfolgeSpecified = true },
        new()
        {
            Frage = new Frage { Id = 2, Text = "Klasse?", Typ = FrageTyp.Auswahl, Optionen = [new FrageOption { Id = 21, Value = "B" }, new FrageOption { Id = 22, Value = "C & CE" }] },
            Bedingung = new Bedingung { Frage = 1, Items = [true] },
        },
        new() { Frage = new Frage { Id = 3, Text = "Seit?", Typ = FrageTyp.Zahl, Min = "0", Max = "1.000,5" }, Bedingung = new Bedingung { Frage = 2, Items = [21, 22] } },
    ];

    private void Enter(Sitzung? session)
    {
        if (session?.Token is not { } token || !_sessions.TryGetValue(token, out _))
        {
            throw Refuse("ANMELDUNG_FEHLGESCHLAGEN", "Es gibt keine solche Sitzung.");
        }

        if (_sessions.AddOrUpdate(token, 0, (_, left) => left - 1) < 0)
        {
            throw Refuse("SITZUNG_ABGELAUFEN", "Die Sitzung ist abgelaufen.");
        }
    }

    private static FaultException<CovetoFehler> Refuse(string code, string why) =>
        new(new CovetoFehler { Code = code, Meldung = why }, new FaultReason(why), new FaultCode("Client"), null);
}
