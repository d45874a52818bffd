using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Reading;

/// <summary>Sources that are read several times over: for values, and in windows of time.</summary>
public class PassTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, new[] { "01-01..03-01" })]
    [InlineData(100, new[] { "01-01..03-01" })]
    [InlineData(59, new[] { "01-01..03-01" })]
    [InlineData(30, new[] { "01-01..01-31", "01-31..03-01" })]
    [InlineData(25, new[] { "01-01..01-26", "01-26..02-20", "02-20..03-01" })]
    public async Task Windows_are_no_longer_than_they_may_be_and_reach_the_present(int days, string[] windows)
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"items":[],"total":0}"""));
        var source = Source(since: true, most: TimeSpan.FromDays(days));

        var pages = await Connector(vendor).PagesAsync(source, new ReadOptions { Since = Now.AddDays(-59) });

        Assert.Equal(windows, vendor.Requests.Select(r => Uri.UnescapeDataString(r.Address.Query).Split('=')[1]));
        Assert.All(pages, p => Assert.Null(p.Total));
    }

    [Fact]
    public async Task Without_a_time_there_are_no_windows()
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"items":[],"total":0}"""));

        var page = Assert.Single(await Connector(vendor).PagesAsync(Source(since: true, most: TimeSpan.FromDays(1)), new ReadOptions()));

        Assert.Equal("", vendor.Request.Address.Query);
        Assert.Equal(0, page.Total);
    }

    [Fact]
    public async Task Every_value_has_its_windows_and_a_stop_loses_neither()
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"items":[]}"""));
        var source = Source(since: true, most: TimeSpan.FromDays(40), values: ["a", "b", "a"]);
        var options = new ReadOptions { Since = Now.AddDays(-59) };
        var pages = await Connector(vendor).PagesAsync(source, options);
        string[] all = [.. vendor.Requests.Select(r => Uri.UnescapeDataString(r.Address.Query))];

        Assert.Equal(["?each=a&changed=01-01..02-10", "?each=a&changed=02-10..03-01", "?each=b&changed=01-01..02-10", "?each=b&changed=02-10..03-01"], all);
        for (var i = 0; i < pages.Count - 1; i++)
        {
            var asked = vendor.Requests.Count;
            await Connector(vendor).PagesAsync(source, options with { Resume = pages[i].Resume });
            Assert.Equal(all[(i + 1)..], vendor.Requests.Skip(asked).Select(r => Uri.UnescapeDataString(r.Address.Query)));
        }
    }

    [Fact]
    public async Task A_read_cannot_go_on_with_a_value_that_is_not_there_any_more()
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"items":[]}"""));
        var pages = await Connector(vendor).PagesAsync(Source(values: ["a", "b"]), new ReadOptions());

        await Assert.ThrowsAsync<ArgumentException>(() => Connector(vendor).PagesAsync(Source(values: ["a"]), new ReadOptions { Resume = pages[0].Resume }));
    }

    [Fact]
    public async Task An_answer_without_a_body_ends_a_pass_and_not_the_read()
    {
        var vendor = new FakeVendor(asked => asked.Address.Query == "?each=a" ? new HttpResponseMessage(System.Net.HttpStatusCode.NoContent) : Answer.Json("""{"items":[{"id":"1"}]}"""));

        Assert.Equal(["1"], await Connector(vendor).IdsAsync(Source(values: ["a", "b"])));
    }

    [Fact]
    public async Task An_empty_body_with_another_status_is_no_empty_page()
    {
        var vendor = new FakeVendor(_ => Answer.Json(""));

        Assert.Equal(ConnectorError.UnexpectedPayload, (await Assert.ThrowsAsync<ConnectorException>(() => Connector(vendor).IdsAsync(Source()))).Error);
    }

    private static TestConnector Connector(FakeVendor vendor) =>
        TestConnector.At(vendor, options: new ConnectorOptions { Retries = 0, Clock = new FakeTimeProvider(Now) });

    private static ReadSource Source(bool since = false, TimeSpan most = default, params string[] values)
    {
        var plain = Items.Source();
        var each = new SentValue(new PlaceName(Place.Query, "each"), [(in RequestScope s) => s.Each]);
        return new ReadSource
        {
            Name = plain.Name,
            Mappers = plain.Mappers,
            Decode = plain.Decode,
            Request = plain.Request with { Send = values.Length == 0 ? [] : [each] },
            Each = values.Length == 0 ? null : new EachPlan([.. values.SelectMany(v => Items.Text(v))]),
            Since = !since ? null : new SincePlan(new PlaceName(Place.Query, "changed"), t => t.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero, true)
            {
                Text = (value, until) => $"{value}..{until}",
                Until = new UntilPlan(null, null, most),
            },
        };
    }
}
