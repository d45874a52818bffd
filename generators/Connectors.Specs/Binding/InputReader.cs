using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Reads the rows of an action: which of the vocabulary's inputs are covered, and the places they are sent to.</summary>
internal sealed class InputReader(BindContext context)
{
    private static readonly YamlMapping Nothing = new([], default);
    private static readonly string[] FileParts = ["name", "content_type", "data"];

    /// <summary>Reads the rows; what the vocabulary does not have, or has another way, is reported and left out.</summary>
    /// <param name="action">The action.</param>
    /// <param name="inputs">The rows as written.</param>
    /// <param name="steps">The names of the steps.</param>
    public InputNodes Read(ActionType action, YamlMapping inputs, IReadOnlyCollection<string> steps)
    {
        var rows = new List<RowNode>();
        var lists = new List<ListNode>();
        foreach (var entry in inputs.Entries)
        {
            if (action.Input(entry.Key.Text) is { } field)
            {
                if (Row(action, field, entry, steps) is { } row)
                {
                    rows.Add(row);
                }
            }
            else if (action.Group(entry.Key.Text) is { } group)
            {
                if (List(action, group, entry, steps) is { } list)
                {
                    lists.Add(list);
                }
            }
            else
            {
                context.Report(DiagnosticRules.UnknownInput, entry.Key, $"The action {action.Name} has no input '{entry.Key.Text}'{Suggest.Hint(entry.Key.Text, action.Inputs.Select(static i => i.Name).Concat(action.Groups.Where(static g => g.List).Select(static g => g.Name)))}");
            }
        }

        return new InputNodes(InOrder(action, rows), lists.OrderBy(l => action.Groups.ToList().IndexOf(l.Group)).ToList());
    }

    private static List<RowNode> InOrder(ActionType action, IEnumerable<RowNode> rows) => rows.OrderBy(r => action.Inputs.ToList().IndexOf(r.Field)).ToList();

    private RowNode? Row(ActionType action, FieldType field, YamlEntry entry, IReadOnlyCollection<string> steps)
    {
        if (action.ListOf(field) is { } list)
        {
            context.Report(DiagnosticRules.WrongConstruct, entry.Key, $"'{field.Name}' comes in a list; write '{list.Name}' with 'to' for the vendor's list and 'each' for its rows.");
            return null;
        }

        var options = entry.Value as YamlMapping;
        foreach (var idle in options?.Entries.Where(static e => e.Key.Text is "each" or "max") ?? [])
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning here: '{field.Name}' is no list.");
        }

        return new RowNode(field, field.Name, entry.Key, options ?? Nothing, Places(entry.Value, steps), []);
    }

    private ListNode? List(ActionType action, InputGroup group, YamlEntry entry, IReadOnlyCollection<string> steps)
    {
        if (!group.List)
        {
            context.Report(DiagnosticRules.WrongConstruct, entry.Key, $"'{group.Name}' is no list; write its rows: {string.Join(", ", action.Inputs.Where(i => i.Group == group.Name).Select(static i => $"'{i.Name}'"))}.");
            return null;
        }

        if (entry.Value is not YamlMapping options || options["each"] is null)
        {
            context.Report(DiagnosticRules.MissingOption, entry.Key, $"The list '{group.Name}' needs 'to', the vendor's list, and 'each', its rows in an item.");
            return null;
        }

        foreach (var idle in options.Entries.Where(static e => e.Key.Text is not ("to" or "body" or "each" or "max" or "note")))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning for a list; say it for its rows.");
        }

        var rows = options.Entries("each").Select(item => Item(action, group, item)).OfType<RowNode>().ToList();
        return new ListNode(group, entry.Key, options, Places(options, steps), InOrder(action, rows));
    }

    private RowNode? Item(ActionType action, InputGroup group, YamlEntry entry)
    {
        if (action.Input($"{group.Name}.{entry.Key.Text}") is not { } field)
        {
            var known = action.Inputs.Where(i => action.ListOf(i) == group).Select(i => i.Name.Substring(group.Name.Length + 1));
            context.Report(DiagnosticRules.UnknownInput, entry.Key, $"The list '{group.Name}' has no row '{entry.Key.Text}'{Suggest.Hint(entry.Key.Text, known)}");
            return null;
        }

        var options = entry.Value as YamlMapping;
        var at = options?["to"] ?? (entry.Value is YamlScalar { IsEmpty: false } path ? path : null);
        var places = (at is YamlSequence several ? several.Items : [at!]).OfType<YamlScalar>().Select(Relative).ToList();
        var cases = options?.Entries("by_format").Select(Case).ToList() ?? [];
        return new RowNode(field, entry.Key.Text, entry.Key, options ?? Nothing, places, cases);
    }

    private static CaseNode Case(YamlEntry entry)
    {
        var options = entry.Value as YamlMapping ?? Nothing;
        var at = options.Scalar("to") ?? (entry.Value is YamlScalar { IsEmpty: false } path ? path : null);
        var members = FileParts.Select(name => (Name: name, Node: options.Scalar(name))).Where(static m => m.Node is not null).Select(static m => (m.Name, Relative(m.Node!))).ToList();
        return new CaseNode(entry.Key, options, at is null ? null : Relative(at), members);
    }

    private static PlaceNode Relative(YamlScalar node) => new(node, "", new Place(PlaceKind.Body, node.Text));

    private List<PlaceNode> Places(YamlNode value, IReadOnlyCollection<string> steps) => (value switch
    {
        YamlScalar { IsEmpty: false } path => [Place(PlaceKind.Body, path, steps)],
        YamlMapping options when options["to"] is YamlSequence several => several.Items.Select(i => i is YamlMapping place ? Named(place, steps) : i is YamlScalar path ? Place(PlaceKind.Body, path, steps) : null),
        YamlMapping options when options.Scalar("to") is { } path => [Place(PlaceKind.Body, path, steps)],
        YamlMapping options => [Named(options, steps)],
        _ => (IEnumerable<PlaceNode?>)[],
    }).OfType<PlaceNode>().ToList();

    private PlaceNode? Named(YamlMapping mapping, IReadOnlyCollection<string> steps) =>
        ParameterBinder.PlaceOf(mapping) is { } at ? Place(at.Place.Kind, at.Node, steps) : null;

    private PlaceNode? Place(PlaceKind kind, YamlScalar node, IReadOnlyCollection<string> steps)
    {
        var dot = node.Text.IndexOf('.');
        var step = dot > 0 ? node.Text.Substring(0, dot) : node.Text;
        if (!steps.Contains(step))
        {
            context.Report(DiagnosticRules.UnknownStep, node, $"'{node.Text}' begins with no step of this action{Suggest.Hint(step, steps)}");
        }
        else if (dot < 0 || dot == node.Text.Length - 1)
        {
            context.Report(DiagnosticRules.Malformed, node, $"'{node.Text}' names the step and no place in it; write '{step}.' and the name, or the path in the body.");
        }
        else
        {
            return new PlaceNode(node, step, new Place(kind, node.Text.Substring(dot + 1)));
        }

        return null;
    }
}
