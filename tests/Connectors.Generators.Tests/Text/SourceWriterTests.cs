using Connectors.Emitter.Text;

namespace Connectors.Generators.Tests.Text;

/// <summary>The writer of C# text.</summary>
public sealed class SourceWriterTests
{
    [Fact]
    public void Blocks_are_indented_and_closed()
    {
        var writer = new SourceWriter();
        using (writer.Open("class A"))
        {
            using (writer.Open("B = new()", "};"))
            {
                writer.Line("one\n\ntwo");
            }
        }

        Assert.Equal("class A\n{\n    B = new()\n    {\n        one\n\n        two\n    };\n}\n", writer.ToString());
    }

    [Fact]
    public void Line_ends_of_any_system_become_one_kind_and_no_line_ends_in_a_space() =>
        Assert.Equal("a\nb\n", new SourceWriter().Line("a  \r\nb ").ToString());

    [Theory]
    [InlineData("a < b & c", "/// <summary>a &lt; b &amp; c</summary>\n")]
    [InlineData("one\ntwo", "/// <summary>\n/// one\n/// two\n/// </summary>\n")]
    [InlineData("bad\u0001\u2028end", "/// <summary>bad end</summary>\n")]
    public void Documentation_is_always_valid_xml(string text, string expected) => Assert.Equal(expected, new SourceWriter().Summary(text).ToString());
}
