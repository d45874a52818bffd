using Connectors.Mutation.Tests.Specs;

namespace Connectors.Mutation.Tests.Meaning;

/// <summary>Runs the operators that change what specs mean: all of them at once, because connectors that are compiled together are compiled faster.</summary>
internal static class MeaningRun
{
    private static readonly Lazy<ILookup<string, (Variant Variant, Verdict Verdict)>> Tried = new(Run);

    /// <summary>The variants of an operator that were tried, with what gave them away.</summary>
    public static IReadOnlyList<(Variant Variant, Verdict Verdict)> Of(string name) => [.. Tried.Value[name]];

    private static ILookup<string, (Variant Variant, Verdict Verdict)> Run()
    {
        var variants = MeaningOperators.All.SelectMany(o => Extent.Of(o.Variants(), 6).Select(v => (o.Name, Variant: v))).ToList();
        return variants.GroupBy(v => v.Variant.Spec)
            .SelectMany(group => group.Zip(Judge.Of(group.Key).Verdicts([.. group.Select(v => v.Variant)])))
            .ToLookup(v => v.First.Name, v => (v.First.Variant, v.Second));
    }
}
