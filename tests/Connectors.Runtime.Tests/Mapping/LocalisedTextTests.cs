using Connectors.Runtime.Mapping;

namespace Connectors.Runtime.Tests.Mapping;

public class LocalisedTextTests
{
    [Theory]
    [InlineData("""{"fi":"Kokki","sv":"Kock","en":"Cook"}""", "Kock")]
    [InlineData("""{"sv":"Kock","fi":"Kokki","en":"Cook"}""", "Kock")]
    [InlineData("""{"fi":"Kokki","en":"Cook"}""", "Cook")]
    [InlineData("""{"fi":"Kokki","sv":"","en":"Cook"}""", "Cook")]
    [InlineData("""{"fi":"Kokki","sv":null,"en":null}""", "Kokki")]
    [InlineData("""{"de":"Koch","fi":"Kokki"}""", "Koch")]
    [InlineData("""{"de":"","fi":"Kokki"}""", "Kokki")]
    [InlineData("""{"\u0073v":"K\u006fck","en":"Cook"}""", "Kock")]
    [InlineData("""{"sv":"gammal","sv":"Kock"}""", "Kock")]
    [InlineData("""{"en":"old","en":"Cook"}""", "Cook")]
    [InlineData("""{}""", null)]
    [InlineData("""{"sv":""}""", null)]
    [InlineData("null", null)]
    public void The_preferred_language_comes_first_then_english_then_whatever_is_there(string json, string? expected) =>
        Assert.Equal(expected, Read(json, "sv"));

    [Fact]
    public void Without_a_preferred_language_english_comes_first() =>
        Assert.Equal("Cook", Read("""{"fi":"Kokki","en":"Cook"}"""));

    [Fact]
    public void Several_languages_are_tried_in_their_order() =>
        Assert.Equal("Kokki", Read("""{"en":"Cook","fi":"Kokki","de":"Koch"}""", "sv", "fi", "de"));

    [Fact]
    public void A_plain_text_where_texts_by_language_are_expected_is_a_fault() =>
        Assert.Throws<RecordFaultException>(() => Read("\"Cook\"", "sv"));

    [Fact]
    public void A_number_among_the_texts_is_a_fault_when_it_would_be_taken() =>
        Assert.Throws<RecordFaultException>(() => Read("""{"sv":7}""", "sv"));

    private static string? Read(string json, params string[] languages) =>
        Json.Read(json, (ref r) => LocalisedText.Read(ref r, new MapContext { Languages = languages }, "title"));
}
