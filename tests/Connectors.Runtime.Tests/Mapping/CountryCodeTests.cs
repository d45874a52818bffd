using Connectors.Runtime.Mapping;

namespace Connectors.Runtime.Tests.Mapping;

public class CountryCodeTests
{
    [Theory]
    [InlineData("Suomi", "FI")]
    [InlineData("suomi", "FI")]
    [InlineData("  FINLAND ", "FI")]
    [InlineData("Finnland", "FI")]
    [InlineData("fi", "FI")]
    [InlineData("FIN", "FI")]
    [InlineData("Deutschland", "DE")]
    [InlineData("Saksa", "DE")]
    [InlineData("Österreich", "AT")]
    [InlineData("ÖSTERREICH", "AT")]
    [InlineData("Åland", "AX")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("United States of America", "US")]
    [InlineData("UK", "GB")]
    [InlineData("Stany Zjednoczone", "US")]
    [InlineData("Atlantis", "Atlantis")]
    [InlineData(" Atlantis ", "Atlantis")]
    public void A_country_is_recognised_or_stays_as_written(string text, string expected)
    {
        Assert.Equal(expected, CountryCode.Of(text));
        Assert.Equal(expected, Json.Read($"\"{text}\"", (ref r) => CountryCode.Read(ref r, "x")));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("null")]
    public void Nothing_is_no_country(string json) => Assert.Null(Json.Read(json, (ref r) => CountryCode.Read(ref r, "x")));

    [Fact]
    public void An_escaped_or_very_long_name_is_read_too()
    {
        Assert.Equal("AX", Json.Read("\"\\u00c5land\"", (ref r) => CountryCode.Read(ref r, "x")));
        Assert.Equal(new string('x', 500), Json.Read($"\"{new string('x', 500)}\"", (ref r) => CountryCode.Read(ref r, "x")));
    }

    [Fact]
    public void Recognising_a_country_allocates_nothing()
    {
        Json.Read("\"Finland\"", (ref r) => CountryCode.Read(ref r, "x"));
        var json = "\"Yhdysvallat\""u8.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new System.Text.Json.Utf8JsonReader(json);
        reader.Read();
        var code = CountryCode.Read(ref reader, "x");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal("US", code);
    }
}
