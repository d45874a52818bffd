using System.Collections.Immutable;
using Connectors.Generators.Requirements;
using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Connectors.Generators.Tests.Requirements;

/// <summary>A project that references the library, and what the analyzer says of it.</summary>
internal static class Consumer
{
    private const string Usings = """
        global using System;
        global using System.Threading.Tasks;
        global using Connectors.Ats;
        global using Connectors.Runtime.Capabilities;
        global using Microsoft.Extensions.DependencyInjection;
        """;

    /// <summary>A compilation of some files, which may have no errors of their own.</summary>
    public static CSharpCompilation Compile(MetadataReference library, params (string Path, string Text)[] sources)
    {
        var trees = sources.Prepend(("/app/Usings.cs", Usings)).Select(s => CSharpSyntaxTree.ParseText(s.Item2, path: s.Item1));
        var compilation = CSharpCompilation.Create("App", trees, [.. Library.Compilation.References, library], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return compilation;
    }

    /// <summary>What the analyzer says of a compilation, in the order of places.</summary>
    public static IReadOnlyList<Diagnostic> Analyze(Compilation compilation, params MemoryFile[] files)
    {
        var options = new AnalyzerOptions([.. files], new MemoryOptions());
        var found = compilation.WithAnalyzers([new CoverageAnalyzer()], new CompilationWithAnalyzersOptions(options, (fault, _, _) => throw fault, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. found.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.GetMessage(null), StringComparer.Ordinal)];
    }

    /// <summary>What the analyzer says of one file of code: <c>(line) ID: message</c>.</summary>
    public static IReadOnlyList<string> Says(string code) => Says(Compile(Library.As("project"), ("/app/App.cs", code)));

    /// <summary>What the analyzer says of a compilation: <c>(line) ID: message</c>.</summary>
    public static IReadOnlyList<string> Says(Compilation compilation, params MemoryFile[] files) => [.. Analyze(compilation, files).Select(Line)];

    /// <summary>A diagnostic with its line.</summary>
    public static string Line(Diagnostic diagnostic) => $"({diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}) {diagnostic.Id}: {diagnostic.GetMessage(null)}";

    /// <summary>What a diagnostic underlines.</summary>
    public static string Underlined(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    /// <summary>The compilation under an <c>.editorconfig</c> in its folder.</summary>
    public static Compilation Under(this CSharpCompilation compilation, string editorConfig) =>
        compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(editorConfig)));

    private sealed class EditorConfig(string text) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigSet _set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(text, "/app/.editorconfig")));

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            _set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
