using System.Globalization;
using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Writes the least that a schema allows, with given values in given places.</summary>
/// <param name="contract">The contract.</param>
/// <param name="status">What numbers without a value are, and what an enumeration without one is about.</param>
/// <param name="text">What texts without a value say.</param>
/// <param name="leaves">The values, by dotted path.</param>
internal sealed class FilledReply(Contract contract, long status, string text, IReadOnlyDictionary<string, string> leaves)
{
    private const int Deepest = 8;

    private static readonly (int Status, string[] Words)[] Codes =
    [
        (400, ["invalid", "bad", "valid"]), (401, ["unauth", "auth", "credential"]), (403, ["forbid", "permission", "denied"]), (404, ["not_found", "notfound", "missing"]),
        (405, ["method", "invalid"]), (409, ["conflict", "exists"]), (422, ["invalid", "unprocess", "valid"]), (429, ["rate", "too_many", "limit", "throttl"]), (500, ["internal", "server", "unknown"]), (503, ["mainten", "unavail"]),
    ];

    /// <summary>Writes the least that an operation answers with; nothing where it has no body.</summary>
    public static void WriteEmpty(Contract contract, Utf8JsonWriter json, ContractOperation operation)
    {
        if (operation.Success?.Body is { } body)
        {
            new FilledReply(contract, 0, "", new Dictionary<string, string>()).Write(json, body);
            json.Flush();
        }
    }

    /// <summary>Writes a value of a schema.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="reference">The schema.</param>
    /// <param name="path">Where the value stands.</param>
    /// <param name="depth">How deep.</param>
    public void Write(Utf8JsonWriter json, SchemaRef? reference, string path = "", int depth = 0)
    {
        var schema = contract.Resolve(reference);
        schema = schema is { Alternatives.Count: > 0, Properties.Count: 0 } ? contract.Resolve(schema.Alternatives[0]) : schema;
        var kind = schema is null ? JsonKind.Any : SchemaKind.Of(schema);
        var given = leaves.GetValueOrDefault(path);
        switch (kind)
        {
            case JsonKind.Object:
                json.WriteStartObject();
                foreach (var property in schema!.Properties)
                {
                    var inner = path.Length == 0 ? property.Name : path + "." + property.Name;
                    if ((property.Required && depth < Deepest) || leaves.Keys.Any(l => l == inner || l.StartsWith(inner + ".", StringComparison.Ordinal)))
                    {
                        json.WritePropertyName(property.Name);
                        Write(json, property.Schema, inner, depth + 1);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonKind.Array:
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            case JsonKind.Integer or JsonKind.Number:
                json.WriteRawValue(given ?? status.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case JsonKind.Boolean:
                json.WriteBooleanValue(given == "true");
                break;
            default:
                json.WriteStringValue(given ?? (schema is { Enum.Count: > 0 } ? Code(schema.Enum) : text));
                break;
        }
    }

    private string Code(EquatableArray<string> values) =>
        Codes.FirstOrDefault(c => c.Status == status).Words is { } words
        && words.SelectMany(w => values.Where(v => v.Contains(w, StringComparison.OrdinalIgnoreCase))).FirstOrDefault() is { } found
            ? found
            : values[0];
}
