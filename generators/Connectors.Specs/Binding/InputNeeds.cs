using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Binding;

/// <summary>Derives from the contract which rows must be given.</summary>
/// <remarks>
/// A row is required within its group: a member that an address demands need not be there where there is no address. That holds as long as nothing else
/// brings the vendor's object into being; otherwise the row is required whatever is given, and its group with it.
/// </remarks>
internal sealed class InputNeeds(ActionType action, InputNodes inputs)
{
    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);

    /// <summary>Rows that are required within their group, by their full names.</summary>
    public IReadOnlyCollection<string> Rows => _rows;

    /// <summary>Groups and lists of which something must be given.</summary>
    public IReadOnlyCollection<string> Groups => _groups;

    /// <summary>Adds what an operation demands.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="body">What the contract says of its body.</param>
    /// <param name="fillings">All that fills the request.</param>
    /// <param name="when">When the request is sent; it demands nothing of inputs that are not looked at there, because nobody knows whether it is.</param>
    public void Add(ContractOperation operation, SchemaView body, IReadOnlyList<Filling> fillings, EquatableArray<GivenTest> when = default)
    {
        if (when.Count > 0)
        {
            var given = when.Where(static t => t is { Kind: GivenTestKind.Set, Negate: false, Of: TemplatePart.Input }).Select(static t => ((TemplatePart.Input)t.Of).Row).ToList();
            var demanded = new InputNeeds(action, inputs);
            demanded.Add(operation, body, fillings);
            _rows.UnionWith(demanded._rows.Where(row => given.Exists(g => row.StartsWith(g + ".", StringComparison.Ordinal)) || inputs.Lists.Any(l => row.StartsWith(l.Group.Name + ".", StringComparison.Ordinal))));
            return;
        }

        foreach (var filling in fillings.Where(f => f.Row is not null && f.At.Kind != PlaceKind.Body && IsDemanded(operation, f.At)))
        {
            Always(filling.Row!);
        }

        var paths = fillings.Where(static f => f.At.Kind == PlaceKind.Body).Select(static f => f.Path).ToList();
        foreach (var need in BodyNeeds.Of(body, paths).Where(static n => n.Filled))
        {
            var fillers = fillings.Where(f => f.Within(need.Path)).ToList();
            if (fillers.All(static f => f.Row is not null))
            {
                foreach (var filler in fillers.Where(f => f.Path == need.Path && f.Choice is null))
                {
                    Demand(filler, need.Within, fillings);
                }
            }
        }
    }

    private static bool IsDemanded(ContractOperation operation, Place place) => place.Kind == PlaceKind.Path
        || operation.Parameters.Any(p => p.Required && p.In == place.Kind && string.Equals(p.Name, place.Name, place.Kind == PlaceKind.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));

    private void Demand(Filling filler, string? within, IReadOnlyList<Filling> fillings)
    {
        if (within is null)
        {
            Always(filler.Row!);
        }
        else if (fillings.Any(f => f.IsList && f.Path == within))
        {
            Add(filler.Row!);
        }
        else if (fillings.Where(f => f.IsBelow(within) && f.Row != filler.Row).ToList() is { Count: > 0 } others)
        {
            var group = Group(filler.Row!);
            if (others.All(o => o.Row is not null && (group.Length == 0 || o.Row.StartsWith(group + ".", StringComparison.Ordinal))))
            {
                Add(filler.Row!);
            }
            else
            {
                Always(filler.Row!);
            }
        }
    }

    /// <summary>A row or list that is required whatever else is given, and the groups above it unless a default stands in for it.</summary>
    private void Always(string row)
    {
        if (action.Group(row) is { List: true })
        {
            _groups.Add(row);
            return;
        }

        Add(row);
        if (inputs.Rows.FirstOrDefault(r => r.Name == row) is not { } node || node.Options["default"] is not null)
        {
            return;
        }

        for (var group = Group(row); group.Length > 0; group = Group(group))
        {
            _groups.Add(group);
        }
    }

    /// <summary>The media type of a file that comes from an address is told by the address.</summary>
    private void Add(string row)
    {
        var isFiles = action.Input(row) is { Type: TypeRef.Scalar { Kind: ScalarKind.MediaType } } type
            && action.Inputs.Any(i => i.Group == type.Group && i.Type is TypeRef.Scalar { Kind: ScalarKind.FileUrl } && inputs.Names.Contains(i.Name));
        if (!isFiles)
        {
            _rows.Add(row);
        }
    }

    private static string Group(string row) => row.LastIndexOf('.') is > 0 and var dot ? row.Substring(0, dot) : "";
}
