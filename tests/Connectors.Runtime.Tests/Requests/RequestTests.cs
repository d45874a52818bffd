using System.Collections.Immutable;
using System.Text;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Requests;

public class RequestTests
{
    [Fact]
    public async Task The_address_is_base_path_and_query_and_constants_of_the_connector_come_along()
    {
        var asked = await Send(new SentValue(new PlaceName(Place.Query, "q"), Items.Text("a&b=c d/ä")));

        Assert.Equal("https://acme.vendor.example/api/items?q=a%26b%3Dc%20d%2F%C3%A4", asked.Address.AbsoluteUri);
        Assert.Equal(TestConnector.Secret, asked.Headers["X-Api-Key"]);
        Assert.Equal("GET", asked.Method);
        Assert.Equal("application/json", asked.Headers["Accept"]);
        Assert.Equal("gzip, deflate, br", asked.Headers["Accept-Encoding"]);
    }

    [Theory]
    [InlineData(ListStyle.Repeat, "?include=texts&include=a%2Cb")]
    [InlineData(ListStyle.Csv, "?include=texts,a%2Cb")]
    [InlineData(ListStyle.Space, "?include=texts%20a%2Cb")]
    [InlineData(ListStyle.Pipe, "?include=texts%7Ca%2Cb")]
    public async Task A_list_is_written_in_its_style(ListStyle style, string query)
    {
        var asked = await Send(new SentValue(new PlaceName(Place.Query, "include"), [.. Items.Text("texts"), .. Items.Text("a,b")], style));

        Assert.Equal(query, asked.Address.Query);
    }

    [Fact]
    public async Task A_list_without_values_is_not_sent()
    {
        var asked = await Send(new SentValue(new PlaceName(Place.Query, "include"), []));

        Assert.Equal("", asked.Address.Query);
    }

    [Fact]
    public async Task A_placeholder_of_the_path_is_filled_and_escaped()
    {
        var plan = Items.Get("/items/{page}/all") with { Send = [new SentValue(new PlaceName(Place.Path, "page"), Items.Text("2/3?x"))] };

        var asked = await Send(plan);

        Assert.Equal("/api/items/2%2F3%3Fx/all", asked.PathAndQuery);
    }

    [Theory]
    [InlineData("/items/../accounts")]
    [InlineData("/items/.")]
    [InlineData("@evil.example/items")]
    [InlineData(".evil.example/items")]
    public async Task A_path_that_would_lead_elsewhere_is_refused(string path)
    {
        var vendor = new FakeVendor("{}");
        var connector = new TestConnector(
            Root(TestConnector.Define()), TestConnector.Account(), new ConnectorOptions { Retries = 0, Http = new HttpMessageInvoker(vendor) });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => connector.PagesAsync(new() { Name = "items", Mappers = [], Request = Items.Get(path), Decode = Items.Source().Decode }));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task Cookies_share_a_header_and_are_escaped_only_where_they_must_be()
    {
        var asked = await Send(
            new SentValue(new PlaceName(Place.Cookie, "session"), Items.Text("ab=/+c")),
            new SentValue(new PlaceName(Place.Cookie, "tenant"), Items.Text("a;b c")));

        Assert.Equal("session=ab=/+c; tenant=a%3Bb%20c", asked.Headers["Cookie"]);
    }

    [Fact]
    public async Task A_body_is_put_together_from_dotted_paths()
    {
        var plan = Items.Get() with
        {
            Method = HttpMethod.Post,
            Send =
            [
                new SentValue(new PlaceName(Place.Body, "filter.state"), Items.Text("op\"en")),
                new SentValue(new PlaceName(Place.Body, "filter.size"), Items.Text("20"), Body: BodyKind.Literal),
                new SentValue(new PlaceName(Place.Body, "fields"), [.. Items.Text("a"), .. Items.Text("b")]),
            ],
        };

        var asked = await Send(plan);

        Assert.Equal("""{"filter":{"state":"op\u0022en","size":20},"fields":["a","b"]}""", asked.Body);
        Assert.Equal("application/json", asked.Headers["Content-Type"]);
        Assert.Equal("POST", asked.Method);
    }

    [Fact]
    public async Task A_literal_that_is_none_is_refused_without_quoting_it()
    {
        var plan = Items.Get() with { Method = HttpMethod.Post, Send = [new SentValue(new PlaceName(Place.Body, "n"), Items.Text("oops!"), Body: BodyKind.Literal)] };

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Send(plan));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.DoesNotContain("oops", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("schlüssel")]
    public async Task A_header_value_with_a_character_that_none_may_have_is_refused_without_quoting_it(string value)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => Send(new SentValue(new PlaceName(Place.Header, "X-Key"), Items.Text(value))));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.Contains("X-Key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_request_replaces_the_connectors_in_the_same_place()
    {
        var asked = await Send(new SentValue(new PlaceName(Place.Header, "X-Api-Key"), Items.Text("other")));

        Assert.Equal("other", asked.Headers["X-Api-Key"]);
    }

    [Fact]
    public async Task Basic_credentials_are_user_and_password_in_base64()
    {
        var asked = await Authorized(Authorization.Basic((in RequestScope _) => "jürgen", (in RequestScope s) => s.Connection["api_key"]));

        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("jürgen:" + TestConnector.Secret)), asked.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_bearer_token_is_sent_as_it_is()
    {
        var asked = await Authorized(Authorization.Bearer((in RequestScope s) => s.Connection["api_key"]));

        Assert.Equal("Bearer " + TestConnector.Secret, asked.Headers["Authorization"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4911/api/v1.2")]
    [InlineData("http://127.0.0.1:4911/api/v1.2/")]
    public async Task A_base_address_replaces_the_vendors_wholly(string address)
    {
        var vendor = new FakeVendor(Items.Page([]));
        var connector = TestConnector.At(vendor, options: new ConnectorOptions { BaseAddress = new Uri(address) });

        await connector.PagesAsync(Items.Source());

        Assert.Equal("http://127.0.0.1:4911/api/v1.2/items", vendor.Request.Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("acme@evil.example/")]
    [InlineData("evil.example/#")]
    [InlineData("evil.example/?")]
    [InlineData("")]
    public void Connection_values_that_make_no_plain_address_are_refused(string subdomain)
    {
        var connection = TestConnector.Account(new() { ["subdomain"] = subdomain.Length == 0 ? " " : subdomain });

        var error = Assert.Throws<ConnectorException>(() => new TestConnector(TestConnector.Define(), connection, new ConnectorOptions()));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
    }

    private static Task<Asked> Send(params SentValue[] values) => Send(Items.Get() with { Send = [.. values] });

    private static async Task<Asked> Send(RequestPlan plan)
    {
        var vendor = new FakeVendor("{}");
        await TestConnector.At(vendor, TestConnector.Define(p => p with { Check = plan })).CheckAsync();
        return vendor.Request;
    }

    private static async Task<Asked> Authorized(SentValue credentials)
    {
        var vendor = new FakeVendor("{}");
        await TestConnector.At(vendor, TestConnector.Define(p => p with { Send = [credentials], Check = Items.Get() })).CheckAsync();
        return vendor.Request;
    }

    /// <summary>The same definition with a base that has no path, where a bad path could run into the host.</summary>
    private static ConnectorDefinition Root(ConnectorDefinition definition) => new()
    {
        Descriptor = definition.Descriptor,
        Apis = [new ApiPlan((in RequestScope _) => "https://vendor.example")],
        Send = definition.Send,
    };
}
