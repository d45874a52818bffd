using System.Xml;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Tests.Mapping.Xml;

public class XmlCursorTests
{
    public static TheoryData<string, string?> Texts => new()
    {
        { "<a>x</a>", "x" },
        { "<a> x </a>", " x " },
        { "<a>a<!-- c -->b<?pi p?>c</a>", "abc" },
        { "<a><![CDATA[<x> & ]]>y</a>", "<x> & y" },
        { "<a><![CDATA[a]]> <![CDATA[b]]></a>", "a b" },
        { "<a>a<!-- 1 --> <!-- 2 -->b</a>", "a b" },
        { "<a>\n <![CDATA[a]]>\n</a>", "a" },
        { "<a><![CDATA[a ]]>\n <!-- c --> <![CDATA[ b]]></a>", "a \n   b" },
        { "<a>a <!-- c --> </a>", "a " },
        { "<a xml:space='preserve'> </a>", " " },
        { "<a>&amp;&lt;&#228;&#x1F600;</a>", "&<ä😀" },
        { "<a></a>", null },
        { "<a/>", null },
        { "<a><![CDATA[]]></a>", null },
        { "<a>\n  </a>", null },
        { "<a><!-- nothing --></a>", null },
        { $"<a xmlns:i='{Cursor.Instance}' i:nil='true'/>", null },
        { $"<a xmlns:i='{Cursor.Instance}' i:nil=' 1 '>left over</a>", null },
        { $"<a xmlns:i='{Cursor.Instance}' i:nil='false'>x</a>", "x" },
        { "<a nil='true'>x</a>", "x" },
        { "<a xmlns:i='urn:other' i:nil='true'>x</a>", "x" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_all_of_an_element_however_it_is_written(string xml, string? expected)
    {
        foreach (var cursor in new[] { Cursor.On(xml), Cursor.OnCopy(xml) })
        {
            cursor.ReadText("a");
            Assert.Equal(expected, cursor.Text);
            Assert.Equal(expected ?? "", cursor.Chars.ToString());
            Assert.Null(cursor.Fault());
        }
    }

    [Fact]
    public void A_text_longer_than_any_buffer_is_read_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => (char)('a' + (i % 26)))) + "ä";
        var cursor = Cursor.On($"<a>{text[..9000]}<![CDATA[{text[9000..]}]]></a>");

        cursor.ReadText("a");

        Assert.Equal(text, cursor.Text);
    }

    [Fact]
    public void Elements_in_a_text_are_a_fault_at_its_path_and_the_reading_goes_on()
    {
        var cursor = Cursor.On("<r><a>x<b>y</b>z</a><c/></r>");
        Assert.True(cursor.Enter() && cursor.NextChild("."));

        cursor.ReadText("r.a");

        Assert.True(cursor.NextChild("."));
        Assert.Equal("c", cursor.Name);
        Assert.Equal(new RecordFault("r.a", "expected text, found elements"), cursor.Fault());
    }

    [Fact]
    public void Text_between_elements_is_a_fault_and_space_is_not()
    {
        var cursor = Cursor.On("<r>\n <a/> <!-- c --> <b/>\n</r>");
        Assert.Equal(["a", "b"], cursor.Children());
        Assert.Null(cursor.Fault());

        cursor = Cursor.On("<r><a/>x<b/></r>");
        Assert.Equal(["a", "b"], cursor.Children());
        Assert.Equal(new RecordFault(".", "expected elements, found text"), cursor.Fault());
    }

    [Fact]
    public void Only_the_first_fault_counts_and_it_is_thrown_once()
    {
        var cursor = Cursor.On("<a/>");
        cursor.Note("x", "first");
        cursor.Note("y", "second");

        Assert.Equal(new RecordFault("x", "first"), cursor.Fault());
        Assert.Null(cursor.Fault());
    }

    [Fact]
    public void A_name_is_local_and_counts_in_its_namespace()
    {
        var cursor = Cursor.On("<p:a xmlns:p='urn:one' xmlns:q='urn:two' id='1' q:id='2' p:only='3'/>");

        Assert.True(cursor.Is("a", "urn:one"));
        Assert.False(cursor.Is("a", "") || cursor.Is("a", "urn:two") || cursor.Is("A", "urn:one"));
        Assert.True(cursor.Attribute("id"));
        Assert.Equal("1", cursor.Text);
        Assert.True(cursor.Attribute("id", "urn:two"));
        Assert.Equal("2", cursor.Text);
        Assert.False(cursor.Attribute("only"));
        Assert.Null(cursor.Text);
        Assert.True(cursor.HasAttribute("only", "urn:one", "3"));
        Assert.True(cursor.Is("a", "urn:one"));
    }

    [Theory]
    [InlineData("<o><k>a</k><v>1</v></o>", false)]
    [InlineData("<o><v>1</v><k> b </k></o>", true)]
    [InlineData("<o><k>a</k><k>b</k></o>", true)]
    [InlineData("<o><x><k>b</k></x></o>", false)]
    [InlineData("<o xmlns:p='urn:p'><p:k>b</p:k></o>", false)]
    [InlineData("<o k='b'/>", false)]
    [InlineData("<o/>", false)]
    [InlineData("<o><k><deep/></k></o>", false)]
    public void An_element_is_chosen_by_the_text_of_a_child_and_can_still_be_read(string xml, bool expected)
    {
        var cursor = Cursor.OnCopy(xml);

        Assert.Equal(expected, cursor.HasChild("k", "", "b"));

        // What it looked at is no fault, and it has not moved.
        Assert.Null(cursor.Fault());
        Assert.Equal("o", cursor.Name);
        Assert.Equal(xml.Contains("<v>", StringComparison.Ordinal), cursor.Children().Contains("v"));
    }

    [Fact]
    public void A_copy_can_be_read_again_from_where_it_stood()
    {
        var cursor = Cursor.OnCopy("<r a='1'><x>1</x><y><z>2</z></y></r>");
        var start = cursor.Position;

        Assert.Equal(["x", "y"], cursor.Children());
        cursor.Return(start);
        Assert.True(cursor.HasAttribute("a", "", "1"));
        Assert.Equal(["x", "y"], cursor.Children());
        Assert.Same(cursor, cursor.Recorded());
    }

    [Fact]
    public void Only_a_copy_can_be_read_again_or_taken_as_json()
    {
        var cursor = Cursor.On("<r/>");

        Assert.Throws<InvalidOperationException>(() => cursor.Position);
        Assert.Throws<InvalidOperationException>(() => cursor.Slice(XmlShape.Unknown).ToArray());
    }

    [Fact]
    public void After_a_copy_the_cursor_goes_on_behind_the_element()
    {
        var cursor = Cursor.On("<r><a><b>1</b></a><c/><a>2</a></r>");
        Assert.True(cursor.Enter() && cursor.NextChild("."));

        var first = cursor.Recorded();
        Assert.Equal(["b"], first.Children());
        Assert.True(cursor.NextChild("."));
        Assert.Equal("c", cursor.Name);
        cursor.Recorded();
        Assert.True(cursor.NextChild("."));
        var last = cursor.Recorded();
        last.ReadText("a");
        Assert.Equal("2", last.Text);
        Assert.False(cursor.NextChild("."));
    }

    [Fact]
    public void A_fault_of_a_copy_is_a_fault_of_the_record()
    {
        var cursor = Cursor.On("<r><a/></r>");
        cursor.Recorded().Note("x", "wrong");

        Assert.Equal(new RecordFault("x", "wrong"), cursor.Fault());
    }

    [Theory]
    [InlineData("<r><a><b>x</b></a></r>", 3, true)]
    [InlineData("<r><a><b><c/></b></a></r>", 3, false)]
    [InlineData("<r><a><b><c>x</c></b></a></r>", 3, false)]
    public void Depth_is_bounded_whether_elements_are_read_read_over_or_copied(string xml, int depth, bool allowed)
    {
        var bounds = new XmlBounds { Depth = depth };
        Action[] ways =
        [
            () => Cursor.On(xml, bounds).Skip(),
            () => Cursor.OnCopy(xml, bounds),
            () => Cursor.On(xml, bounds).ReadText("r"),
        ];
        Assert.All(ways, way => Assert.Equal(allowed, Record.Exception(way) is null));
        Assert.All(ways, way => Assert.True(Record.Exception(way) is null or XmlException));
    }

    [Theory]
    [InlineData("<r><a>")]
    [InlineData("<r><a></b></r>")]
    [InlineData("<r>&undeclared;</r>")]
    [InlineData("<r>\u0001</r>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><r>&b;</r>")]
    [InlineData("<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>")]
    [InlineData("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>")]
    [InlineData("text")]
    [InlineData("")]
    public void Broken_xml_and_any_document_type_are_errors(string xml)
    {
        Assert.Throws<XmlException>(() => Cursor.On(xml).Skip());
        Assert.Throws<XmlException>(() => Cursor.OnCopy(xml));
    }

    [Fact]
    public void A_document_has_a_bound()
    {
        var bounds = new XmlBounds { Document = 1000 };

        Assert.Throws<XmlException>(() => Cursor.On($"<r>{new string('x', 2000)}</r>", bounds).Skip());
    }

    [Theory]
    [InlineData("<r id='7'><a>12345678901</a><b/></r>")]
    [InlineData("<r id='7'><a>1</a><a>1</a><a>1</a><a>1</a><a>1</a></r>")]
    public void An_element_larger_than_a_copy_may_be_keeps_its_attributes_and_is_a_fault(string xml)
    {
        var cursor = Cursor.On($"<list>{xml}<r id='8'/></list>", new XmlBounds { Element = 10 });
        Assert.True(cursor.Enter() && cursor.NextChild("."));

        var copy = cursor.Recorded();

        Assert.Equal(new RecordFault(".", "the element is larger than allowed"), copy.Fault());
        Assert.True(copy.HasAttribute("id", "", "7"));
        Assert.Empty(copy.Children());
        Assert.True(cursor.NextChild("."));
        Assert.True(cursor.Recorded().HasAttribute("id", "", "8"));
        Assert.Null(cursor.Fault());
    }
}
