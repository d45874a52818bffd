using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>The shipped spec of Laura, against its contract as it is and as it might change.</summary>
public class LauraTests
{
    [Fact]
    public void Laura_compiles_without_a_diagnostic()
    {
        var compilation = Compile();
        Assert.Empty(compilation.Diagnostics.Select(d => $"{d.File}({d.Span.Line + 1},{d.Span.Column + 1}): {d.Rule.Id}: {d.Message}"));
        Assert.True(compilation.Success);
    }

    private static SpecCompilation Compile() => SpecCompiler.Compile(Files.Spec("laura.yaml"), Vocabularies.Ats, Files.Spec("contracts/laura.openapi.yaml"));
}
