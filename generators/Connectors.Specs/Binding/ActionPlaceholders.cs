using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>What the placeholders of an action can name.</summary>
/// <param name="Type">The action.</param>
/// <param name="Inputs">Its covered rows.</param>
/// <param name="Steps">Its steps; none in the default of an input, which is the same for all of them.</param>
/// <param name="Each">The list for each item of which the step is sent, or in whose items the text stands; null elsewhere.</param>
internal sealed record ActionScope(ActionType Type, InputNodes Inputs, IReadOnlyList<StepNode> Steps, string? Each = null)
{
    /// <summary>Whether nothing is wrong with how the action is written, so that what it does not send was left out on purpose.</summary>
    public bool IsSound { get; init; } = true;
}

/// <summary>Reads the placeholders that only actions have.</summary>
internal sealed class ActionPlaceholders(BindContext context)
{
    private const string Inputs = "input.";
    private const string Steps = "steps.";
    private const string Environment = "environment.";
    private const string Items = "item.";

    /// <summary>The part that a placeholder of an action stands for; reports one that names nothing.</summary>
    /// <param name="node">The text it stands in.</param>
    /// <param name="name">What stands in its braces.</param>
    /// <param name="scope">What it can name.</param>
    /// <param name="filled">Names in the path that inputs fill.</param>
    /// <param name="several">Whether it can stand for several values.</param>
    public TemplatePart Part(YamlScalar node, string name, ActionScope scope, IReadOnlyCollection<string> filled, bool several = false)
    {
        if (Below(name, Inputs) is { } row)
        {
            return Input(node, row, scope);
        }

        if (Below(name, Steps) is { } value)
        {
            return Step(node, value, scope, several);
        }

        if (Below(name, Items) is { } item)
        {
            return Item(node, item, scope);
        }

        if (Below(name, Environment) is { } variable)
        {
            if (!Grammar.EnvironmentNames.Contains(variable))
            {
                Unknown(node, $"'{{{name}}}' names nothing of the environment{Suggest.Hint(variable, Grammar.EnvironmentNames)}");
            }

            return new TemplatePart.Environment(variable);
        }

        if (!filled.Contains(name))
        {
            Unknown(node, filled.Count == 0
                ? $"'{{{name}}}' is filled by nothing: no input of this step says 'path:'."
                : $"'{{{name}}}' is filled by nothing; inputs fill {string.Join(", ", filled.Select(static f => $"'{{{f}}}'"))}{Suggest.Hint(name, filled)}");
        }

        return new TemplatePart.Placed(name);
    }

    private TemplatePart.Input Input(YamlScalar node, string row, ActionScope scope)
    {
        var part = row.EndsWith(".1", StringComparison.Ordinal) ? 1 : row.EndsWith(".2", StringComparison.Ordinal) ? 2 : 0;
        if (part > 0)
        {
            row = row.Substring(0, row.Length - 2);
            if (scope.Type.Input(row) is { } whole && !context.HasTwoParts(whole.Type))
            {
                Unknown(node, $"'{row}' is no id of two parts; a model has such ids where its 'remote_id' says 'key'.");
                return new TemplatePart.Input(row);
            }
        }

        var known = scope.Inputs.Rows.Select(static r => r.Name).ToList();
        if (!known.Contains(row))
        {
            var why = scope.Type.Input(row) is not { } field ? $"is no input of the action{Suggest.Hint(row, known)}"
                : scope.Type.ListOf(field) is { } list ? $"comes in the list '{list.Name}', so that it is no single value."
                : "is not among the inputs of this action; name it there first.";
            Unknown(node, $"'{row}' {why}");
        }

        return new TemplatePart.Input(row, part);
    }

    /// <summary>The row of the item that a text names; reports one that is not there.</summary>
    public TemplatePart.Item Item(YamlScalar node, string row, ActionScope scope)
    {
        // What every connector accepts, and what travels with a file anyway, is there without being covered.
        var known = scope.Inputs.Lists.Where(l => l.Group.Name == scope.Each).SelectMany(static l => l.Rows).Select(static r => r.Name)
            .Concat(scope.Type.Inputs.Where(i => i.Group == scope.Each && (i.Accepted || IsOfFile(scope.Type, i))).Select(static i => FieldType.LastOf(i.Name))).Distinct().ToList();
        if (scope.Each is null)
        {
            Unknown(node, $"'item.{row}' names a row of an item, but the step has no 'for_each'.");
        }
        else if (!known.Contains(row))
        {
            Unknown(node, $"'{row}' is no row of '{scope.Each}' that this action covers{Suggest.Hint(row, known)}");
        }
        else if (scope.Type.Input($"{scope.Each}.{row}")?.Type is TypeRef.Scalar { Kind: ScalarKind.Bytes or ScalarKind.Answer })
        {
            Unknown(node, $"'{row}' is no text that stands in another; say under 'inputs' where it goes.");
        }

        return new TemplatePart.Item(row);
    }

    /// <summary>The value of a step that a text names; reports one that is not there.</summary>
    /// <param name="node">The text.</param>
    /// <param name="name">The step and the value.</param>
    /// <param name="scope">What it can name.</param>
    /// <param name="several">Whether it can stand for the values of all items.</param>
    public TemplatePart.Step Step(YamlScalar node, string name, ActionScope scope, bool several)
    {
        var dot = name.IndexOf('.');
        var (step, value) = dot > 0 ? (name.Substring(0, dot), name.Substring(dot + 1)) : (name, "");
        if (scope.Steps.FirstOrDefault(s => s.Name == step) is not { } taker)
        {
            context.Report(DiagnosticRules.UnknownStep, node, $"'{{{Steps}{name}}}' names no step of this action{Suggest.Hint(step, scope.Steps.Select(static s => s.Name))}");
        }
        else if (!taker.Taken.Contains(value))
        {
            context.Report(DiagnosticRules.UntakenValue, node, $"The step '{step}' takes no '{value}' out of its reply{Suggest.Hint(value, taker.Taken)}");
        }
        else if (taker.ForEach is { } list && list.Text != scope.Each && !several)
        {
            context.Report(DiagnosticRules.ListMismatch, node, $"The step '{step}' takes '{value}' for each item of '{list.Text}': it stands alone where the contract takes a list, in a step with 'for_each: {list.Text}', or under 'with' of that list.");
        }

        return new TemplatePart.Step(step, value);
    }

    private static bool IsOfFile(ActionType action, FieldType input) => (input.Type is TypeRef.Scalar { Kind: ScalarKind.MediaType } || FieldType.LastOf(input.Name) == "name")
        && action.Inputs.Any(i => i.Group == input.Group && i.Type is TypeRef.Scalar { Kind: ScalarKind.Bytes or ScalarKind.FileUrl });

    private void Unknown(YamlScalar node, string message) => context.Report(DiagnosticRules.UnknownPlaceholder, node, message);

    private static string? Below(string name, string root) => name.StartsWith(root, StringComparison.Ordinal) ? name.Substring(root.Length) : null;
}
