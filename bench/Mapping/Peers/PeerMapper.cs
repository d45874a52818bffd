using System.Globalization;
using System.Text;
using System.Text.Json;
using Connectors.Ats;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;
using Riok.Mapperly.Abstractions;

namespace Connectors.Benchmarks.Mapping.Peers;

/// <summary>The vendor's classes to the unified ones with Mapperly; what it cannot know (languages, zones, countries) is written as its users would.</summary>
[Mapper(RequiredMappingStrategy = RequiredMappingStrategy.None)]
internal static partial class PeerMapper
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    public static List<UnifiedRecord> Candidates(ReadOnlySpan<byte> page)
    {
        var reply = JsonSerializer.Deserialize(page, VendorJson.Default.ApplicantsReply)!;
        var candidates = new List<UnifiedRecord>(reply.Data.Count);
        foreach (var applicant in reply.Data)
        {
            candidates.Add(Map(applicant));
        }

        return candidates;
    }

    public static List<UnifiedRecord> Jobs(ReadOnlySpan<byte> page)
    {
        var reply = JsonSerializer.Deserialize(page, VendorJson.Default.JobsReply)!;
        var jobs = new List<UnifiedRecord>(reply.Jobs.Count);
        foreach (var job in reply.Jobs)
        {
            jobs.Add(Map(job));
        }

        return jobs;
    }

    [MapProperty(nameof(ApplicantDto.Uuid), nameof(Candidate.RemoteId))]
    [MapProperty("Name.First", nameof(Candidate.FirstName))]
    [MapProperty("Name.Last", nameof(Candidate.LastName))]
    [MapProperty(nameof(ApplicantDto.Phones), nameof(Candidate.PhoneNumbers))]
    [MapProperty(nameof(ApplicantDto.Email), nameof(Candidate.EmailAddresses))]
    [MapProperty(nameof(ApplicantDto.Address), nameof(Candidate.Location))]
    [MapProperty(nameof(ApplicantDto.Custom), nameof(Candidate.IntegrationFields))]
    private static partial Candidate Map(ApplicantDto applicant);

    [MapProperty(nameof(JobDto.Id), nameof(Job.RemoteId))]
    [MapProperty(nameof(JobDto.Title), nameof(Job.Name))]
    [MapProperty(nameof(JobDto.Texts), nameof(Job.Description))]
    [MapProperty(nameof(JobDto.Channels), nameof(Job.Visibility))]
    [MapProperty(nameof(JobDto.Links), nameof(Job.PostUrl))]
    [MapProperty("Publication.Starts", nameof(Job.OpenedAt))]
    [MapProperty("Publication.Ends", nameof(Job.ClosedAt))]
    [MapProperty(nameof(JobDto.Custom), nameof(Job.IntegrationFields))]
    private static partial Job Map(JobDto job);

    [MapProperty(nameof(PhoneDto.Number), nameof(PhoneNumber.PhoneNumberValue))]
    [MapProperty(nameof(PhoneDto.Kind), nameof(PhoneNumber.Type))]
    private static partial PhoneNumber Map(PhoneDto phone);

    [MapProperty(nameof(AddressDto.Street), nameof(Location.Street1))]
    [MapProperty(nameof(AddressDto.PostalCode), nameof(Location.ZipCode))]
    [MapProperty(nameof(AddressDto.Country), nameof(Location.Country), Use = nameof(Country))]
    private static partial Location Map(AddressDto address);

    private static IntegrationField Map(CustomDto custom) => new()
    {
        Key = custom.Key,
        Type = IntegrationFieldType.Custom,
        Label = Localised(custom.Label),
        Value = custom.Value is { } value ? new RawJson(Encoding.UTF8.GetBytes(value.GetRawText())) : null,
    };

    private static IReadOnlyList<EmailAddress> Emails(string? email) => email is null ? [] : [new EmailAddress { EmailAddressValue = email }];

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string? Localised(Dictionary<string, string?>? texts)
    {
        if (texts is null)
        {
            return null;
        }

        if (texts.TryGetValue("en", out var english) && !string.IsNullOrEmpty(english))
        {
            return english;
        }

        foreach (var text in texts.Values)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return text;
            }
        }

        return null;
    }

    private static string? Description(TextsDto? texts)
    {
        var parts = new[] { Localised(texts?.Ingress), Localised(texts?.Body), Localised(texts?.Footer) }.OfType<string>().ToArray();
        return parts.Length == 0 ? null : string.Join('\n', parts);
    }

    private static JobStatus? Status(string? status) => status switch
    {
        "draft" or "scheduled" => JobStatus.Draft,
        "published" => JobStatus.Open,
        "paused" or "closed" => JobStatus.Closed,
        "archived" => JobStatus.Archived,
        null => null,
        _ => new JobStatus(status),
    };

    private static JobVisibility? Visibility(List<string>? channels) => channels is null ? null
        : channels.Contains("external") ? JobVisibility.Public
        : channels.Contains("intranet") ? JobVisibility.Internal
        : JobVisibility.Unlisted;

    private static string? ApplyLink(List<LinkDto>? links) => links?.Find(link => link.Rel == "apply")?.Href;

    private static DateTimeOffset? LocalTime(string? text) => text is null
        ? null
        : new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Helsinki), TimeSpan.Zero);

    [UserMapping(Default = false)]
    private static string? Country(string? country) => country is null ? null : CountryCode.Of(country);
}
