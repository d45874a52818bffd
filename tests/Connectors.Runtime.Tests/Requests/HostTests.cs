using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Requests;

public class HostTests
{
    private static readonly ReadSource ByAddress = Items.Source(new PagingPlan { Kind = PagingKind.NextUrl });

    [Theory]
    [InlineData("https://acme.vendor.example/api/items?page=2")]
    [InlineData("https://files.example/items?page=2")]
    [InlineData("https://eu.cdn.example/items?page=2")]
    [InlineData("/api/items?page=2")]
    [InlineData("?page=2")]
    public async Task The_next_page_may_be_on_a_host_of_the_connector(string next)
    {
        var vendor = Pages(next);

        var ids = await Connector(vendor).IdsAsync(ByAddress);

        Assert.Equal(["1", "2"], ids);
        Assert.Equal("?page=2", vendor.Requests[1].Address.Query);
        Assert.Equal(TestConnector.Secret, vendor.Requests[1].Headers["X-Api-Key"]);
    }

    [Theory]
    [InlineData("https://evil.example/items?page=2", "https://evil.example")]
    [InlineData("http://acme.vendor.example/api/items?page=2", "http://acme.vendor.example")]
    [InlineData("https://acme.vendor.example:8443/api/items", "https://acme.vendor.example:8443")]
    [InlineData("https://acme.vendor.example@evil.example/", "https://evil.example")]
    [InlineData("https://user@acme.vendor.example/api", "https://acme.vendor.example")]
    [InlineData("//evil.example/items", "https://evil.example")]
    [InlineData("https://cdn.example/items", "https://cdn.example")]
    [InlineData("https://evilcdn.example/items", "https://evilcdn.example")]
    [InlineData("file:///etc/passwd", "file://")]
    public async Task An_address_elsewhere_is_a_typed_error_and_is_not_asked(string next, string named)
    {
        var vendor = Pages(next);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Connector(vendor).PagesAsync(ByAddress));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task A_page_is_handed_over_before_its_bad_address_is_reported()
    {
        var vendor = Pages("https://evil.example/items");
        var pages = Connector(vendor).ReadAsync(ByAddress, new ReadOptions()).GetAsyncEnumerator();

        Assert.True(await pages.MoveNextAsync());
        Assert.Equal("1", ((Item)Assert.Single(pages.Current.Records)).Id);
        Assert.NotNull(pages.Current.Resume);
        await Assert.ThrowsAsync<ConnectorException>(async () => await pages.MoveNextAsync());
    }

    [Fact]
    public async Task A_link_header_to_a_foreign_host_is_a_typed_error()
    {
        var vendor = new FakeVendor(_ => Answer.Json(Items.Page(["1"])).With("Link", "<https://evil.example/items?page=2>; rel=\"next\""));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Connector(vendor).PagesAsync(Items.Source(new PagingPlan { Kind = PagingKind.LinkHeader })));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task Plain_http_is_allowed_at_the_base_address_itself()
    {
        var vendor = Pages("http://127.0.0.1:4911/api/items?page=2");
        var connector = TestConnector.At(vendor, options: new ConnectorOptions { BaseAddress = new Uri("http://127.0.0.1:4911/api") });

        Assert.Equal(["1", "2"], await connector.IdsAsync(ByAddress));
    }

    [Fact]
    public async Task Credentials_in_the_query_are_sent_once_and_kept_out_of_the_resume_text()
    {
        var vendor = Pages("https://acme.vendor.example/api/items?page=2&api_key=" + Uri.EscapeDataString(TestConnector.Secret));
        var definition = TestConnector.Define(p => p with { Send = [new SentValue(new PlaceName(Place.Query, "api_key"), [(in RequestScope s) => s.Connection["api_key"]])] });

        var pages = await TestConnector.At(vendor, definition).PagesAsync(ByAddress);

        Assert.Equal("?page=2&api_key=" + Uri.EscapeDataString(TestConnector.Secret), vendor.Requests[1].Address.Query);
        Assert.DoesNotContain("s3cr3t", Decoded(pages[0].Resume!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resume_text_cannot_lead_to_a_foreign_host()
    {
        var first = await TestConnector.At(Pages("https://files.example/items?page=2"), TestConnector.Define(p => p with { Hosts = ["files.example"] })).PagesAsync(ByAddress);
        var vendor = new FakeVendor(Items.Page([]));

        await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(vendor).PagesAsync(ByAddress, new ReadOptions { Resume = first[0].Resume }));

        Assert.Empty(vendor.Requests);
    }

    private static FakeVendor Pages(string next) =>
        new(asked => Answer.Json(asked.Number == 0 ? Items.Page(["1"], $",\"next\":\"{next}\"") : Items.Page(["2"])));

    private static TestConnector Connector(FakeVendor vendor) =>
        TestConnector.At(vendor, TestConnector.Define(p => p with { Hosts = ["files.example", "*.cdn.example"] }));

    private static string Decoded(string resume) =>
        System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(resume.AsSpan(2)));
}
