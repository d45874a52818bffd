using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Generators.Tests.Requirements;

/// <summary>What <c>[RequiresCoverage]</c> demands, of whom, and where it is said.</summary>
public sealed class RequiresCoverageTests
{
    private const string NoName = "'beta' does not cover tags.name: beta.yaml does not name it.";

    [Fact]
    public void A_covered_row_is_not_mentioned() => Assert.Empty(Consumer.Says("""
        [assembly: RequiresCoverage("tags", "tags.remote_id", "tags.name", For = ["alpha"])]
        """));

    [Fact]
    public void A_row_that_is_not_covered_is_said_of_the_connector_that_lacks_it() =>
        Assert.Equal([$"(1) CONN4001: {NoName}"], Consumer.Says("""
            [assembly: RequiresCoverage("tags.name", For = ["alpha", "beta"])]
            """));

    [Fact]
    public void The_row_itself_is_underlined()
    {
        var compilation = Consumer.Compile(Library.As("project"), ("/app/App.cs", "[assembly: RequiresCoverage(AtsFields.Tags.RemoteId, AtsFields.Tags.Name, For = [\"beta\"])]"));

        Assert.Equal("AtsFields.Tags.Name", Consumer.Underlined(Assert.Single(Consumer.Analyze(compilation))));
    }

    [Theory]
    [InlineData("tags.remote_data", "The vendor sends more than is kept (not implemented yet, alpha.yaml).")]
    [InlineData("create_application.attachments.data", "Attachments are to come (not implemented yet, alpha.yaml).")]
    [InlineData("jobs.location", "Jobs have no place there (unsupported, alpha.yaml).")]
    [InlineData("users.email", "The vendor names nobody (unsupported, alpha.yaml).")]
    [InlineData("users", "The vendor names nobody (unsupported, alpha.yaml).")]
    [InlineData("jobs", "alpha.yaml does not name it.")]
    [InlineData("jobs.name", "alpha.yaml does not name jobs.")]
    [InlineData("create_application", "alpha.yaml does not name it.")]
    [InlineData("create_application.candidate.location.city", "alpha.yaml does not name create_application.")]
    [InlineData("features.source_writing", "alpha.yaml does not name it.")]
    public void The_reason_is_the_spec_s_own_where_it_gives_one(string row, string reason) =>
        Assert.Equal([$"(1) CONN4001: 'alpha' does not cover {row}: {reason}"], Consumer.Says($"[assembly: RequiresCoverage(\"{row}\", For = [\"alpha\"])]"));

    [Theory]
    [InlineData("[RequiresCoverage(\"tags.name\", For = [\"beta\"])] class C;")]
    [InlineData("[RequiresCoverage(\"tags.name\", For = [\"beta\"])] struct S;")]
    [InlineData("[RequiresCoverage(\"tags.name\", For = [\"beta\"])] record R;")]
    [InlineData("[RequiresCoverage(\"tags.name\", For = [\"beta\"])] interface I;")]
    [InlineData("class C { [RequiresCoverage(\"tags.name\", For = [\"beta\"])] void M() { } }")]
    [InlineData("class C { class D { [RequiresCoverage(\"tags.name\", For = [\"beta\"])] class E; } }")]
    [InlineData("partial class C; [RequiresCoverage(\"tags.name\", For = [\"beta\"])] partial class C;")]
    [InlineData("[RequiresCoverage(\"tags.id\", For = [\"beta\"]), RequiresCoverage(\"tags.name\", For = [\"beta\"])] class C;")]
    [InlineData("[RequiresCoverage(new[] { \"tags.name\" }, For = new[] { \"beta\" })] class C;")]
    [InlineData("[RequiresCoverage(new string[] { \"tags.name\" }, For = new string[] { \"beta\" })] class C;")]
    [InlineData("[RequiresCoverage([\"tags.name\"], For = [\"beta\"])] class C;")]
    [InlineData("[RequiresCoverage(rows: [\"tags.\" + nameof(name)], For = [\"beta\"])] class C { const int name = 0; }")]
    [InlineData("[Connectors.Runtime.Capabilities.RequiresCoverageAttribute(AtsFields.Tags.Name, For = [\"beta\"])] class C;")]
    public void It_may_stand_on_any_code_in_any_form(string code) => Assert.Equal([$"(1) CONN4001: {NoName}"], Consumer.Says(code));

    [Fact]
    public void Each_part_of_a_class_is_held_to_what_it_says() =>
        Assert.Equal(["(1) CONN4001: 'beta' does not cover tags.name: beta.yaml does not name it.", "(3) CONN4001: 'beta' does not cover jobs: beta.yaml does not name it."], Consumer.Says("""
            [RequiresCoverage(AtsFields.Tags.Name, For = ["beta"])] partial class C;

            [RequiresCoverage(AtsModels.Jobs, For = ["beta"])] partial class C;
            """));

    [Fact]
    public void A_constant_may_come_from_another_assembly()
    {
        var shared = Consumer.Compile(Library.As("project"), ("/shared/Needs.cs", "public static class Needs { public const string Tag = AtsFields.Tags.Name; public const string Who = \"beta\"; }"));
        var app = CSharpCompilation.Create("Web", [CSharpSyntaxTree.ParseText("[Connectors.Runtime.Capabilities.RequiresCoverage(Needs.Tag, For = [Needs.Who])] class C;")], [.. shared.References, shared.ToMetadataReference()], shared.Options);

        Assert.Equal([$"(1) CONN4001: {NoName}"], Consumer.Says(app));
    }

    [Theory]
    [InlineData("class C { void Add(IServiceCollection services) => services.AddBeta(); }")]
    [InlineData("class C { void Add(IServiceCollection services) => BetaServices.AddBeta(services); }")]
    [InlineData("class C { object M(BetaConnector connector) => connector; }")]
    [InlineData("class C { object M(Connectors.Runtime.Hosting.ConnectorFactory<BetaConnector> f) => f; }")]
    [InlineData("class C { object? M(BetaTag tag) => tag.RemoteId; }")]
    [InlineData("class C { object M() => new BetaConnection { Key = \"\" }; }")]
    [InlineData("class C { object M() => BetaConnector.Registration; }")]
    [InlineData("class C { Type M() => typeof(BetaConnector); }")]
    [InlineData("class C { object M(B b) => b; }", "using B = Connectors.Ats.BetaConnector;")]
    public void Without_names_it_is_checked_against_what_the_project_registers_or_uses(string use, string head = "") =>
        Assert.Equal([$"(2) CONN4001: {NoName}"], Consumer.Says($"{head}\n[assembly: RequiresCoverage(AtsFields.Tags.Name)]\n{use}"));

    [Theory]
    [InlineData("class C { void Add(IServiceCollection services) => services.AddAlpha(); }")]
    [InlineData("/// <summary><see cref=\"BetaConnector\"/></summary>\nclass C { object M(AlphaConnector connector) => connector; }")]
    [InlineData("class BetaConnector { object? M(AlphaTag tag) => tag.Name; }")]
    [InlineData("static class C { static void AddBeta(this IServiceCollection services) => services.AddAlpha(); }")]
    public void A_connector_that_is_not_used_is_not_asked(string use) => Assert.Empty(Consumer.Says($"[assembly: RequiresCoverage(AtsFields.Tags.Name)]\n{use}"));

    [Fact]
    public void Whoever_takes_all_connectors_is_checked_against_each() =>
        Assert.Equal(
            ["(2) CONN4001: 'alpha' does not cover tags.remote_data: The vendor sends more than is kept (not implemented yet, alpha.yaml).", "(2) CONN4001: 'beta' does not cover tags.remote_data: beta.yaml does not name it."],
            Consumer.Says("""
                // All of the library's.
                [RequiresCoverage(AtsFields.Tags.RemoteData)] class C { int Count() => Sample.Connectors.ConnectorRegistry.All.Length; }
                """));

    [Fact]
    public void A_class_that_uses_several_connectors_is_told_of_each_that_lacks_a_row() =>
        Assert.Equal(
            ["(1) CONN4001: 'beta' does not cover tags.name: beta.yaml does not name it.", "(4) CONN4001: 'alpha' does not cover jobs.location: Jobs have no place there (unsupported, alpha.yaml).", "(4) CONN4001: 'beta' does not cover jobs.location: beta.yaml does not name jobs."],
            Consumer.Says("""
                [RequiresCoverage(AtsFields.Tags.Name)]
                class Tags(AlphaConnector alpha, BetaConnector beta)
                {
                    [RequiresCoverage(AtsFields.Jobs.Location)] object Places() => (alpha, beta);
                    [RequiresCoverage(AtsFields.Tags.Name, For = ["alpha"])] object Names() => alpha;
                }
                """));

    [Fact]
    public void What_one_file_uses_another_file_s_requirement_is_checked_against()
    {
        var compilation = Consumer.Compile(Library.As("project"),
            ("/app/Needs.cs", "[assembly: RequiresCoverage(AtsFields.Tags.Name)]"),
            ("/app/Startup.cs", "class Startup { void Add(IServiceCollection services) => services.AddBeta(); }"));

        Assert.Equal([$"(1) CONN4001: {NoName}"], Consumer.Says(compilation));
    }

    [Fact]
    public void With_no_connector_in_use_it_says_that_nothing_is_checked()
    {
        var diagnostic = Assert.Single(Consumer.Analyze(Consumer.Compile(Library.As("project"), ("/app/App.cs", "[assembly: RequiresCoverage(AtsFields.Jobs.Location)]"))));

        Assert.Equal("CONN4004", diagnostic.Id);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.Equal("RequiresCoverage(AtsFields.Jobs.Location)", Consumer.Underlined(diagnostic));
    }

    [Theory]
    [InlineData("tags.nam", "; did you mean 'tags.name'?")]
    [InlineData("job.location", "; did you mean 'jobs.location'?")]
    [InlineData("Tags", "; did you mean 'tags'?")]
    [InlineData("features.sourcewriting", "; did you mean 'features.source_writing'?")]
    [InlineData("create_application.attachments", "; name what it holds, such as 'create_application.attachments.name'.")]
    [InlineData("features", "; name what it holds, such as 'features.source_writing'.")]
    [InlineData("a word that nothing is near to", ".")]
    [InlineData("", ".")]
    public void A_row_that_does_not_exist_is_an_error_with_a_guess(string row, string guess) =>
        Assert.Equal([$"(1) CONN4002: '{row}' is no row of coverage{guess}"], Consumer.Says($"[assembly: RequiresCoverage(\"{row}\", For = [\"alpha\"])]"));

    [Fact]
    public void A_connector_that_nothing_referenced_has_is_an_error_with_a_guess() =>
        Assert.Equal(["(1) CONN4003: Nothing that is referenced has a connector 'alph'; did you mean 'alpha'?"], Consumer.Says("[assembly: RequiresCoverage(\"tags\", For = [\"alph\"])]"));

    [Fact]
    public void What_does_not_compile_is_left_to_the_compiler()
    {
        var compilation = CSharpCompilation.Create("App", [CSharpSyntaxTree.ParseText("""
            using Connectors.Runtime.Capabilities;
            [assembly: RequiresCoverage(Nothing.There, For = [1])]
            [assembly: RequiresCoverage(null, For = null)]
            [RequiresCoverage(
            """)], [.. Library.Compilation.References, Library.As("project")]);

        Assert.All(Consumer.Analyze(compilation), d => Assert.Equal("CONN4004", d.Id));
    }
}
