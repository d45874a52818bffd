using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Reading;

public class PagingTests
{
    private static readonly PlaceName At = new(Place.Query, "at");

    [Fact]
    public async Task Page_numbers_are_counted_up_and_the_size_goes_along()
    {
        var vendor = new ListVendor(PagingKind.Number, 5, 2, 2, Tells.Last, First: 0);
        var handler = vendor.Handler();

        await TestConnector.At(handler).PagesAsync(vendor.Source);

        Assert.Equal(["?size=2&at=0", "?size=2&at=1", "?size=2&at=2"], handler.Requests.Select(r => r.Address.Query));
    }

    [Fact]
    public async Task An_offset_moves_by_what_arrived_not_by_what_was_asked_for()
    {
        var vendor = new ListVendor(PagingKind.Offset, 5, Size: 100, Cap: 2, Tells.Total);
        var handler = vendor.Handler();

        Assert.Equal(vendor.All, await TestConnector.At(handler).IdsAsync(vendor.Source));
        Assert.Equal(["0", "2", "4"], handler.Requests.Select(r => r.Parameter("at")));
    }

    [Fact]
    public async Task A_cursor_is_sent_back_and_the_first_request_has_none()
    {
        var vendor = new ListVendor(PagingKind.Cursor, 3, 2, 2, Tells.Nothing);
        var handler = vendor.Handler();

        await TestConnector.At(handler).PagesAsync(vendor.Source);

        Assert.Equal(["?size=2", "?size=2&at=c-2"], handler.Requests.Select(r => r.Address.Query));
    }

    [Fact]
    public async Task Where_the_marker_goes_alone_nothing_else_of_the_request_is_repeated()
    {
        var vendor = new ListVendor(PagingKind.Cursor, 3, 2, 2, Tells.Nothing, Alone: true);
        var handler = vendor.Handler();
        var source = Change(vendor.Source, Items.Get() with { Send = [new SentValue(new PlaceName(Place.Query, "include"), Items.Text("texts"))] });

        await TestConnector.At(handler).PagesAsync(source);

        Assert.Equal(["?include=texts&size=2", "?at=c-2"], handler.Requests.Select(r => r.Address.Query));
        Assert.All(handler.Requests, r => Assert.Equal(TestConnector.Secret, r.Headers["X-Api-Key"]));
    }

    [Fact]
    public async Task A_marker_in_a_json_body_is_a_number_where_it_counts()
    {
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page(asked.Number == 0 ? ["1"] : [])));
        var paging = new PagingPlan { Kind = PagingKind.Number, Marker = new PlaceName(Place.Body, "paging.page"), First = 1, SizeAt = new PlaceName(Place.Body, "paging.size"), Size = 10 };

        await TestConnector.At(vendor).PagesAsync(Change(Items.Source(paging), Items.Get() with { Method = HttpMethod.Post }));

        Assert.Equal(["""{"paging":{"size":10,"page":1}}""", """{"paging":{"size":10,"page":2}}"""], vendor.Requests.Select(r => r.Body));
    }

    [Fact]
    public async Task A_short_page_ends_a_list_that_says_nothing_only_where_the_spec_says_so()
    {
        var vendor = new ListVendor(PagingKind.Keyset, 3, 2, 2, Tells.Nothing);
        var (stopping, patient) = (vendor.Handler(), vendor.Handler());

        await TestConnector.At(stopping).PagesAsync(vendor.Source);
        await TestConnector.At(patient).PagesAsync(Items.Source(vendor.Source.Paging with { StopsShort = false }));

        Assert.Equal(2, stopping.Requests.Count);
        Assert.Equal(3, patient.Requests.Count);
    }

    [Fact]
    public async Task What_a_reply_says_outright_counts_more_than_a_short_page()
    {
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page([$"{asked.Number}"], asked.Number < 2 ? ",\"more\":true" : ",\"more\":false,\"total\":99")));
        var paging = new PagingPlan { Kind = PagingKind.Number, Marker = At, Size = 10, StopsShort = true };

        Assert.Equal(["0", "1", "2"], await TestConnector.At(vendor).IdsAsync(Items.Source(paging)));
    }

    [Fact]
    public async Task The_total_of_the_vendor_is_handed_on()
    {
        var vendor = new ListVendor(PagingKind.Offset, 5, 2, 2, Tells.Total);

        Assert.All(await TestConnector.At(vendor.Handler()).PagesAsync(vendor.Source), p => Assert.Equal(5, p.Total));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AB")]
    [InlineData("ABCDEFG")]
    [InlineData("XYZABC", 3)]
    public async Task A_cursor_seen_twice_is_a_typed_error(string cursors, int back = 0)
    {
        string Cursor(int n) => cursors[n < cursors.Length ? n : back + ((n - cursors.Length) % (cursors.Length - back))].ToString();
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page([$"{asked.Number}"], $",\"next\":\"{Cursor(asked.Number)}\"")));

        var error = await Fails(vendor, new PagingPlan { Kind = PagingKind.Cursor, Marker = At });

        Assert.Contains("given before", error.Message, StringComparison.Ordinal);
        Assert.True(vendor.Requests.Count <= 3 * (cursors.Length + 1), $"{vendor.Requests.Count} requests");
    }

    [Theory]
    [InlineData(PagingKind.NextUrl)]
    [InlineData(PagingKind.LinkHeader)]
    [InlineData(PagingKind.HeaderToken)]
    [InlineData(PagingKind.Keyset)]
    public async Task A_marker_seen_twice_is_a_typed_error_in_every_way_of_paging(PagingKind kind)
    {
        var vendor = new FakeVendor(_ => Answer.Json(Items.Page(["1"], kind == PagingKind.NextUrl ? ",\"next\":\"/api/items?at=1\"" : ""))
            .With("Link", "</api/items?at=1>; rel=next").With("X-Next", "1"));

        var error = await Fails(vendor, new PagingPlan { Kind = kind, Marker = kind is PagingKind.HeaderToken or PagingKind.Keyset ? At : null, FromHeader = kind == PagingKind.HeaderToken ? "X-Next" : null });

        Assert.Contains("given before", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, vendor.Requests.Count);
    }

    [Fact]
    public async Task A_circle_is_noticed_even_by_a_read_that_is_broken_off_and_resumed_again_and_again()
    {
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page(["1"], $",\"next\":\"{"ABC"[asked.Number % 3]}\"")));
        var source = Items.Source(new PagingPlan { Kind = PagingKind.Cursor, Marker = At });
        string? resume = null;

        async Task TwoPages()
        {
            await using var pages = TestConnector.At(vendor).ReadAsync(source, new ReadOptions { Resume = resume }).GetAsyncEnumerator();
            await pages.MoveNextAsync();
            await pages.MoveNextAsync();
            resume = pages.Current.Resume;
        }

        await Assert.ThrowsAsync<ConnectorException>(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await TwoPages();
            }
        });
        Assert.InRange(vendor.Requests.Count, 4, 12);
    }

    [Fact]
    public async Task Empty_pages_without_end_are_a_typed_error()
    {
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page([], $",\"next\":\"{asked.Number}\"")));

        var error = await Fails(vendor, new PagingPlan { Kind = PagingKind.Cursor, Marker = At });

        Assert.Contains("10 pages in a row brought nothing new", error.Message, StringComparison.Ordinal);
        Assert.Equal(10, vendor.Requests.Count);
    }

    [Fact]
    public async Task Some_empty_pages_in_between_are_passed_over()
    {
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page(asked.Number % 9 == 8 ? [$"{asked.Number}"] : [], asked.Number < 26 ? $",\"next\":\"{asked.Number}\"" : "")));

        Assert.Equal(["8", "17", "26"], await TestConnector.At(vendor).IdsAsync(Items.Source(new PagingPlan { Kind = PagingKind.Cursor, Marker = At })));
    }

    [Fact]
    public async Task A_vendor_that_ignores_the_page_number_is_found_out()
    {
        var vendor = new FakeVendor(_ => Answer.Json(Items.Page(["1", "2"])));

        var error = await Fails(vendor, new PagingPlan { Kind = PagingKind.Number, Marker = At });

        Assert.Contains("nothing new", error.Message, StringComparison.Ordinal);
        Assert.Equal(11, vendor.Requests.Count);
    }

    [Fact]
    public async Task A_page_that_comes_twice_by_mistake_is_no_error()
    {
        var vendor = new FakeVendor(asked => Answer.Json(asked.Number > 2 ? Items.Page([]) : Items.Page([$"{asked.Number / 2}"])));

        Assert.Equal(["0", "0", "1"], await TestConnector.At(vendor).IdsAsync(Items.Source(new PagingPlan { Kind = PagingKind.Number, Marker = At })));
    }

    [Fact]
    public async Task More_pages_than_a_read_may_have_are_a_typed_error()
    {
        var vendor = new FakeVendor(asked => Answer.Json(Items.Page([$"{asked.Number}"])));
        var connector = TestConnector.At(vendor, options: new ConnectorOptions { Retries = 0, MostPages = 7 });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => connector.PagesAsync(Items.Source(new PagingPlan { Kind = PagingKind.Number, Marker = At })));

        Assert.Contains("more than 7 pages", error.Message, StringComparison.Ordinal);
        Assert.Equal(7, vendor.Requests.Count);
    }

    [Theory]
    [InlineData(PagingKind.Cursor)]
    [InlineData(PagingKind.Keyset)]
    [InlineData(PagingKind.Offset)]
    public async Task More_without_a_way_to_ask_for_it_is_a_typed_error(PagingKind kind)
    {
        var error = await Fails(new FakeVendor(Items.Page([], ",\"more\":true")), new PagingPlan { Kind = kind, Marker = At });

        Assert.Contains("not how to ask for it", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("1.e30")]
    [InlineData("2.W10")]
    [InlineData("nonsense")]
    public async Task A_resume_text_that_is_none_is_refused(string resume) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TestConnector.At(new FakeVendor("{}")).PagesAsync(Items.Source(), new ReadOptions { Resume = resume }));

    [Fact]
    public async Task A_resume_text_of_another_source_is_refused()
    {
        var vendor = new ListVendor(PagingKind.Number, 5, 2, 2, Tells.Nothing);
        var pages = await TestConnector.At(vendor.Handler()).PagesAsync(vendor.Source);
        var other = new ReadSource { Name = "others", Mappers = [], Request = Items.Get(), Decode = vendor.Source.Decode };

        await Assert.ThrowsAsync<ArgumentException>(() => TestConnector.At(vendor.Handler()).PagesAsync(other, new ReadOptions { Resume = pages[0].Resume }));
    }

    [Fact]
    public void A_source_that_is_read_per_parent_needs_one()
    {
        var source = new ReadSource { Name = "items", ForEach = "parents", Mappers = [], Request = Items.Get(), Decode = Items.Source().Decode };

        Assert.Throws<ArgumentException>(() => TestConnector.At(new FakeVendor("{}")).ReadAsync(source, new ReadOptions()));
    }

    [Theory]
    [InlineData("<https://a/?x=1,2>; rel=\"next\"", "https://a/?x=1,2")]
    [InlineData("<a>; rel=prev, <b>; title=\"x, <c>; rel=next\"; rel=\"last next\"", "b")]
    [InlineData("<a>;REL=NEXT", "a")]
    [InlineData("<a>; rel=\"prev\"", null)]
    [InlineData("<a>", null)]
    [InlineData("<a", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_link_header_is_read_as_rfc_8288_says(string? header, string? target) =>
        Assert.Equal(target, LinkHeader.Target(header, "next"));

    private static Task<ConnectorException> Fails(FakeVendor vendor, PagingPlan paging) => FailsAs(TestConnector.At(vendor).PagesAsync(Items.Source(paging)));

    private static async Task<ConnectorException> FailsAs(Task reading)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => reading);
        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Equal("GET /items", error.Endpoint);
        return error;
    }

    private static ReadSource Change(ReadSource source, RequestPlan request) =>
        new() { Name = source.Name, Mappers = source.Mappers, Request = request, Paging = source.Paging, Decode = source.Decode };
}
