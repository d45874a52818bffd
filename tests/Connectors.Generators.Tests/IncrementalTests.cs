using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Connectors.Generators.Tests;

/// <summary>What an edit makes the generator do again, and what it leaves as it is.</summary>
public sealed class IncrementalTests
{
    private static readonly string[] Steps =
    [
        StepNames.Find, StepNames.Pick, StepNames.Parse, StepNames.Spec, StepNames.Emit, StepNames.EmitRegistry, StepNames.Diagnose,
    ];

    private readonly MemoryFile _alpha = Sample.Spec("alpha");
    private readonly MemoryFile _alphaContract = Sample.Contract("alpha");

    [Fact]
    public void An_edit_of_csharp_runs_nothing_again()
    {
        var driver = Start().EditCode();

        foreach (var step in Steps)
        {
            Assert.NotEmpty(driver.Reasons(step));
            Assert.All(driver.Reasons(step), Rests);
        }

        Assert.All(driver.Result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs), output => Rests(output.Reason));
    }

    [Fact]
    public void A_comment_in_a_spec_leaves_every_source_as_it_is()
    {
        var driver = Start().Edit(_alpha, _alpha.With("models:", "# What follows is what we read.\n\nmodels:"));

        Assert.Contains(IncrementalStepRunReason.Modified, driver.Reasons(StepNames.Find));
        Assert.All(driver.Reasons(StepNames.Spec), Rests);
        Assert.All(driver.Reasons(StepNames.Emit), Rests);
        Assert.All(driver.Reasons(StepNames.EmitRegistry), Rests);
    }

    [Fact]
    public void A_moved_mistake_moves_its_diagnostic()
    {
        var wrong = _alpha.With("name: name", "nam: name");
        var driver = new Driver(wrong, _alphaContract);
        var line = Assert.Single(driver.Diagnostics).Location.GetLineSpan().StartLinePosition.Line;

        driver.Edit(wrong, wrong.With("models:", "# One line more.\nmodels:"));

        Assert.Equal(line + 1, Assert.Single(driver.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void An_edited_spec_writes_its_own_connector_alone()
    {
        var driver = Start().Edit(_alpha, _alpha.With("name: alpha", "name: Alpha of old"));

        Assert.Equal(1, Modified(driver, StepNames.Pick));
        Assert.Equal(1, Modified(driver, StepNames.Parse));
        Assert.Equal(1, Modified(driver, StepNames.Emit));
        Assert.All(driver.Reasons(StepNames.EmitRegistry), Rests);
    }

    [Fact]
    public void An_edited_action_writes_its_own_connector_alone()
    {
        var laura = Sample.Laura();
        var driver = new Driver(_alpha, _alphaContract, laura, Sample.LauraContract());
        var before = driver.Sources;
        driver.Edit(laura, laura.With("MULTI_SELECT: option_ids\n", "\n"));

        Assert.Equal(1, Modified(driver, StepNames.Emit));
        Assert.Equal(
            ["LauraActions.g.cs", "LauraDefinition.g.cs"],
            driver.Sources.Where(s => before[s.Key] != s.Value).Select(s => s.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_edited_contract_compiles_its_own_connector_alone()
    {
        var driver = Start().Edit(_alphaContract, _alphaContract.With("id: { type: string }", "id: { type: integer }"));

        Assert.Equal(1, Modified(driver, StepNames.Pick));
        Assert.Equal(1, Modified(driver, StepNames.Parse));
        Assert.Equal(1, Modified(driver, StepNames.Spec));

        // An id is read the same way as a text and as a number, so that no source is written anew.
        Assert.Equal(0, Modified(driver, StepNames.Emit));
    }

    [Fact]
    public void A_contract_that_no_spec_names_changes_nothing()
    {
        var stray = Sample.Contract("stray");
        var driver = new Driver(_alpha, _alphaContract, stray).Edit(stray, stray.With("Tags", "Labels"));

        Assert.Equal(0, Modified(driver, StepNames.Pick));
        Assert.Equal(0, Modified(driver, StepNames.Parse));
    }

    [Fact]
    public void An_edited_vocabulary_writes_what_depends_on_it()
    {
        var vocabulary = Sample.Vocabulary();
        var driver = new Driver(vocabulary, _alpha, _alphaContract)
            .Edit(vocabulary, vocabulary.With("A word candidates are marked with.", "A word that candidates are marked with."));

        Assert.Equal(1, Modified(driver, StepNames.EmitModels));
        Assert.Equal(1, Modified(driver, StepNames.Spec));
    }

    [Fact]
    public void A_comment_in_a_vocabulary_leaves_every_source_as_it_is()
    {
        var vocabulary = Sample.Vocabulary();
        var driver = new Driver(vocabulary, _alpha, _alphaContract).Edit(vocabulary, vocabulary.With("models:\n", "# The models.\nmodels:\n"));

        Assert.Equal(0, Modified(driver, StepNames.EmitModels));
        Assert.Equal(0, Modified(driver, StepNames.Spec));
    }

    [Fact]
    public void Nothing_of_a_compilation_is_kept_between_runs()
    {
        var driver = new Driver(Sample.Vocabulary(), Sample.Laura(), Sample.LauraContract());
        var values = driver.Result.TrackedSteps.Where(s => s.Key.StartsWith("Connectors.", StringComparison.Ordinal))
            .SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Value).ToList();

        Assert.NotEmpty(values);
        ObjectGraph.Visit(values, value => Assert.False(
            value is ISymbol or Compilation or Location or SyntaxNode or SyntaxTree or AdditionalText or Diagnostic,
            $"A {value.GetType()} is reachable from what the generator keeps."));
    }

    private Driver Start() => new(_alpha, _alphaContract, Sample.Spec("beta"), Sample.Contract("beta"), Sample.Spec("gamma"), Sample.Contract("gamma"));

    private static int Modified(Driver driver, string step) => driver.Reasons(step).Count(r => r is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

    private static void Rests(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reason}");
}
