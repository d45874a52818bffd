using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connectors.Benchmarks.Mapping.Peers;

// The peer is what a .NET team writes today: classes in the vendor's shape, System.Text.Json with source generation to fill them and Mapperly to
// turn them into the unified classes. The DTOs name only members that the unified record needs, so the peer does not pay for what nobody reads.
internal sealed record ApplicantsReply([property: JsonPropertyName("data")] List<ApplicantDto> Data, [property: JsonPropertyName("has_more")] bool HasMore);

internal sealed class ApplicantDto
{
    public required string Uuid { get; init; }

    public required ApplicantNameDto Name { get; init; }

    public string? Email { get; init; }

    public List<PhoneDto>? Phones { get; init; }

    public AddressDto? Address { get; init; }

    public List<CustomDto>? Custom { get; init; }
}

internal sealed class ApplicantNameDto
{
    public string? First { get; init; }

    public required string Last { get; init; }
}

internal sealed class PhoneDto
{
    public string? Number { get; init; }

    public string? Kind { get; init; }
}

internal sealed class AddressDto
{
    public string? Street { get; init; }

    public string? PostalCode { get; init; }

    public string? City { get; init; }

    public string? Country { get; init; }
}

internal sealed class CustomDto
{
    public required string Key { get; init; }

    public Dictionary<string, string?>? Label { get; init; }

    public JsonElement? Value { get; init; }
}

internal sealed record JobsReply([property: JsonPropertyName("jobs")] List<JobDto> Jobs);

internal sealed class JobDto
{
    public required long Id { get; init; }

    public Dictionary<string, string?>? Title { get; init; }

    public TextsDto? Texts { get; init; }

    public string? Status { get; init; }

    public List<string>? Channels { get; init; }

    public PublicationDto? Publication { get; init; }

    public List<LinkDto>? Links { get; init; }

    public List<CustomDto>? Custom { get; init; }
}

internal sealed class TextsDto
{
    public Dictionary<string, string?>? Ingress { get; init; }

    public Dictionary<string, string?>? Body { get; init; }

    public Dictionary<string, string?>? Footer { get; init; }
}

internal sealed class PublicationDto
{
    public string? Starts { get; init; }

    public string? Ends { get; init; }
}

internal sealed class LinkDto
{
    public required string Rel { get; init; }

    public required string Href { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApplicantsReply))]
[JsonSerializable(typeof(JobsReply))]
internal sealed partial class VendorJson : JsonSerializerContext;
