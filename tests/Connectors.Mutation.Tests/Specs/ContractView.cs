using Connectors.Specs.Contracts;
using Connectors.Specs.Language;
using Connectors.Specs.Model;

namespace Connectors.Mutation.Tests.Specs;

/// <summary>What a contract says of a value, read without the compiler's binder, so that operators do not share its mistakes.</summary>
internal sealed class ContractView
{
    private readonly Contract _contract;
    private readonly IReadOnlyList<ContractSchema> _shapes;

    public ContractView(Contract contract, params IEnumerable<SchemaRef?> references)
    {
        _contract = contract;
        _shapes = [.. references.SelectMany(reference => Flatten(reference, 0))];
    }

    /// <summary>The JSON type; <see cref="JsonKind.Any"/> where it is not told.</summary>
    public JsonKind Kind => _shapes.Select(s => s.Type).Distinct().ToList() is [var one] ? one : JsonKind.Any;

    /// <summary>The format, such as <c>xs:dateTime</c>.</summary>
    public string? Format => _shapes.Count == 1 ? _shapes[0].Format : null;

    /// <summary>The values it can have; empty when any.</summary>
    public IReadOnlyList<string> Values => [.. _shapes.SelectMany(s => s.Enum).Distinct()];

    public decimal? Maximum => _shapes.Max(s => s.Maximum);

    /// <summary>The members that are told, by name.</summary>
    public IEnumerable<(string Name, ContractView View)> Members =>
        _shapes.SelectMany(s => s.Properties).DistinctBy(p => p.Name).Select(p => (p.Name, new ContractView(_contract, p.Schema)));

    /// <summary>Whether members may be there that are not told.</summary>
    public bool IsOpen => _shapes.Count == 0 || _shapes.Any(s => s.AdditionalProperties is not null || (s.Properties.Count == 0 && !s.Closed && s.Type is JsonKind.Any or JsonKind.Object));

    /// <summary>The items of a list; null when it is none.</summary>
    public ContractView? Items => _shapes.Any(s => s.Items is not null) ? new ContractView(_contract, _shapes.Select(s => s.Items)) : null;

    /// <summary>The value at a path; null when the contract has none there.</summary>
    public ContractView? At(string path)
    {
        var view = this;
        foreach (var step in PathSyntax.Parse(path, out _) ?? [])
        {
            view = step is PathStep.Property { Name: var name } ? view.Members.FirstOrDefault(m => m.Name == name).View : view.Items;
            if (view is null)
            {
                return null;
            }
        }

        return view;
    }

    private IEnumerable<ContractSchema> Flatten(SchemaRef? reference, int depth)
    {
        if (depth > 8 || _contract.Resolve(reference) is not { } schema)
        {
            return [];
        }

        return schema.Alternatives.Count == 0 ? [schema] : schema.Alternatives.SelectMany(a => Flatten(a, depth + 1));
    }
}
