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

    private static ReadSource Source(bool skipMissing) => new()
    {
        Name = "items",
        Mappers = [Items.Mapper],
        Request = Items.Get(),
        Decode = Items.Source().Decode,
        Lookup = new LookupPlan(Items.Get() with { Path = (in RequestScope s) => "/items/" + Uri.EscapeDataString(s.RecordRemoteId), Endpoint = "/items/{id}" }, skipMissing ? MissingDetail.Skip : MissingDetail.Keep),
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
