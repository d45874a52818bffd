using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace Connectors.Server.Tests.OpenApi;

/// <summary>Checks values against schemas, as far as the API's own description uses them; members that a schema does not know are problems too.</summary>
internal static class SchemaCheck
{
    public static List<string> Problems(IOpenApiSchema schema, JsonElement value)
    {
        var problems = new List<string>();
        Check(schema, value, "", problems);
        return problems;
    }

    private static void Check(IOpenApiSchema schema, JsonElement value, string path, List<string> problems)
    {
        if (schema.OneOf is { Count: > 0 } cases)
        {
            if (cases.Count(c => Problems(c, value).Count == 0) != 1)
            {
                problems.Add($"{path}: not exactly one of the cases fits {value}");
            }
        }
        else if (schema.Type is { } type && !type.HasFlag(TypeOf(value)) && !(type.HasFlag(JsonSchemaType.Number) && TypeOf(value) == JsonSchemaType.Integer))
        {
            problems.Add($"{path}: {value.ValueKind} is no {type}");
        }
        else
        {
            CheckText(schema, value, path, problems);
            CheckParts(schema, value, path, problems);
        }
    }

    private static void CheckText(IOpenApiSchema schema, JsonElement value, string path, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return;
        }

        var text = value.GetString()!;
        if (schema.Enum is { Count: > 0 } known && !known.Any(k => k.ToString() == text))
        {
            problems.Add($"{path}: '{text}' is not among {string.Join(", ", known)}");
        }

        if (schema.Pattern is { } pattern && !Regex.IsMatch(text, pattern))
        {
            problems.Add($"{path}: '{text}' does not match {pattern}");
        }

        if (schema.Format == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _))
        {
            problems.Add($"{path}: '{text}' is no time");
        }
    }

    private static void CheckParts(IOpenApiSchema schema, JsonElement value, string path, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Array && schema.Items is { } items)
        {
            foreach (var item in value.EnumerateArray())
            {
                Check(items, item, path + "[]", problems);
            }
        }

        if (value.ValueKind != JsonValueKind.Object || schema.Properties is not { } members)
        {
            return;
        }

        problems.AddRange((schema.Required ?? new HashSet<string>()).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}.{name}: missing"));
        foreach (var member in value.EnumerateObject())
        {
            if (members.TryGetValue(member.Name, out var known))
            {
                Check(known, member.Value, $"{path}.{member.Name}", problems);
            }
            else
            {
                problems.Add($"{path}.{member.Name}: not described");
            }
        }
    }

    private static JsonSchemaType TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonSchemaType.Object,
        JsonValueKind.Array => JsonSchemaType.Array,
        JsonValueKind.String => JsonSchemaType.String,
        JsonValueKind.True or JsonValueKind.False => JsonSchemaType.Boolean,
        JsonValueKind.Number => value.TryGetInt64(out _) ? JsonSchemaType.Integer : JsonSchemaType.Number,
        _ => JsonSchemaType.Null,
    };
}
