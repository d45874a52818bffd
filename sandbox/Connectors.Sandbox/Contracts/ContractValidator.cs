using System.Globalization;
using System.Text.Json;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Contracts;

/// <summary>Something in a JSON value that its contract does not allow.</summary>
/// <param name="Path">Where: <c>jobs[3].status</c>; empty for the value itself.</param>
/// <param name="Message">What.</param>
public sealed record ContractViolation(string Path, string Message);

/// <summary>Checks JSON against the schemas of a contract: types, required and unknown members, enumerations, formats and bounds.</summary>
/// <param name="contract">The contract.</param>
public sealed class ContractValidator(Contract contract)
{
    private const int MostViolations = 100;
    private const int Deepest = 100;

    /// <summary>Everything that is wrong with a value, at most 100 violations.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">Its schema; null allows anything.</param>
    public IReadOnlyList<ContractViolation> Validate(JsonElement value, SchemaRef? schema)
    {
        var found = new List<ContractViolation>();
        Check(value, schema, "", found, 0);
        return found;
    }

    /// <summary>What is wrong with a text that stands for a value, as parameters do; null when nothing is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schema">The schema of the value.</param>
    public string? ValidateText(string text, SchemaRef? schema)
    {
        if (contract.Resolve(schema) is not { } found)
        {
            return null;
        }

        return SchemaKind.Of(found) switch
        {
            JsonKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? Number(whole, text, found) : "must be a whole number",
            JsonKind.Number => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Number(number, text, found) : "must be a number",
            JsonKind.Boolean => text is "true" or "false" ? null : "must be true or false",
            _ => Text(text, found),
        };
    }

    private void Check(JsonElement value, SchemaRef? reference, string path, List<ContractViolation> found, int depth)
    {
        if (contract.Resolve(reference) is not { } schema || found.Count >= MostViolations || depth > Deepest)
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!AllowsNull(schema))
            {
                found.Add(new ContractViolation(path, "must not be null"));
            }

            return;
        }

        if (schema.Alternatives.Count > 0 && !schema.Alternatives.Any(a => Allows(value, a, depth)))
        {
            found.Add(new ContractViolation(path, "fits none of the alternatives"));
            return;
        }

        CheckKind(value, schema, path, found, depth);
    }

    private bool Allows(JsonElement value, SchemaRef alternative, int depth)
    {
        var inner = new List<ContractViolation>();
        Check(value, alternative, "", inner, depth + 1);
        return inner.Count == 0;
    }

    private bool AllowsNull(ContractSchema schema) =>
        schema.Nullable || (schema.Type == JsonKind.Any && schema.Alternatives.Count == 0) || schema.Alternatives.Any(a => contract.Resolve(a) is { } s && AllowsNull(s));

    private void CheckKind(JsonElement value, ContractSchema schema, string path, List<ContractViolation> found, int depth)
    {
        var problem = SchemaKind.Of(schema) switch
        {
            JsonKind.Object => value.ValueKind == JsonValueKind.Object ? null : "must be an object",
            JsonKind.Array => value.ValueKind == JsonValueKind.Array ? null : "must be a list",
            JsonKind.String => value.ValueKind == JsonValueKind.String ? Text(value.GetString()!, schema) : "must be a text",
            JsonKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false",
            JsonKind.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) ? Number(whole, value.GetRawText(), schema) : "must be a whole number",
            JsonKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? Number(number, value.GetRawText(), schema) : "must be a number",
            _ => null,
        };
        if (problem is not null)
        {
            found.Add(new ContractViolation(path, problem));
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            CheckMembers(value, schema, path, found, depth);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            if (value.GetArrayLength() > schema.MaxItems)
            {
                found.Add(new ContractViolation(path, string.Create(CultureInfo.InvariantCulture, $"must have at most {schema.MaxItems} items")));
            }

            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(item, schema.Items, string.Create(CultureInfo.InvariantCulture, $"{path}[{i++}]"), found, depth + 1);
            }
        }
    }

    private void CheckMembers(JsonElement value, ContractSchema schema, string path, List<ContractViolation> found, int depth)
    {
        foreach (var property in schema.Properties.Where(p => p.Required && !value.TryGetProperty(p.Name, out _)))
        {
            found.Add(new ContractViolation(Join(path, property.Name), "is required"));
        }

        foreach (var member in value.EnumerateObject())
        {
            var known = schema.Properties.FirstOrDefault(p => p.Name == member.Name)?.Schema ?? schema.AdditionalProperties;
            if (known is not null)
            {
                Check(member.Value, known, Join(path, member.Name), found, depth + 1);
            }
            else if (schema.Closed)
            {
                found.Add(new ContractViolation(Join(path, member.Name), "is not known"));
            }
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private static string? Number(decimal number, string text, ContractSchema schema) =>
        number < schema.Minimum ? string.Create(CultureInfo.InvariantCulture, $"must be at least {schema.Minimum}")
        : number > schema.Maximum ? string.Create(CultureInfo.InvariantCulture, $"must be at most {schema.Maximum}")
        : Listed(text, schema);

    private static string? Text(string text, ContractSchema schema) =>
        Listed(text, schema)
        ?? (schema.MaxLength is { } most && text.Length > most ? string.Create(CultureInfo.InvariantCulture, $"must have at most {most} characters") : null)
        ?? (schema.Pattern is { } pattern && !Patterns.Fits(pattern, text) ? "does not fit its pattern" : null)
        ?? (FitsFormat(text, schema.Format) ? null : $"is no {schema.Format}");

    private static string? Listed(string text, ContractSchema schema) =>
        schema.Enum.Count == 0 || schema.Enum.Contains(text) ? null : "must be one of " + string.Join(", ", schema.Enum);

    private static bool FitsFormat(string text, string? format) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "email" => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1,
        "uri" or "url" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => true,
    };
}
