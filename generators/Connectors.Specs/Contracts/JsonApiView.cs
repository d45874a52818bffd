using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>
/// Sees the documents of JSON:API flat: the attributes of a resource beside its <c>id</c> and <c>type</c>, and each relationship as the resource that it leads to, whose
/// attributes the document has under <c>included</c>. What is no resource stays as it is, errors above all.
/// </summary>
internal sealed class JsonApiView(Contract contract)
{
    private const string Data = "data";
    private const string Included = "included";
    private const string Attributes = "attributes";
    private const string Relationships = "relationships";

    private static readonly string[] Beside = ["links", "meta"];

    private readonly List<NamedSchema> _named = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The contract with the operations of a part seen flat.</summary>
    public Contract Of(string part)
    {
        var operations = contract.Operations.Select(o => o.Part == part && o.Soap is null ? Operation(o) : o).ToEquatable();
        return contract with { Operations = operations, Schemas = contract.Schemas.Concat(_named).ToEquatable() };
    }

    /// <summary>Whether a schema is that of a resource: something with attributes or relationships.</summary>
    private static bool IsResource(ContractSchema? schema) => Property(schema, "type") is not null && (Property(schema, Attributes) ?? Property(schema, Relationships)) is not null;

    /// <summary>Whether an operation takes or answers with resources.</summary>
    public static bool Speaks(Contract contract, ContractOperation operation) =>
        operation.Replies.Where(static r => r.Status is 2 or (>= 200 and < 300)).Select(static r => r.Body).Append(operation.Body).Any(body =>
        {
            var data = contract.Resolve(Property(contract.Resolve(body), Data)?.Schema);
            return IsResource(data) || IsResource(contract.Resolve(data?.Items)) || (data?.Alternatives ?? default).Any(a => IsResource(contract.Resolve(a)));
        });

    private static SchemaProperty? Property(ContractSchema? schema, string name) => schema?.Properties.FirstOrDefault(p => p.Name == name);

    private ContractOperation Operation(ContractOperation operation)
    {
        var replies = operation.Replies.Select((r, i) => r.Status is 2 or (>= 200 and < 300) && r.Body is { } body ? r with { Body = Document(body, $"{operation.Part}:{operation.Says}:{i}") } : r).ToEquatable();
        var seen = Speaks(contract, operation) ? operation with { Format = FormatKind.JsonApi, Replies = replies } : operation;
        return Sent(operation) is var (body, envelope) ? seen with { Body = body, Envelope = envelope } : seen;
    }

    private SchemaRef Document(SchemaRef body, string name)
    {
        if (contract.Resolve(body) is not { } document || Property(document, Data) is not { } data)
        {
            return body;
        }

        var resources = new Resources(this, contract, contract.Resolve(contract.Resolve(Property(document, Included)?.Schema)?.Items), name);
        return resources.Seen(data.Schema) is { } seen
            ? new SchemaRef(null, document with { Properties = document.Properties.Where(static p => p.Name != Included).Select(p => p.Name == Data ? p with { Schema = seen } : p).ToEquatable() })
            : body;
    }

    /// <summary>The body of a request as it is written in a spec, and the resource it becomes; null where it is none.</summary>
    private (SchemaRef Body, ResourceEnvelope Envelope)? Sent(ContractOperation operation)
    {
        if (contract.Resolve(Property(contract.Resolve(operation.Body), Data)?.Schema) is not { } resource || !IsResource(resource))
        {
            return null;
        }

        var members = new Members();
        if (Property(resource, "id") is { } id)
        {
            members.Add(id);
        }

        var types = contract.Resolve(Property(resource, "type")!.Schema)?.Enum ?? default;
        if (types.Count != 1)
        {
            members.Add(Property(resource, "type")!);
        }

        var attributes = contract.Resolve(Property(resource, Attributes)?.Schema);
        members.Add(attributes?.Properties ?? default);
        var relations = new List<ResourceRelation>();
        foreach (var relation in contract.Resolve(Property(resource, Relationships)?.Schema)?.Properties ?? default)
        {
            if (Linkage(relation.Schema) is var (linkage, many, _) && members.Add(relation with { Schema = Link(linkage, many, out var type) }))
            {
                relations.Add(new ResourceRelation(relation.Name, type));
            }
        }

        return (new SchemaRef(null, members.ToSchema(attributes)), new ResourceEnvelope(types.Count == 1 ? types[0] : "", relations.ToEquatable()));
    }

    // What leads to another resource in a request: its id, and its type where there can be several.
    private SchemaRef Link(ContractSchema linkage, bool many, out string type)
    {
        var types = contract.Resolve(Property(linkage, "type")?.Schema)?.Enum ?? default;
        type = types.Count == 1 ? types[0] : "";
        var link = new SchemaRef(null, new ContractSchema
        {
            Type = JsonKind.Object,
            Closed = true,
            Properties = linkage.Properties.Where(p => p.Name == "id" || (p.Name == "type" && types.Count != 1)).Select(static p => p with { Required = true }).ToEquatable(),
        });
        return many ? new SchemaRef(null, new ContractSchema { Type = JsonKind.Array, Items = link }) : link;
    }

    // What a relationship says that it leads to; null where it has links alone.
    private (ContractSchema Linkage, bool Many, bool Nullable)? Linkage(SchemaRef relationship)
    {
        if (contract.Resolve(Property(contract.Resolve(relationship), Data)?.Schema) is not { } data)
        {
            return null;
        }

        var many = data.Type == JsonKind.Array || data.Items is not null;
        return (many ? contract.Resolve(data.Items) : data) is { } linkage ? (linkage, many, data.Nullable) : null;
    }

    /// <summary>The resources of one document.</summary>
    private sealed class Resources
    {
        private readonly JsonApiView _view;
        private readonly Contract _contract;
        private readonly Dictionary<string, ContractSchema> _included = new(StringComparer.Ordinal);
        private readonly string _name;

        public Resources(JsonApiView view, Contract contract, ContractSchema? included, string name)
        {
            _view = view;
            _contract = contract;
            _name = name;
            foreach (var resource in Alternatives(included).Where(IsResource))
            {
                foreach (var type in contract.Resolve(Property(resource, "type")!.Schema)?.Enum ?? default)
                {
                    _included[type] = resource;
                }
            }
        }

        /// <summary>A resource or a list of them as seen; null for what is neither.</summary>
        public SchemaRef? Seen(SchemaRef data)
        {
            var schema = _contract.Resolve(data);
            if (schema is { Alternatives.Count: > 0, Properties.Count: 0 })
            {
                var seen = schema.Alternatives.Select(a => Seen(a) ?? a).ToEquatable();
                return seen.Equals(schema.Alternatives) ? null : new SchemaRef(null, schema with { Alternatives = seen });
            }

            return schema switch
            {
                { Items: { } items } => Seen(items) is { } item ? new SchemaRef(null, schema with { Items = item }) : null,
                not null when IsResource(schema) => new SchemaRef(null, Flat(schema, "") with { Nullable = schema.Nullable }),
                _ => null,
            };
        }

        private IEnumerable<ContractSchema> Alternatives(ContractSchema? schema) =>
            schema is null ? [] : schema.Alternatives.Select(_contract.Resolve).SelectMany(Alternatives).Prepend(schema);

        /// <param name="resource">The resource.</param>
        /// <param name="owner">What the schemas of its relationships are named after.</param>
        private ContractSchema Flat(ContractSchema resource, string owner)
        {
            var members = new Members();
            members.Add(resource.Properties.Where(static p => p.Name is "id" or "type"));
            var attributes = _contract.Resolve(Property(resource, Attributes)?.Schema);
            members.Add(attributes?.Properties ?? default);
            foreach (var relation in _contract.Resolve(Property(resource, Relationships)?.Schema)?.Properties ?? default)
            {
                members.Add(relation with { Schema = Related(relation, $"{owner}.{relation.Name}") });
            }

            members.Add(resource.Properties.Where(static p => Beside.Contains(p.Name)));
            return members.ToSchema(attributes);
        }

        private SchemaRef Related(SchemaProperty relation, string owner)
        {
            if (_view.Linkage(relation.Schema) is not var (linkage, many, nullable))
            {
                return relation.Schema;
            }

            // Named, because resources lead to each other in circles.
            var name = $"json_api:{_name}:{owner}";
            if (_view._names.Add(name))
            {
                var types = _contract.Resolve(Property(linkage, "type")?.Schema)?.Enum ?? default;
                var members = new Members();
                members.Add(linkage.Properties.Where(static p => p.Name is "id" or "type"));
                var attributes = new List<ContractSchema?>();
                foreach (var type in types.Where(_included.ContainsKey))
                {
                    var flat = Flat(_included[type], type);
                    members.Add(flat.Properties.Where(static p => !Beside.Contains(p.Name)).Select(static p => p with { Required = false }));
                    attributes.Add(flat);
                }

                members.Add((many ? default : _contract.Resolve(relation.Schema)?.Properties ?? default).Where(static p => Beside.Contains(p.Name)));
                var open = attributes.FirstOrDefault(static a => a!.AdditionalProperties is not null)?.AdditionalProperties;
                _view._named.Add(new NamedSchema(name, new SchemaRef(null, new ContractSchema
                {
                    Type = JsonKind.Object,
                    Joined = true,
                    Closed = open is null,
                    AdditionalProperties = open,
                    Nullable = nullable,
                    Properties = members.All,
                })));
            }

            var one = new SchemaRef(name, null);
            return many ? new SchemaRef(null, new ContractSchema { Type = JsonKind.Array, Items = one, Nullable = nullable }) : one;
        }
    }

    /// <summary>The members of an object, the first of each name.</summary>
    private sealed class Members
    {
        private readonly List<SchemaProperty> _members = [];

        public EquatableArray<SchemaProperty> All => _members.ToEquatable();

        public bool Add(SchemaProperty member)
        {
            if (_members.Any(m => m.Name == member.Name))
            {
                return false;
            }

            _members.Add(member);
            return true;
        }

        public void Add(IEnumerable<SchemaProperty> members)
        {
            foreach (var member in members)
            {
                Add(member);
            }
        }

        /// <summary>The object; where its attributes may have any name, so may its members.</summary>
        public ContractSchema ToSchema(ContractSchema? attributes)
        {
            var open = attributes is { Closed: false, Properties.Count: 0 } ? attributes.AdditionalProperties ?? new SchemaRef(null, new ContractSchema()) : attributes?.AdditionalProperties;
            return new ContractSchema { Type = JsonKind.Object, Closed = open is null, AdditionalProperties = open, Properties = All };
        }
    }
}
