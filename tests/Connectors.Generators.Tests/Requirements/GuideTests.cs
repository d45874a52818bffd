using System.Globalization;
using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Generators.Tests.Requirements;

/// <summary>The guide's snippets are a project that compiles against the shipped connectors, and is told what the guide says.</summary>
public sealed class GuideTests
{
    private static readonly string Guide = Repository.Read("docs", "require-coverage.md");

    [Fact]
    public void The_guide_shows_what_the_build_says()
    {
        var usings = CSharpSyntaxTree.ParseText("global using System;");
        var compilation = CSharpCompilation.Create(
            "Guide",
            Blocks("csharp").Select(text => CSharpSyntaxTree.ParseText(text, path: Title(text))).Prepend(usings),
            [.. Library.Compilation.References, MetadataReference.CreateFromFile(typeof(Ats.Job).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var requirements = Assert.Single(Blocks("yaml"));

        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal(
            Blocks("text").SelectMany(text => text.TrimEnd('\n').Split('\n')).Order(StringComparer.Ordinal),
            Consumer.Analyze(compilation, new MemoryFile(Title(requirements), requirements, null)).Select(Line).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Blocks(string language) => Snippets.Of(Guide, language);

    // The first line of a block is a comment that names the file.
    private static string Title(string block) => block.Split('\n')[0].TrimStart('/', '#', ' ');

    private static string Line(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return string.Create(CultureInfo.InvariantCulture, $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(null)}");
    }
}
