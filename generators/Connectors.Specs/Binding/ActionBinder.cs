using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the actions of a spec.</summary>
internal sealed class ActionBinder(BindContext context, InputReader reader, StepBinder steps, InputBinder inputs, FileBinder files, MergeBinder merges)
{
    private const string RemoteId = "remote_id";

    /// <summary>An action with what the contract demands, before the vocabulary's demands are added.</summary>
    private sealed record Bound(ActionNode Node, IReadOnlyList<BoundStep> Steps, IReadOnlyList<InputSpec> Rows, IReadOnlyList<InputListSpec> Lists, InputNodes Inputs, InputNeeds Needs);

    /// <summary>Binds the actions, in the vocabulary's order.</summary>
    public EquatableArray<ActionSpec> Bind(YamlMapping root)
    {
        var nodes = Nodes(root);
        var bound = nodes.Where(static n => n.SameAs is null).Select(Own).ToDictionary(static b => b.Node.Type.Name, StringComparer.Ordinal);
        var order = context.Vocabulary.Actions.ToList();
        return nodes.OrderBy(n => order.IndexOf(n.Type)).Select(node => Finish(root, node, node.SameAs is null ? bound[node.Type.Name] : Same(root, node, nodes, bound))).OfType<ActionSpec>().ToEquatable();
    }

    private List<ActionNode> Nodes(YamlMapping root)
    {
        var nodes = new List<ActionNode>();
        foreach (var entry in root.Entries("actions"))
        {
            if (context.Vocabulary.Actions.FirstOrDefault(a => a.Name == entry.Key.Text) is not { } type)
            {
                context.Report(DiagnosticRules.UnknownAction, entry.Key, $"The vocabulary has no action '{entry.Key.Text}'{Suggest.Hint(entry.Key.Text, context.Vocabulary.Actions.Select(static a => a.Name))}");
            }
            else if (entry.Value is YamlMapping body)
            {
                nodes.Add(new ActionNode(type, entry.Key, body));
            }
        }

        return nodes;
    }

    private Bound Own(ActionNode node)
    {
        var rows = reader.Read(node.Type, node.Body.Map("inputs") ?? new YamlMapping([], node.Body), node.Steps);
        var scope = new ActionScope(node.Type, rows, node.Steps) { IsSound = context.IsSound(node.Body) };
        var bound = StepOrder.Of(context, node.Steps, step => Uses(step, rows)).Select(step => steps.Bind(step, scope)).OfType<BoundStep>().ToList();
        var targets = bound.ToDictionary(static b => b.Spec.Name, static b => new StepTarget(b.Operation, b.Spec.Request.Form, b.Spec.Request.Hosts.Count > 0), StringComparer.Ordinal);
        var needs = new InputNeeds(node.Type, rows);
        foreach (var step in bound.Where(static b => b.Operation is not null))
        {
            needs.Add(step.Operation!, SchemaView.Of(context.Contract, step.Operation!.Body), step.Fillings, step.Spec.When);
        }

        CheckUnused(node, rows);
        var singles = rows.Rows.Select(r => inputs.Row(scope, r, targets)).ToList();
        var lists = rows.Lists.Select(l => inputs.List(scope, l, targets)).ToList();
        if (merges.Bind(node, bound) is { } merged)
        {
            singles.Add(merged);
        }

        singles.AddRange(FileBinder.Travelling(node.Type, singles).ToList());
        return new Bound(node, bound, singles, lists.Select(l => l with { Items = l.Items.Concat(FileBinder.Travelling(node.Type, l)).ToEquatable() }).ToList(), rows, needs);
    }

    /// <summary>What a step uses of others: in its own texts and tests, and in what the items of lists say that stand in it.</summary>
    private static IEnumerable<(string Step, string Value)> Uses(StepNode step, InputNodes inputs) => StepOrder.Uses(step.Body)
        .Concat(WhenBinder.Uses(step.Body["when"]))
        .Concat(inputs.Lists.Where(l => l.Places.Any(p => p.Step == step.Name)).SelectMany(static l => l.With).SelectMany(static e => StepOrder.Uses(e.Value)));

    private Bound? Same(YamlMapping root, ActionNode node, List<ActionNode> nodes, Dictionary<string, Bound> bound)
    {
        foreach (var idle in node.Body.Entries.Where(static e => e.Key.Text is "inputs" or "remote_fields"))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning beside 'same_as': they are those of '{node.SameAs!.Text}'.");
        }

        if (bound.TryGetValue(node.SameAs!.Text, out var same))
        {
            foreach (var field in same.Inputs.Rows.Concat(same.Inputs.Lists.SelectMany(static l => l.Rows)).Select(static r => r.Field).Where(f => !Agrees(node.Type, same.Node.Type, f)))
            {
                context.Report(DiagnosticRules.SameAs, node.SameAs, $"'{same.Node.Type.Name}' has the input '{field.Name}', which {node.Type.Name} does not have, or has otherwise.");
            }

            return same;
        }

        if (nodes.TrueForAll(n => n.Type.Name != node.SameAs.Text) && root.Entries("actions").Count > nodes.Count)
        {
            // It may be the one whose name has been reported.
            return null;
        }

        context.Report(DiagnosticRules.SameAs, node.SameAs, nodes.Any(n => n.Type.Name == node.SameAs.Text)
            ? $"'{node.SameAs.Text}' has no steps of its own; name the action that has."
            : $"This spec has no action '{node.SameAs.Text}'{Suggest.Hint(node.SameAs.Text, bound.Keys)}");
        return null;
    }

    private static bool Agrees(ActionType action, ActionType other, FieldType field) =>
        action.Input(field.Name) is { } own && own.Type == field.Type && own.List == field.List && action.ListOf(own)?.Name == other.ListOf(field)?.Name;

    private ActionSpec? Finish(YamlMapping root, ActionNode node, Bound? bound)
    {
        if (bound is null)
        {
            return null;
        }

        var action = node.Type;
        CheckOutcome(node, bound);
        CheckRows(root, node, bound);
        return new ActionSpec
        {
            Name = action.Name,
            Steps = bound.Steps.Select(static s => s.Spec).ToEquatable(),
            Inputs = bound.Rows.OrderBy(r => Order(action, r.Row)).Select(r => r with { Required = IsRequired(r.Row) }).ToEquatable(),
            Lists = bound.Lists.OrderBy(l => action.Groups.ToList().FindIndex(g => g.Name == l.Group)).Select(l => l with
            {
                Required = bound.Needs.Groups.Contains(l.Group),
                Items = l.Items.OrderBy(i => Order(action, $"{l.Group}.{i.Row}")).Select(i => i with { Required = IsRequired($"{l.Group}.{i.Row}") }).ToEquatable(),
            }).ToEquatable(),
            Files = files.Bind(action, bound.Inputs, bound.Rows, bound.Lists),
            RequiredGroups = action.Groups.Where(g => g is { Required: false, List: false } && bound.Needs.Groups.Contains(g.Name)).Select(static g => g.Name).ToEquatable(),
        };

        bool IsRequired(string row) => action.Input(row) is { Required: true } || bound.Needs.Rows.Contains(row);
    }

    private static int Order(ActionType action, string row) => action.Inputs.ToList().FindIndex(i => i.Name == row);

    /// <summary>Reports an action whose answer nothing gives.</summary>
    private void CheckOutcome(ActionNode node, Bound bound)
    {
        if (node.Type.Makes.Count > 0 && node.Type.Makes[0].Model is var model && !bound.Steps.Any(s => s.Spec.Creates == model))
        {
            context.Report(DiagnosticRules.ActionOutcome, node.Key, $"The action {node.Type.Name} answers with a record of '{model}', but no step says 'creates: {model}'.");
        }

        if (node.Type.GivesFiles is not null && bound.Node.Steps.All(static s => s.Body["gives"] is null))
        {
            context.Report(DiagnosticRules.ActionOutcome, node.Key, $"The action {node.Type.Name} lists files, but no step says 'gives'.");
        }
    }

    /// <summary>Reports rows that every caller must give and the spec does not name: neither covered nor known to be missing.</summary>
    private void CheckRows(YamlMapping root, ActionNode node, Bound bound)
    {
        var action = node.Type;
        var covered = bound.Rows.Select(static r => r.Row).Concat(bound.Lists.SelectMany(static l => l.Items.Select(i => $"{l.Group}.{i.Row}"))).Concat(bound.Inputs.Names).ToList();
        var lists = bound.Inputs.Lists.Select(static l => l.Group.Name).ToList();
        var known = CoverageBinder.Lists.Keys.SelectMany(list => root.Map(list)?.Entries(action.Name) ?? []).Select(static e => e.Key.Text).ToList();
        foreach (var row in action.Inputs.Where(i => i is { Required: true, Accepted: false } && !covered.Contains(i.Name) && !known.Contains(i.Name)))
        {
            var list = action.ListOf(row);
            if (list is null ? Above(action, row.Name).All(static g => g.Required) : lists.Contains(list.Name) && row.Group == list.Name)
            {
                var key = bound.Inputs.Lists.FirstOrDefault(l => l.Group == list)?.Key ?? node.Key;
                context.Report(DiagnosticRules.RequiredField, key, $"The action {action.Name} needs '{row.Name}': {row.Doc}");
            }
        }
    }

    private static IEnumerable<InputGroup> Above(ActionType action, string row) => action.Groups.Where(g => row.StartsWith(g.Name + ".", StringComparison.Ordinal));

    /// <summary>Reports what a step takes and nobody uses.</summary>
    private void CheckUnused(ActionNode node, InputNodes inputs)
    {
        var uses = node.Steps.SelectMany(s => Uses(s, inputs)).ToList();
        foreach (var step in node.Steps)
        {
            var made = step.Body.Text("creates") is { } creates ? context.Vocabulary.Model(creates) : null;
            foreach (var entry in step.Body.Entries("take").Where(e => !uses.Contains((step.Name, e.Key.Text)) && !Fills(made, e.Key.Text)))
            {
                context.Report(DiagnosticRules.UnusedValue, entry.Key, $"Nothing uses '{entry.Key.Text}' of the step '{step.Name}'{(made is null ? "" : $", and it is no text field of '{made.Name}'")}.");
            }
        }
    }

    private static bool Fills(ModelType? made, string name) => made?.Field(name) is { List: false, Type: TypeRef.Scalar { Kind: ScalarKind.String } } field && (name == RemoteId || !field.Base);
}
