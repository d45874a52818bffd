using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Connectors.Runtime.Formats;

/// <summary>
/// JSON:API. Mappers read a resource as one object: its id, its type, its attributes, and each relationship as an object with the id and type of what it leads to; where it is
/// joined, with the attributes and relationships of that too.
/// </summary>
public sealed class JsonApiFormat : BodyFormat
{
    private const string MediaType = "application/vnd.api+json";

    private ImmutableArray<string> _joins = [];

    /// <summary>The relationships, dotted from the resource, that are joined from what is included; one within another after it.</summary>
    public ImmutableArray<string> Joins
    {
        get => _joins;
        init
        {
            _joins = value;
            Tree = JoinTree.Of(value);
        }
    }

    /// <summary>The resource that is sent; null where none is.</summary>
    public ResourceEnvelope? Envelope { get; init; }

    /// <inheritdoc/>
    internal override string Accepts => MediaType;

    /// <inheritdoc/>
    internal override string Sends => MediaType;

    /// <summary>The joins by relationship.</summary>
    internal JoinTree Tree { get; private init; } = JoinTree.None;

    /// <inheritdoc/>
    internal override PlainBody Read(ReadOnlyMemory<byte> body, int deepest) => JsonApiDocument.Read(body, Tree, deepest);

    /// <inheritdoc/>
    internal override JsonObject Write(JsonObject plain) => Envelope?.Write(plain) ?? plain;
}

/// <summary>The resource that the members of a body become.</summary>
/// <param name="Type">Its type; empty where the body says it.</param>
/// <param name="Relations">The members that are relationships, with the type of what each leads to; empty where the body says it.</param>
public sealed record ResourceEnvelope(string Type, ImmutableDictionary<string, string> Relations)
{
    /// <summary>Puts the members into a document.</summary>
    internal JsonObject Write(JsonObject plain)
    {
        var (attributes, relationships) = (new JsonObject(), new JsonObject());
        var resource = new JsonObject { ["type"] = Type };
        foreach (var (name, value) in plain.ToList())
        {
            plain.Remove(name);
            if (name is "id" or "type")
            {
                resource[name] = value;
            }
            else if (Relations.TryGetValue(name, out var type))
            {
                relationships[name] = new JsonObject { ["data"] = Linkage(value, type) };
            }
            else
            {
                attributes[name] = value;
            }
        }

        if (attributes.Count > 0)
        {
            resource["attributes"] = attributes;
        }

        if (relationships.Count > 0)
        {
            resource["relationships"] = relationships;
        }

        return new JsonObject { ["data"] = resource };
    }

    private static JsonNode? Linkage(JsonNode? value, string type)
    {
        foreach (var link in value switch { JsonArray many => many.OfType<JsonObject>(), JsonObject one => [one], _ => [] })
        {
            if (type.Length > 0)
            {
                link["type"] = type;
            }
        }

        return value;
    }
}
