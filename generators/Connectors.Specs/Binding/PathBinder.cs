using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>What paths can start from at a place of a spec.</summary>
/// <param name="Payload">What a bare path is looked up in.</param>
/// <param name="Where">What that is, for messages: <c>the records of GET /jobs</c>.</param>
internal sealed record PathScope(SchemaView Payload, string Where)
{
    /// <summary>The model of the parent record; empty when it is not known, which has been reported, and null when there is no parent.</summary>
    public string? ParentModel { get; init; }

    /// <summary>The type of the parent's id.</summary>
    public JsonKind ParentId { get; init; }

    /// <summary>What <c>detail.</c> is looked up in; null when there is no lookup.</summary>
    public SchemaView? Detail { get; init; }

    /// <summary>What <c>fault.</c> is looked up in; null where no SOAP fault can be.</summary>
    public SchemaView? Fault { get; init; }

    /// <summary>Notes the related records that paths lead into; null where nothing is joined.</summary>
    public Joins? Joins { get; init; }

    /// <summary>The same for paths of the detail.</summary>
    public Joins? DetailJoins { get; init; }

    /// <summary>The relationships that led to the payload, dotted; empty for the record itself.</summary>
    public string Related { get; init; } = "";

    /// <summary>Whether paths start at an item of a list in a record, not at a record.</summary>
    public bool IsItem { get; init; }

    /// <summary>Whether no name of a member can be data: the runtime follows paths itself here, in replies to log-ins, steps and refusals, and knows neither <c>*</c> nor <c>@key</c>.</summary>
    public bool NamesAreFixed { get; init; }

    /// <summary>The scope of the items of a list found at a path of this one.</summary>
    public PathScope Item(SchemaView item, BoundPath list) => this with
    {
        Payload = item,
        Where = $"the items of '{list.Path.Text}'",
        Joins = list.Path.Root == PathRoot.Detail ? DetailJoins : Joins,
        Related = list.Related,
        Detail = null,
        DetailJoins = null,
        Fault = null,
        IsItem = true,
    };
}

/// <summary>A path with what the contract says of the value there.</summary>
/// <param name="Path">The path.</param>
/// <param name="View">The value.</param>
internal sealed record BoundPath(VendorPath Path, SchemaView View)
{
    /// <summary>The relationships that lead there, dotted.</summary>
    public string Related { get; init; } = "";

    /// <summary>Whether the path stands for several values (<c>[]</c>).</summary>
    public bool Several => Path.Steps.Any(static s => s is PathStep.All);
}

/// <summary>Follows paths through the contract's schemas.</summary>
internal sealed class PathBinder(BindContext context)
{
    private const string ParentId = "parent.remote_id";

    /// <summary>The path a text names, or null when it is not there; reports why.</summary>
    public BoundPath? Bind(YamlScalar node, PathScope scope)
    {
        if (PathSyntax.Parse(node.Text, out var reason) is not { } steps)
        {
            context.Report(DiagnosticRules.PathSyntax, node, $"The path '{node.Text}' cannot be read: {reason}.");
            return null;
        }

        if (scope.NamesAreFixed && steps.Any(static s => s is PathStep.Values or PathStep.Key))
        {
            context.Report(DiagnosticRules.ListMismatch, node, $"'{node.Text}' takes the values of an object for a list, which only what records are read from can do; name a member.");
            return null;
        }

        return Root(node, steps, scope) switch
        {
            PathRoot.Parent => Parent(node, scope),
            PathRoot.Detail => Follow(node, PathRoot.Detail, steps.Skip(1).ToList(), scope.Detail!, "the reply of the lookup", new JoinWalk(scope.DetailJoins, "")),
            PathRoot.Fault => Follow(node, PathRoot.Fault, steps.Skip(1).ToList(), scope.Fault!, "the fault", new JoinWalk(null, "")),
            _ => Follow(node, PathRoot.Payload, steps, scope.Payload, scope.Where, new JoinWalk(scope.Joins, scope.Related)),
        };
    }

    /// <summary>The path of a single value; reports lists and <c>[]</c>.</summary>
    public BoundPath? BindSingle(YamlScalar node, PathScope scope)
    {
        var path = Bind(node, scope);
        if (path is { Several: true })
        {
            context.Report(DiagnosticRules.ListMismatch, node, $"'{node.Text}' stands for several values, but one is wanted; take one with [0] or [key=value].");
            return null;
        }

        return path;
    }

    /// <summary>The path of a list with the scope of its items; reports what is no list.</summary>
    /// <param name="node">The path.</param>
    /// <param name="scope">What it starts from.</param>
    /// <param name="several">Whether it can stand for the items of several lists, one after the other (<c>parts[].fields</c>).</param>
    public (BoundPath List, SchemaView Item)? BindList(YamlScalar node, PathScope scope, bool several = false)
    {
        if (Bind(node, scope) is not { } path)
        {
            return null;
        }

        if (path.View.CanBeList && path.View.Items() is { } item && (several || !path.Several))
        {
            return (path, item);
        }

        context.Report(DiagnosticRules.ListMismatch, node, path.Several && path.View.CanBeList
            ? $"'{node.Text}' stands for several lists; write the path of one list, without '[]'."
            : $"'{node.Text}' is {JsonKindWords.Of(path.View.Kind)}, but a list is wanted.");
        return null;
    }

    private static PathRoot Root(YamlScalar node, IReadOnlyList<PathStep> steps, PathScope scope)
    {
        if (steps.Count == 0 || steps[0] is not PathStep.Property first)
        {
            return PathRoot.Payload;
        }

        return first.Name switch
        {
            "parent" when node.Text is ParentId or ParentId + ".1" or ParentId + ".2" || scope.Payload.Member("parent") is null => PathRoot.Parent,
            "detail" when scope.Detail is not null => PathRoot.Detail,
            "fault" when scope.Fault is not null => PathRoot.Fault,
            _ => PathRoot.Payload,
        };
    }

    private BoundPath? Parent(YamlScalar node, PathScope scope)
    {
        if (scope.ParentModel is null)
        {
            context.Report(DiagnosticRules.NoParent, node, $"'{node.Text}' asks for a parent, but the read has neither 'for_each' nor 'within'.");
            return null;
        }

        if (node.Text is ParentId + ".1" or ParentId + ".2" && context.TwoPartModels.Contains(scope.ParentModel))
        {
            return new BoundPath(new VendorPath(PathRoot.Parent, new([new PathStep.Property(node.Text.Substring(ParentId.Length + 1))]), JsonKind.String), SchemaView.Unknown);
        }

        if (node.Text != ParentId)
        {
            context.Report(DiagnosticRules.NoParent, node, $"Of the parent only 'parent.remote_id' is known, not '{node.Text}'.");
            return null;
        }

        return new BoundPath(new VendorPath(PathRoot.Parent, default, scope.ParentId), SchemaView.Unknown);
    }

    private BoundPath? Follow(YamlScalar node, PathRoot root, IReadOnlyList<PathStep> steps, SchemaView start, string where, JoinWalk joins)
    {
        var view = start;
        var bound = new List<PathStep>();
        for (var i = 0; i < steps.Count; i++)
        {
            if (Step(node, steps, i, view, where) is not { } next)
            {
                return null;
            }

            joins.Step(node, view, steps[i], next);
            bound.Add(steps[i] switch
            {
                PathStep.Property property => property with { Xml = view.Node(property.Name) },
                PathStep.Where test => test with { Xml = next.Node(test.Member) },
                var step => step,
            });
            view = next;
        }

        return new BoundPath(new VendorPath(root, bound.ToEquatable(), view.Kind), view) { Related = joins.Related };
    }

    private SchemaView? Step(YamlScalar node, IReadOnlyList<PathStep> steps, int at, SchemaView view, string where)
    {
        var before = at == 0 ? where : $"'{new VendorPath(PathRoot.Payload, steps.Take(at).ToEquatable(), JsonKind.Any).Text}' of {where}";
        if (steps[at] is PathStep.Property { Name: var name })
        {
            if (view.Member(name) is { } member)
            {
                return member;
            }

            context.Report(DiagnosticRules.UnknownPath, node, view.Kind switch
            {
                JsonKind.Array => $"The contract has a list at {before}; take an item with [0] or [key=value] before '.{name}'.",
                JsonKind.Object or JsonKind.Any => $"The contract has no '{name}' in {before}{Suggest.Hint(name, view.Members)}",
                var kind => $"The contract has {JsonKindWords.Of(kind)} at {before}, which has no '{name}' in it.",
            });
            return null;
        }

        if (steps[at] is PathStep.Values)
        {
            if (view.AsList() is { } values)
            {
                return values;
            }

            context.Report(DiagnosticRules.ListMismatch, node, $"The contract has {JsonKindWords.Of(view.Kind)} at {before}, so '*' has no values to take.");
            return null;
        }

        if (steps[at] is PathStep.Key)
        {
            if (view.HasKey)
            {
                return SchemaView.Text;
            }

            context.Report(DiagnosticRules.ListMismatch, node, $"'{PathStep.Key.Word}' is the name that a value has in its object; only the items of 'a.*' have one, not {before}.");
            return null;
        }

        if (view.Items() is not { } item)
        {
            context.Report(DiagnosticRules.ListMismatch, node, $"The contract has {JsonKindWords.Of(view.Kind)} at {before}, so '{steps[at].Text}' has no list to take from.");
            return null;
        }

        if (steps[at] is PathStep.Where { Member: var key, Value: var value })
        {
            if (item.Member(key) is not { } tested)
            {
                context.Report(DiagnosticRules.UnknownPath, node, $"The contract has no '{key}' in the items of {before}{Suggest.Hint(key, item.Members)}");
                return null;
            }

            CheckValue(node, tested, value, $"'{key}' in the items of {before}");
        }

        return item;
    }

    /// <summary>Reports a value that the contract does not list.</summary>
    public void CheckValue(YamlNode node, SchemaView view, string value, string where)
    {
        if (view.Values is { Count: > 0 } values && !values.Contains(value))
        {
            context.Report(DiagnosticRules.UnknownVendorValue, node, $"The contract has no value '{value}' for {where}{Suggest.Hint(value, values)}");
        }
    }
}
