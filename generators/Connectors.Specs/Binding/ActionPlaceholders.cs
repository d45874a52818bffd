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
internal sealed record ActionScope(ActionType Type, InputNodes Inputs, IReadOnlyList<StepNode> Steps);

/// <summary>Reads the placeholders that only actions have.</summary>
internal sealed class ActionPlaceholders(BindContext context)
{
    private const string Inputs = "input.";
    private const string Steps = "steps.";
    private const string Environment = "environment.";

    /// <summary>The part that a placeholder of an action stands for; reports one that names nothing.</summary>
    /// <param name="node">The text it stands in.</param>
    /// <param name="name">What stands in its braces.</param>
    /// <param name="scope">What it can name.</param>
    /// <param name="filled">Names in the path that inputs fill.</param>
    public TemplatePart Part(YamlScalar node, string name, ActionScope scope, IReadOnlyCollection<string> filled)
    {
        if (Below(name, Inputs) is { } row)
        {
            return Input(node, row, scope);
        }

        if (Below(name, Steps) is { } value)
        {
            return Step(node, value, scope);
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
        var known = scope.Inputs.Rows.Select(static r => r.Name).ToList();
        if (!known.Contains(row))
        {
            var why = scope.Type.Input(row) is not { } field ? $"is no input of the action{Suggest.Hint(row, known)}"
                : scope.Type.ListOf(field) is { } list ? $"comes in the list '{list.Name}', so that it is no single value."
                : "is not among the inputs of this action; name it there first.";
            Unknown(node, $"'{row}' {why}");
        }

        return new TemplatePart.Input(row);
    }

    private TemplatePart.Step Step(YamlScalar node, string name, ActionScope scope)
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

        return new TemplatePart.Step(step, value);
    }

    private void Unknown(YamlScalar node, string message) => context.Report(DiagnosticRules.UnknownPlaceholder, node, message);

    private static string? Below(string name, string root) => name.StartsWith(root, StringComparison.Ordinal) ? name.Substring(root.Length) : null;
}
