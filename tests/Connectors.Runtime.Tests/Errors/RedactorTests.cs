using System.Text;
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
    [InlineData("top/secret+1", "{\"a\":\"top/secret+1\",\"b\":\"top\\/secret+1\",\"c\":\"top/secret\\u002B1\"}", "{\"a\":\"***\",\"b\":\"***\",\"c\":\"***\"}")]
    [InlineData("a<b>&longer", "<k>a&lt;b&gt;&amp;longer</k>", "<k>***</k>")]
    [InlineData("longsecret", "xlongsecretx longsecretlongsecret", "x***x ******")]
    [InlineData("jobs1", "jobs10 jobs1 ajobs1 jobs1ä jobs1", "jobs10 *** ajobs1 jobs1ä ***")]
    [InlineData("key", "key", "key")]
    public void A_body_loses_its_secrets_short_ones_only_as_words(string secret, string body, string hidden)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Latin1 })
        {
            Assert.Equal(hidden, encoding.GetString(new Redactor([secret]).Hide(encoding.GetBytes(body), encoding).Span));
        }
    }

    [Fact]
    public void A_body_in_two_bytes_a_letter_loses_its_secrets_too() =>
        Assert.Equal("a *** b", Encoding.Unicode.GetString(new Redactor(["longsecret"]).Hide(Encoding.Unicode.GetBytes("a longsecret b"), Encoding.Unicode).Span));

    [Fact]
    public void A_body_without_secrets_is_not_copied()
    {
        ReadOnlyMemory<byte> body = new byte[] { 0xFF, 0x00, (byte)'a' };

        Assert.Equal(body, new Redactor(["longsecret"]).Hide(body, Encoding.UTF8));
    }

    [Theory]
    [InlineData("Ask jo.doe+x@acme.example, please", "Ask ***, please")]
    [InlineData("a\tb\r\n\u0007c", "a b c")]
    [InlineData("", "")]
    public void Addresses_and_line_breaks_go(string text, string clean) => Assert.Equal(clean, new Redactor([]).Clean(text, 200));
}
