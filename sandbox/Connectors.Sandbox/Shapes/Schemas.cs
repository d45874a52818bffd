using Connectors.Sandbox.Contracts;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>Finds the schemas of a contract: those at the end of a path, and of alternatives the one that a spec reads.</summary>
/// <param name="contract">The vendor's contract.</param>
internal sealed class Schemas(Contract contract)
{
    /// <summary>The schema at the end of a path; null when there is none.</summary>
    public SchemaRef? Follow(SchemaRef? from, IEnumerable<PathStep> steps)
    {
        foreach (var step in steps)
        {
            if (contract.Resolve(from) is not { } schema)
            {
                return null;
            }

            from = step switch
            {
                PathStep.Property property => Alternatives(schema).SelectMany(s => s.Properties).FirstOrDefault(p => p.Name == property.Name)?.Schema ?? schema.AdditionalProperties,
                PathStep.Values => new SchemaRef(null, new ContractSchema { Type = JsonKind.Array, Items = schema.AdditionalProperties ?? schema.Properties.Select(p => p.Schema).FirstOrDefault() }),
                PathStep.Key => new SchemaRef(null, new ContractSchema { Type = JsonKind.String }),
                _ => Alternatives(schema).Select(s => s.Items).FirstOrDefault(i => i is not null),
            };
        }

        return from;
    }

    private IEnumerable<ContractSchema> Alternatives(ContractSchema schema) =>
        schema.Alternatives.Count == 0 ? [schema] : schema.Alternatives.Select(contract.Resolve).OfType<ContractSchema>().SelectMany(Alternatives).Prepend(schema);

    /// <summary>The schema itself; of alternatives the first that has what the spec reads.</summary>
    public ContractSchema? Resolve(SchemaRef? reference, MeaningTree? tree)
    {
        var schema = contract.Resolve(reference);
        if (schema is not { Alternatives.Count: > 0 } || schema.Properties.Count > 0)
        {
            return schema;
        }

        var options = schema.Alternatives.Select(a => Resolve(a, tree)).OfType<ContractSchema>().ToList();
        var best = options.FirstOrDefault(o => tree is not null && o.Properties.Any(p => tree.Members.ContainsKey(p.Name))) ?? options.FirstOrDefault(o => SchemaKind.Of(o) != JsonKind.Any) ?? options.FirstOrDefault();
        return best is null ? schema : best with { Nullable = best.Nullable || schema.Nullable };
    }

    /// <summary>The schema itself.</summary>
    public ContractSchema? Resolve(SchemaRef? reference) => contract.Resolve(reference);
}
