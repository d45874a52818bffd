using Connectors.Mutation.Tests.Specs;

namespace Connectors.Mutation.Tests.Meaning;

/// <summary>Runs the operators that change what specs mean: all of them at once, because connectors that are compiled together are compiled faster.</summary>
internal static class MeaningRun
{
    private static readonly Lazy<Task<ILookup<string, (Variant Variant, Verdict Verdict)>>> Tried = new(RunAsync);

    /// <summary>The variants of an operator that were tried, with what gave them away.</summary>
    public static async Task<IReadOnlyList<(Variant Variant, Verdict Verdict)>> OfAsync(string name) => [.. (await Tried.Value)[name]];

    private static async Task<ILookup<string, (Variant Variant, Verdict Verdict)>> RunAsync()
    {
        var variants = MeaningOperators.All.SelectMany(o => Extent.Of(o.Variants(), 6).Select(v => (o.Name, Variant: v))).ToList();
        var verdicts = new List<(string Name, Variant Variant, Verdict Verdict)>();
        foreach (var group in variants.GroupBy(v => v.Variant.Spec))
        {
            verdicts.AddRange(group.Zip(await Judge.Of(group.Key).VerdictsAsync([.. group.Select(v => v.Variant)]), (v, verdict) => (v.Name, v.Variant, verdict)));
        }

        return verdicts.ToLookup(v => v.Name, v => (v.Variant, v.Verdict));
    }
}
