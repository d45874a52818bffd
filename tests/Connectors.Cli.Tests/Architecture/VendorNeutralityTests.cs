using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Cli.Tests.Architecture;

/// <summary>What a vendor needs stands in its spec. Code that knows a vendor by name would be a special case.</summary>
public class VendorNeutralityTests
{
    [Theory]
    [InlineData("generators")]
    [InlineData("runtime/Connectors.Runtime")]
    [InlineData("sandbox")]
    [InlineData("sync")]
    public void No_identifier_and_no_text_names_a_vendor(string folder)
    {
        var named =
            from file in Repository.Sources(folder)
            from token in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantTokens()
            where IsName(token) && Repository.Slugs.Any(slug => token.Text.Contains(slug, StringComparison.OrdinalIgnoreCase))
            select $"{Path.GetRelativePath(Repository.Root, file)}: {token.Text}";

        Assert.Empty(named);
    }

    [Fact]
    public void The_search_would_find_one()
    {
        var tokens = CSharpSyntaxTree.ParseText("// laura\nclass LauraJob { string a = \"laura\"; string b = $\"x laura {a}\"; }").GetRoot().DescendantTokens();

        Assert.Equal(3, tokens.Count(token => IsName(token) && token.Text.Contains("laura", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsName(SyntaxToken token) =>
        token.RawKind is (int)SyntaxKind.IdentifierToken or (int)SyntaxKind.InterpolatedStringTextToken || token.Text.Contains('"', StringComparison.Ordinal);
}
