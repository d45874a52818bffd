using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>The small specs under tests/specs, each about one construct, and those under tests/specs/soap and tests/specs/actions.</summary>
public class ConstructTests
{
    public static TheoryData<string> Specs { get; } = [.. Files.List("tests/specs", "*.yaml"), .. Files.List("tests/specs/soap", "*.yaml"), .. Files.List("tests/specs/actions", "*.yaml")];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_construct_compiles(string spec)
    {
        var (contract, siblings) = Files.ContractOf(spec)!.Value;
        var compilation = SpecCompiler.Compile(Files.Read(spec), Vocabularies.Ats, contract, siblings);
        Assert.Empty(compilation.Diagnostics.Select(d => $"{d.File}({d.Span.Line + 1},{d.Span.Column + 1}): {d.Rule.Id}: {d.Message}"));
        Assert.True(compilation.Success);
    }
}
