using System.Globalization;
using Connectors.Runtime.Mapping;

namespace Connectors.Runtime.Tests.Mapping;

public class TimeTests
{
    private static readonly TimeFormat Helsinki = TimeFormat.LocalTime("yyyy-MM-dd HH:mm", "Europe/Helsinki");

    [Theory]
    [InlineData("2026-01-15 12:00", "2026-01-15T10:00:00Z")]
    [InlineData("2026-07-15 12:00", "2026-07-15T09:00:00Z")]
    [InlineData("2026-07-15 12:30", "2026-07-15T09:30:00Z")]
    public void A_local_time_follows_the_zone_through_the_year(string text, string expected) => AssertTime(expected, Helsinki, text);

    [Theory]
    [InlineData("2026-03-29 02:59", "2026-03-29T00:59:00Z")]
    [InlineData("2026-03-29 03:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29 03:30", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29 04:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29 04:30", "2026-03-29T01:30:00Z")]
    public void A_time_in_the_gap_moves_on_by_the_gap(string text, string expected) => AssertTime(expected, Helsinki, text);

    [Theory]
    [InlineData("2026-10-25 02:59", "2026-10-24T23:59:00Z")]
    [InlineData("2026-10-25 03:00", "2026-10-25T00:00:00Z")]
    [InlineData("2026-10-25 03:59", "2026-10-25T00:59:00Z")]
    [InlineData("2026-10-25 04:00", "2026-10-25T02:00:00Z")]
    public void A_time_that_comes_twice_is_its_first_occurrence(string text, string expected) => AssertTime(expected, Helsinki, text);

    [Theory]
    [InlineData("2026-01-15T12:00:00", "2026-01-15T10:00:00Z")]
    [InlineData("2026-01-15T12:00:00.5", "2026-01-15T10:00:00.5Z")]
    [InlineData("2026-01-15T12:00:00.1234567", "2026-01-15T10:00:00.1234567Z")]
    public void A_fraction_may_be_missing_where_the_format_says_so(string text, string expected) =>
        AssertTime(expected, TimeFormat.LocalTime("yyyy-MM-ddTHH:mm:ss.FFFFFFF", "Europe/Helsinki"), text);

    [Theory]
    [InlineData("2026-01-15T12:00:00", "2026-01-15T10:00:00Z")]
    [InlineData("2026-01-15T12:00:00.25", "2026-01-15T10:00:00.25Z")]
    [InlineData("2026-01-15T12:00:00Z", "2026-01-15T12:00:00Z")]
    [InlineData("2026-01-15T12:00:00.5+01:00", "2026-01-15T11:00:00.5Z")]
    [InlineData("2026-01-15T12:00:00-05:30", "2026-01-15T17:30:00Z")]
    public void Without_a_format_a_local_time_may_have_a_fraction_and_an_offset(string text, string expected) =>
        AssertTime(expected, TimeFormat.LocalTime(null, "Europe/Helsinki"), text);

    [Fact]
    public void Without_a_format_whole_seconds_are_written() =>
        Assert.Equal("2026-01-15T12:00:00", TimeFormat.LocalTime(null, "Europe/Helsinki").Write(new DateTimeOffset(2026, 1, 15, 10, 0, 0, 999, TimeSpan.Zero)));

    [Fact]
    public void A_day_is_remembered_only_where_its_offset_holds()
    {
        // Neighbours of a change, asked for in an order that would show a wrongly remembered offset; and days that share a place in the memory.
        AssertTime("2026-03-28T22:30:00Z", Helsinki, "2026-03-29 00:30");
        AssertTime("2026-03-29T20:30:00Z", Helsinki, "2026-03-29 23:30");
        AssertTime("2026-03-28T10:00:00Z", Helsinki, "2026-03-28 12:00");
        AssertTime("2026-03-30T09:00:00Z", Helsinki, "2026-03-30 12:00");
        AssertTime("2027-08-22T09:00:00Z", Helsinki, "2027-08-22 12:00");
        AssertTime("2026-03-28T10:00:00Z", Helsinki, "2026-03-28 12:00");
    }

    [Fact]
    public void Hours_all_over_the_years_agree_with_the_zone_itself()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
        for (var local = new DateTime(2023, 1, 1); local < new DateTime(2028, 1, 1); local = local.AddHours(7))
        {
            if (!zone.IsInvalidTime(local) && !zone.IsAmbiguousTime(local))
            {
                AssertTime(TimeZoneInfo.ConvertTimeToUtc(local, zone).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Helsinki,
                    local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void A_date_is_its_first_second_or_its_last()
    {
        AssertTime("2026-05-31T21:00:00Z", TimeFormat.Date("dd.MM.yyyy", "Europe/Helsinki"), "01.06.2026");
        AssertTime("2026-06-01T20:59:59Z", TimeFormat.Date("dd.MM.yyyy", "Europe/Helsinki", endOfDay: true), "01.06.2026");
        AssertTime("2026-03-29T20:59:59Z", TimeFormat.Date(null, "Europe/Helsinki", endOfDay: true), "2026-03-29");
        AssertTime("9999-12-31T21:59:59Z", TimeFormat.Date(null, "Europe/Helsinki", endOfDay: true), "9999-12-31");
        AssertTime("0001-01-01T00:00:00Z", TimeFormat.Date(null, "Europe/Helsinki"), "0001-01-01");
    }

    [Theory]
    [InlineData("2026-02-30 10:00")]
    [InlineData("2026-02-03T10:00")]
    [InlineData("2026-02-03 24:00")]
    [InlineData("2026-02-03 10:0a")]
    [InlineData("tomorrow")]
    [InlineData("0000-01-01 10:00")]
    public void A_text_that_is_no_such_time_is_a_fault_that_names_the_format(string text)
    {
        var fault = Assert.Throws<RecordFaultException>(() => { Read(Helsinki, text); });
        Assert.Equal("expected a local time as yyyy-MM-dd HH:mm, found something else", fault.Reason);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void Nothing_is_no_time(string json) => Assert.Null(Json.Read(json, (ref r) => Helsinki.Read(ref r, "x")));

    [Theory]
    [InlineData("MMMM d, yyyy", "March 5, 2026", "2026-03-05T00:00:00Z")]
    [InlineData("d/M/yyyy", "5/3/2026", "2026-03-05T00:00:00Z")]
    [InlineData("yyyyMMdd", "20260305", "2026-03-05T00:00:00Z")]
    public void Formats_of_any_words_are_read(string format, string text, string expected) => AssertTime(expected, TimeFormat.Date(format, "UTC"), text);

    [Fact]
    public void An_escaped_time_is_read_like_any_other() =>
        Assert.Equal(Read(Helsinki, "2026-01-15 12:00"), Json.Read("\"2026-01-15\\u002012:00\"", (ref r) => Helsinki.Read(ref r, "x")));

    [Fact]
    public void A_time_is_written_in_the_zone_of_the_vendor() =>
        Assert.Equal("2026-07-15 12:00", Helsinki.Write(new DateTimeOffset(2026, 7, 15, 9, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z")]
    [InlineData("2026-03-01T09:00:00+02:00", "2026-03-01T07:00:00Z")]
    [InlineData("2026-03-01T09:00:00.250-05:00", "2026-03-01T14:00:00.25Z")]
    [InlineData("2026-03-01 09:00:00+02:00", "2026-03-01T07:00:00Z")]
    [InlineData("2026-03-01T09:00:00+0200", "2026-03-01T07:00:00Z")]
    public void A_point_in_time_is_read_with_its_offset(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Json.Read($"\"{text}\"", (ref r) => TimeValue.Iso(ref r, "x")));

    [Theory]
    [InlineData("2026-03-01T09:00:00")]
    [InlineData("2026-03-01")]
    [InlineData("soon")]
    public void A_point_in_time_without_an_offset_is_a_fault(string text) =>
        Assert.Throws<RecordFaultException>(() => { Json.Read($"\"{text}\"", (ref r) => TimeValue.Iso(ref r, "x")); });

    [Fact]
    public void Unix_times_are_numbers_or_texts()
    {
        var expected = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(expected, Json.Read("1772355600", (ref r) => TimeValue.UnixSeconds(ref r, "x")));
        Assert.Equal(expected, Json.Read("\"1772355600\"", (ref r) => TimeValue.UnixSeconds(ref r, "x")));
        Assert.Equal(expected.AddMilliseconds(500), Json.Read("1772355600.5", (ref r) => TimeValue.UnixSeconds(ref r, "x")));
        Assert.Equal(expected, Json.Read("1772355600000", (ref r) => TimeValue.UnixMilliseconds(ref r, "x")));
        Assert.Null(Json.Read("null", (ref r) => TimeValue.UnixSeconds(ref r, "x")));
        Assert.Throws<RecordFaultException>(() => { Json.Read("1e18", (ref r) => TimeValue.UnixSeconds(ref r, "x")); });
        Assert.Throws<RecordFaultException>(() => { Json.Read("1e400", (ref r) => TimeValue.UnixSeconds(ref r, "x")); });
    }

    [Fact]
    public void Times_are_written_for_requests()
    {
        var time = new DateTimeOffset(2026, 3, 1, 11, 0, 0, 500, TimeSpan.FromHours(2));
        Assert.Equal("2026-03-01T09:00:00Z", TimeValue.WriteIso(time));
        Assert.Equal("1772355600", TimeValue.WriteUnixSeconds(time));
        Assert.Equal("1772355600500", TimeValue.WriteUnixMilliseconds(time));
        Assert.Equal("01/03/2026", TimeValue.Write(time, "dd'/'MM'/'yyyy"));
    }

    private static void AssertTime(string expected, TimeFormat format, string text) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Read(format, text));

    private static DateTimeOffset? Read(TimeFormat format, string text) => Json.Read($"\"{text}\"", (ref r) => format.Read(ref r, "x"));
}
