using System.Globalization;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Language;

/// <summary>Checks nodes against the grammar: unknown, missing and excluding keys, wrong kinds of nodes, words and numbers.</summary>
/// <remarks>What it has reported, later stages pass over in silence.</remarks>
public sealed class ShapeChecker(string file, DiagnosticBag diagnostics)
{
    /// <summary>Checks a whole spec.</summary>
    public void Check(YamlNode root) => Check(root, new Shape.Keyed("connector"));

    /// <summary>Checks a whole file of another shape.</summary>
    public void Check(YamlNode root, Shape shape) => Check(root, shape, "the file");

    private void Check(YamlNode node, Shape shape, string what)
    {
        switch (shape)
        {
            case Shape.Either either:
                CheckEither(node, either, what);
                break;
            case Shape.List list when node is YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Check(item, list.Item, $"an item of {what}");
                }

                break;
            case Shape.Map map when node is YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Check(entry.Value, map.Value, $"'{entry.Key.Text}'");
                }

                break;
            case Shape.Keyed keyed when node is YamlMapping mapping:
                CheckKeys(mapping, Grammar.Mapping(keyed.Name), noted: false);
                break;
            case Shape.Tree tree:
                CheckTree(node, tree, what);
                break;
            case Shape.Unified value:
                CheckValue(node, value, what);
                break;
            case Shape.List or Shape.Map or Shape.Keyed:
                Wrong(node, shape, what);
                break;
            default:
                CheckScalar(node, shape, what);
                break;
        }
    }

    private void CheckEither(YamlNode node, Shape.Either either, string what)
    {
        var fitting = either.Shapes.FirstOrDefault(s => node switch
        {
            YamlSequence => s is Shape.List,
            YamlMapping => s is Shape.Map or Shape.Keyed,
            _ => s is not (Shape.List or Shape.Map or Shape.Keyed),
        });
        if (fitting is null)
        {
            Wrong(node, either, what);
        }
        else
        {
            Check(node, fitting, what);
        }
    }

    private void CheckTree(YamlNode node, Shape.Tree tree, string what)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Check(entry.Value, tree, $"'{entry.Key.Text}'");
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Check(item, item is YamlSequence ? tree.Leaf : tree, $"an item of {what}");
                }

                break;
            default:
                Check(node, tree.Leaf, what);
                break;
        }
    }

    private void CheckScalar(YamlNode node, Shape shape, string what)
    {
        if (node is not YamlScalar scalar || scalar.IsEmpty)
        {
            Wrong(node, shape, what);
            return;
        }

        switch (shape)
        {
            case Shape.Word word when !word.Words.Contains(scalar.Text):
                Report(DiagnosticRules.UnknownWord, node, $"{Capital(what)} is {word.Says}, not '{scalar.Text}'{Suggest.Hint(scalar.Text, word.Words)}");
                break;
            case Shape.Flag when scalar.Text is not ("true" or "false"):
                Report(DiagnosticRules.Malformed, node, $"{Capital(what)} is true or false, not '{scalar.Text}'.");
                break;
            case Shape.Whole whole when !int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < whole.Least || number > whole.Most:
                Report(DiagnosticRules.Malformed, node, $"{Capital(what)} is {whole.Says}, not '{scalar.Text}'.");
                break;
        }
    }

    private void CheckValue(YamlNode node, Shape.Unified shape, string what)
    {
        switch (node)
        {
            case YamlMapping mapping:
                var keys = mapping.Entries.Select(e => e.Key.Text).ToList();
                if (Grammar.Construct(keys) is { } construct)
                {
                    CheckKeys(mapping, construct, shape.Noted);
                }
                else
                {
                    foreach (var entry in mapping.Entries)
                    {
                        Check(entry.Value, NoteOr(entry, shape.Noted, new Shape.Unified(false)), $"'{entry.Key.Text}'");
                    }
                }

                break;
            case YamlSequence:
                Report(DiagnosticRules.WrongNode, node, $"{Capital(what)} is a path or a mapping with a construct; a list of values is written 'list: [...]'.");
                break;
            case YamlScalar { IsEmpty: true }:
                Report(DiagnosticRules.WrongNode, node, $"{Capital(what)} has no value; write the path of the vendor's value, or remove the key.");
                break;
        }
    }

    private void CheckKeys(YamlMapping mapping, MappingShape shape, bool noted)
    {
        foreach (var entry in mapping.Entries)
        {
            var name = entry.Key.Text;
            if (shape.Key(name) is { } key)
            {
                Check(entry.Value, key.Value, $"'{name}'");
            }
            else if (noted && name == "note")
            {
                Check(entry.Value, new Shape.Text("a text"), "'note'");
            }
            else if (shape.Others is { } others)
            {
                Check(entry.Value, others.Value, $"'{name}'");
            }
            else
            {
                var known = shape.Keys.Select(k => k.Name);
                Report(DiagnosticRules.UnknownKey, entry.Key, $"'{name}' is not a key of {shape.Name}{Suggest.Hint(name, known)}");
            }
        }

        foreach (var key in shape.Keys.Where(k => k.Required && mapping[k.Name] is null))
        {
            Report(DiagnosticRules.MissingKey, mapping, $"This {shape.Name} lacks the key '{key.Name}': {key.Value.Says}.");
        }

        CheckChoice(mapping, shape);
    }

    private void CheckChoice(YamlMapping mapping, MappingShape shape)
    {
        if (shape.Choice.Count == 0)
        {
            return;
        }

        var chosen = mapping.Entries.Where(e => shape.Choice.Contains(e.Key.Text)).ToList();
        if (chosen.Count == 0 && !shape.ChoiceOptional)
        {
            Report(DiagnosticRules.MissingKey, mapping, $"This {shape.Name} lacks one of the keys {string.Join(", ", shape.Choice.Select(c => $"'{c}'"))}.");
        }

        foreach (var extra in chosen.Skip(1))
        {
            Report(DiagnosticRules.Choice, extra.Key, $"'{extra.Key.Text}' and '{chosen[0].Key.Text}' exclude one another in {shape.Name}.");
        }
    }

    private static Shape NoteOr(YamlEntry entry, bool noted, Shape other) =>
        noted && entry.Key.Text == "note" ? new Shape.Text("a text") : other;

    private void Wrong(YamlNode node, Shape shape, string what) =>
        Report(DiagnosticRules.WrongNode, node, $"{Capital(what)} must be {shape.Says}, but {node.Kind} is given.");

    private void Report(DiagnosticRule rule, YamlNode node, string message) => diagnostics.Report(rule, file, node.Span, message, node.Use);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
