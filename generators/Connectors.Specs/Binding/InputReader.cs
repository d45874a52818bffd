using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Reads the rows of an action: which of the vocabulary's inputs are covered, and the places they are sent to.</summary>
internal sealed class InputReader(BindContext context)
{
    private static readonly YamlMapping Nothing = new([], default(TextSpan));
    private static readonly string[] FileParts = ["name", "content_type", "data"];

    /// <summary>Reads the rows; what the vocabulary does not have, or has another way, is reported and left out.</summary>
    /// <param name="action">The action.</param>
    /// <param name="inputs">The rows as written.</param>
    /// <param name="steps">The steps.</param>
    public InputNodes Read(ActionType action, YamlMapping inputs, IReadOnlyList<StepNode> steps)
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
                lists.AddRange(Lists(action, group, entry, steps));
            }
            else
            {
                context.Report(DiagnosticRules.UnknownInput, entry.Key, $"The action {action.Name} has no input '{entry.Key.Text}'{Suggest.Hint(entry.Key.Text, action.Inputs.Select(static i => i.Name).Concat(action.Groups.Where(static g => g.List).Select(static g => g.Name)))}");
            }
        }

        return new InputNodes(InOrder(action, rows), lists.OrderBy(l => action.Groups.ToList().IndexOf(l.Group)).ToList());
    }

    private static List<RowNode> InOrder(ActionType action, IEnumerable<RowNode> rows) => rows.OrderBy(r => action.Inputs.ToList().IndexOf(r.Field)).ToList();

    private RowNode? Row(ActionType action, FieldType field, YamlEntry entry, IReadOnlyList<StepNode> steps)
    {
        if (action.ListOf(field) is { } list)
        {
            context.Report(DiagnosticRules.WrongConstruct, entry.Key, $"'{field.Name}' comes in a list; write '{list.Name}' with 'to' for the vendor's list and 'each' for its rows.");
            return null;
        }

        if (entry.Value is YamlSequence)
        {
            context.Report(DiagnosticRules.WrongConstruct, entry.Key, $"'{field.Name}' is no list, and goes one way; several places stand under 'to'.");
            return null;
        }

        var options = entry.Value as YamlMapping;
        foreach (var idle in options?.Entries.Where(e => e.Key.Text is "each" or "key" or "max" or "with" || (e.Key.Text == "part" && options["to"] is YamlSequence)) ?? [])
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, idle.Key.Text == "part" ? "'part' has no meaning here; say it for each of the places." : $"'{idle.Key.Text}' has no meaning here: '{field.Name}' is no list.");
        }

        return new RowNode(field, field.Name, entry.Key, options ?? Nothing, Places(entry.Value, steps, static (_, options) => options?.Text("as") == "binary" ? BodyPaths.Whole : null), []);
    }

    private List<ListNode> Lists(ActionType action, InputGroup group, YamlEntry entry, IReadOnlyList<StepNode> steps)
    {
        if (!group.List)
        {
            context.Report(DiagnosticRules.WrongConstruct, entry.Key, $"'{group.Name}' is no list; write its rows: {string.Join(", ", action.Inputs.Where(i => i.Group == group.Name).Select(static i => $"'{i.Name}'"))}.");
            return [];
        }

        var lists = (entry.Value is YamlSequence ways ? ways.Items : [entry.Value]).Select(way => List(action, group, entry.Key, way, steps)).OfType<ListNode>().ToList();
        CheckChoices(action, group, lists);
        return lists;
    }

    // Whoever gives an item does not know which of several ways it goes; a way may well send nothing of the choice.
    private void CheckChoices(ActionType action, InputGroup group, List<ListNode> ways)
    {
        foreach (var choice in action.Inputs.Where(i => i.OneOf is not null && action.ListOf(i) == group && ways.Exists(w => Has(w, i))).GroupBy(static i => i.OneOf))
        {
            foreach (var (way, lacking) in ways.Where(w => choice.Any(i => Has(w, i))).SelectMany(w => choice.Where(i => !Has(w, i)).Select(i => (w, i))))
            {
                context.Report(DiagnosticRules.MissingOption, way.Options["each"] ?? way.Options, $"'{lacking.Name.Substring(group.Name.Length + 1)}' stands in another way of '{group.Name}', and whoever sends an item does not know which way it goes; say it here too, or in none.");
            }
        }

        static bool Has(ListNode way, FieldType input) => way.Rows.Any(r => r.Field == input);
    }

    private ListNode? List(ActionType action, InputGroup group, YamlScalar key, YamlNode way, IReadOnlyList<StepNode> steps)
    {
        if (way is not YamlMapping options || (options["each"] is null && options["with"] is null))
        {
            context.Report(DiagnosticRules.MissingOption, way is YamlMapping ? way : key, $"The list '{group.Name}' needs 'to', the vendor's list or a step that is sent for each item, and 'each', its rows in an item.");
            return null;
        }

        foreach (var idle in options.Entries.Where(static e => e.Key.Text is not ("to" or "body" or "each" or "key" or "with" or "max" or "note" or "max_size" or "max_total" or "types")))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning for a list; say it for its rows.");
        }

        var rows = options.Entries("each").Select(item => Item(action, group, item)).OfType<RowNode>().ToList();
        rows.AddRange(MemberKeys.Rows(action, group, options).Where(key => !rows.Any(r => r.Field == key.Field)));
        var places = Places(options, steps, (step, _) => step.ForEach?.Text == group.Name ? "" : options["key"] is not null ? BodyPaths.Whole : null);
        var repeating = places.ToLookup(p => steps.Any(s => s.Name == p.Step && s.ForEach?.Text == group.Name));
        var list = new ListNode(group, key, options, repeating[false].ToList(), repeating[true].ToList(), InOrder(action, rows));
        foreach (var idle in list.Places.Count == 0 ? options.Entries.Where(static e => e.Key.Text == "with") : [])
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, "'with' has no meaning for a step that is sent for each item; say it under the step's own 'body'.");
        }

        return list;
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
        var places = (at is YamlSequence several ? several.Items : [at!]).OfType<YamlScalar>().Where(static p => !p.IsEmpty).Select(Relative).ToList();
        if (options is not null && ParameterBinder.PlaceOf(options) is { Place.Kind: not PlaceKind.Body } named)
        {
            places.Add(new PlaceNode(named.Node, "", named.Place));
        }

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

    /// <param name="value">The places as written.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="alone">The path that a step alone stands for; null where it stands for none.</param>
    private List<PlaceNode> Places(YamlNode value, IReadOnlyList<StepNode> steps, Func<StepNode, YamlMapping?, string?> alone)
    {
        var options = value as YamlMapping;
        PlaceNode? Body(YamlScalar path) => Place(PlaceKind.Body, path, steps, step => alone(step, options));
        PlaceNode? Named(YamlMapping place) => ParameterBinder.PlaceOf(place) is { } at && Place(at.Place.Kind, at.Node, steps, static _ => null) is { } node ? node with { Part = place.Entry("part") } : null;
        return (value switch
        {
            YamlScalar { IsEmpty: false } path => [Body(path)],
            YamlMapping when options!["to"] is YamlSequence several => several.Items.Select(i => i is YamlMapping place ? Named(place) : i is YamlScalar path ? Body(path) : null),
            YamlMapping when options!.Scalar("to") is { } path => [Body(path) is { } node ? node with { Part = options.Entry("part") } : null],
            YamlMapping when options![TemplatedInput.Word] is not null => [],
            YamlMapping => [Named(options!)],
            _ => (IEnumerable<PlaceNode?>)[],
        }).OfType<PlaceNode>().ToList();
    }

    private PlaceNode? Place(PlaceKind kind, YamlScalar node, IReadOnlyList<StepNode> steps, Func<StepNode, string?> alone)
    {
        var dot = node.Text.IndexOf('.');
        var name = dot > 0 ? node.Text.Substring(0, dot) : node.Text;
        if (steps.FirstOrDefault(s => s.Name == name) is not { } step)
        {
            context.Report(DiagnosticRules.UnknownStep, node, $"'{node.Text}' begins with no step of this action{Suggest.Hint(name, steps.Select(static s => s.Name))}");
        }
        else if (dot > 0 && dot < node.Text.Length - 1)
        {
            return new PlaceNode(node, name, new Place(kind, node.Text.Substring(dot + 1)));
        }
        else if (dot < 0 && alone(step) is { } whole)
        {
            return new PlaceNode(node, name, new Place(kind, whole));
        }
        else
        {
            context.Report(DiagnosticRules.Malformed, node, $"'{node.Text}' names the step and no place in it; write '{name}.' and the name, or the path in the body.");
        }

        return null;
    }
}
