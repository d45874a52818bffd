using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds features, and rows that are known not to be covered.</summary>
internal sealed class CoverageBinder(BindContext context)
{
    /// <summary>The features that work, in the vocabulary's order.</summary>
    public EquatableArray<string> Features(YamlMapping root)
    {
        var known = context.Vocabulary.Features.Select(static f => f.Id).ToList();
        var named = root.Items("features").OfType<YamlScalar>().ToList();
        foreach (var feature in named.Where(f => !known.Contains(f.Text)))
        {
            context.Report(DiagnosticRules.UnknownFeature, feature, $"'{feature.Text}' is not a feature of the vocabulary{Suggest.Hint(feature.Text, known)}");
        }

        return known.Where(id => named.Any(f => f.Text == id)).ToEquatable();
    }

    /// <summary>The rows under <c>not_implemented</c> and <c>unsupported</c>, in the order of the spec.</summary>
    public EquatableArray<CoverageException> Exceptions(YamlMapping root)
    {
        var seen = new HashSet<(string, string?)>();
        return new[] { ("not_implemented", CoverageState.NotImplemented), ("unsupported", CoverageState.Unsupported) }
            .SelectMany(list => root.Entries(list.Item1).SelectMany(owner => Rows(root, owner, list.Item2, seen)))
            .ToEquatable();
    }

    private IEnumerable<CoverageException> Rows(YamlMapping root, YamlEntry owner, CoverageState state, HashSet<(string, string?)> seen)
    {
        var name = owner.Key.Text;
        var vocabulary = context.Vocabulary;
        var model = vocabulary.Model(name);
        var rows = model?.Fields ?? vocabulary.Actions.FirstOrDefault(a => a.Name == name)?.Inputs;
        if (rows is null)
        {
            var known = vocabulary.Models.Select(static m => m.Name).Concat(vocabulary.Actions.Select(static a => a.Name));
            context.Report(DiagnosticRules.CoverageException, owner.Key, $"'{name}' is neither a model nor an action of the vocabulary{Suggest.Hint(name, known)}");
            yield break;
        }

        var mapped = model is null ? null : (root.Map("models")?[name] as YamlMapping)?.Map("fields");
        var entries = owner.Value is YamlMapping mapping ? mapping.Entries : [new YamlEntry(owner.Key, owner.Value)];
        foreach (var entry in entries.Where(static e => e.Value is YamlScalar { IsEmpty: false }))
        {
            var row = owner.Value is YamlMapping ? entry.Key.Text : null;
            if (row is not null && !rows.Value.Any(f => f.Name == row))
            {
                context.Report(DiagnosticRules.CoverageException, entry.Key, $"{name} has no row '{row}'{Suggest.Hint(row, rows.Value.Select(static f => f.Name))}");
            }
            else if (row is not null && mapped?[row] is not null)
            {
                context.Report(DiagnosticRules.CoverageException, entry.Key, $"{name}.{row} is mapped by this spec, so it cannot stand here.");
            }
            else if (!seen.Add((name, row)))
            {
                context.Report(DiagnosticRules.CoverageException, entry.Key, $"{name}{(row is null ? "" : "." + row)} stands under both 'not_implemented' and 'unsupported'.");
            }
            else
            {
                yield return new CoverageException(name, row, state, ((YamlScalar)entry.Value).Text);
            }
        }
    }
}
