using System.Globalization;
using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>Writes the least that a schema allows: null, an empty list or text, the first value of an enumeration.</summary>
internal static class Least
{
    private const int Deepest = 8;

    private static readonly Dictionary<string, string> Formats = new(StringComparer.Ordinal)
    {
        ["uuid"] = "00000000-0000-4000-8000-000000000000",
        ["date-time"] = "2026-01-01T00:00:00Z",
        ["xs:dateTime"] = "2026-01-01T00:00:00",
        ["date"] = "2026-01-01",
        ["xs:date"] = "2026-01-01",
        ["xs:time"] = "08:30:00",
        ["email"] = "nobody@example.com",
        ["uri"] = "https://example.com/",
        ["url"] = "https://example.com/",
    };

    public static void Write(Contract contract, Utf8JsonWriter json, ContractSchema? schema, int depth = 0)
    {
        schema = schema is { Alternatives.Count: > 0, Properties.Count: 0, Nullable: false } ? contract.Resolve(schema.Alternatives[0]) : schema;
        if (schema is null || schema.Nullable)
        {
            json.WriteNullValue();
            return;
        }

        switch (SchemaKind.Of(schema))
        {
            case JsonKind.Object:
                json.WriteStartObject();
                foreach (var property in schema.Properties.Where(p => p.Required && depth < Deepest))
                {
                    json.WritePropertyName(property.Name);
                    Write(contract, json, contract.Resolve(property.Schema), depth + 1);
                }

                json.WriteEndObject();
                break;
            case JsonKind.Array:
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            case JsonKind.Integer or JsonKind.Number:
                json.WriteRawValue(schema.Enum.Count > 0 ? schema.Enum[0] : Math.Ceiling(schema.Minimum ?? 0).ToString(CultureInfo.InvariantCulture));
                break;
            case JsonKind.Boolean:
                json.WriteBooleanValue(false);
                break;
            default:
                json.WriteStringValue(TextOf(schema));
                break;
        }
    }

    private static string TextOf(ContractSchema schema) =>
        schema.Enum.Count > 0 ? schema.Enum[0]
        : schema.Pattern is { } pattern ? Patterns.Make(pattern, 1) ?? schema.Example ?? ""
        : Formats.GetValueOrDefault(schema.Format ?? "", "");
}
