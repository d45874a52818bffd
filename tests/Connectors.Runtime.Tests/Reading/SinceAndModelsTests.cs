using System.Globalization;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Reading;

public class SinceAndModelsTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 10, 0, 30, TimeSpan.Zero);

    private static readonly SincePlan Plan = new(new PlaceName(Place.Query, "since"), t => t.ToString("HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.FromMinutes(1), true);

    [Theory]
    [InlineData(false, "09:59:30", "09:59:30")]
    [InlineData(true, "09:59:30", null)]
    public async Task The_time_less_the_overlap_is_sent_with_every_request_unless_the_marker_goes_alone(bool alone, string first, string? second)
    {
        var vendor = new ListVendor(PagingKind.Cursor, 3, 2, 2, Tells.Nothing, Alone: alone);
        var handler = vendor.Handler();

        await TestConnector.At(handler).PagesAsync(Source(vendor.Source.Paging), new ReadOptions { Since = Time });

        Assert.Equal([first, second], handler.Requests.Select(r => r.Parameter("since")));
    }

    [Fact]
    public async Task Without_a_time_everything_is_asked_for()
    {
        var vendor = new FakeVendor(Items.Page([]));

        await TestConnector.At(vendor).PagesAsync(Source(new PagingPlan { Kind = PagingKind.None }));

        Assert.Equal("", vendor.Request.Address.Query);
    }

    [Fact]
    public async Task Models_that_are_not_wanted_are_not_mapped()
    {
        var vendor = new FakeVendor(Items.Page(["1"]));

        var page = Assert.Single(await TestConnector.At(vendor).PagesAsync(Items.Source(), new ReadOptions { Models = new HashSet<string> { "others" } }));

        Assert.Empty(page.Records);
        Assert.Equal(1, page.Elements);
    }

    [Fact]
    public async Task The_parents_id_stands_in_the_path_and_reaches_the_mapper()
    {
        var vendor = new FakeVendor(Items.Page(["1"]));
        string? seen = null;
        var source = new ReadSource
        {
            Name = "items",
            ForEach = "parents",
            Mappers = [new RecordMapper { Model = "items", Identify = Items.Mapper.Identify, Map = Map }],
            Request = Items.Get() with { Path = (in RequestScope s) => $"/parents/{Uri.EscapeDataString(s.ParentRemoteId)}/items" },
            Decode = Items.Source().Decode,
        };
        Records.UnifiedRecord Map(ref System.Text.Json.Utf8JsonReader reader, MapContext context)
        {
            seen = context.ParentRemoteId;
            context.CountUnmapped("items.state", "odd");
            return Items.Mapper.Map!(ref reader, context)!;
        }

        var connector = TestConnector.At(vendor);
        await connector.PagesAsync(source, new ReadOptions { ParentRemoteId = "a/7" });
        await connector.PagesAsync(source, new ReadOptions { ParentRemoteId = "a/8" });

        Assert.Equal("/api/parents/a%2F7/items", vendor.Requests[0].PathAndQuery);
        Assert.Equal("a/8", seen);
        Assert.Equal(2, connector.UnmappedValues[("items.state", "odd")]);
    }

    [Fact]
    public async Task The_language_of_the_connection_reaches_the_mapper_and_raw_payloads_are_kept_only_on_demand()
    {
        var seen = new List<(string, bool)>();
        var definition = new ConnectorDefinition
        {
            Descriptor = TestConnector.Define().Descriptor,
            Apis = TestConnector.Define().Apis,
            Language = (in RequestScope s) => s.Connection["subdomain"],
        };
        var source = new ReadSource
        {
            Name = "items",
            Mappers = [new RecordMapper { Model = "items", Identify = Items.Mapper.Identify, Map = Map }],
            Request = Items.Get(),
            Decode = Items.Source().Decode,
        };
        Records.UnifiedRecord Map(ref System.Text.Json.Utf8JsonReader reader, MapContext context)
        {
            seen.Add((Assert.Single(context.Languages), context.KeepRaw));
            return Items.Mapper.Map!(ref reader, context)!;
        }

        foreach (var keep in new[] { true, false })
        {
            await TestConnector.At(new FakeVendor(Items.Page(["1"])), definition).PagesAsync(source, new ReadOptions { KeepRaw = keep });
        }

        Assert.Equal([("acme", true), ("acme", false)], seen);
    }

    private static ReadSource Source(PagingPlan paging) =>
        new() { Name = "items", Mappers = [Items.Mapper], Request = Items.Get(), Paging = paging, Since = Plan, Decode = Items.Source().Decode };
}
