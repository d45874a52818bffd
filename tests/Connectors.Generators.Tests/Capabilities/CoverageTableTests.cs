using Connectors.Emitter.Capabilities;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Generators.Tests.Capabilities;

/// <summary>States of coverage rows.</summary>
public sealed class CoverageTableTests
{
    private static readonly ConnectorSpec Spec = new()
    {
        Slug = "sample",
        Name = "Sample",
        Category = "ats",
        Connection = new ConnectionSpec(),
        Transport = new TransportSpec { Contract = "contract.yaml" },
        Models = new EquatableArray<ModelSpec>(
        [
            new ModelSpec
            {
                Name = "jobs",
                Source = "jobs",
                CustomFields = true,
                Fields = new EquatableArray<FieldSpec>([new FieldSpec("remote_id", Value("id"), null), new FieldSpec("name", Value("title"), "First language only.")]),
            },
        ]),
        Exceptions = new EquatableArray<CoverageException>(
        [
            new CoverageException("jobs", "location", CoverageState.NotImplemented, "The vendor's places are free text."),
            new CoverageException("offers", null, CoverageState.Unsupported, "The vendor has no offers."),
        ]),
    };

    private static readonly CoverageTable Table = CoverageTable.Of(Spec, Vocabularies.Ats);

    [Fact]
    public void All_models_stand_in_the_vocabularys_order() =>
        Assert.Equal(Vocabularies.Ats.Models.Select(m => m.Name), Table.Models.Select(m => m.Model.Name));

    [Theory]
    [InlineData("id", CoverageState.Supported)]
    [InlineData("changed_at", CoverageState.Supported)]
    [InlineData("remote_deleted_at", CoverageState.Supported)]
    [InlineData("remote_id", CoverageState.Supported)]
    [InlineData("name", CoverageState.Supported)]
    [InlineData("custom_fields", CoverageState.Supported)]
    [InlineData("location", CoverageState.NotImplemented)]
    [InlineData("department", CoverageState.Unknown)]
    [InlineData("remote_data", CoverageState.Unknown)]
    public void A_rows_state_follows_from_where_the_spec_names_it(string row, CoverageState state) => Assert.Equal(state, Row("jobs", row).State);

    [Fact]
    public void A_note_of_the_spec_and_the_reason_of_an_exception_are_told()
    {
        Assert.Contains("First language only.", Row("jobs", "name").Note, StringComparison.Ordinal);
        Assert.Equal("The vendor's places are free text.", Row("jobs", "location").Note);
    }

    [Fact]
    public void An_exception_of_a_whole_model_speaks_for_its_rows()
    {
        var offers = Table.Models.Single(m => m.Model.Name == "offers");

        Assert.Equal((CoverageState.Unsupported, "The vendor has no offers."), (offers.State, offers.Reason));
        Assert.All(offers.Rows, row => Assert.Equal(CoverageState.Unsupported, row.State));
    }

    [Fact]
    public void A_model_that_nobody_has_looked_at_is_unknown_with_all_its_rows()
    {
        var tags = Table.Models.Single(m => m.Model.Name == "tags");

        Assert.Equal(CoverageState.Unknown, tags.State);
        Assert.All(tags.Rows, row => Assert.Equal(CoverageState.Unknown, row.State));
    }

    private static CoverageRow Row(string model, string field) => Table.Models.Single(m => m.Model.Name == model).Rows.Single(r => r.Field.Name == field);

    private static ValueSpec.From Value(string path) => new(
        new VendorPath(PathRoot.Payload, new EquatableArray<PathStep>([new PathStep.Property(path)]), JsonKind.String),
        Conversion.Plain);
}
