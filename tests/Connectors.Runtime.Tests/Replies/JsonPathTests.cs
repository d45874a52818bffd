using System.Text;
using Connectors.Runtime.Replies;

namespace Connectors.Runtime.Tests.Replies;

/// <summary>Paths of a spec, followed in replies.</summary>
public sealed class JsonPathTests
{
    private const string Reply =
        """
        {
          "errors": [
            { "code": "invalid", "message": "one", "links": ["a", "b"] },
            { "code": "invalid.email", "message": "two", "links": ["c", "d"] },
            { "code": "a=b[c", "message": "three" }
          ],
          "matrix": [[1, 2], [3, 4]],
          "links": { "errors": [{ "rel.kind": "x.y", "href": "here" }] }
        }
        """;

    [Theory]
    [InlineData("errors[0].message", "one")]
    [InlineData("errors[code=invalid].message", "one")]
    [InlineData("errors[code=invalid.email].message", "two")]
    [InlineData("errors[code=invalid.email].links[1]", "d")]
    [InlineData("errors[code=a=b[c].message", "three")]
    [InlineData("errors[code=invalid.phone].message", null)]
    [InlineData("errors[].code", "invalid")]
    [InlineData("matrix[1][0]", "3")]
    [InlineData("links.errors[rel.kind=x.y].href", "here")]
    [InlineData("links.nothing.href", null)]
    [InlineData(".", null)]
    public void A_path_leads_to_a_value(string path, string? value) => Assert.Equal(value, JsonPath.Parse(path).Text(Encoding.UTF8.GetBytes(Reply)));

    [Theory]
    [InlineData("[1]", "b")]
    [InlineData("[0]", "a")]
    public void A_path_may_begin_with_a_bracket(string path, string value) => Assert.Equal(value, JsonPath.Parse(path).Text("""["a","b"]"""u8));

    [Fact]
    public void The_point_is_the_whole() => Assert.Equal("7", JsonPath.Parse(".").Text("7"u8));
}
