using Connectors.Mutation.Tests.Breaking;
using Connectors.Mutation.Tests.Specs;

namespace Connectors.Mutation.Tests;

/// <summary>Breaks the shipped specs in every way and place an operator knows; each says beforehand what must be reported where.</summary>
[Collection(MutationRun.Name)]
public class BreakingTests(MutationReport report)
{
    public static TheoryData<string> Operators => [.. Catalogue.Operators.Select(o => o.Name)];

    [Fact]
    public void The_specs_have_no_mistake_before_they_are_changed() => Assert.All(SoundSpec.All, spec => Assert.Empty(spec.Compile(spec.Text).Diagnostics));

    [Theory]
    [MemberData(nameof(Operators))]
    public void Every_mistake_is_reported_as_it_was_named_beforehand(string name)
    {
        var mutants = Extent.Of(Catalogue.Operators.Single(o => o.Name == name).Mutants());
        Assert.NotEmpty(mutants);
        var faults = mutants.AsParallel().AsOrdered().Select(m => (Mutant: m, Fault: m.Fault())).ToList();
        report.Count(breaks: true, name, [.. faults.Select(f => f.Fault is null ? f.Mutant.Id : null)]);
        var failed = faults.Select(f => f.Fault).OfType<string>().ToList();
        Assert.True(failed.Count == 0, $"{failed.Count} of {mutants.Count} mutants:\n  {string.Join("\n  ", failed.Take(40))}");
    }

    [Fact]
    public void There_are_many_operators_and_every_mistake_they_make_has_a_page()
    {
        Assert.True(Catalogue.Operators.Count >= 40);
        Assert.Equal(Catalogue.Operators.Count, Catalogue.Operators.Select(o => o.Name).Distinct().Count());
        var (count, ids) = (0, new HashSet<string>());
        foreach (var mutant in Catalogue.Operators.SelectMany(o => o.Mutants()))
        {
            count++;
            ids.Add(mutant.Id);
        }

        Assert.True(count >= 500, $"{count} mutants");
        Assert.All(ids, id => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "diagnostics", id + ".md")), id));
    }
}
