using System.Runtime.InteropServices;
using System.Text.Json;
using Connectors.Runtime.Mapping;

namespace Connectors.Runtime.Formats;

/// <summary>Makes plain JSON of a document of JSON:API, with what is joined in its place. A resource that something is missing of is left out and named.</summary>
internal sealed class JsonApiDocument
{
    private readonly JoinTree _joins;
    private readonly Dictionary<(string Type, string Id), JsonElement> _resources = [];
    private readonly List<ElementFault> _faults = [];

    private JsonApiDocument(JsonElement document, JoinTree joins)
    {
        _joins = joins;
        if (!joins.IsEmpty)
        {
            // A document has every resource once: what is in its data is not included again.
            Index(document, "included"u8);
            Index(document, "data"u8);
        }
    }

    public static PlainBody Read(ReadOnlyMemory<byte> body, JoinTree joins, int deepest)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = deepest });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data"u8, out _)
                ? new JsonApiDocument(document.RootElement, joins).Plain(document.RootElement, body.Length)
                : PlainBody.AsItIs;
        }
        catch (JsonException)
        {
            // Whoever reads it says what is wrong with it.
            return PlainBody.AsItIs;
        }
        catch (InvalidOperationException)
        {
            return new PlainBody { Met = "the JSON has a name that is no Unicode" };
        }
    }

    private PlainBody Plain(JsonElement document, int size)
    {
        using var buffer = new PooledBuffer(size);
        using (var json = Writer(buffer))
        {
            json.WriteStartObject();
            foreach (var member in document.EnumerateObject())
            {
                if (member.NameEquals("included"u8))
                {
                    continue;
                }

                Name(json, member);
                if (member.NameEquals("data"u8))
                {
                    Data(json, member.Value);
                }
                else
                {
                    Copy(json, member.Value);
                }
            }

            json.WriteEndObject();
        }

        return new PlainBody { Json = buffer.Take(), Faults = _faults };
    }

    private void Data(Utf8JsonWriter json, JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Array)
        {
            if (Fault(data) is { } fault)
            {
                _faults.Add(fault);
            }

            Resource(json, data, _joins, default);
            return;
        }

        json.WriteStartArray();
        foreach (var resource in data.EnumerateArray())
        {
            if (Fault(resource) is { } fault)
            {
                _faults.Add(fault);
            }
            else
            {
                Resource(json, resource, _joins, default);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>What keeps a resource from being read; null where nothing does.</summary>
    private ElementFault? Fault(JsonElement resource)
    {
        try
        {
            return Missing(resource, _joins, "") is var (path, reason) ? new ElementFault(Alone(resource), path, reason) : null;
        }
        catch (InvalidOperationException)
        {
            return new ElementFault(default, ".", JsonFault.NotUnicode(".").Reason);
        }
    }

    private (string Path, string Reason)? Missing(JsonElement resource, JoinTree joins, string above)
    {
        foreach (var part in resource.ValueKind == JsonValueKind.Object ? (string[])["attributes", "relationships"] : [])
        {
            if (resource.TryGetProperty(part, out var members) && members.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            {
                return (above + part, "is no object");
            }
        }

        if (joins.IsEmpty || Part(resource, "relationships"u8) is not { } relationships)
        {
            return null;
        }

        foreach (var relationship in relationships.EnumerateObject())
        {
            if (joins.Below(relationship.Name) is not { } below || relationship.Value.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            if (!relationship.Value.TryGetProperty("data"u8, out var data))
            {
                return (above + relationship.Name, "was not included in the reply: it does not say what it leads to");
            }

            foreach (var link in Each(data))
            {
                if (Linked(link) is not { } related)
                {
                    return (above + relationship.Name, "leads to a record that is not included in the reply");
                }

                if (Missing(related, below, $"{above}{relationship.Name}.") is { } missing)
                {
                    return missing;
                }
            }
        }

        return null;
    }

    // What is in the resource itself, from which its id is found.
    private byte[] Alone(JsonElement resource)
    {
        using var buffer = new PooledBuffer(1024);
        using (var json = Writer(buffer))
        {
            Resource(json, resource, JoinTree.None, default);
        }

        return buffer.Written.ToArray();
    }

    /// <param name="json">Where to.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="joins">What is joined in it.</param>
    /// <param name="relationship">The relationship that led to it, whose links stand in place of its own.</param>
    private void Resource(Utf8JsonWriter json, JsonElement resource, JoinTree joins, JsonElement relationship)
    {
        if (resource.ValueKind != JsonValueKind.Object)
        {
            Copy(json, resource);
            return;
        }

        json.WriteStartObject();
        // First, because an attribute of such a name would be meant rather than they.
        Copy(json, relationship.ValueKind == JsonValueKind.Object ? relationship : resource, "links"u8);
        Copy(json, relationship.ValueKind == JsonValueKind.Object ? relationship : resource, "meta"u8);
        Copy(json, resource, "id"u8);
        Copy(json, resource, "type"u8);
        if (Part(resource, "attributes"u8) is { } attributes)
        {
            foreach (var attribute in attributes.EnumerateObject())
            {
                if (!attribute.NameEquals("id"u8) && !attribute.NameEquals("type"u8))
                {
                    Name(json, attribute);
                    Copy(json, attribute.Value);
                }
            }
        }

        if (Part(resource, "relationships"u8) is { } relationships)
        {
            foreach (var related in relationships.EnumerateObject())
            {
                Name(json, related);
                Relationship(json, related.Value, joins.IsEmpty ? null : joins.Below(related.Name));
            }
        }

        json.WriteEndObject();
    }

    private void Relationship(Utf8JsonWriter json, JsonElement relationship, JoinTree? joins)
    {
        if (relationship.ValueKind != JsonValueKind.Object || !relationship.TryGetProperty("data"u8, out var data))
        {
            Copy(json, relationship);
        }
        else if (data.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var link in data.EnumerateArray())
            {
                Linked(json, link, default, joins);
            }

            json.WriteEndArray();
        }
        else
        {
            Linked(json, data, relationship, joins);
        }
    }

    private void Linked(Utf8JsonWriter json, JsonElement link, JsonElement relationship, JoinTree? joins) =>
        Resource(json, (joins is null ? null : Linked(link)) ?? link, joins ?? JoinTree.None, relationship);

    private void Index(JsonElement document, ReadOnlySpan<byte> member)
    {
        foreach (var resource in document.TryGetProperty(member, out var resources) ? Each(resources) : [])
        {
            if (Identity(resource) is { } identity)
            {
                _resources.TryAdd(identity, resource);
            }
        }
    }

    /// <summary>The resource of the document that a link leads to; null where it has none such.</summary>
    private JsonElement? Linked(JsonElement link) => Identity(link) is { } identity && _resources.TryGetValue(identity, out var resource) ? resource : null;

    private static IEnumerable<JsonElement> Each(JsonElement oneOrMany) => oneOrMany.ValueKind switch { JsonValueKind.Array => oneOrMany.EnumerateArray(), JsonValueKind.Null => [], _ => [oneOrMany] };

    private static (string Type, string Id)? Identity(JsonElement resource) => Text(resource, "type"u8) is { } type && Text(resource, "id"u8) is { } id ? (type, id) : null;

    private static string? Text(JsonElement resource, ReadOnlySpan<byte> name) =>
        resource.ValueKind != JsonValueKind.Object || !resource.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;

    private static JsonElement? Part(JsonElement resource, ReadOnlySpan<byte> name) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static Utf8JsonWriter Writer(PooledBuffer buffer) => new(buffer, new JsonWriterOptions { SkipValidation = true });

    private static void Copy(Utf8JsonWriter json, JsonElement of, ReadOnlySpan<byte> name)
    {
        if (of.TryGetProperty(name, out var value))
        {
            json.WritePropertyName(name);
            Copy(json, value);
        }
    }

    private static void Copy(Utf8JsonWriter json, JsonElement value) => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    private static void Name(Utf8JsonWriter json, JsonProperty member) => json.WritePropertyName(member.Name);
}
