using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Says no in the contract's own error schema.</summary>
internal sealed class ErrorReply(ConnectorSpec spec, Contract contract)
{
    private static readonly (int Status, string[] Words)[] Codes =
    [
        (400, ["invalid", "bad", "valid"]), (401, ["unauth", "auth", "credential"]), (403, ["forbid", "permission", "denied"]), (404, ["not_found", "notfound", "missing"]),
        (405, ["method", "invalid"]), (409, ["conflict", "exists"]), (429, ["rate", "too_many", "limit", "throttl"]), (500, ["internal", "server", "unknown"]), (503, ["mainten", "unavail"]),
    ];

    /// <summary>Writes the body of a refusal and gives its status; writes nothing when the contract has no body for it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="problem">What is refused.</param>
    /// <param name="operation">The operation asked for; null when the address names none.</param>
    /// <param name="rules">The rules of the request, before those of the transport.</param>
    public int Write(Renderer to, VendorProblem problem, ContractOperation? operation, IEnumerable<ReplyRule> rules)
    {
        var all = rules.Concat(spec.Transport.Errors).ToList();
        var own = all.FirstOrDefault(r => problem.Means is { } means && r.Means == means && r.Statuses.Count > 0 && r.Tests.All(t => t is Test.Is));
        var status = own?.Statuses[0] ?? problem.Status;
        var body = (operation ?? contract.Operations.FirstOrDefault(o => o.Reply(status)?.Body is not null))?.Reply(status)?.Body;
        if (body is not null)
        {
            var message = own?.Message ?? all.Where(r => r.Statuses.Count == 0 || r.Statuses.Contains(status)).Select(r => r.Message).OfType<VendorPath>().FirstOrDefault();
            var leaves = (own?.Tests ?? default).OfType<Test.Is>().ToDictionary(t => t.Path.Text, t => t.Value, StringComparer.Ordinal);
            foreach (var path in message is not null ? [message.Text] : TextsOf(body))
            {
                leaves.TryAdd(path, problem.Message);
            }

            Write(to.Json, body, "", status, problem.Message, leaves, 0);
            to.Json.Flush();
        }

        return status;
    }

    // Where the spec reads no message, whatever text the reply has says it.
    private IEnumerable<string> TextsOf(SchemaRef body) =>
        (contract.Resolve(body)?.Properties ?? default).Where(p => contract.Resolve(p.Schema) is { Type: JsonKind.String, Enum.Count: 0, Format: null }).Select(p => p.Name);

    private void Write(Utf8JsonWriter json, SchemaRef? reference, string path, int status, string message, Dictionary<string, string> leaves, int depth)
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
                    if ((property.Required && depth < 8) || leaves.Keys.Any(l => l == inner || l.StartsWith(inner + ".", StringComparison.Ordinal)))
                    {
                        json.WritePropertyName(property.Name);
                        Write(json, property.Schema, inner, status, message, leaves, depth + 1);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonKind.Array:
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            case JsonKind.Integer or JsonKind.Number:
                json.WriteRawValue(given ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case JsonKind.Boolean:
                json.WriteBooleanValue(given == "true");
                break;
            default:
                json.WriteStringValue(given ?? (schema is { Enum.Count: > 0 } ? Code(schema.Enum, status) : message));
                break;
        }
    }

    private static string Code(EquatableArray<string> values, int status) =>
        Codes.FirstOrDefault(c => c.Status == status).Words is { } words
        && words.SelectMany(w => values.Where(v => v.Contains(w, StringComparison.OrdinalIgnoreCase))).FirstOrDefault() is { } found
            ? found
            : values[0];
}
