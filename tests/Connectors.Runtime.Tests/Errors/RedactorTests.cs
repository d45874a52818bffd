using Connectors.Runtime.Errors;
using CsCheck;

namespace Connectors.Runtime.Tests.Errors;

public class RedactorTests
{
    [Fact]
    public void A_secret_is_taken_out_wherever_it_stands_even_where_the_text_is_cut() =>
        Gen.Select(Gen.Int[0, 9000], Gen.Int[0, 9000]).Sample((before, after) =>
        {
            var clean = new Redactor(["top+secret/key"]).Clean(new string(' ', before) + "top+secret/key" + new string(' ', after) + "x", 200);

            Assert.DoesNotContain("top", clean, StringComparison.Ordinal);
            Assert.True(clean.Length <= 200);
        });

    [Fact]
    public void The_longer_secret_goes_first_and_both_forms_and_any_case_are_found()
    {
        var redactor = new Redactor(["abc", "abcdef", "a/b"]);

        Assert.Equal("*** *** *** *** ***", redactor.Clean("abcdef abc ABC a/b a%2Fb", 200));
        Assert.True(redactor.Reveals("x ABCDEF x"));
        Assert.False(redactor.Reveals("ab c"));
    }

    [Theory]
    [InlineData("Ask jo.doe+x@acme.example, please", "Ask ***, please")]
    [InlineData("a\tb\r\n\u0007c", "a b c")]
    [InlineData("", "")]
    public void Addresses_and_line_breaks_go(string text, string clean) => Assert.Equal(clean, new Redactor([]).Clean(text, 200));
}
