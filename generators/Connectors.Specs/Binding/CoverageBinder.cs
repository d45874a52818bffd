using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds rows that are known not to be covered.</summary>
internal sealed class CoverageBinder(BindContext context)
{
    /// <summary>The keys of rows that are known not to be covered, with what they say.</summary>
    public static IReadOnlyDictionary<string, CoverageState> Lists { get; } = new Dictionary<string, CoverageState>(StringComparer.Ordinal)
    {
        ["not_implemented"] = CoverageState.NotImplemented,
        ["unsupported"] = CoverageState.Unsupported,
    };

    /// <summary>The rows under <c>not_implemented</c> and <c>unsupported</c>, in the order of the spec.</summary>
    public EquatableArray<CoverageException> Exceptions(YamlMapping root)
    {
        var seen = new HashSet<(string, string?)>();
        return Lists.SelectMany(list => root.Entries(list.Key).SelectMany(owner => Rows(root, owner, list.Value, seen)))
            .ToEquatable();
    }

    private IEnumerable<CoverageException> Rows(YamlMapping root, YamlEntry owner, CoverageState state, HashSet<(string, string?)> seen)
    {
        var name = owner.Key.Text;
        var vocabulary = context.Vocabulary;
        var model = vocabulary.Model(name);
        var action = vocabulary.Actions.FirstOrDefault(a => a.Name == name);
        if (model is null && action is null)
        {
            var known = vocabulary.Models.Select(static m => m.Name).Concat(vocabulary.Actions.Select(static a => a.Name));
            context.Report(DiagnosticRules.CoverageException, owner.Key, $"'{name}' is neither a model nor an action of the vocabulary{Suggest.Hint(name, known)}");
            yield break;
        }

        var mapped = (action is not null ? Covered(root, action) : (root.Map("models")?[name] as YamlMapping)?.Entries("fields").Select(static e => e.Key.Text) ?? []).ToList();
        if (owner.Value is not YamlMapping mapping)
        {
            if (owner.Value is YamlScalar { IsEmpty: false } reason && IsNew(owner.Key, name, null, seen))
            {
                yield return new CoverageException(name, null, state, reason.Text);
            }

            yield break;
        }

        foreach (var entry in mapping.Entries.Where(static e => e.Value is YamlScalar { IsEmpty: false }))
        {
            var rows = (model is null ? RowsOf(action!, entry.Key.Text) : model.Fields.Select(static f => f.Name).Where(f => f == entry.Key.Text)).ToList();
            if (rows.Count == 0)
            {
                var known = model?.Fields.Select(static f => f.Name) ?? action!.Inputs.Select(static i => i.Name).Concat(action.Groups.Select(static g => g.Name));
                context.Report(DiagnosticRules.CoverageException, entry.Key, $"{name} has no row '{entry.Key.Text}'{Suggest.Hint(entry.Key.Text, known)}");
            }
            else if (rows.FirstOrDefault(mapped.Contains) is { } covered)
            {
                context.Report(DiagnosticRules.CoverageException, entry.Key, $"{name}.{covered} is mapped by this spec, so it cannot stand here.");
            }
            else
            {
                foreach (var row in rows.Where(row => IsNew(entry.Key, name, row, seen)))
                {
                    yield return new CoverageException(name, row, state, ((YamlScalar)entry.Value).Text);
                }
            }
        }
    }

    private bool IsNew(YamlScalar key, string owner, string? row, HashSet<(string, string?)> seen)
    {
        if (seen.Add((owner, row)))
        {
            return true;
        }

        context.Report(DiagnosticRules.CoverageException, key, $"{owner}{(row is null ? "" : "." + row)} stands here twice, by itself and in its group, or under 'not_implemented' and 'unsupported'.");
        return false;
    }

    /// <summary>The row of that name, or those of the group of that name; what every connector takes is no row.</summary>
    private static IEnumerable<string> RowsOf(ActionType action, string name) =>
        action.Inputs.Where(i => !i.Accepted && (i.Name == name || (action.Group(name) is not null && i.Name.StartsWith(name + ".", StringComparison.Ordinal)))).Select(static i => i.Name);

    /// <summary>The rows that an action of the spec covers, those that go with others included.</summary>
    private static IEnumerable<string> Covered(YamlMapping root, ActionType action)
    {
        var sent = Inputs(root, action.Name).ToList();
        return sent.Concat(action.Inputs.Where(i => action.GoesWith(i, sent.Contains)).Select(static i => i.Name));
    }

    /// <summary>The rows that an action of the spec sends, by their full names.</summary>
    private static IEnumerable<string> Inputs(YamlMapping root, string action)
    {
        var own = root.Map("actions")?.Map(action);
        var covering = own?.Text("same_as") is { } same ? root.Map("actions")?.Map(same) : own;
        return (covering?.Entries("inputs") ?? []).SelectMany(static e => Rows(e.Key.Text, e.Value))
            .Concat(covering?.Entries.Where(static e => e.Key.Text == "remote_fields").Select(static e => e.Key.Text) ?? []);
    }

    private static IEnumerable<string> Rows(string name, YamlNode value) => value switch
    {
        YamlSequence ways => ways.Items.SelectMany(way => Rows(name, way)),
        YamlMapping list when list.Map("each") is { } each => each.Entries.Select(row => $"{name}.{row.Key.Text}"),
        YamlMapping list when list["with"] is not null => [],
        _ => [name],
    };
}
