using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Connectors.Generators.Tests;

/// <summary>What the generator makes of files, right ones and wrong ones.</summary>
public sealed class GeneratorTests
{
    private readonly MemoryFile _alpha = Sample.Spec("alpha");
    private readonly MemoryFile _alphaContract = Sample.Contract("alpha");

    [Fact]
    public void A_spec_becomes_a_connector_that_compiles_without_a_warning()
    {
        var driver = new Driver(_alpha, _alphaContract);

        Assert.Empty(driver.Diagnostics);
        Assert.Empty(Complaints(driver));
        Assert.NotNull(driver.Output.GetTypeByMetadataName("Connectors.Ats.AlphaConnector"));
    }

    [Fact]
    public void A_vocabulary_and_laura_compile_without_a_warning()
    {
        var driver = new Driver(Sample.Vocabulary(), Sample.Laura(), Sample.LauraContract());

        Assert.Empty(driver.Diagnostics);
        Assert.Empty(Complaints(driver));
        Assert.NotNull(driver.Output.GetTypeByMetadataName("Connectors.Ats.Job"));
    }

    [Fact]
    public void Without_a_vocabulary_file_no_models_are_written()
    {
        var driver = new Driver(_alpha, _alphaContract);

        Assert.DoesNotContain(driver.Sources.Keys, name => name.StartsWith("Job", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_does_not_say_what_it_is_is_left_alone()
    {
        var driver = new Driver(new MemoryFile("/repo/other.yaml", "connector: other", null), new MemoryFile("/repo/more.yaml", "more: 1", "something"));

        Assert.Empty(driver.Sources);
        Assert.Empty(driver.Diagnostics);
    }

    [Fact]
    public void A_mistake_is_reported_at_its_place_and_stops_its_own_connector_alone()
    {
        var driver = new Driver(_alpha.With("name: name", "nam: name"), _alphaContract, Sample.Spec("beta"), Sample.Contract("beta"));

        var diagnostic = Assert.Single(driver.Diagnostics);
        var place = diagnostic.Location.GetLineSpan();
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal("/repo/specs/alpha.yaml", place.Path);
        Assert.Equal("      nam: name", Sample.Spec("alpha").With("name: name", "nam: name").GetText().Lines[place.StartLinePosition.Line].ToString());
        Assert.Equal(6, place.StartLinePosition.Character);
        Assert.EndsWith($"docs/diagnostics/{diagnostic.Id}.md", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Null(driver.Output.GetTypeByMetadataName("Connectors.Ats.AlphaConnector"));
        Assert.NotNull(driver.Output.GetTypeByMetadataName("Connectors.Ats.BetaConnector"));
    }

    [Fact]
    public void A_spec_whose_contract_is_not_there_is_an_error_of_the_spec()
    {
        var driver = new Driver(_alpha);

        Assert.Contains(driver.Diagnostics, d => d.Severity == DiagnosticSeverity.Error && d.Location.GetLineSpan().Path == "/repo/specs/alpha.yaml");
        Assert.Empty(driver.Sources);
    }

    [Theory]
    [InlineData("./contracts/../contracts/alpha.openapi.yaml")]
    [InlineData("../specs/contracts/alpha.openapi.yaml")]
    public void A_contract_is_found_by_any_path_that_leads_to_it(string path)
    {
        var driver = new Driver(_alpha.With("contracts/alpha.openapi.yaml", path), _alphaContract);

        Assert.Empty(driver.Diagnostics);
        Assert.NotEmpty(driver.Sources);
    }

    [Fact]
    public void Two_specs_of_one_name_are_an_error_and_the_first_is_compiled()
    {
        var twin = new MemoryFile("/repo/more/alpha.yaml", "connector: alpha", "spec");
        var driver = new Driver(_alpha, _alphaContract, twin);

        Assert.Null(driver.Result.Exception);
        Assert.Equal("CONN0101", Assert.Single(driver.Diagnostics).Id);
        Assert.NotNull(driver.Output.GetTypeByMetadataName("Connectors.Ats.AlphaConnector"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("a: [")]
    [InlineData("- 1\n- 2")]
    [InlineData("connector: { a: *b }")]
    [InlineData("models: { jobs: { fields: . } }")]
    public void No_text_makes_the_generator_throw(string text)
    {
        foreach (var role in new[] { "spec", "contract", "vocabulary" })
        {
            var files = new[] { _alpha, _alphaContract, new MemoryFile("/repo/specs/broken.yaml", text, role) };
            if (role == "contract")
            {
                files = [_alpha, _alphaContract.With(text)];
            }

            var driver = new Driver(files);

            Assert.Null(driver.Result.Exception);
            Assert.NotEmpty(driver.Diagnostics);
        }
    }

    [Fact]
    public void The_registry_lists_the_connectors_of_the_project_by_slug()
    {
        var driver = new Driver(Sample.Spec("beta"), Sample.Contract("beta"), _alpha, _alphaContract);
        var registry = driver.Sources["ConnectorRegistry.g.cs"];

        Assert.Contains("namespace Sample.Connectors;", registry, StringComparison.Ordinal);
        Assert.True(registry.IndexOf("AlphaConnector.Registration", StringComparison.Ordinal) < registry.IndexOf("BetaConnector.Registration", StringComparison.Ordinal));
    }

    private static IEnumerable<Diagnostic> Complaints(Driver driver) => driver.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning);
}
