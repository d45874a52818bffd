using System.Text;
using System.Xml;
using Connectors.Runtime.Files;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Tests.Soap;

public class ElementValuesTests
{
    private const string Nil = "<r><a xsi:nil=\"true\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" /></r>";

    [Fact]
    public void An_element_without_a_value_is_left_out_empty_or_nil_as_the_contract_says()
    {
        Assert.Equal("<r />", Write(Values(), (v, writer) => v.Element(writer, "a", "a", "", ValueForm.Text)));
        Assert.Equal("<r><a /></r>", Write(Values(), (v, writer) => v.Element(writer, "a", "a", "", ValueForm.Text, required: true)));
        Assert.Equal(Nil, Write(Values(), (v, writer) => v.Element(writer, "a", "a", "", ValueForm.Text, nillable: true, required: true)));
        Assert.Equal(Nil, Write(Values(), (v, writer) => v.Element(writer, "a", "a", "", ValueForm.Integer, nillable: true, required: true)));
        Assert.Equal("<r />", Write(Values(), (v, writer) => v.Element(writer, "a", "a", "", ValueForm.Integer, nillable: true)));
    }

    [Fact]
    public void An_empty_value_is_nil_only_where_the_contract_allows_it()
    {
        var values = Values().Add("a", "");

        Assert.Equal(Nil, Write(values, (v, writer) => v.Element(writer, "a", "a", "", ValueForm.Number, nillable: true)));
        Assert.Equal("<r><a /></r>", Write(values, (v, writer) => v.Element(writer, "a", "a", "", ValueForm.Text)));
        Assert.Throws<FormatException>(() => Write(values, (v, writer) => v.Element(writer, "a", "a", "", ValueForm.Number)));
    }

    [Fact]
    public void Several_values_repeat_the_element_and_the_last_placed_count()
    {
        var values = Values().Add("a", "old").Add("a", "1", "", "<3>");

        Assert.Equal(
            "<r><a xmlns=\"urn:x\">1</a><a xmlns=\"urn:x\" /><a xmlns=\"urn:x\">&lt;3&gt;</a></r>",
            Write(values, (v, writer) => v.Element(writer, "a", "a", "urn:x", ValueForm.Text)));
    }

    [Fact]
    public void An_element_is_begun_when_anything_is_placed_at_it_or_below_it()
    {
        var values = Values().Add("Filter.Kind.Name", "x");

        Assert.True(values.Any("Filter") && values.Any("Filter.Kind") && values.Any("Filter.Kind.Name"));
        Assert.False(values.Any("Filter.Kin") || values.Any("Kind") || values.Any("Filter.Kind.Name.More") || values.Any(""));
    }

    [Fact]
    public void Attributes_and_texts_are_written_where_there_is_a_value()
    {
        var values = Values().Add("mode", "a\"b").Add("text()", "x & y");

        Assert.Equal("<r mode=\"a&quot;b\">x &amp; y</r>", Write(values, (v, writer) =>
        {
            v.Attribute(writer, "mode", "mode", "", ValueForm.Text);
            v.Attribute(writer, "none", "none", "", ValueForm.Integer);
            v.Text(writer, "text()", ValueForm.Text);
            v.Text(writer, "nothing", ValueForm.Integer);
        }));
    }

    [Theory]
    [InlineData(ValueForm.Integer, "12", true)]
    [InlineData(ValueForm.Integer, "-9223372036854775808", true)]
    [InlineData(ValueForm.Integer, "1.0", false)]
    [InlineData(ValueForm.Integer, " 1", false)]
    [InlineData(ValueForm.Number, "-1.50", true)]
    [InlineData(ValueForm.Number, "1,5", false)]
    [InlineData(ValueForm.Number, "1e5", false)]
    [InlineData(ValueForm.Boolean, "true", true)]
    [InlineData(ValueForm.Boolean, "0", true)]
    [InlineData(ValueForm.Boolean, "True", false)]
    [InlineData(ValueForm.Text, "anything", true)]
    public void A_value_has_the_form_of_the_contract_or_is_refused_by_its_path_and_not_quoted(ValueForm form, string value, bool fits)
    {
        var values = Values().Add("Filter.At", value);

        var refused = Record.Exception(() => Assert.Contains($">{value}<", Write(values, (v, writer) => v.Element(writer, "Filter.At", "At", "", form)), StringComparison.Ordinal));

        Assert.Equal(fits, refused is null);
        if (!fits)
        {
            Assert.StartsWith("Filter.At: the contract wants ", Assert.IsType<FormatException>(refused).Message, StringComparison.Ordinal);
            Assert.DoesNotContain(value, refused.Message, StringComparison.Ordinal);
        }
    }

    private static ElementValues Values() => new(new BodyWriter());

    private static string Write(ElementValues values, Action<ElementValues, XmlWriter> write)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            writer.WriteStartElement("r");
            write(values, writer);
            writer.WriteEndElement();
        }

        return text.ToString();
    }
}
