using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Connectors.Generators.Tests.Support;

/// <summary>An additional file in memory.</summary>
internal sealed class MemoryFile(string path, string text, string? role) : AdditionalText
{
    public override string Path { get; } = path;

    /// <summary>What the file says it is; null when it says nothing.</summary>
    public string? Role { get; } = role;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    /// <summary>The same file with another text.</summary>
    public MemoryFile With(string other) => new(Path, other, Role);

    /// <summary>The same file with a stretch of its text replaced, which must be there.</summary>
    public MemoryFile With(string part, string other)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        return With(text.Replace(part, other, StringComparison.Ordinal));
    }

    /// <summary>A file of the repository's specs folder.</summary>
    public static string Specs(string name) => File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "specs", name));
}

/// <summary>Tells the generator what files say they are, and the project's root namespace.</summary>
internal sealed class MemoryOptions : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new() { ["build_property.RootNamespace"] = "Sample.Connectors" });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        textFile is MemoryFile { Role: { } role } ? new Values(new() { ["build_metadata.AdditionalFiles.ConnectorFile"] = role }) : new Values([]);

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
