using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Generators.Tests.Actions;

/// <summary>The snippets of the guide to actions compile against the shipped connectors.</summary>
public sealed partial class ActionGuideTests
{
    [Fact]
    public void Every_snippet_compiles()
    {
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "actions.md"));
        var snippets = Fence().Matches(guide).Select(m => m.Groups["text"].Value).ToList();
        var usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        var compilation = CSharpCompilation.Create(
            "Guide",
            snippets.Append(usings).Select(text => CSharpSyntaxTree.ParseText(text)),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Runtime.Connector).Assembly.Location), MetadataReference.CreateFromFile(typeof(Ats.Job).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Assert.NotEmpty(snippets);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [GeneratedRegex("^```csharp\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
