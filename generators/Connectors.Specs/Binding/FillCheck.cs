using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Binding;

/// <summary>Finds places of a request that two things fill.</summary>
internal static class FillCheck
{
    /// <summary>Reports inputs whose place is filled already, unless the two never have a value together.</summary>
    /// <param name="context">Is told.</param>
    /// <param name="step">The step.</param>
    /// <param name="fillings">What fills its request: what the step says itself, then the inputs.</param>
    public static void Run(BindContext context, string step, IReadOnlyList<Filling> fillings)
    {
        for (var i = 0; i < fillings.Count; i++)
        {
            if (fillings[i].Node is { } node && fillings.Take(i).FirstOrDefault(before => Collides(fillings[i], before)) is { } other)
            {
                context.Report(DiagnosticRules.PlaceTwice, node, $"'{fillings[i].At.Name}' in the step '{step}' is filled by {(other.Row is { } row ? $"'{row}'" : "the step itself")} already.");
            }
        }
    }

    private static bool Collides(Filling a, Filling b) => a.At.Kind == b.At.Kind && !a.Excludes(b)
        && (a.At.Name == b.At.Name || (a.IsBelow(b.At.Name) && !Holds(b, a)) || (b.IsBelow(a.At.Name) && !Holds(a, b)));

    /// <summary>Whether a list holds a row of its items.</summary>
    private static bool Holds(Filling list, Filling row) => list.IsList && row.Row?.StartsWith(list.Row + ".", StringComparison.Ordinal) == true;
}
