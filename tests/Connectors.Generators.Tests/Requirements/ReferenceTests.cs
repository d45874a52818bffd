using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Generators.Tests.Requirements;

/// <summary>Where connectors may be, and how a severity is chosen.</summary>
public sealed class ReferenceTests
{
    private const string Code = "[assembly: RequiresCoverage(AtsFields.Tags.Name)] class C { void Add(IServiceCollection services) { services.AddAlpha(); services.AddBeta(); } }";

    [Theory]
    [InlineData("project")]
    [InlineData("assembly")]
    [InlineData("package")]
    public void Coverage_is_read_through_every_kind_of_reference(string form) =>
        Assert.Equal(["(1) CONN4001: 'beta' does not cover tags.name: beta.yaml does not name it."], Consumer.Says(Consumer.Compile(Library.As(form), ("/app/App.cs", Code))));

    [Fact]
    public void Connectors_of_the_same_project_are_held_to_it_and_the_place_in_the_spec_is_told()
    {
        var output = Library.Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("[assembly: Connectors.Runtime.Capabilities.RequiresCoverage(\"tags.name\", For = [\"alpha\", \"beta\"])]"));

        var diagnostic = Assert.Single(Consumer.Analyze(output, Library.Alpha, Library.Beta));
        var place = Assert.Single(diagnostic.AdditionalLocations);

        Assert.Equal("beta", diagnostic.Properties["Connector"]);
        Assert.Equal("tags.name", diagnostic.Properties["Row"]);
        Assert.Equal("/repo/specs/beta.yaml", place.GetLineSpan().Path);
        Assert.Equal("fields", Library.Beta.GetText().ToString(place.SourceSpan));
    }

    [Fact]
    public void Generated_code_does_not_use_the_connector_it_makes()
    {
        var output = Library.Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("[assembly: Connectors.Runtime.Capabilities.RequiresCoverage(\"tags.name\")]"));

        Assert.Equal("CONN4004", Assert.Single(Consumer.Analyze(output)).Id);
    }

    [Theory]
    [InlineData("[assembly: RequiresCoverage(AtsFields.Tags.Name)]")]
    [InlineData("[assembly: RequiresCoverage(AtsFields.Tags.Name, For = [])]")]
    [InlineData("[assembly: RequiresCoverage(AtsFields.Tags.Id), RequiresCoverage(AtsFields.Tags.RemoteId, AtsFields.Tags.Name)]")]
    public void What_a_referenced_assembly_requires_is_asked_of_the_connectors_used_with_it(string requirement)
    {
        var diagnostic = Assert.Single(Consumer.Analyze(Host(requirement)));

        Assert.Equal("(3) CONN4005: 'beta' does not cover tags.name: beta.yaml does not name it. Board requires it.", Consumer.Line(diagnostic));
        Assert.Equal("AddBeta", Consumer.Underlined(diagnostic));
        Assert.Equal("tags.name", diagnostic.Properties["Row"]);
    }

    [Theory]
    [InlineData("[assembly: RequiresCoverage(AtsFields.Tags.Name, For = [\"beta\"])]")]
    [InlineData("[RequiresCoverage(AtsFields.Tags.Name)] public class C;")]
    [InlineData("[assembly: RequiresCoverage(\"tags.nam\")]")]
    public void What_was_checked_with_the_referenced_assembly_is_not_repeated(string requirement) => Assert.Empty(Consumer.Analyze(Host(requirement)));

    private static CSharpCompilation Host(string requirement)
    {
        var board = Consumer.Compile(Library.As("project"), ("/board/Board.cs", requirement)).WithAssemblyName("Board");
        var host = Consumer.Compile(Library.As("project"), ("/app/App.cs", "class C {\n void A(IServiceCollection services) => services.AddAlpha();\n void B(IServiceCollection services) => services.AddBeta();\n void Again(BetaConnector beta) { }\n}"));
        return host.AddReferences(board.ToMetadataReference());
    }

    [Fact]
    public void A_project_without_the_runtime_is_left_alone()
    {
        var compilation = CSharpCompilation.Create("Other", [CSharpSyntaxTree.ParseText("class RequiresCoverageAttribute(string row) : System.Attribute; [RequiresCoverage(\"nothing\")] class C;")], Basic.Reference.Assemblies.Net100.References.All);

        Assert.Empty(Consumer.Analyze(compilation));
    }

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    public void The_editor_config_of_the_code_sets_the_severity(string severity, DiagnosticSeverity expected)
    {
        var compilation = Consumer.Compile(Library.As("project"), ("/app/App.cs", Code)).Under($"[*.cs]\ndotnet_diagnostic.CONN4001.severity = {severity}");

        Assert.Equal(expected, Assert.Single(Consumer.Analyze(compilation)).Severity);
    }

    [Fact]
    public void The_editor_config_can_silence_a_folder()
    {
        var compilation = Consumer.Compile(Library.As("project"), ("/app/old/App.cs", Code), ("/app/App.cs", "[RequiresCoverage(AtsModels.Tags, AtsModels.Jobs, For = [\"beta\"])] class D;"))
            .Under("[old/*.cs]\ndotnet_diagnostic.CONN4001.severity = none");

        Assert.Equal(["(1) CONN4001: 'beta' does not cover jobs: beta.yaml does not name it."], Consumer.Says(compilation));
    }

    [Fact]
    public void A_pragma_silences_one_place() => Assert.Empty(Consumer.Says($"#pragma warning disable CONN4001\n{Code}"));
}
