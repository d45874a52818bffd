using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Runtime.Requests;

/// <summary>The JSON body that values with dotted paths make together.</summary>
internal static class JsonBody
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Builds the body; null when no value belongs in it.</summary>
    /// <exception cref="JsonException">A literal is not a JSON value.</exception>
    public static HttpContent? Of(IEnumerable<PlacedValue> values)
    {
        JsonObject? root = null;
        foreach (var value in values)
        {
            Put(root ??= [], value.At.Name.Split('.'), Node(value));
        }

        if (root is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            root.WriteTo(writer);
        }

        return new ByteArrayContent(bytes.ToArray()) { Headers = { ContentType = Json } };
    }

    private static void Put(JsonObject root, string[] path, JsonNode? value)
    {
        var parent = root;
        foreach (var name in path[..^1])
        {
            if (parent[name] is not JsonObject child)
            {
                parent[name] = child = [];
            }

            parent = child;
        }

        parent[path[^1]] = value;
    }

    private static JsonNode? Node(PlacedValue value) => value.Values switch
    {
        [var single] => Node(single, value.Body),
        var several => new JsonArray([.. several.Select(v => Node(v, value.Body))]),
    };

    private static JsonNode? Node(string text, BodyKind kind) => kind == BodyKind.Literal ? JsonNode.Parse(text) : JsonValue.Create(text);
}
