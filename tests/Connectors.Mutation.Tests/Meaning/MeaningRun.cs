using Connectors.Mutation.Tests.Specs;

namespace Connectors.Mutation.Tests.Meaning;

/// <summary>Runs operators that change what specs mean.</summary>
internal static class MeaningRun
{
    /// <summary>The variants of an operator that were tried, with what gave them away.</summary>
    public static IReadOnlyList<(Variant Variant, Verdict Verdict)> Of(string name)
    {
        var variants = Extent.Of(MeaningOperators.All.Single(o => o.Name == name).Variants());
        return [.. variants.GroupBy(v => v.Spec).AsParallel().AsOrdered().SelectMany(group => group.Zip(Judge.Of(group.Key).Verdicts([.. group])))];
    }
}
