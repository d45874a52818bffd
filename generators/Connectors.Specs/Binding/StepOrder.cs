using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Puts the steps of an action into the order their data needs.</summary>
internal static class StepOrder
{
    private static readonly Regex Use = new(@"\{steps\.([^.{}]+)\.([^{}]*)\}", RegexOptions.CultureInvariant);

    /// <summary>The steps, each after those whose values it uses, otherwise in the order of the spec; reports those that wait for one another.</summary>
    /// <param name="context">Receives what is wrong.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="uses">What a step uses of others.</param>
    public static IReadOnlyList<StepNode> Of(BindContext context, IReadOnlyList<StepNode> steps, Func<StepNode, IEnumerable<(string Step, string Value)>> uses)
    {
        var waiting = steps.ToList();
        var ordered = new List<StepNode>();
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(step => !uses(step).Any(use => waiting.Any(other => other.Name == use.Step)));
            if (next is null)
            {
                var names = string.Join(", ", waiting.Select(static s => $"'{s.Name}'"));
                context.Report(DiagnosticRules.StepCircle, waiting[0].Key, waiting.Count == 1 ? $"The step '{waiting[0].Name}' uses what it takes itself." : $"The steps {names} use one another's values, so that none can be the first.");
                return [.. ordered, .. waiting];
            }

            waiting.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    /// <summary>The values of other steps that texts below a node use.</summary>
    public static IEnumerable<(string Step, string Value)> Uses(YamlNode node) => node switch
    {
        YamlScalar text => Use.Matches(text.Text).Cast<Match>().Select(static m => (m.Groups[1].Value, m.Groups[2].Value)),
        YamlSequence list => list.Items.SelectMany(Uses),
        YamlMapping mapping => mapping.Entries.SelectMany(static e => Uses(e.Value)),
        _ => [],
    };
}
