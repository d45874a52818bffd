using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Reading;

public class LookupTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(1, 30).Select(i => $"{i}")];

    [Fact]
    public async Task Every_element_is_read_with_its_detail_in_the_order_of_the_page()
    {
        var vendor = new DetailVendor(Ids, id => Answer.Json($$"""{"text":"detail {{id}}"}"""));

        var page = Assert.Single(await TestConnector.At(vendor).PagesAsync(Source(skipMissing: false)));

        Assert.Equal(Ids, page.Records.Cast<Item>().Select(r => r.Id));
        Assert.All(page.Records.Cast<Item>(), r => Assert.Equal("detail " + r.Id, r.Detail));
        Assert.Equal(30, page.Elements);
        Assert.Equal(0, page.Skipped);
    }

    [Fact]
    public async Task No_more_lookups_are_under_way_than_the_vendor_allows()
    {
        var vendor = new DetailVendor(Ids, id => Answer.Json("""{"text":"x"}"""), hold: 3);

        var page = Assert.Single(await TestConnector.At(vendor, TestConnector.Define(p => p with { Concurrency = 3 })).PagesAsync(Source(skipMissing: false)));

        Assert.Equal(Ids, page.Records.Cast<Item>().Select(r => r.Id));
        Assert.Equal(3, vendor.MostAtOnce);
    }

    [Theory]
    [InlineData(true, 29, 1)]
    [InlineData(false, 30, 0)]
    public async Task A_detail_that_is_not_there_leaves_the_element_out_or_as_the_list_gave_it(bool skip, int records, int skipped)
    {
        var vendor = new DetailVendor(Ids, id => id == "7" ? Answer.Status(404) : Answer.Json("""{"text":"x"}"""));

        var page = Assert.Single(await TestConnector.At(vendor).PagesAsync(Source(skip)));

        Assert.Equal(records, page.Records.Count);
        Assert.Equal(skipped, page.Skipped);
        Assert.Null(page.Records.Cast<Item>().FirstOrDefault(r => r.Id == "7")?.Detail);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(204)]
    public async Task A_record_whose_own_detail_is_not_there_is_gone_where_the_spec_says_so(int status)
    {
        var vendor = new DetailVendor(Ids, id => id == "7" ? Answer.Status(status) : Answer.Json("""{"text":"x"}"""));

        var page = Assert.Single(await TestConnector.At(vendor).PagesAsync(Source(MissingDetail.Delete)));

        Assert.Equal("7", Assert.Single(page.Gone).Key.First);
        Assert.Equal((29, 0), (page.Records.Count, page.Skipped));
    }

    [Theory]
    [InlineData(MissingDetail.Delete, 2, 0)]
    [InlineData(MissingDetail.Keep, 2, 0)]
    [InlineData(MissingDetail.Skip, 0, 2)]
    public async Task A_record_without_an_address_of_its_detail_is_never_gone(MissingDetail missing, int records, int skipped)
    {
        var vendor = new FakeVendor(Items.Page(["1", "2"]));

        var page = Assert.Single(await TestConnector.At(vendor).PagesAsync(Source(missing, l => l with { ByAddress = true, Facts = _ => new LookupFacts(null, null) })));

        Assert.Empty(page.Gone);
        Assert.Equal((records, skipped), (page.Records.Count, page.Skipped));
        Assert.Single(vendor.Requests);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(204)]
    public async Task That_there_is_no_reply_for_several_records_says_nothing_of_any_one(int status)
    {
        var page = await BatchAsync(MissingDetail.Delete, Answer.Status(status));

        Assert.Empty(page.Gone);
        Assert.Equal((0, 3), (page.Records.Count, page.Skipped));
    }

    [Theory]
    [InlineData("""{"details":[{"id":"1","text":"x"},{"id":"3","text":"x"}]}""", "2")]
    [InlineData("""{"details":[]}""", "1 2 3")]
    public async Task A_record_that_a_list_of_details_lacks_is_gone_where_the_spec_says_so(string reply, string gone)
    {
        var page = await BatchAsync(MissingDetail.Delete, Answer.Json(reply));

        Assert.Equal(gone, string.Join(' ', page.Gone.Select(g => g.Key.First)));
        Assert.Equal(0, page.Skipped);
    }

    [Fact]
    public async Task A_detail_that_is_no_json_sets_its_record_aside_and_the_others_arrive()
    {
        var vendor = new DetailVendor(Ids, id => id == "7" ? Answer.Text("<html/>", "text/html") : Answer.Json("""{"text":"x"}"""));

        var page = Assert.Single(await TestConnector.At(vendor).PagesAsync(Source(skipMissing: true)));

        Assert.Equal(29, page.Records.Count);
        var aside = Assert.Single(page.SetAside);
        Assert.Equal("7", aside.Key?.First);
        Assert.Contains("HTML", aside.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_element_without_an_id_is_set_aside_and_not_looked_up()
    {
        var vendor = new FakeVendor(asked => Answer.Json(asked.Number == 0 ? """{"items":[{"name":"x"},{"id":"2"}]}""" : """{"text":"x"}"""));

        var page = Assert.Single(await TestConnector.At(vendor).PagesAsync(Source(skipMissing: true)));

        Assert.Single(page.Records);
        Assert.Single(page.SetAside);
        Assert.Equal(2, vendor.Requests.Count);
    }

    [Fact]
    public async Task A_lookup_that_is_refused_ends_the_read_and_no_request_outlives_it()
    {
        var vendor = new DetailVendor(Ids, id => id == "2" ? Answer.Status(403) : Answer.Json("""{"text":"x"}"""));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(vendor).PagesAsync(Source(skipMissing: true)));
        var asked = vendor.Asked;

        Assert.Equal(ConnectorError.Permission, error.Error);
        Assert.Equal("GET /items/{id}", error.Endpoint);
        Assert.InRange(asked, 3, 10);
        Assert.Equal(0, vendor.AtOnce);
    }

    private static async Task<ReadPage> BatchAsync(MissingDetail missing, HttpResponseMessage reply)
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Json(Items.Page(["1", "2", "3"])) : reply);
        var batch = new BatchPlan(new PlaceName(Place.Query, "ids"), 20, "details", "id");
        return Assert.Single(await TestConnector.At(vendor).PagesAsync(Source(missing, l => l with { Request = Items.Get("/details"), Batch = batch })));
    }

    private static ReadSource Source(bool skipMissing) => Source(skipMissing ? MissingDetail.Skip : MissingDetail.Keep);

    private static ReadSource Source(MissingDetail missing, Func<LookupPlan, LookupPlan>? change = null) => new()
    {
        Name = "items",
        Mappers = [Items.Mapper],
        Request = Items.Get(),
        Decode = Items.Source().Decode,
        Lookup = (change ?? (l => l))(new LookupPlan(Items.Get() with { Path = (in RequestScope s) => "/items/" + Uri.EscapeDataString(s.RecordRemoteId), Endpoint = "/items/{id}" }, missing)),
    };

    /// <summary>A list of ids and a detail for each; the first so many wait for each other.</summary>
    private sealed class DetailVendor(string[] ids, Func<string, HttpResponseMessage> detail, int hold = 0) : HttpMessageHandler
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int AtOnce { get; private set; }

        public int MostAtOnce { get; private set; }

        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var last = request.RequestUri!.Segments[^1];
            if (last == "items")
            {
                Asked++;
                return Answer.Json(Items.Page(ids));
            }

            bool waits;
            lock (_lock)
            {
                Asked++;
                MostAtOnce = Math.Max(MostAtOnce, ++AtOnce);
                waits = Asked - 1 <= hold;
                if (AtOnce == hold)
                {
                    _full.TrySetResult();
                }
            }

            if (waits)
            {
                await _full.Task.WaitAsync(cancellationToken);
            }

            await Task.Yield();
            lock (_lock)
            {
                AtOnce--;
            }

            return detail(last);
        }
    }
}
