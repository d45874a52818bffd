using System.Globalization;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Contracts;

/// <summary>Reads single keywords of JSON schemas, as OpenAPI 3.0 and 3.1 write them.</summary>
internal sealed class SchemaKeywords(ContractFile file)
{
    /// <summary>Keywords that say nothing a spec could break.</summary>
    private static readonly string[] Annotations =
        ["title", "description", "example", "examples", "default", "deprecated", "readOnly", "writeOnly", "externalDocs", "discriminator", "$comment", "$defs", "$id", "$schema", "summary"];

    /// <summary>Keywords that are read, and annotations.</summary>
    public static HashSet<string> Known { get; } = new(
        [
            .. Annotations, "$ref", "type", "nullable", "format", "enum", "const", "properties", "required", "additionalProperties", "items", "allOf", "oneOf", "anyOf",
            "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "maxLength", "maxItems", "pattern", "xml",
        ],
        StringComparer.Ordinal);

    /// <summary>The first key beside a <c>$ref</c> that is more than an annotation, or null.</summary>
    public static YamlScalar? Beside(YamlMapping body) =>
        body.Entries.Select(entry => entry.Key).FirstOrDefault(key => key.Text != "$ref" && Known.Contains(key.Text) && !Annotations.Contains(key.Text));

    /// <summary>Whether a schema allows null and nothing else (<c>type: "null"</c>).</summary>
    public static bool IsNull(YamlNode node) => node is YamlMapping body && body["type"] is YamlScalar { Text: "null" };

    /// <summary>The types allowed besides null, and whether null is.</summary>
    public (IReadOnlyList<JsonKind> Types, bool Nullable) Types(YamlMapping body)
    {
        var names = body["type"] switch
        {
            null => [],
            YamlSequence list => list.Items,
            var one => [one],
        };
        var types = new List<JsonKind>();
        var nullable = file.Flag(body, "nullable");
        foreach (var name in names)
        {
            if (name is YamlScalar { Text: "null" })
            {
                nullable = true;
            }
            else if (Kind((name as YamlScalar)?.Text) is { } kind)
            {
                types.Add(kind);
            }
            else
            {
                file.Report(DiagnosticRules.ContractShape, name.Span, $"A type is one of string, integer, number, boolean, object, array and null, but this is {(name is YamlScalar text ? $"'{text.Text}'" : name.Kind)}.");
            }
        }

        return (types.Distinct().ToList(), nullable);
    }

    /// <summary>The allowed values as text, and whether null is among them; no value when any is allowed.</summary>
    public (EquatableArray<string> Values, bool Null) Values(YamlMapping body)
    {
        var nodes = body["const"] is { } constant ? [constant] : file.Items(body, "enum");
        foreach (var node in nodes.Where(node => node is not YamlScalar))
        {
            file.Ignore("An allowed value that is a list or a mapping", node.Span);
        }

        var scalars = nodes.OfType<YamlScalar>().ToList();
        return (scalars.Where(scalar => !scalar.IsNull).Select(scalar => scalar.Text).Distinct(StringComparer.Ordinal).ToEquatable(), scalars.Any(scalar => scalar.IsNull));
    }

    /// <summary>The names that <c>required</c> lists.</summary>
    public IReadOnlyCollection<string> Required(YamlMapping body)
    {
        foreach (var item in file.Items(body, "required").Where(item => item is not YamlScalar))
        {
            file.Report(DiagnosticRules.ContractShape, item.Span, $"'required' is a list of names, but this is {item.Kind}.");
        }

        return file.Items(body, "required").OfType<YamlScalar>().Select(name => name.Text).Distinct(StringComparer.Ordinal).ToList();
    }

    /// <summary>A bound on numbers; one that excludes itself is taken as the bound, which is noted.</summary>
    public decimal? Bound(YamlMapping body, string key, string exclusive)
    {
        var bound = Number(body, key);
        switch (body[exclusive])
        {
            case null or YamlScalar { Text: "false" }:
                return bound;
            case YamlScalar { Text: "true" } flag:
                file.Ignore($"'{exclusive}', that the bound itself is not allowed,", flag.Span);
                return bound;
            case var node:
                file.Ignore($"'{exclusive}', that the bound itself is not allowed,", node.Span);
                return Number(body, exclusive) ?? bound;
        }
    }

    /// <summary>A number; null when it is missing, too large for a decimal, or no number, which is reported.</summary>
    public decimal? Number(YamlMapping body, string key)
    {
        if (body[key] is not { } node)
        {
            return null;
        }

        if (node is YamlScalar scalar && decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        if (node is YamlScalar large && double.TryParse(large.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            file.Ignore($"'{key}', being outside the range of numbers that are read,", node.Span);
        }
        else
        {
            file.Report(DiagnosticRules.ContractShape, node.Span, $"'{key}' is a number.");
        }

        return null;
    }

    /// <summary>A number of things; null when it is missing or not from 0 to 2,147,483,647.</summary>
    public int? Count(YamlMapping body, string key) => Number(body, key) is { } number and >= 0 and <= int.MaxValue ? (int)number : null;

    /// <summary>The example, where it is a scalar; of several the first.</summary>
    public static string? Example(YamlMapping body) =>
        (body["example"] as YamlScalar)?.Text ?? (body["examples"] is YamlSequence { Items: [YamlScalar first, ..] } ? first.Text : null);

    private static JsonKind? Kind(string? name) => name switch
    {
        "string" => JsonKind.String,
        "integer" => JsonKind.Integer,
        "number" => JsonKind.Number,
        "boolean" => JsonKind.Boolean,
        "object" => JsonKind.Object,
        "array" => JsonKind.Array,
        _ => null,
    };
}
