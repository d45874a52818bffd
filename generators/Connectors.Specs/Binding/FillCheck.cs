using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs.Binding;

/// <summary>Finds places of a request that two things fill.</summary>
internal static class FillCheck
{
    /// <summary>Reports inputs whose place is filled already, unless the two never have a value together.</summary>
    /// <param name="context">Receives what is wrong.</param>
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
        && (a.At.Name == b.At.Name || (IsBelow(a, b) && !Holds(b, a)) || (IsBelow(b, a) && !Holds(a, b)));

    // Members of different items of one list are different places.
    private static bool IsBelow(Filling a, Filling b) => a.At.Kind == PlaceKind.Body && b.At.Name.Length > 0
        && (a.At.Name.StartsWith(b.At.Name + ".", StringComparison.Ordinal) || a.At.Name.StartsWith(b.At.Name + "[", StringComparison.Ordinal));

    /// <summary>Whether a list holds a row of its items.</summary>
    private static bool Holds(Filling list, Filling row) => list.IsList && (row.Items == list.Row || row.Row?.StartsWith(list.Row + ".", StringComparison.Ordinal) == true);
}
