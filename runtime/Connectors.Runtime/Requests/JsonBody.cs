using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Runtime.Files;
using Connectors.Runtime.Formats;

namespace Connectors.Runtime.Requests;

/// <summary>The JSON body that values with dotted paths make together.</summary>
internal static class JsonBody
{
    /// <summary>Builds the body; null when no value belongs in it.</summary>
    /// <param name="values">The values.</param>
    /// <param name="format">What is made of the body; null where it is sent as it is.</param>
    /// <exception cref="JsonException">A literal is not a JSON value.</exception>
    public static HttpContent? Of(IEnumerable<PlacedValue> values, BodyFormat? format = null)
    {
        var files = new Dictionary<JsonNode, FileContent>(ReferenceEqualityComparer.Instance);
        var root = Object(values, files);
        if (root.Count == 0)
        {
            return null;
        }

        var body = new BodyWriter();
        using (var writer = new Utf8JsonWriter(body.Text))
        {
            Write(writer, format?.Write(root) ?? root, body, files);
        }

        return body.ToContent(new MediaTypeHeaderValue(format?.Sends ?? "application/json"));
    }

    private static JsonObject Object(IEnumerable<PlacedValue> values, Dictionary<JsonNode, FileContent> files)
    {
        var members = new JsonObject();
        foreach (var value in values)
        {
            if (value.Members.IsEmpty)
            {
                Put(members, value.At.Name, Node(value, files));
                continue;
            }

            // Into the object itself, beside what else stands in it; the names are the vendor's and no paths.
            var parent = value.At.Name == StepValues.Itself ? members : Above(members, [.. value.At.Name.Split('.'), ""]);
            foreach (var (name, member) in value.Members.Where(m => m.Values.All.Count > 0))
            {
                parent[name] = member.Single is { } single ? Node(single, files) : Object(member.All, files);
            }
        }

        return members;
    }

    private static void Put(JsonObject root, string path, JsonNode? value)
    {
        if (!BodyPath.IsInItem(path))
        {
            var names = path.Split('.');
            Above(root, names)[names[^1]] = value;
            return;
        }

        var (list, position) = BodyPath.Item(path);
        var rest = path[(path.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart('.');
        var above = list.Split('.');
        var parent = Above(root, above);
        if (parent[above[^1]] is not JsonArray items)
        {
            parent[above[^1]] = items = [];
        }

        while (items.Count <= position)
        {
            items.Add(null);
        }

        if (rest.Length == 0)
        {
            items[position] = value;
            return;
        }

        if (items[position] is not JsonObject item)
        {
            items[position] = item = [];
        }

        Put(item, rest, value);
    }

    private static JsonObject Above(JsonObject root, string[] names)
    {
        var parent = root;
        foreach (var name in names[..^1])
        {
            if (parent[name] is not JsonObject child)
            {
                parent[name] = child = [];
            }

            parent = child;
        }

        return parent;
    }

    private static JsonNode? Node(PlacedValue value, Dictionary<JsonNode, FileContent> files)
    {
        if (!value.Items.IsEmpty)
        {
            return new JsonArray([.. value.Items.Select(item => Object(item.All, files))]);
        }

        JsonNode?[] nodes = value.Files.IsEmpty ? [.. value.Values.Select(v => Node(v, value.Body))] : [.. value.Files.Select(f => Node(f, files))];
        return nodes is [var single] && !value.IsList ? single : new JsonArray(nodes);
    }

    private static JsonNode? Node(string text, BodyKind kind) => kind == BodyKind.Literal ? JsonNode.Parse(text) : JsonValue.Create(text);

    // Holds the file's place in the tree; its content has none in memory.
    private static JsonValue Node(FileContent file, Dictionary<JsonNode, FileContent> files)
    {
        var node = JsonValue.Create("");
        files.Add(node, file);
        return node;
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node, BodyWriter body, Dictionary<JsonNode, FileContent> files)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value, body, files);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item, body, files);
                }

                writer.WriteEndArray();
                break;
            case var value when files.TryGetValue(value, out var file):
                body.WriteFile(writer, file);
                break;
            case var value:
                value.WriteTo(writer);
                break;
        }
    }
}
