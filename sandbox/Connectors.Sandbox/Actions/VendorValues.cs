using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Writes unified values as the vendor has them: the conversions of a read mapping in the other direction.</summary>
internal static class VendorValues
{
    private const string AnyLanguage = "en";

    /// <summary>The vendor's value; null when there is none that would be read as the unified one.</summary>
    /// <param name="value">The unified value.</param>
    /// <param name="conversion">How the vendor's value is read.</param>
    /// <param name="kind">The contract's type of it.</param>
    public static JsonNode? Of(JsonNode value, Conversion conversion, JsonKind kind)
    {
        if (kind == JsonKind.Array)
        {
            return value is JsonArray list ? list.DeepClone() : new JsonArray(value.DeepClone());
        }

        value = value is JsonArray { Count: > 0 } one ? one[0]! : value;
        switch (conversion.Kind)
        {
            case ConversionKind.Localised:
                return new JsonObject { [AnyLanguage] = value.DeepClone() };
            case ConversionKind.DecimalComma:
                return JsonValue.Create(TextOf(value).Replace('.', ','));
            case ConversionKind.Scaled:
                return Number(value) is { } number ? JsonValue.Create(number / conversion.Times) : null;
            case ConversionKind.DateTime or ConversionKind.LocalTime or ConversionKind.Date or ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds:
                return DateTimeOffset.TryParse(TextOf(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? As(JsonValue.Create(Time(time, conversion)), kind) : null;
            default:
                return As(value, kind);
        }
    }

    /// <summary>A single value as text.</summary>
    public static string TextOf(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <summary>A single value as a type of the contract; null when it is none.</summary>
    public static JsonNode? As(JsonNode value, JsonKind kind) => kind switch
    {
        JsonKind.String => JsonValue.Create(TextOf(value)),
        JsonKind.Integer or JsonKind.Number => Number(value) is { } number ? JsonValue.Create(number) : null,
        JsonKind.Boolean => TextOf(value) is "true" or "false" ? JsonValue.Create(TextOf(value) == "true") : null,
        _ => value.DeepClone(),
    };

    private static string Time(DateTimeOffset time, Conversion conversion)
    {
        var zone = conversion.Zone is { } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Utc;
        return conversion.Kind switch
        {
            ConversionKind.UnixSeconds => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ConversionKind.UnixMilliseconds => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ConversionKind.LocalTime => TimeZoneInfo.ConvertTime(time, zone).ToString(conversion.Format ?? "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            ConversionKind.Date => TimeZoneInfo.ConvertTime(time, zone).ToString(conversion.Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }

    private static decimal? Number(JsonNode value) =>
        decimal.TryParse(TextOf(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
