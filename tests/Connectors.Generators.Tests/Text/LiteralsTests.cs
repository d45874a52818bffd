using System.Globalization;
using Connectors.Emitter.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Generators.Tests.Text;

/// <summary>Values as C# literals.</summary>
public sealed class LiteralsTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a \"quoted\" \\ path")]
    [InlineData("lines\r\nand\ttabs")]
    [InlineData("\0\u0001\u007F\u0085\u2028\u2029")]
    [InlineData("ä € 😀")]
    [InlineData("{not} {{a}} $hole")]
    public void Csharp_reads_a_text_back_as_it_was(string text)
    {
        var literal = Assert.IsType<LiteralExpressionSyntax>(SyntaxFactory.ParseExpression(Literals.String(text)));

        Assert.Equal(text, literal.Token.ValueText);
    }

    [Fact]
    public void Numbers_are_written_the_same_everywhere()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
            Assert.Equal("1048576.5m", Literals.Decimal(1048576.5m));
            Assert.Equal("-3", Literals.Integer(-3));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
