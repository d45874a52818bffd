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
    [InlineData("server")]
    public void No_identifier_and_no_text_names_a_vendor(string folder)
    {
        var named =
            from file in Repository.Sources(folder)
            from token in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantTokens()
            where IsName(token) && Repository.Slugs.Any(slug => Names(token.Text, slug))
            select $"{Path.GetRelativePath(Repository.Root, file)}: {token.Text}";

        Assert.Empty(named);
    }

    [Fact]
    public void The_search_would_find_one()
    {
        var tokens = CSharpSyntaxTree.ParseText("// laura\nclass LauraJob { string a = \"laura\"; string b = $\"x laura {a}\"; }").GetRoot().DescendantTokens();

        Assert.Equal(3, tokens.Count(token => IsName(token) && Names(token.Text, "laura")));
    }

    [Theory]
    [InlineData("Lever", true)]
    [InlineData("aLeverJob", true)]
    [InlineData("\"to lever and back\"", true)]
    [InlineData("fullEvery", false)]
    [InlineData("clever", false)]
    public void A_slug_is_found_where_a_word_begins(string text, bool named) => Assert.Equal(named, Names(text, "lever"));

    /// <summary>Whether a name or text has the slug where a word of it begins: after what is no letter, or with a capital.</summary>
    private static bool Names(string text, string slug)
    {
        for (var at = text.IndexOf(slug, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(slug, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || !char.IsLetter(text[at - 1]) || char.IsUpper(text[at]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(SyntaxToken token) =>
        token.RawKind is (int)SyntaxKind.IdentifierToken or (int)SyntaxKind.InterpolatedStringTextToken || token.Text.Contains('"', StringComparison.Ordinal);
}
