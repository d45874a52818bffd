using System.Text;
using System.Text.Json;
using Connectors.Server.Wire;

namespace Connectors.Server.Tests.Fields;

public class FieldPathTests
{
    private const string Payload =
        """{"/jobs":{"id":7,"texts":{"body":"Hello","empty":null},"phones":[{"number":"1","kinds":["a","b"]},{"kind":"x"},{"number":"2","kinds":["c"]}],"a/b~c":{"*":true}},"/jobs/{id}":{"id":8}}""";

    [Theory]
    [InlineData("/jobs#/id", "7")]
    [InlineData("/jobs/{id}#/id", "8")]
    [InlineData("/jobs#/texts", """{"body":"Hello","empty":null}""")]
    [InlineData("/jobs#/texts/body", "\"Hello\"")]
    [InlineData("/jobs#/texts/empty", "null")]
    [InlineData("/jobs#/texts/body/deeper", "null")]
    [InlineData("/jobs#/nothing", "null")]
    [InlineData("/jobs#/phones/*/number", """["1","2"]""")]
    [InlineData("/jobs#/phones/*/kinds/*", """["a","b","c"]""")]
    [InlineData("/jobs#/nothing/*/number", "[]")]
    [InlineData("/jobs#/a~1b~0c/~2", "true")]
    public void A_path_leads_to_a_value_in_the_vendor_s_type(string path, string value) => Assert.Equal(value, ValueOf(path, Payload));

    [Fact]
    public void Without_a_payload_there_is_no_value() => Assert.Equal("null", ValueOf("/jobs#/id", ""));

    [Theory]
    [InlineData("name")]
    [InlineData("a/b~c")]
    [InlineData("*")]
    [InlineData("~2")]
    public void A_path_that_is_made_of_names_leads_back_to_them(string name)
    {
        var payload = new Dictionary<string, object> { ["/x"] = new Dictionary<string, object> { [name] = 5 } };

        Assert.Equal("5", ValueOf(FieldPath.Below(FieldPath.Below("", "/x"), name), JsonSerializer.Serialize(payload)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("/jobs")]
    [InlineData("/jobs#")]
    [InlineData("#/id")]
    public void What_is_no_path_is_refused(string text) => Assert.Throws<FormatException>(() => FieldPath.Parse(text));

    [Theory]
    [InlineData("""{"/x":{"a":1,"b":2}}""", """{"/x":{"b":3,"a":1}}""", false)]
    [InlineData("""{"/x":{"a":1}}""", """{"/x":{"a":2}}""", true)]
    [InlineData("""{"/x":{"c":1}}""", """{"/x":{"c":2}}""", true)]
    [InlineData("", """{"/x":{"a":1}}""", true)]
    [InlineData("", """{"/x":{"b":1}}""", false)]
    public void Payloads_differ_where_what_is_shown_of_them_does(string before, string after, bool differ)
    {
        var shown = new ShownFields([new CustomValue(JsonEncodedText.Encode("k"), FieldPath.Parse("/x#/a"), null)], new HashSet<string>(), [new AddedField("1", FieldPath.Parse("/x#/c"))]);

        Assert.Equal(differ, shown.Differ(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after)));
    }

    private static string ValueOf(string path, string payload)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            FieldPath.Parse(path).WriteValue(writer, Encoding.UTF8.GetBytes(payload));
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
