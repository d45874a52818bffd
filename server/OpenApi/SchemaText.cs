using Microsoft.OpenApi;

namespace Connectors.Server.OpenApi;

/// <summary>Says in words what a schema is.</summary>
internal static class SchemaText
{
    private static readonly (JsonSchemaType Type, string Word)[] Types =
    [
        (JsonSchemaType.String, "text"),
        (JsonSchemaType.Integer, "whole number"),
        (JsonSchemaType.Number, "number"),
        (JsonSchemaType.Boolean, "true or false"),
        (JsonSchemaType.Object, "object"),
        (JsonSchemaType.Array, "list"),
    ];

    /// <summary>Its type: <c>text (date-time) or null</c>.</summary>
    public static string Type(IOpenApiSchema? schema)
    {
        if (schema is null or { Type: null, OneOf: null })
        {
            return "any";
        }

        if (schema is { Type: null })
        {
            return "one of several";
        }

        var words = string.Join(" or ", Types.Where(t => schema.Type.Value.HasFlag(t.Type)).Select(t => t.Word));
        var text = schema.Format is { } format ? $"{words} ({format})" : words;
        if (schema.Enum is { Count: > 0 } known)
        {
            text = string.Join(", ", known.Where(k => !JsonNullSentinel.IsJsonNullSentinel(k)).Select(k => k.ToString()));
        }

        if (schema.Items is { } items)
        {
            text += $" of {(items is OpenApiSchemaReference { Reference.Id: { } name } ? name : Type(items))}";
        }

        return schema.Type.Value.HasFlag(JsonSchemaType.Null) ? text + " or null" : text;
    }

    /// <summary>The object inside of it, of a list its items'; null where there is none.</summary>
    public static IOpenApiSchema? Inner(IOpenApiSchema schema)
    {
        var inner = schema.Items ?? schema;
        return inner is OpenApiSchemaReference || inner.Properties is { Count: > 0 } ? inner : null;
    }
}
