using System.Xml.Linq;
using Connectors.Cli.Specs;
using Connectors.Specs;

namespace Connectors.Cli.Tests.Docs;

/// <summary>What the pages tell people to type is compiled here.</summary>
public class TutorialTests
{
    private const string SpecHeading = "# specs/acme.yaml";
    private const string ExcerptHeading = "# in specs/acme.yaml";

    private static readonly string Tutorial = Repository.Read("docs", "write-a-connector.md");
    private static readonly string Contract = Snippets.Titled(Tutorial, "# specs/contracts/acme.openapi.yaml");
    private static readonly string Spec = Snippets.Titled(Tutorial, SpecHeading);

    [Fact]
    public void The_tutorials_spec_compiles_without_a_diagnostic() => Assert.Empty(Check(Spec));

    [Fact]
    public void The_readmes_spec_compiles_without_a_diagnostic() => Assert.Empty(Check(Assert.Single(Snippets.Of(Repository.Read("README.md"), "yaml"))));

    [Fact]
    public void Excerpts_of_the_tutorial_are_parts_of_its_spec()
    {
        var excerpts = Snippets.Of(Tutorial, "yaml").Where(block => block.StartsWith(ExcerptHeading, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(excerpts);
        Assert.All(excerpts, excerpt => Assert.Contains(excerpt[(ExcerptHeading.Length + 1)..], Spec, StringComparison.Ordinal));
    }

    [Fact]
    public void The_mistakes_that_the_tutorial_shows_are_reported_as_it_says()
    {
        var mistaken = Spec.Replace("name: title", "nmae: title", StringComparison.Ordinal).Replace("description: text", "description: txt", StringComparison.Ordinal);

        var shown = Assert.Single(Snippets.Of(Tutorial, "text")).TrimEnd('\n').Split('\n');

        Assert.Equal(shown, Check(mistaken));
    }

    [Fact]
    public void The_project_that_the_tutorial_shows_refers_to_files_that_are_there()
    {
        const string Checkout = "$(Connectors)";
        var project = XDocument.Parse(Assert.Single(Snippets.Of(Tutorial, "xml")));
        var referred = project.Descendants().Attributes().Select(a => a.Value).Where(v => v.StartsWith(Checkout, StringComparison.Ordinal)).ToList();

        Assert.Equal(3, referred.Count);
        Assert.All(referred, path => Assert.True(File.Exists(Path.Combine(Repository.Root, path[Checkout.Length..])), path));
    }

    private static IEnumerable<string> Check(string spec) =>
        SpecBuild.Compile(new SpecSource(new SourceText("specs/acme.yaml", spec), path => new SourceText("specs/" + path, Contract))).Diagnostics.Select(d => d.ToLine());
}
