using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Serialization;
using Connectors.Ats;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;
using Riok.Mapperly.Abstractions;

namespace Connectors.Benchmarks.Mapping.Peers;

/// <summary>Coveto's classes to the unified ones with Mapperly; what it cannot know (dates, commas, codes) is written as its users would.</summary>
[Mapper(RequiredMappingStrategy = RequiredMappingStrategy.None)]
internal static partial class PeerXmlMapper
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly NumberFormatInfo German = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    // Made once, as it must be: it is compiled when it is made.
    private static readonly XmlSerializer Serializer = new(typeof(HoleStellenAntwort));

    /// <summary>Reads a reply; the reader stands on its element.</summary>
    public static List<UnifiedRecord> Jobs(XmlReader reader) => Jobs((HoleStellenAntwort)Serializer.Deserialize(reader)!);

    /// <summary>Maps a reply that has been read.</summary>
    public static List<UnifiedRecord> Jobs(HoleStellenAntwort reply)
    {
        var jobs = new List<UnifiedRecord>(reply.Stellen!.Length);
        foreach (var job in reply.Stellen)
        {
            jobs.Add(Map(job));
        }

        return jobs;
    }

    [MapProperty(nameof(Stelle.Id), nameof(Job.RemoteId))]
    [MapProperty(nameof(Stelle.Titel), nameof(Job.Name), Use = nameof(Text))]
    [MapProperty(nameof(Stelle.Kennziffer), nameof(Job.JobCode), Use = nameof(Text))]
    [MapProperty(nameof(Stelle.Beschreibung), nameof(Job.Description), Use = nameof(Text))]
    [MapProperty(nameof(Stelle.Wochenstunden), nameof(Job.WeeklyHours), Use = nameof(Number))]
    [MapProperty(nameof(Stelle.Beschaeftigungsarten), nameof(Job.EmploymentType))]
    [MapProperty(nameof(Stelle.Status), nameof(Job.Status))]
    [MapProperty(nameof(Stelle.Sichtbarkeit), nameof(Job.Visibility))]
    [MapProperty(nameof(Stelle.Kategorie), nameof(Job.Category), Use = nameof(Text))]
    [MapProperty(nameof(Stelle.Link), nameof(Job.PostUrl), Use = nameof(Text))]
    [MapProperty(nameof(Stelle.Homeoffice), nameof(Job.RemoteWorkStatus))]
    [MapProperty("Gehalt.Von", nameof(Job.SalaryAmountFrom), Use = nameof(Number))]
    [MapProperty("Gehalt.Bis", nameof(Job.SalaryAmountTo), Use = nameof(Number))]
    [MapProperty("Gehalt.Waehrung", nameof(Job.SalaryCurrency), Use = nameof(Text))]
    [MapProperty("Gehalt.Zeitraum", nameof(Job.SalaryPeriod))]
    [MapProperty(nameof(Stelle.Standort), nameof(Job.Location))]
    [MapProperty(nameof(Stelle.Zusatzfelder), nameof(Job.IntegrationFields))]
    [MapProperty(nameof(Stelle.VeroeffentlichtAm), nameof(Job.OpenedAt), Use = nameof(Date))]
    [MapProperty(nameof(Stelle.EndetAm), nameof(Job.ClosedAt), Use = nameof(EndOfDay))]
    [MapPropertyFromSource(nameof(Job.RemoteCreatedAt), Use = nameof(Created))]
    [MapPropertyFromSource(nameof(Job.RemoteUpdatedAt), Use = nameof(Updated))]
    private static partial Job Map(Stelle job);

    [MapProperty(nameof(Anschrift.Strasse), nameof(Location.Street1), Use = nameof(Text))]
    [MapProperty(nameof(Anschrift.Plz), nameof(Location.ZipCode), Use = nameof(Text))]
    [MapProperty(nameof(Anschrift.Ort), nameof(Location.City), Use = nameof(Text))]
    [MapProperty(nameof(Anschrift.Region), nameof(Location.State), Use = nameof(Text))]
    [MapProperty(nameof(Anschrift.Land), nameof(Location.Country), Use = nameof(Country))]
    private static partial Location Map(Anschrift address);

    private static IntegrationField Map(Zusatzfeld field) => new()
    {
        Key = field.Name!,
        Type = IntegrationFieldType.Custom,
        Label = Text(field.Bezeichnung),
        Value = string.IsNullOrEmpty(field.Value) ? null : new RawJson(JsonSerializer.SerializeToUtf8Bytes(field.Value)),
    };

    [UserMapping(Default = false)]
    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [UserMapping(Default = false)]
    private static decimal? Number(string? text) => string.IsNullOrEmpty(text) ? null : decimal.Parse(text, NumberStyles.Number, German);

    [UserMapping(Default = false)]
    private static string? Country(string? country) => string.IsNullOrEmpty(country) ? null : CountryCode.Of(country);

    [UserMapping(Default = false)]
    private static DateTimeOffset? Date(string? text) => string.IsNullOrEmpty(text) ? null : InBerlin(DateTime.ParseExact(text, "dd.MM.yyyy", CultureInfo.InvariantCulture));

    [UserMapping(Default = false)]
    private static DateTimeOffset? EndOfDay(string? text) =>
        string.IsNullOrEmpty(text) ? null : InBerlin(DateTime.ParseExact(text, "dd.MM.yyyy", CultureInfo.InvariantCulture).AddDays(1)).AddSeconds(-1);

    private static DateTimeOffset? Created(Stelle job) => job.ErstelltAmSpecified ? InBerlin(job.ErstelltAm) : null;

    private static DateTimeOffset? Updated(Stelle job) => job.GeaendertAmSpecified ? InBerlin(job.GeaendertAm) : null;

    private static DateTimeOffset InBerlin(DateTime local) => new(TimeZoneInfo.ConvertTimeToUtc(local, Berlin), TimeSpan.Zero);

    private static EmploymentType? EmploymentTypeOf(string[]? kinds) => kinds is not [var first, ..] ? null : first switch
    {
        "Vollzeit" => EmploymentType.FullTime,
        "Teilzeit" or "Minijob" => EmploymentType.PartTime,
        "Befristet" or "FreieMitarbeit" => EmploymentType.Contract,
        "Saison" => EmploymentType.Seasonal,
        "Praktikum" or "Ausbildung" => EmploymentType.Internship,
        _ => new EmploymentType(first),
    };

    private static JobStatus? StatusOf(string? status) => status switch
    {
        "entwurf" or "freigabe" => JobStatus.Draft,
        "aktiv" => JobStatus.Open,
        "pausiert" or "besetzt" => JobStatus.Closed,
        "archiviert" => JobStatus.Archived,
        null or "" => null,
        _ => new JobStatus(status),
    };

    private static JobVisibility? VisibilityOf(string? visibility) => visibility switch
    {
        "oeffentlich" => JobVisibility.Public,
        "intern" => JobVisibility.Internal,
        "nurLink" => JobVisibility.Unlisted,
        "vertraulich" => JobVisibility.Confidential,
        null or "" => null,
        _ => new JobVisibility(visibility),
    };

    private static RemoteWorkStatus? RemoteWorkOf(string? home) => home switch
    {
        "nein" => RemoteWorkStatus.OnSite,
        "teilweise" => RemoteWorkStatus.Hybrid,
        "vollstaendig" => RemoteWorkStatus.Remote,
        "zeitweise" => RemoteWorkStatus.Temporary,
        null or "" => null,
        _ => new RemoteWorkStatus(home),
    };

    private static SalaryPeriod? PeriodOf(string? period) => period switch
    {
        "Jahr" => SalaryPeriod.Year,
        "Monat" => SalaryPeriod.Month,
        "Woche" => SalaryPeriod.Week,
        "Tag" => SalaryPeriod.Day,
        "Stunde" => SalaryPeriod.Hour,
        null or "" => null,
        _ => new SalaryPeriod(period),
    };
}
