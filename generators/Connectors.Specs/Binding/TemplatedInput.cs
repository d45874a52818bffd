using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Checks rows that stand in texts of steps, together with others: <c>"{input.candidate.first_name} {input.candidate.last_name}"</c>.</summary>
internal static class TemplatedInput
{
    /// <summary>The key that says so.</summary>
    public const string Word = "template";

    // An id of two parts may stand in a text part by part.
    private static readonly string[] Parts = ["", ".1", ".2"];

    /// <summary>Reports steps that do not have the row in a text, and what has no meaning for such a row.</summary>
    public static void Check(BindContext context, ActionScope scope, RowNode row)
    {
        foreach (var idle in row.Options.Entries.Where(static e => e.Key.Text is not (Word or "note")))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning beside '{Word}': the value stands in the text as it is.");
        }

        foreach (var name in row.Options.OneOrMany(Word).OfType<YamlScalar>())
        {
            if (scope.Steps.FirstOrDefault(s => s.Name == name.Text) is not { } step)
            {
                context.Report(DiagnosticRules.UnknownStep, name, $"'{name.Text}' is no step of this action{Suggest.Hint(name.Text, scope.Steps.Select(static s => s.Name))}");
            }
            else if (!Parts.Any(part => Names(step.Body, $"{{input.{row.Name}{part}}}")))
            {
                context.Report(DiagnosticRules.MissingOption, name, $"No text of the step '{name.Text}' has '{{input.{row.Name}}}', so that the value would go nowhere.");
            }
        }
    }

    private static bool Names(YamlNode node, string placeholder) => node switch
    {
        YamlScalar text => text.Text.Contains(placeholder),
        YamlSequence list => list.Items.Any(i => Names(i, placeholder)),
        YamlMapping mapping => mapping.Entries.Any(e => Names(e.Value, placeholder)),
        _ => false,
    };
}
