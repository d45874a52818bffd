using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Connectors.Server.OpenApi;

/// <summary>Short names for the schemas that answers and bodies are made of.</summary>
internal static class Schema
{
    public static OpenApiSchema Text(string? doc = null, string? format = null) => new() { Type = JsonSchemaType.String, Description = doc, Format = format };

    /// <summary>One of some words.</summary>
    public static OpenApiSchema Word(string? doc, params IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Description = doc, Enum = [.. words.Select(w => (JsonNode)JsonValue.Create(w))] };

    /// <summary>A time in UTC.</summary>
    public static OpenApiSchema Time(string? doc = null) => Text(doc, "date-time");

    /// <summary>A whole number.</summary>
    public static OpenApiSchema Integer(string? doc = null, int? least = null, int? most = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Description = doc,
        Minimum = least?.ToString(CultureInfo.InvariantCulture),
        Maximum = most?.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>true or false.</summary>
    public static OpenApiSchema Flag(string? doc = null) => new() { Type = JsonSchemaType.Boolean, Description = doc };

    /// <summary>Any JSON.</summary>
    public static OpenApiSchema Any(string? doc = null) => new() { Description = doc };

    /// <summary>An object with members of any name.</summary>
    public static OpenApiSchema Map(string? doc = null, IOpenApiSchema? of = null) => new() { Type = JsonSchemaType.Object, Description = doc, AdditionalProperties = of };

    /// <summary>An object without members.</summary>
    public static OpenApiSchema Nothing() => new() { Type = JsonSchemaType.Object };

    public static OpenApiSchema List(IOpenApiSchema of, string? doc = null) => new() { Type = JsonSchemaType.Array, Items = of, Description = doc };

    /// <summary>An object whose members are all there.</summary>
    public static OpenApiSchema Object(params IEnumerable<(string Name, IOpenApiSchema Type)> members)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(), Required = new HashSet<string>() };
        foreach (var (name, type) in members)
        {
            schema.Properties.Add(name, type);
            schema.Required.Add(name);
        }

        return schema;
    }

    /// <summary>An object of a request: a member whose name ends with a question mark may be left out.</summary>
    public static OpenApiSchema Input(params IEnumerable<(string Name, IOpenApiSchema Type)> members)
    {
        var schema = Object(members.Select(m => (m.Name.TrimEnd('?'), m.Type)));
        schema.Required!.ExceptWith(members.Where(m => m.Name.EndsWith('?')).Select(m => m.Name.TrimEnd('?')));
        return schema;
    }

    /// <summary>Records of a list, one page of them.</summary>
    public static OpenApiSchema Page(IOpenApiSchema of) => Object(
        ("next", Text("The cursor of the next page; null on the last one.").OrNull()),
        ("results", List(of)));

    /// <summary>The same, or null.</summary>
    public static OpenApiSchema OrNull(this OpenApiSchema schema)
    {
        if (schema.Type is { } type)
        {
            schema.Type = type | JsonSchemaType.Null;
            schema.Enum?.Add(JsonNullSentinel.JsonNull);
            return schema;
        }

        return schema;
    }

    public static OpenApiParameter Query(string name, string doc, OpenApiSchema schema) => new() { Name = name, In = ParameterLocation.Query, Description = doc, Schema = schema };
}
