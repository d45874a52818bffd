using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Generators.Tests.Docs;

/// <summary>The C# of the pages compiles without a warning, as in a project with implicit usings that refers to the shipped connectors.</summary>
public sealed class SnippetTests
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    [Theory]
    [InlineData("docs/read-a-connector.md", OutputKind.DynamicallyLinkedLibrary)]
    [InlineData("docs/actions.md", OutputKind.DynamicallyLinkedLibrary)]
    [InlineData("README.md", OutputKind.ConsoleApplication)]
    public void Every_snippet_of_a_page_compiles(string page, OutputKind kind)
    {
        var snippets = Snippets.Of(Repository.Read(page), "csharp");
        var compilation = CSharpCompilation.Create(
            "Page",
            snippets.Append(ImplicitUsings).Select(text => CSharpSyntaxTree.ParseText(text)),
            Driver.References(models: true),
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));

        Assert.NotEmpty(snippets);
        Assert.Empty(Complaints(compilation));
    }

    [Fact]
    public void The_tutorials_method_is_the_one_that_its_spec_asks_for()
    {
        var tutorial = Repository.Read("docs", "write-a-connector.md");
        var spec = File("# specs/acme.yaml", "spec").With("name: title", "name: { using: TidyTitle, from: title }");
        var driver = new Driver(spec, File("# specs/contracts/acme.openapi.yaml", "contract"));

        Assert.Empty(driver.Diagnostics);
        Assert.NotEmpty(Complaints(driver.Output));
        driver.EditCode(Assert.Single(Snippets.Of(tutorial, "csharp")));
        Assert.Empty(Complaints(driver.Output));
        Assert.NotNull(driver.Output.GetTypeByMetadataName("Connectors.Ats.AcmeConnector"));

        MemoryFile File(string heading, string role) => new("/repo/" + heading.TrimStart('#', ' '), Snippets.Titled(tutorial, heading), role);
    }

    private static IEnumerable<Diagnostic> Complaints(Compilation compilation) => compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning);
}
