using System.Text;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Tests.Mapping.Xml;

public class XmlValueTests
{
    private static readonly TimeFormat Berlin = TimeFormat.Date("dd.MM.yyyy", "Europe/Berlin");

    public static TheoryData<string, Func<XmlCursor, object?>> Readings => new()
    {
        { "a number", c => XmlValue.Number(c, "p") },
        { "a number", c => XmlValue.Integer(c, "p") },
        { "a number", c => XmlValue.Scaled(c, "p", 2) },
        { "a number with a decimal comma", c => XmlValue.DecimalComma(c, "p") },
        { "a number with a decimal comma", c => XmlValue.DecimalCommaInteger(c, "p") },
        { "true or false", c => XmlValue.Boolean(c, "p") },
        { "true or false", c => XmlValue.BooleanOption(c, "p") },
        { "a date as dd.MM.yyyy", c => Berlin.Read(c, "p") },
        { "a date and time as ISO 8601 with an offset or Z", c => TimeValue.Iso(c, "p") },
        { "a number", c => TimeValue.UnixSeconds(c, "p") },
    };

    [Theory]
    [MemberData(nameof(Readings))]
    public void What_has_another_form_is_noted_without_the_value_and_nothing_is_nothing(string expected, Func<XmlCursor, object?> read)
    {
        var cursor = Cursor.Having("Ada");
        Assert.Null(read(cursor));
        Assert.Equal(new RecordFault("p", $"expected {expected}, found something else"), cursor.Fault());

        foreach (var empty in new[] { "", "  ", "\n" })
        {
            cursor = Cursor.Having(empty);
            Assert.Null(read(cursor));
            Assert.Null(cursor.Fault());
        }
    }

    [Theory]
    [InlineData("38,5", "38.5")]
    [InlineData(" 38,5\n", "38.5")]
    [InlineData("0", "0")]
    [InlineData("-1", "-1")]
    [InlineData("1234", "1234")]
    [InlineData("1.234", "1234")]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("12.345.678,90", "12345678.90")]
    [InlineData("-123.456,7", "-123456.7")]
    [InlineData("1234567,8", "1234567.8")]
    [InlineData("0,000001", "0.000001")]
    public void A_decimal_comma_may_have_dots_between_thousands(string text, string expected) =>
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), XmlValue.DecimalComma(Cursor.Having(text), "p"));

    [Theory]
    [InlineData("38.5")]
    [InlineData("1.23,4")]
    [InlineData("1.2345")]
    [InlineData("1234.567")]
    [InlineData(".123")]
    [InlineData("-.123")]
    [InlineData("1..234")]
    [InlineData("1,2,3")]
    [InlineData("1,234.5")]
    [InlineData("1.234.")]
    [InlineData("1 234")]
    [InlineData("1e3")]
    [InlineData("0x1")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("1.-23")]
    [InlineData(",")]
    [InlineData("38,5 €")]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("1111111111111111111111111111111111111111111111111111111111111111111")]
    public void Other_dots_and_signs_are_no_decimal_comma(string text)
    {
        var cursor = Cursor.Having(text);

        Assert.Null(XmlValue.DecimalComma(cursor, "p"));
        Assert.Equal("p", cursor.Fault()?.Path);
    }

    [Theory]
    [InlineData("7", 7L)]
    [InlineData("-7", -7L)]
    [InlineData("7.0", 7L)]
    [InlineData(" 9223372036854775807 ", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("7.5", null)]
    public void A_whole_number_is_whole_and_fits(string text, long? expected)
    {
        var cursor = Cursor.Having(text);

        Assert.Equal(expected, XmlValue.Integer(cursor, "p"));
        Assert.Equal(expected is null, cursor.Fault() is not null);
    }

    [Fact]
    public void Numbers_are_scaled_and_an_overflow_is_a_fault()
    {
        Assert.Equal(2.5m, XmlValue.Scaled(Cursor.Having("1.25"), "p", 2));
        Assert.Equal(3, XmlValue.ScaledInteger(Cursor.Having("1.25"), "p", 2));
        Assert.Equal(1048576, XmlValue.ScaledInteger(Cursor.Having("1"), "p", 1048576));
        var cursor = Cursor.Having("79228162514264337593543950335");
        Assert.Null(XmlValue.Scaled(cursor, "p", 2));
        Assert.NotNull(cursor.Fault());
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData(" false ", false)]
    [InlineData("0", false)]
    public void Flags_are_those_of_XML_Schema(string text, bool expected)
    {
        Assert.Equal(expected, XmlValue.Boolean(Cursor.Having(text), "p"));
        Assert.Equal(expected, XmlValue.BooleanOption(Cursor.Having(text), "p")!.Value.Flag);
    }

    [Fact]
    public void Only_texts_keep_the_space_around_them()
    {
        Assert.Equal(" x ", XmlValue.Text(Cursor.Having(" x "), "p"));
        Assert.Equal("x", XmlValue.Scalar(Cursor.Having(" x "), "p"));
        Assert.Equal("x", XmlValue.Id(Cursor.Having("\n x"), "p"));
        Assert.Equal("x", XmlValue.Reference(Cursor.Having(" x "), "p")!.Value.RemoteId);
        Assert.True(XmlValue.Is(Cursor.Having(" x "), "x"));
        Assert.Null(XmlValue.Id(Cursor.Having(" "), "p"));
        Assert.Null(XmlValue.OptionOrBoolean(Cursor.Having(" "), "p"));
    }

    [Fact]
    public void A_text_or_an_element_can_be_taken_as_json()
    {
        Assert.Equal("\"a \\u0022b\\u0022\"", Encoding.UTF8.GetString(XmlValue.Raw(Cursor.Having("a \"b\""))!.Value.Utf8.Span));
        Assert.Null(XmlValue.Raw(Cursor.Having("")));
        var cursor = Cursor.On($"<r xmlns:i='{Cursor.Instance}'><a k='1'>x</a><b i:nil='true'/><c/></r>");
        Assert.True(cursor.Enter() && cursor.NextChild("."));
        Assert.Equal("""{"@k":"1","#text":"x"}""", Encoding.UTF8.GetString(XmlValue.Raw(cursor, XmlShape.Unknown)!.Value.Utf8.Span));
        Assert.True(cursor.NextChild("."));
        Assert.Null(XmlValue.Raw(cursor, XmlShape.Unknown));
        Assert.True(cursor.NextChild("."));
        Assert.Equal("c", cursor.Name);
    }
}
