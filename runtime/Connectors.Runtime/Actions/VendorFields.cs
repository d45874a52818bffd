using System.Collections.Immutable;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Actions;

/// <summary>What a vendor's contract takes at a place of a body: checks members that a caller adds of the vendor's own.</summary>
/// <param name="Kind">The JSON type.</param>
public sealed record VendorFields(VendorFieldKind Kind)
{
    /// <summary>Of an object, its members.</summary>
    public ImmutableArray<(string Name, VendorFields Field)> Members { get; init; } = [];

    /// <summary>Of an object, whether it takes members of any other name.</summary>
    public bool Open { get; init; }

    /// <summary>Of a list, its items; null where they can be anything.</summary>
    public VendorFields? Item { get; init; }

    /// <summary>The only values it takes; empty for any.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Finds what the connector does not take of the fields that a caller adds.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">The input: <c>remote_fields</c>.</param>
    /// <param name="given">What is given; null for nothing.</param>
    /// <param name="slug">The connector, under whose name its fields stand; those of others are no concern of it.</param>
    /// <param name="parts">What can be given under it.</param>
    public static void Check(ref Findings? findings, string path, RawJson? given, string slug, params ReadOnlySpan<(string Name, VendorFields Fields)> parts)
    {
        if (given is not { IsEmpty: false } json)
        {
            return;
        }

        using var document = JsonDocument.Parse(json.Utf8);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            Findings.Add(ref findings, path, FindingKind.WrongType, "An object is wanted, with the fields of each connector under its slug.");
            return;
        }

        if (!document.RootElement.TryGetProperty(slug, out var own))
        {
            return;
        }

        var at = $"{path}.{slug}";
        if (own.ValueKind != JsonValueKind.Object)
        {
            Findings.Add(ref findings, at, FindingKind.WrongType, "An object is wanted.");
            return;
        }

        foreach (var member in own.EnumerateObject())
        {
            VendorFields? fields = null;
            foreach (var part in parts)
            {
                fields = part.Name == member.Name ? part.Fields : fields;
            }

            if (fields is null)
            {
                Findings.Add(ref findings, $"{at}.{member.Name}", FindingKind.Unknown, "The connector adds nothing under this name.");
            }
            else
            {
                fields.Check(ref findings, $"{at}.{member.Name}", member.Value);
            }
        }
    }

    /// <summary>What a caller adds under a name; empty for nothing.</summary>
    /// <param name="given">The input.</param>
    /// <param name="slug">The connector.</param>
    /// <param name="name">The name.</param>
    public static RawJson Of(RawJson? given, string slug, string name)
    {
        if (given is not { IsEmpty: false } json)
        {
            return default;
        }

        using var document = JsonDocument.Parse(json.Utf8);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(slug, out var own)
            && own.ValueKind == JsonValueKind.Object && own.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object
            ? RawJson.Parse(part.GetRawText())
            : default;
    }

    private void Check(ref Findings? findings, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || (Kind == VendorFieldKind.Any && Members.IsEmpty))
        {
            return;
        }

        if (!Is(value))
        {
            Findings.Add(ref findings, path, FindingKind.WrongType, $"The vendor wants {Says}.");
        }
        else if (!Values.IsEmpty && !Values.Contains(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()))
        {
            InputChecks.UnknownValue(ref findings, path, [.. Values]);
        }
        else if (Kind == VendorFieldKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Member(ref findings, $"{path}.{member.Name}", member);
            }
        }
        else if (Kind == VendorFieldKind.List && Item is { } item)
        {
            var index = 0;
            foreach (var given in value.EnumerateArray())
            {
                item.Check(ref findings, new InputPath(path, index++).ToString(), given);
            }
        }
    }

    private void Member(ref Findings? findings, string path, JsonProperty member)
    {
        var known = Members.FirstOrDefault(m => m.Name == member.Name).Field;
        if (known is not null)
        {
            known.Check(ref findings, path, member.Value);
        }
        else if (!Open)
        {
            Findings.Add(ref findings, path, FindingKind.Unknown, "The vendor has no such field there.");
        }
    }

    private bool Is(JsonElement value) => Kind switch
    {
        VendorFieldKind.Text => value.ValueKind == JsonValueKind.String,
        VendorFieldKind.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        VendorFieldKind.Number => value.ValueKind == JsonValueKind.Number,
        VendorFieldKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        VendorFieldKind.Object => value.ValueKind == JsonValueKind.Object,
        VendorFieldKind.List => value.ValueKind == JsonValueKind.Array,
        _ => true,
    };

    private string Says => Kind switch
    {
        VendorFieldKind.Text => "a text",
        VendorFieldKind.Integer => "a whole number",
        VendorFieldKind.Number => "a number",
        VendorFieldKind.Flag => "true or false",
        VendorFieldKind.Object => "an object",
        _ => "a list",
    };
}

/// <summary>The JSON types that a vendor's field can have.</summary>
public enum VendorFieldKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A list.</summary>
    List,
}
