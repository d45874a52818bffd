using System.Reflection;
using Connectors.Ats;
using Connectors.Emitter.Text;
using Connectors.Runtime.Capabilities;
using Connectors.Specs.Vocabulary;

namespace Connectors.Generators.Tests.Requirements;

/// <summary>What generated assemblies tell of coverage, and the constants for rows.</summary>
public sealed class GeneratedCoverageTests
{
    private static readonly Assembly Shipped = typeof(Job).Assembly;

    [Fact]
    public void Every_field_and_input_has_a_constant()
    {
        Assert.Equal("jobs.location", AtsFields.Jobs.Location);
        Assert.Equal("create_application.attachments.data", AtsFields.CreateApplication.Attachments.Data);
        Assert.Equal(
            Vocabularies.Ats.Models.SelectMany(m => m.Fields.Select(f => $"{m.Name}.{f.Name}")).Concat(Vocabularies.Ats.Actions.SelectMany(a => a.Inputs.Select(i => $"{a.Name}.{i.Name}"))).Order(StringComparer.Ordinal),
            Constants(typeof(AtsFields)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_model_action_and_feature_has_a_constant()
    {
        Assert.Equal("create_application", AtsActions.CreateApplication);
        Assert.Equal(Vocabularies.Ats.Models.Select(m => m.Name), Constants(typeof(AtsModels)));
        Assert.Equal(Vocabularies.Ats.Actions.Select(a => a.Name), Constants(typeof(AtsActions)));
        Assert.Equal(Vocabularies.Ats.Features.Select(f => "features." + f.Id), Constants(typeof(AtsFeatures)));
    }

    [Fact]
    public void The_assembly_of_the_models_tells_every_row()
    {
        var vocabulary = Assert.Single(Shipped.GetCustomAttributes<CoverageVocabularyAttribute>());

        Assert.Equal("ats", vocabulary.Category);
        Assert.Equal(
            Constants(typeof(AtsModels)).Concat(Constants(typeof(AtsActions))).Concat(Constants(typeof(AtsFields))).Concat(Constants(typeof(AtsFeatures))).Order(StringComparer.Ordinal),
            vocabulary.Rows.SelectMany(Rows).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_connector_tells_the_rows_that_its_descriptor_has()
    {
        foreach (var registration in ConnectorRegistry.All)
        {
            var descriptor = registration.Definition.Descriptor;
            var told = Shipped.GetCustomAttributes<ConnectorCoverageAttribute>().Single(a => a.Connector == descriptor.Slug);
            var models = descriptor.Models.Where(m => m.Coverage == Coverage.Supported)
                .SelectMany(m => m.Fields.Where(f => f.Coverage == Coverage.Supported).Select(f => $"{m.Name}.{f.Name}").Prepend(m.Name));
            var actions = descriptor.Actions.Where(a => a.Coverage == Coverage.Supported)
                .SelectMany(a => a.Inputs.Where(i => i.Coverage == Coverage.Supported).Select(i => $"{a.Name}.{i.Name}").Prepend(a.Name));
            var features = descriptor.Features.Where(f => f.Coverage == Coverage.Supported).Select(f => "features." + f.Id);

            Assert.Equal(models.Concat(actions).Concat(features).Order(StringComparer.Ordinal), told.Covered.SelectMany(Rows).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_public_type_of_a_connector_is_marked_as_its_own()
    {
        foreach (var registration in ConnectorRegistry.All)
        {
            var slug = registration.Definition.Descriptor.Slug;
            var types = Shipped.GetExportedTypes().Where(t => !t.IsNested && t.Name.StartsWith(Naming.Pascal(slug), StringComparison.Ordinal)).ToList();

            Assert.NotEmpty(types);
            Assert.All(types, t => Assert.True(t.GetCustomAttributes<ConnectorTypeAttribute>().Any(a => a.Connector == slug), $"{t} is not marked."));
        }
    }

    private static IEnumerable<string> Rows(string line)
    {
        var words = line.Split(' ');
        var rows = words.Skip(1).Select(word => $"{words[0]}.{word}");
        return words[0] == "features" ? rows : rows.Prepend(words[0]);
    }

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Where(f => f.IsLiteral).OrderBy(f => f.MetadataToken).Select(f => (string)f.GetRawConstantValue()!).Concat(type.GetNestedTypes().SelectMany(Constants));
}
