using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Turns what a request carries back into the unified values it was written from.</summary>
internal static class SentValues
{
    /// <summary>The unified value; null for one that the spec could not have written, and for files.</summary>
    public static JsonNode? Read(JsonElement value, WriteSpec write)
    {
        if (write is not WriteSpec.Plain && value is { ValueKind: JsonValueKind.Array } list)
        {
            return list.GetArrayLength() == 1 ? Read(list[0], write) : new JsonArray([.. list.EnumerateArray().Select(i => Read(i, write))]);
        }

        var text = VendorRequest.TextOf(value) ?? "";
        return write switch
        {
            WriteSpec.Plain or WriteSpec.Row => JsonNode.Parse(value.GetRawText()),
            WriteSpec.Map map => map.Entries.FirstOrDefault(e => e.Vendor == text)?.Unified is { } unified ? JsonValue.Create(unified) : null,
            WriteSpec.Convert convert => Converted(text, convert.As),
            _ => null,
        };
    }

    /// <summary>An answer as an object whose only member is named like its case: <c>{"SINGLE_SELECT":17}</c>.</summary>
    /// <param name="item">The item of the request's list.</param>
    /// <param name="write">Where each case has its place.</param>
    /// <param name="asked">The case that the question asks for; null when that is not known.</param>
    public static JsonObject? Answer(JsonElement item, WriteSpec.ByFormat write, string? asked)
    {
        var there = write.Cases.Where(c => c.Places.Any(p => Find(item, p.At.Name) is not null)).ToList();
        var chosen = there.Find(c => c.Format == asked) ?? there.FirstOrDefault();
        return chosen is not null && Read(Find(item, chosen.Places.First(p => Find(item, p.At.Name) is not null).At.Name)!.Value, chosen.Write) is { } value
            ? new JsonObject { [chosen.Format] = value }
            : null;
    }

    // records[].option is the option of every record.
    private static JsonElement? Find(JsonElement item, string path)
    {
        if (path.IndexOf("[]", StringComparison.Ordinal) is not (>= 0 and var list))
        {
            return VendorRequest.Find(item, path);
        }

        return VendorRequest.Find(item, path[..list]) is { ValueKind: JsonValueKind.Array } items
            ? JsonSerializer.SerializeToElement(items.EnumerateArray().Select(i => VendorRequest.Find(i, path[(list + 2)..].TrimStart('.'))).OfType<JsonElement>())
            : null;
    }

    private static JsonValue? Converted(string text, Conversion conversion)
    {
        switch (conversion.Kind)
        {
            case ConversionKind.DecimalComma:
                return decimal.TryParse(text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;
            case ConversionKind.Scaled:
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var scaled) ? JsonValue.Create(scaled * conversion.Times) : null;
            case ConversionKind.DateTime or ConversionKind.LocalTime or ConversionKind.Date or ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds:
                return SinceFilter.Parse(text, conversion) is { } time ? JsonValue.Create(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)) : null;
            default:
                return JsonValue.Create(text);
        }
    }
}
