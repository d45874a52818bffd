using System.Text;
using System.Text.Json;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Tests.Mapping;

public class JsonValueTests
{
    [Theory]
    [InlineData("\"Anna\"", "Anna")]
    [InlineData("\"\\u00c5sa \\\"x\\\"\"", "Åsa \"x\"")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void A_text_is_unescaped_and_an_empty_one_is_null(string json, string? expected) =>
        Assert.Equal(expected, Json.Read(json, (ref r) => JsonValue.Text(ref r, "name")));

    [Theory]
    [InlineData("4711", "4711")]
    [InlineData("90071992547409931234", "90071992547409931234")]
    [InlineData("\"4711\"", "4711")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void An_id_is_a_text_or_a_number_as_it_is_written(string json, string? expected) =>
        Assert.Equal(expected, Json.Read(json, (ref r) => JsonValue.Id(ref r, "id")));

    [Theory]
    [InlineData("12", "12")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("\"x\"", "x")]
    [InlineData("null", null)]
    public void A_scalar_of_any_type_is_text(string json, string? expected) =>
        Assert.Equal(expected, Json.Read(json, (ref r) => JsonValue.Scalar(ref r, "x")));

    [Theory]
    [InlineData("3", 3L)]
    [InlineData("3.0", 3L)]
    [InlineData("3e2", 300L)]
    [InlineData("null", null)]
    public void A_number_without_a_fraction_is_whole_however_it_is_written(string json, long? expected) =>
        Assert.Equal(expected, Json.Read(json, (ref r) => JsonValue.Integer(ref r, "x")));

    [Theory]
    [InlineData("3.5")]
    [InlineData("1e30")]
    [InlineData("1e400")]
    public void A_number_that_is_not_whole_or_too_large_is_a_fault(string json) =>
        Assert.Equal("expected a whole number of at most 64 bits, found something else", Fault(json, (ref r) => JsonValue.Integer(ref r, "x")).Reason);

    [Fact]
    public void A_number_that_is_scaled_to_a_whole_one_is_rounded_away_from_zero()
    {
        Assert.Equal(5242880L, Json.Read("5", (ref r) => JsonValue.ScaledInteger(ref r, "x", 1048576m)));
        Assert.Equal(3L, Json.Read("0.25", (ref r) => JsonValue.ScaledInteger(ref r, "x", 10m)));
        Assert.Equal(2.50m, Json.Read("250", (ref r) => JsonValue.Scaled(ref r, "x", 0.01m)));
        Assert.Throws<RecordFaultException>(() => Json.Read("79228162514264337593543950335", (ref r) => JsonValue.Scaled(ref r, "x", 10m)));
    }

    [Theory]
    [InlineData("{\"secret\":1}", "expected a text, found an object")]
    [InlineData("[1]", "expected a text, found a list")]
    [InlineData("true", "expected a text, found true or false")]
    [InlineData("7", "expected a text, found a number")]
    public void A_fault_names_path_and_types_and_never_the_value(string json, string reason)
    {
        var fault = Fault(json, (ref r) => JsonValue.Text(ref r, "name.first"));
        Assert.Equal("name.first", fault.Path);
        Assert.Equal(reason, fault.Reason);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"a\\udc00b\"")]
    public void Half_a_surrogate_pair_is_a_fault(string json) =>
        Assert.Equal("the text is not valid Unicode", Fault(json, (ref r) => JsonValue.Text(ref r, "x")).Reason);

    [Fact]
    public void Bytes_that_are_no_utf8_are_a_fault()
    {
        var fault = Assert.Throws<RecordFaultException>(() =>
        {
            var reader = new Utf8JsonReader([(byte)'"', 0xC3, 0x28, (byte)'"']);
            reader.Read();
            JsonValue.Text(ref reader, "x");
        });
        Assert.Equal("the text is not valid Unicode", fault.Reason);
    }

    [Fact]
    public void An_option_or_boolean_is_told_apart_by_its_json_type()
    {
        Assert.Equal(new OptionOrBoolean(true), Json.Read("true", (ref r) => JsonValue.OptionOrBoolean(ref r, "x")));
        Assert.Equal(new OptionOrBoolean(new Reference("12")), Json.Read("12", (ref r) => JsonValue.OptionOrBoolean(ref r, "x")));
        Assert.Null(Json.Read("null", (ref r) => JsonValue.OptionOrBoolean(ref r, "x")));
    }

    [Theory]
    [InlineData("\"open\"", true)]
    [InlineData("\"\\u006fpen\"", true)]
    [InlineData("\"opened\"", false)]
    [InlineData("null", false)]
    public void A_text_is_compared_with_its_escapes_resolved(string json, bool expected) =>
        Assert.Equal(expected, Json.Read(json, (ref r) => JsonValue.Is(ref r, "open"u8, "x")));

    [Fact]
    public void Numbers_and_booleans_are_compared_by_their_json_text()
    {
        Assert.True(Json.Read("1", (ref r) => JsonValue.Is(ref r, "1"u8, "x")));
        Assert.True(Json.Read("true", (ref r) => JsonValue.Is(ref r, "true"u8, "x")));
        Assert.False(Json.Read("1.0", (ref r) => JsonValue.Is(ref r, "1"u8, "x")));
    }

    [Theory]
    [InlineData("\"INT-7\"", true)]
    [InlineData("\"\\u0049NT-7\"", true)]
    [InlineData("\"XINT\"", false)]
    [InlineData("null", false)]
    public void A_text_starts_with_another(string json, bool expected) =>
        Assert.Equal(expected, Json.Read(json, (ref r) => JsonValue.Starts(ref r, "INT-"u8, "x")));

    [Theory]
    [InlineData("{\"rel\":\"apply\",\"href\":\"u\"}", true)]
    [InlineData("{\"href\":{\"rel\":\"apply\"},\"rel\":\"self\"}", false)]
    [InlineData("{\"rel\":\"self\",\"rel\":\"apply\"}", true)]
    [InlineData("{\"rel\":[\"apply\"]}", false)]
    [InlineData("\"apply\"", false)]
    public void A_member_is_looked_for_in_the_object_itself_and_the_last_one_counts(string json, bool expected) =>
        Assert.Equal(expected, Json.Read(json, (ref r) => JsonValue.HasMember(ref r, "rel"u8, "apply"u8)));

    [Theory]
    [InlineData("{ \"a\" : [1, {}] }")]
    [InlineData("[1,2]")]
    [InlineData("\"t\\u0065xt\"")]
    [InlineData("-1.50")]
    [InlineData("true")]
    public void Raw_json_is_kept_as_it_is_written(string json) =>
        Assert.Equal(json, Json.Read(json, (ref r) => JsonValue.Raw(ref r)).ToString());

    [Fact]
    public void A_slice_takes_the_text_of_an_element_in_the_middle_of_a_reply()
    {
        var reader = new Utf8JsonReader("""[{"a":1}, {"b":"x"} ,3]"""u8);
        reader.Read();
        reader.Read();
        reader.Skip();
        reader.Read();
        var slice = new JsonSlice(in reader);
        reader.Skip();
        Assert.Equal("""{"b":"x"}""", Encoding.UTF8.GetString(slice.To(in reader)));
        Assert.Equal("""{"/list":{"b":"x"}}""", Encoding.UTF8.GetString(slice.In("{\"/list\":"u8, in reader).Span));
    }

    [Fact]
    public void An_element_and_its_detail_stand_side_by_side()
    {
        Assert.Equal("""{"/a":1,"/b":2}""", Encoding.UTF8.GetString(JsonSlice.In("{\"/a\":"u8, "1"u8, ",\"/b\":"u8, "2"u8).Span));
        Assert.Equal("""{"/a":1}""", Encoding.UTF8.GetString(JsonSlice.In("{\"/a\":"u8, "1"u8, ",\"/b\":"u8, default).Span));
    }

    [Theory]
    [InlineData("\"abc\"", 3)]
    [InlineData("\"\\u0061bc\"", 3)]
    [InlineData("\"å\"", 2)]
    [InlineData("true", 4)]
    [InlineData("12", 2)]
    public void A_length_is_counted_in_bytes_with_escapes_resolved(string json, int expected) =>
        Assert.Equal(expected, Json.Read(json, (ref r) => JsonText.Length(ref r)));

    [Fact]
    public void An_escaped_name_longer_than_any_known_one_has_no_length() =>
        Assert.Equal(-1, Json.Read("\"\\u0061" + new string('x', 4000) + "\"", (ref r) => JsonText.Length(ref r)));

    private static RecordFaultException Fault<T>(string json, Json.Reading<T> reading) => Assert.Throws<RecordFaultException>(() => { Json.Read(json, reading); });
}
