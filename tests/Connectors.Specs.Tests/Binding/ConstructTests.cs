using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>The small specs under tests/specs, each about one construct.</summary>
public class ConstructTests
{
    public static TheoryData<string> Specs { get; } = new(Directory
        .GetFiles(Path.Combine(Files.Root, "tests/specs"), "*.yaml")
        .Select(path => Path.GetFileName(path)!)
        .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_construct_compiles(string spec)
    {
        var compilation = SpecCompiler.Compile(Files.Read("tests/specs/" + spec), Vocabularies.Ats, Files.Read("tests/specs/contracts/acme.openapi.yaml"));
        Assert.Empty(compilation.Diagnostics.Select(d => $"{d.File}({d.Span.Line + 1},{d.Span.Column + 1}): {d.Rule.Id}: {d.Message}"));
        Assert.True(compilation.Success);
    }
}
