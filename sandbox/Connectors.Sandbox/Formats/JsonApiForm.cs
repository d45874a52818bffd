using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Faults;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Formats;

/// <summary>
/// Documents of JSON:API. What a client asks for by <c>include</c> is included, everything where the contract has no such parameter; a relationship that is not asked for has its
/// linkage only where the contract demands it.
/// </summary>
internal sealed class JsonApiForm(Contract contract) : VendorFormat
{
    private const string Include = "include";
    private const string MediaType = "application/vnd.api+json";

    private readonly ContractValidator _validator = new(contract);

    /// <inheritdoc/>
    public override string ContentType => MediaType;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Write(ContractOperation operation, HttpRequest http, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty || contract.Resolve(operation.Success?.Body) is not { } schema || Of(schema, "data") is not { } data || JsonNode.Parse(json.Span) is not JsonObject plain || !plain.ContainsKey("data"))
        {
            return json;
        }

        var asked = operation.Parameters.Any(p => p.In == PlaceKind.Query && p.Name == Include)
            ? http.Query[Include].OfType<string>().SelectMany(v => v.Split(',')).Select(v => v.Trim()).ToList()
            : null;
        var document = new Document(contract, asked, Of(Of(schema, "included"), null));
        var resource = Of(data, null) ?? data;
        plain["data"] = plain["data"] switch
        {
            JsonArray many => new JsonArray([.. many.Select(m => document.Resource(m, resource, ""))]),
            var one => document.Resource(one, resource, ""),
        };
        if (document.Included.Count > 0 || asked?.Count > 0)
        {
            plain["included"] = new JsonArray([.. document.Included.Values]);
        }

        return JsonSerializer.SerializeToUtf8Bytes(plain);
    }

    /// <inheritdoc/>
    public override async Task<ReadBody> ReadAsync(ContractOperation operation, HttpRequest http)
    {
        var read = await ReadBody.JsonAsync(http).ConfigureAwait(false);
        if (read.Json is not { } json || operation.Body is null)
        {
            return read;
        }

        if (http.ContentType?.Split(';')[0].Trim() != MediaType)
        {
            return read with { Problem = new VendorProblem(415, $"The body is not of type {MediaType}.") };
        }

        if (_validator.Validate(json.RootElement, operation.Body) is [{ } first, ..])
        {
            return read with { Problem = VendorProblem.Invalid($"'{first.Path}' {first.Message}.") with { Means = ReplyMeaning.InvalidInput } };
        }

        using (json)
        {
            return new ReadBody { Sent = json.RootElement.GetRawText(), Json = JsonDocument.Parse(Plain(operation, JsonNode.Parse(json.RootElement.GetRawText()))) };
        }
    }

    // The resource of a request as the paths of a spec see it: its type only where there can be several.
    private string Plain(ContractOperation operation, JsonNode? document)
    {
        var plain = new JsonObject();
        if (document?["data"] is JsonObject resource)
        {
            var types = Of(Of(contract.Resolve(operation.Body), "data"), "type")?.Enum.Count ?? 0;
            foreach (var (name, value) in (resource["attributes"] as JsonObject ?? []).Concat(resource.Where(m => m.Key == "id" || (m.Key == "type" && types != 1))))
            {
                plain[name] = value?.DeepClone();
            }

            foreach (var (name, value) in resource["relationships"] as JsonObject ?? [])
            {
                plain[name] = value?["data"] switch
                {
                    JsonObject one => Link(one, types: Linked(operation, name)),
                    JsonArray many => new JsonArray([.. many.OfType<JsonObject>().Select(m => Link(m, Linked(operation, name)))]),
                    _ => null,
                };
            }
        }

        return plain.ToJsonString();
    }

    private static JsonObject Link(JsonObject link, int types) => new([.. link.Where(m => m.Key == "id" || (m.Key == "type" && types != 1)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))]);

    // How many types a relationship may lead to.
    private int Linked(ContractOperation operation, string relationship)
    {
        var data = Of(Of(Of(Of(contract.Resolve(operation.Body), "data"), "relationships"), relationship), "data");
        return Of(Of(data, null) ?? data, "type")?.Enum.Count ?? 0;
    }

    // A member of an object, or the items of a list where none is named.
    private ContractSchema? Of(ContractSchema? schema, string? member) =>
        contract.Resolve(member is null ? schema?.Items : schema?.Properties.FirstOrDefault(p => p.Name == member)?.Schema);

    private sealed class Document(Contract contract, List<string>? asked, ContractSchema? included)
    {
        private readonly List<ContractSchema> _resources = [.. Alternatives(contract, included)];

        public OrderedDictionary<(string?, string?), JsonNode> Included { get; } = [];

        public JsonNode? Resource(JsonNode? value, ContractSchema schema, string above)
        {
            if (value is not JsonObject plain)
            {
                return value?.DeepClone();
            }

            var (resource, attributes, relationships) = (new JsonObject(), new JsonObject(), new JsonObject());
            foreach (var (name, member) in plain)
            {
                if (name is "id" or "type")
                {
                    resource[name] = member?.DeepClone();
                }
                else if (Member(Member(schema, "attributes"), name) is null && Member(Member(schema, "relationships"), name) is { } relationship)
                {
                    relationships[name] = Relationship(member, relationship, above + name);
                }
                else if (name is "links" or "meta" && Member(Member(schema, "attributes"), name) is null)
                {
                    resource[name] = member?.DeepClone();
                }
                else
                {
                    attributes[name] = member?.DeepClone();
                }
            }

            resource["attributes"] = attributes;
            if (relationships.Count > 0)
            {
                resource["relationships"] = relationships;
            }

            return resource;
        }

        private JsonObject Relationship(JsonNode? value, ContractSchema schema, string path)
        {
            var relationship = new JsonObject();
            foreach (var (name, member) in value as JsonObject ?? [])
            {
                if (name is "links" or "meta")
                {
                    relationship[name] = member?.DeepClone();
                }
            }

            var wanted = asked is null || asked.Any(a => a == path || a.StartsWith(path + ".", StringComparison.Ordinal));
            if (wanted || schema.Properties.Any(p => p is { Name: "data", Required: true }))
            {
                relationship["data"] = value is JsonArray many ? new JsonArray([.. many.Select(m => Link(m, path, wanted))]) : Link(value, path, wanted);
            }
            else if (relationship.Count == 0)
            {
                relationship["meta"] = new JsonObject();
            }

            return relationship;
        }

        private JsonObject? Link(JsonNode? value, string path, bool wanted)
        {
            if (value is not JsonObject plain || plain["id"] is not { } id)
            {
                return null;
            }

            var type = plain["type"]?.GetValue<string>();
            if (wanted && _resources.Find(r => contract.Resolve(r.Properties.FirstOrDefault(p => p.Name == "type")?.Schema)?.Enum.Contains(type ?? "") == true) is { } schema)
            {
                var own = new JsonObject([.. plain.Where(m => m.Key is not ("links" or "meta")).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))]);
                if (Resource(own, schema, path + ".") is { } resource)
                {
                    Included.TryAdd((type, id.ToJsonString()), resource);
                }
            }

            return new JsonObject { ["type"] = type, ["id"] = id.DeepClone() };
        }

        private ContractSchema? Member(ContractSchema? schema, string name) => contract.Resolve(schema?.Properties.FirstOrDefault(p => p.Name == name)?.Schema);

        private static IEnumerable<ContractSchema> Alternatives(Contract contract, ContractSchema? schema) =>
            schema is null ? [] : schema.Alternatives.Select(contract.Resolve).SelectMany(s => Alternatives(contract, s)).Prepend(schema);
    }
}
