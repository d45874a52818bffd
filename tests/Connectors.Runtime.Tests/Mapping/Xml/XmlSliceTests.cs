using System.Text;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Tests.Mapping.Xml;

public class XmlSliceTests
{
    // <r> has a list of n and one o; an o has a list of n.
    private static readonly XmlShape Shape = new([[new("n", "", true, XmlShape.None), new("o", "", false, 1)], [new("n", "", true, XmlShape.None)]]);

    [Theory]
    [InlineData("<r/>", """{}""")]
    [InlineData("<r><n>1</n></r>", """{"n":["1"]}""")]
    [InlineData("<r><n>1</n><x>2</x><n>3</n></r>", """{"n":["1","3"],"x":"2"}""")]
    [InlineData("<r><o/></r>", """{"o":{}}""")]
    [InlineData("<r><o><n/></o></r>", """{"o":{"n":[""]}}""")]
    [InlineData("<r><o><n>1</n></o><o><n>2</n></o></r>", """{"o":[{"n":["1"]},{"n":["2"]}]}""")]
    [InlineData("<r><x><n>1</n></x></r>", """{"x":{"n":"1"}}""")]
    public void What_repeats_is_a_list_where_the_contract_says_so_or_where_it_does(string xml, string expected) => Assert.Equal(expected, Json(xml, Shape));

    [Theory]
    [InlineData("<r>x</r>", "\"x\"")]
    [InlineData("<r/>", "\"\"")]
    [InlineData("<r a='1' b='&quot;'/>", """{"@a":"1","@b":"\u0022"}""")]
    [InlineData("<r a='1'>x</r>", """{"@a":"1","#text":"x"}""")]
    [InlineData("<r>x<b>1</b>y</r>", """{"#text":"xy","b":"1"}""")]
    [InlineData("<r>\n  <b>1</b>\n  <c>2</c>\n</r>", """{"b":"1","c":"2"}""")]
    [InlineData("<r><b><![CDATA[a]]> <![CDATA[b]]></b></r>", """{"b":"a b"}""")]
    [InlineData("<r> <b> <![CDATA[a]]> </b> <c> </c> </r>", """{"b":"a","c":""}""")]
    [InlineData("<r xmlns='urn:a' xmlns:p='urn:b'><p:b p:c='1'/><b/></r>", """{"b":[{"@c":"1"},""]}""")]
    [InlineData("<r xmlns:p='urn:b' c='1' p:c='2'/>", """{"@c":"1"}""")]
    [InlineData("<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>", "null")]
    [InlineData("<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true' a='1'/>", """{"@a":"1"}""")]
    [InlineData("<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='x'>1</r>", "\"1\"")]
    public void Without_a_contract_the_document_decides(string xml, string expected) => Assert.Equal(expected, Json(xml, XmlShape.Unknown));

    [Fact]
    public void It_can_stand_under_the_name_of_its_operation() =>
        Assert.Equal("""{"Get":{"n":["1"]}}""", Encoding.UTF8.GetString(Cursor.OnCopy("<r><n>1</n></r>").Slice(Shape).In("Get").Span));

    private static string Json(string xml, XmlShape shape) => Encoding.UTF8.GetString(Cursor.OnCopy(xml).Slice(shape).ToArray());
}
