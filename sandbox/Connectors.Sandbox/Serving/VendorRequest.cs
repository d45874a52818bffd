using System.Text.Json;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Connectors.Sandbox.Serving;

/// <summary>A request as it reached the vendor: every place of it can be asked for by name.</summary>
internal sealed class VendorRequest
{
    /// <summary>The HTTP request.</summary>
    public required HttpRequest Http { get; init; }

    /// <summary>The operation of the contract it goes to.</summary>
    public required ContractOperation Operation { get; init; }

    /// <summary>What stands for the placeholders of the path.</summary>
    public required IReadOnlyDictionary<string, string> PathValues { get; init; }

    /// <summary>The body, JSON or an element in its JSON form; null when there is none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The elements of the SOAP header as JSON, by name; null when there is none.</summary>
    public JsonElement? SoapHeader { get; init; }

    /// <summary>The value in a place; null when it is not there.</summary>
    public string? Get(Place place) => All(place) is { Count: > 0 } values ? values[0] : null;

    /// <summary>All values in a place.</summary>
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

    private static StringValues Member(JsonElement? value, string path)
    {
        foreach (var name in path.Split('.'))
        {
            value = value is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;
        }

        return value switch
        {
            null or { ValueKind: JsonValueKind.Null } => default,
            { ValueKind: JsonValueKind.Array } list => new StringValues([.. list.EnumerateArray().Select(Text)]),
            { } single => new StringValues(Text(single)),
        };
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}
