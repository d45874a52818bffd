using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Vocabulary;

namespace Connectors.Constructs.Tests;

/// <summary>A small spec about one construct of the language: <c>tests/specs/constructs/AREA/SLUG.yaml</c>, with its contract in <c>contracts/</c> beside it.</summary>
/// <param name="Area">The folder.</param>
/// <param name="Slug">The connector.</param>
internal sealed record ConstructSpec(string Area, string Slug)
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "constructs");

    /// <summary>All of them, by slug.</summary>
    public static IReadOnlyDictionary<string, ConstructSpec> All { get; } = Directory.EnumerateDirectories(Root)
        .SelectMany(area => Directory.EnumerateFiles(area, "*.yaml").Select(file => new ConstructSpec(Path.GetFileName(area), Path.GetFileNameWithoutExtension(file))))
        .ToDictionary(s => s.Slug, StringComparer.Ordinal);

    /// <summary>The text of the spec.</summary>
    public string Text => File.ReadAllText(Path.Combine(Root, Area, Slug + ".yaml"));

    /// <summary>Compiles the spec, or another text in its place.</summary>
    public SpecCompilation Compile(string? text = null)
    {
        var spec = new SourceText($"{Slug}.yaml", text ?? Text);
        var (contract, siblings) = SpecCompiler.ContractFiles(spec, Read);
        return SpecCompiler.Compile(spec, Vocabularies.Ats, contract, siblings);
    }

    /// <summary>What the sandbox plays.</summary>
    public SandboxOptions Play()
    {
        var compiled = Compile();
        Assert.Empty(compiled.Diagnostics);
        var (contract, siblings) = SpecCompiler.ContractFiles(new SourceText($"{Slug}.yaml", Text), Read);
        return new SandboxOptions { Spec = compiled.Spec!, Contract = compiled.Contract!, ContractFiles = [contract!, .. siblings], Vocabulary = Vocabularies.Ats };
    }

    private SourceText? Read(string name)
    {
        var file = Path.Combine(Root, Area, name);
        return File.Exists(file) ? new SourceText(name, File.ReadAllText(file)) : null;
    }
}
