using System.Globalization;
using Connectors.Server.Layout;

namespace Connectors.Server.Tests.Layout;

public class FilterTextTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31Z", "2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31T08:09:10", "2026-01-31T08:09:10Z")]
    [InlineData("2026-01-31T08:09:10.5Z", "2026-01-31T08:09:10.5Z")]
    [InlineData("2026-01-31T08:09:10.123456789Z", "2026-01-31T08:09:10.1234567Z")]
    [InlineData("2026-01-31T08:09:10.123456789012345678901", "2026-01-31T08:09:10.1234567Z")]
    public void A_time_may_have_any_number_of_digits_after_the_second(string text, string time) =>
        Assert.Equal(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), new FilterText("updated_after", text).Time);

    [Theory]
    [InlineData("2026-01-3112")]
    [InlineData("2026-01-31T08:09:10.")]
    [InlineData("2026-01-31T08:09:1012")]
    [InlineData("2026-01-31T08:09:10+01:00")]
    [InlineData("2026-02-31")]
    [InlineData("2026-01-31ZZ")]
    [InlineData("\u0662026-01-31")]
    public void What_is_no_time_in_UTC_is_refused(string text) => Assert.Throws<WrongParameterException>(() => new FilterText("updated_after", text).Time);
}
