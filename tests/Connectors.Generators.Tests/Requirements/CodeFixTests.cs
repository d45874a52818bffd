using Connectors.CodeFixes;
using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Connectors.Generators.Tests.Requirements;

/// <summary>What an editor offers for a row that is not covered: a commented key in the spec, where the spec is in the same solution.</summary>
public sealed class CodeFixTests
{
    private const string Spec = """
        connector: beta
        category: ats
        models:
          tags:
            read: { get: /tags, records: tags }
            fields:
              remote_id: id # the number
          jobs: { read: { get: /jobs }, fields: { remote_id: id } }
        actions:
          add_candidate_tag:
            inputs:
              candidate_id: tag.person
          remove_candidate_tag: { same_as: add_candidate_tag }
          create_application:
            inputs:
              attachments:
                each:
                  name: files.name
        features: [jobs]

        """;

    [Theory]
    [InlineData("tags.name", "      remote_id: id # the number\n", "      # name:\n")]
    [InlineData("add_candidate_tag.tag.name", "      candidate_id: tag.person\n", "      # tag.name:\n")]
    [InlineData("users.email", "  jobs: { read: { get: /jobs }, fields: { remote_id: id } }\n", "  # users:\n  #   fields:\n  #     email:\n")]
    [InlineData("users", "  jobs: { read: { get: /jobs }, fields: { remote_id: id } }\n", "  # users:\n")]
    [InlineData("remove_candidate_tag.tag.name", "      candidate_id: tag.person\n", "      # tag.name:\n")]
    [InlineData("create_application.attachments.data", "          name: files.name\n", "          # data:\n")]
    [InlineData("create_application.candidate.location.city", "          name: files.name\n", "      # candidate.location.city:\n")]
    [InlineData("create_application.candidate.social_links.url", "          name: files.name\n", "      # candidate.social_links:\n      #   each:\n      #     url:\n")]
    [InlineData("add_application_note.content", "          name: files.name\n", "  # add_application_note:\n  #   inputs:\n  #     content:\n")]
    public async Task A_commented_key_is_added_where_the_row_belongs(string row, string after, string added)
    {
        var (fix, solution) = Assert.Single(await OfferedAsync(row, Spec));

        Assert.Equal($"Add a commented key for {row} to beta.yaml", fix.Title);
        Assert.Equal(Spec.Replace(after, after + added, StringComparison.Ordinal), await AppliedAsync(fix, solution));
    }

    [Fact]
    public async Task A_spec_without_actions_gets_their_section_as_a_comment()
    {
        var spec = Spec[..Spec.IndexOf("actions:", StringComparison.Ordinal)].TrimEnd();

        var (fix, solution) = Assert.Single(await OfferedAsync("add_candidate_tag", spec));

        Assert.Equal(spec + "\n# actions:\n#   add_candidate_tag:\n", await AppliedAsync(fix, solution));
    }

    [Theory]
    [InlineData("|")]
    [InlineData("|+")]
    [InlineData(">-")]
    public async Task A_block_of_text_at_the_end_is_not_cut(string style)
    {
        var spec = $"connector: beta\nmodels:\n  tags:\n    fields:\n      remote_id:\n        from: id\n        note: {style}\n          The number\n          on the card.\nfeatures: [jobs]\n";

        var (fix, solution) = Assert.Single(await OfferedAsync("tags.name", spec));

        Assert.Equal(spec.Replace("features", "      # name:\nfeatures", StringComparison.Ordinal), await AppliedAsync(fix, solution));
    }

    [Fact]
    public async Task Line_ends_stay_those_of_the_file()
    {
        var (fix, solution) = Assert.Single(await OfferedAsync("tags.name", Spec.ReplaceLineEndings("\r\n")));

        Assert.Contains("# the number\r\n      # name:\r\n", await AppliedAsync(fix, solution), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs.location", "beta", "/specs/beta.yaml")]
    [InlineData("features.source_writing", "beta", "/specs/beta.yaml")]
    [InlineData("tags.name", "gamma", "/specs/beta.yaml")]
    [InlineData("tags.name", "beta", "/specs/other.yaml")]
    public async Task Nothing_is_offered_where_a_comment_cannot_stand_or_the_spec_is_another_s(string row, string connector, string path) =>
        Assert.Empty(await OfferedAsync(row, Spec.Replace("connector: beta", $"connector: {connector}", StringComparison.Ordinal), path));

    [Fact]
    public async Task A_spec_that_is_not_yaml_gets_no_offer() => Assert.Empty(await OfferedAsync("tags.name", "connector: beta\nmodels: {"));

    [Fact]
    public async Task Every_project_that_lists_the_spec_sees_the_change()
    {
        var (fix, solution) = Assert.Single(await OfferedAsync("tags.name", Spec, projects: 2));
        var changed = await ChangedAsync(fix, solution);

        foreach (var document in changed.Projects.SelectMany(p => p.AdditionalDocuments))
        {
            Assert.Contains("# name:", (await document.GetTextAsync()).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_is_offered_in_a_requirements_file_too()
    {
        var requirements = new MemoryFile("/app/coverage.requirements.yaml", "for: [beta]\nrequires: [tags.name]", null);
        using var workspace = new AdhocWorkspace();
        var solution = WithSpec(workspace.CurrentSolution, "Specs", Spec, "/specs/beta.yaml");
        var app = solution.AddProject("App", "App", LanguageNames.CSharp);
        var file = app.AddAdditionalDocument("coverage.requirements.yaml", requirements.GetText(), filePath: requirements.Path);
        var diagnostic = Assert.Single(Consumer.Analyze(Consumer.Compile(Library.As("project")), requirements));
        var offered = new List<CodeAction>();

        await new NameRowCodeFix().RegisterCodeFixesAsync(new CodeFixContext(file, diagnostic, (action, _) => offered.Add(action), default));

        Assert.Equal("Add a commented key for tags.name to beta.yaml", Assert.Single(offered).Title);
    }

    private static async Task<IReadOnlyList<(CodeAction Fix, Solution Solution)>> OfferedAsync(string row, string spec, string path = "/specs/beta.yaml", int projects = 1)
    {
        using var workspace = new AdhocWorkspace();
        var code = $"[assembly: Connectors.Runtime.Capabilities.RequiresCoverage(\"{row}\", For = [\"beta\"])]";
        var solution = Enumerable.Range(1, projects).Aggregate(workspace.CurrentSolution, (all, number) => WithSpec(all, $"Specs{number}", spec, path));
        var project = solution.AddProject("App", "App", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithMetadataReferences([.. Library.Compilation.References, Library.As("assembly")]);
        var document = project.AddDocument("App.cs", code);
        var compilation = await document.Project.GetCompilationAsync();
        var offered = new List<(CodeAction, Solution)>();
        foreach (var diagnostic in Consumer.Analyze(compilation!).Where(d => d.Id == "CONN4001"))
        {
            await new NameRowCodeFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add((action, document.Project.Solution)), default));
        }

        return offered;
    }

    private static Solution WithSpec(Solution solution, string project, string spec, string path) =>
        solution.AddProject(project, project, LanguageNames.CSharp).AddAdditionalDocument(Path.GetFileName(path), SourceText.From(spec), filePath: path).Project.Solution;

    private static async Task<string> AppliedAsync(CodeAction fix, Solution solution)
    {
        var changed = await ChangedAsync(fix, solution);
        return (await changed.Projects.SelectMany(p => p.AdditionalDocuments).Single().GetTextAsync()).ToString();
    }

    private static async Task<Solution> ChangedAsync(CodeAction fix, Solution solution)
    {
        Assert.NotNull(solution);
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await fix.GetOperationsAsync(default)));
        return operation.ChangedSolution;
    }
}
