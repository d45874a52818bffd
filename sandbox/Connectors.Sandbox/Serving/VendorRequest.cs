using System.Text.Json;
using System.Xml.Linq;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Connectors.Sandbox.Serving;

/// <summary>A request as it reached the vendor: every place of it can be asked for by name.</summary>
internal sealed class VendorRequest
{
    public required HttpRequest Http { get; init; }

    /// <summary>The operation of the contract it goes to.</summary>
    public required ContractOperation Operation { get; init; }

    /// <summary>What stands for the placeholders of the path.</summary>
    public required IReadOnlyDictionary<string, string> PathValues { get; init; }

    /// <summary>The body, JSON or an element in its JSON form; null when there is none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The form that the body came in; null for JSON and elements.</summary>
    public ContractForm? Form { get; init; }

    /// <summary>The element in the envelope's body, as it came; null where there is none.</summary>
    public XElement? Element { get; init; }

    /// <summary>The body as it came, where that is neither the element nor the JSON.</summary>
    public string? Sent { get; init; }

    /// <summary>The body as it came; empty for none.</summary>
    public string Text => Element?.ToString(SaveOptions.DisableFormatting) ?? Sent ?? Body?.GetRawText() ?? "";

    /// <summary>The elements of the SOAP header as JSON, by name; null when there is none.</summary>
    public JsonElement? SoapHeader { get; init; }

    /// <summary>The value in a place; null when it is not there.</summary>
    public string? Get(Place place) => All(place) is { Count: > 0 } values ? values[0] : null;

    /// <summary>The value in a place as JSON; null when it is not there. What does not stand in a body is a text.</summary>
    public JsonElement? Json(Place place) => place.Kind switch
    {
        PlaceKind.Body => Find(Body, place.Name),
        PlaceKind.SoapHeader => Find(SoapHeader, place.Name),
        _ => Get(place) is { } text ? JsonSerializer.SerializeToElement(text) : null,
    };

    /// <summary>What stands at the end of a dotted path, items of lists by their position; null when nothing or null does.</summary>
    public static JsonElement? Find(JsonElement? value, string path)
    {
        foreach (var name in path.Length == 0 || path == "." ? [] : path.Split('.'))
        {
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            value = value is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(bracket < 0 ? name : name[..bracket], out var member) ? member : null;
            foreach (var position in bracket < 0 ? [] : name[(bracket + 1)..^1].Split("]["))
            {
                var at = int.Parse(position, System.Globalization.CultureInfo.InvariantCulture);
                value = value is { ValueKind: JsonValueKind.Array } list && at < list.GetArrayLength() ? list[at] : null;
            }
        }

        return value is { ValueKind: JsonValueKind.Null } ? null : value;
    }

    public StringValues All(Place place) => place.Kind switch
    {
        PlaceKind.Query => Http.Query[place.Name],
        PlaceKind.Header => Http.Headers[place.Name],
        PlaceKind.Cookie => Http.Cookies[place.Name] is { } cookie ? new StringValues(cookie) : default,
        PlaceKind.Path => PathValues.TryGetValue(place.Name, out var value) ? new StringValues(value) : default,
        PlaceKind.SoapHeader => Member(SoapHeader, place.Name),
        _ => Member(Body, place.Name),
    };

    /// <summary>The values of a parameter that may take a list, taken apart as it is written.</summary>
    public static IEnumerable<string> Split(StringValues values, ListStyle style)
    {
        char? separator = style switch
        {
            ListStyle.Csv => ',',
            ListStyle.Space => ' ',
            ListStyle.Pipe => '|',
            _ => null,
        };
        return values.OfType<string>().SelectMany(v => separator is { } s ? v.Split(s) : [v]);
    }

    private static StringValues Member(JsonElement? value, string path) => Find(value, path) switch
    {
        null => default,
        { ValueKind: JsonValueKind.Array } list => new StringValues([.. list.EnumerateArray().Select(TextOf)]),
        { } single => new StringValues(TextOf(single)),
    };

    /// <summary>A single value as text: a JSON text without its quotes, anything else as it is written.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}
