using Connectors.Ats.Tests.Golden;
using Connectors.Mutation.Tests.Meaning;
using Connectors.Mutation.Tests.Specs;

namespace Connectors.Mutation.Tests;

/// <summary>Changes what the shipped specs mean; whatever is still valid must be seen on the coverage page, or break the golden fixture.</summary>
[Collection(MutationRun.Name)]
public class MeaningTests(MutationReport report)
{
    public static TheoryData<string> Specs => [.. SoundSpec.All.Select(s => s.Slug)];

    public static TheoryData<string> Operators => [.. MeaningOperators.All.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task The_shipped_connector_compiled_here_keeps_to_the_golden_fixture(string slug) =>
        Assert.Equal(GoldenFile.Text(GoldenFile.Read($"{slug}/conversation.json")), await Judge.Of(SoundSpec.All.Single(s => s.Slug == slug)).ConversationAsync(), ignoreLineEndingDifferences: true);

    [Theory]
    [MemberData(nameof(Operators))]
    public async Task No_other_meaning_passes_unseen(string name)
    {
        var seen = await MeaningRun.OfAsync(name);
        var tried = seen.Where(s => s.Verdict > Verdict.Same).ToList();
        report.Count(breaks: false, name, [.. tried.Select(s => s.Verdict >= Verdict.Unseen ? null : Says(s.Verdict))]);
        var unseen = seen.Where(s => s.Verdict >= Verdict.Unseen).Select(s => $"{s.Verdict}: {s.Variant.Spec.Slug}: {s.Variant.Place}").ToList();
        Assert.True(unseen.Count == 0, $"{unseen.Count} of {tried.Count} pass unseen:\n  {string.Join("\n  ", unseen)}");
    }

    private static string Says(Verdict verdict) => verdict switch
    {
        Verdict.Warned => "valid, with a warning of the compiler",
        Verdict.CoveragePage => "valid, on the coverage page",
        Verdict.Conversation => "valid, in what the connector says to its vendor",
        _ => "valid, in the records",
    };
}
