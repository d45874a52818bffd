using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds tests on what an action is given.</summary>
internal sealed class WhenBinder(BindContext context, ActionPlaceholders placeholders, ConversionBinder conversions)
{
    private const string Connection = "connection.";
    private const string Steps = "steps.";
    private const string Items = "item.";
    private const string Inputs = "input.";

    public IEnumerable<GivenTest> Bind(YamlMapping when, ActionScope scope) => Bind(when, scope, negate: false).OfType<GivenTest>();

    /// <summary>The values of other steps that tests name.</summary>
    public static IEnumerable<(string Step, string Value)> Uses(YamlNode? when) => when switch
    {
        YamlSequence list => list.Items.SelectMany(Uses),
        YamlMapping mapping => mapping.Entries.SelectMany(static e => e.Key.Text is "not" ? Uses(e.Value)
            : (e.Value is YamlMapping pairs ? pairs.Entries.Select(static p => p.Key) : e.Value is YamlSequence texts ? texts.Items.OfType<YamlScalar>() : e.Value is YamlScalar text ? [text] : [])
                .Select(static t => t.Text.Split('.')).Where(static n => n.Length == 3 && n[0] + "." == Steps).Select(static n => (n[1], n[2]))),
        _ => [],
    };

    private IEnumerable<GivenTest?> Bind(YamlMapping when, ActionScope scope, bool negate)
    {
        if (when.Entries.Count == 0)
        {
            context.Report(DiagnosticRules.MissingOption, when, "Without a test the request is always sent; write one, or leave 'when' away.");
        }

        return when.Entries.SelectMany(entry => entry.Key.Text switch
        {
            "is" => Pairs(entry).Select(pair => Compare(GivenTestKind.Is, pair, scope, negate)),
            "starts" => Pairs(entry).Select(pair => Compare(GivenTestKind.Starts, pair, scope, negate)),
            "set" => when.OneOrMany("set").OfType<YamlScalar>().Select(node => Of(node, scope, groups: true) is { Part: { } part } ? new GivenTest(GivenTestKind.Set, part, null, negate) : null),
            "not" when entry.Value is YamlMapping inner => Not(entry.Key, inner, scope, negate),
            _ => [],
        });
    }

    private List<GivenTest?> Not(YamlScalar key, YamlMapping inner, ActionScope scope, bool negate)
    {
        var tests = Bind(inner, scope, !negate).ToList();
        if (tests.Count > 1)
        {
            context.Report(DiagnosticRules.Choice, key, "'not' takes exactly one test; several negated tests are several entries of their own.");
        }

        return tests;
    }

    private static IReadOnlyList<YamlEntry> Pairs(YamlEntry entry) => (entry.Value as YamlMapping)?.Entries ?? [];

    private GivenTest? Compare(GivenTestKind kind, YamlEntry pair, ActionScope scope, bool negate)
    {
        if (pair.Value is not YamlScalar { IsEmpty: false } value || Of(pair.Key, scope, groups: false) is not (var part, var type))
        {
            return null;
        }

        if (kind == GivenTestKind.Is && type is not null)
        {
            conversions.CheckUnified(value, value.Text, type, $"'{pair.Key.Text}'");
        }

        return new GivenTest(kind, part, value.Text, negate);
    }

    /// <summary>What a test looks at, with its unified type where it has one; null when it is not there, which is reported.</summary>
    private (TemplatePart Part, TypeRef? Type)? Of(YamlScalar node, ActionScope scope, bool groups)
    {
        var text = node.Text;
        if (Below(text, Connection) is { } field)
        {
            if (context.ConnectionFields.ContainsKey(field))
            {
                context.UsedConnectionFields.Add(field);
                return (new TemplatePart.Connection(field), null);
            }

            context.Report(DiagnosticRules.UnknownPlaceholder, node, $"'{text}' names no connection field{Suggest.Hint(field, context.ConnectionFields.Keys)}");
            return null;
        }

        if (Below(text, Steps) is { } value)
        {
            return (placeholders.Step(node, value, scope, several: false), null);
        }

        if (Below(text, Items) is { } row)
        {
            return (placeholders.Item(node, row, scope), scope.Type.Input($"{scope.Each}.{row}")?.Type);
        }

        return Input(node, Below(text, Inputs) ?? text, scope, groups);
    }

    private (TemplatePart Part, TypeRef? Type)? Input(YamlScalar node, string name, ActionScope scope, bool groups)
    {
        if (scope.Inputs.Rows.FirstOrDefault(r => r.Name == name) is { } known)
        {
            return (new TemplatePart.Input(name), known.Field.Type);
        }

        if (groups && scope.Type.Group(name) is not null && scope.Inputs.Names.Any(n => n.StartsWith(name + ".", StringComparison.Ordinal)))
        {
            return (new TemplatePart.Input(name), null);
        }

        var all = scope.Inputs.Rows.Select(static r => r.Name).Concat(groups ? scope.Type.Groups.Select(static g => g.Name) : []);
        context.Report(DiagnosticRules.UnknownInput, node, $"'{node.Text}' is nothing that this action covers{Suggest.Hint(name, all)}");
        return null;
    }

    private static string? Below(string name, string root) => name.StartsWith(root, StringComparison.Ordinal) ? name.Substring(root.Length) : null;
}
