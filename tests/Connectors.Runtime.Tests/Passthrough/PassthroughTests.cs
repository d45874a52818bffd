using System.Net;
using System.Text;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Passthrough;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Passthrough;

public class PassthroughTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);

    [Fact]
    public async Task A_request_carries_what_the_caller_sends_and_what_authenticates_the_account()
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"id":7}""", 201).With("X-Request-Id", "r1"));
        var request = Request("post", "/jobs") with { Data = new PassthroughJson("""{"title":"Café"}"""u8.ToArray()), Headers = Of(("X-Trace", "t1"), ("user-agent", "mine/2")) };

        var reply = await TestConnector.At(vendor).PassthroughAsync(request);

        var asked = vendor.Request;
        Assert.Equal(("POST", """{"title":"Café"}""", "application/json"), (asked.Method, asked.Body, asked.Headers["Content-Type"]));
        Assert.Equal((TestConnector.Secret, "t1", "mine/2"), (asked.Headers["X-Api-Key"], asked.Headers["X-Trace"], asked.Headers["User-Agent"]));
        Assert.Equal((201, "https://acme.vendor.example/api/jobs", "application/json", """{"id":7}"""), (reply.Status, reply.Url, reply.ContentType, reply.ReadText()));
        Assert.Equal(["r1"], reply.Headers["x-request-id"]);
    }

    [Theory]
    [InlineData(null, "text/plain; charset=utf-8")]
    [InlineData("application/x-www-form-urlencoded", "application/x-www-form-urlencoded")]
    public async Task A_text_is_sent_as_it_stands(string? type, string sent)
    {
        var vendor = new FakeVendor("{}");

        await TestConnector.At(vendor).PassthroughAsync(Request("PUT", "/a") with { Data = new PassthroughText("a=1&b=é"), Headers = type is null ? Of() : Of(("content-type", type)) });

        Assert.Equal(("a=1&b=é", sent), (vendor.Request.Body, vendor.Request.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("Authorization", "Bearer mine")]
    [InlineData("x-api-key", "mine")]
    [InlineData("Cookie", "session=mine")]
    [InlineData("Host", "other.example")]
    [InlineData("Content-Length", "0")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "X-Api-Key")]
    [InlineData("Proxy-Authorization", "Basic mine")]
    [InlineData("Upgrade", "h2c")]
    [InlineData("Accept-Encoding", "zstd")]
    [InlineData("X-A", "a\r\nX-Api-Key: mine")]
    [InlineData("X-A", "a\nb")]
    [InlineData("X-A", "ä")]
    [InlineData("X-A\r\nX-Api-Key", "mine")]
    [InlineData("X A", "a")]
    [InlineData("", "a")]
    public async Task A_header_that_is_not_the_callers_to_set_is_refused_and_not_repeated(string name, string value)
    {
        var vendor = new FakeVendor("{}");
        var definition = TestConnector.Define(p => p with { Auth = [new ConstantAuth { Sent = [.. p.Send] }], Send = [] });

        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(vendor, definition).PassthroughAsync(Request("GET", "/jobs") with { Headers = Of((name, value)) }));

        Assert.StartsWith("headers", Assert.Single(error.Findings).Path, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task A_constant_of_the_spec_gives_way_but_a_key_among_the_constants_does_not()
    {
        var vendor = new FakeVendor("{}");
        var definition = TestConnector.Define(p => p with { Send = [.. p.Send, new SentValue(new PlaceName(Place.Header, "X-Version"), Items.Text("7"))] });

        await TestConnector.At(vendor, definition).PassthroughAsync(Request("GET", "/jobs") with { Headers = Of(("x-version", "8")) });
        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(vendor, definition).PassthroughAsync(Request("GET", "/jobs") with { Headers = Of(("X-API-KEY", "mine")) }));

        Assert.Equal("8", vendor.Request.Headers["X-Version"]);
        Assert.Equal("headers.X-API-KEY", Assert.Single(error.Findings).Path);
    }

    [Fact]
    public async Task A_key_in_the_query_is_sent_and_not_shown_and_not_overridden()
    {
        var vendor = new FakeVendor(_ => Answer.Json("{}").With("Location", "https://acme.vendor.example/api/jobs?key=" + Uri.EscapeDataString(TestConnector.Secret)));
        var definition = TestConnector.Define(p => p with { Send = [], Auth = [new ConstantAuth { Sent = [new SentValue(new PlaceName(Place.Query, "key"), [(in RequestScope s) => s.Connection["api_key"]])] }] });

        var reply = await TestConnector.At(vendor, definition).PassthroughAsync(Request("GET", "/jobs?page=2"));
        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(vendor, definition).PassthroughAsync(Request("GET", "/jobs?KEY=mine")));

        Assert.Equal(TestConnector.Secret, vendor.Request.Parameter("key"));
        Assert.Equal("https://acme.vendor.example/api/jobs?key=***&page=2", reply.Url);
        Assert.Equal(["https://acme.vendor.example/api/jobs?key=***"], reply.Headers["Location"]);
        Assert.Equal("params.KEY", Assert.Single(error.Findings).Path);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task What_the_vendor_refuses_is_an_answer(int status)
    {
        var reply = await TestConnector.At(new FakeVendor(_ => Answer.Json("""{"error":"no"}""", status))).PassthroughAsync(Request("POST", "/jobs"));

        Assert.Equal((status, """{"error":"no"}"""), (reply.Status, reply.ReadText()));
    }

    [Theory]
    [InlineData("https://10.0.0.7/jobs")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("//other.example/jobs")]
    [InlineData("https://acme.vendor.example@other.example/")]
    public async Task A_redirect_to_another_host_is_answered_as_it_is_and_nothing_is_sent_there(string location)
    {
        var vendor = new FakeVendor(_ => Answer.Status(302).With("Location", location));
        var definition = TestConnector.Define(p => p with { FollowsRedirects = true });

        var reply = await TestConnector.At(vendor, definition).PassthroughAsync(Request("GET", "/jobs"));

        Assert.Equal((302, true, "https://acme.vendor.example/api/jobs"), (reply.Status, reply.IsRedirect, reply.Url));
        Assert.Equal([location], reply.Headers["Location"]);
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task A_redirect_within_the_vendor_is_followed_where_the_spec_says_so_and_the_last_address_told()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(307).With("Location", "/api/v2/jobs") : Answer.Json("{}"));
        var request = Request("POST", "/jobs") with { Data = new PassthroughText("a") };

        var followed = await TestConnector.At(new Answering(vendor), TestConnector.Define(p => p with { FollowsRedirects = true })).PassthroughAsync(request);
        var refused = await TestConnector.At(new FakeVendor(_ => Answer.Status(307).With("Location", "/api/v2/jobs"))).PassthroughAsync(request);

        Assert.Equal((200, "https://acme.vendor.example/api/v2/jobs"), (followed.Status, followed.Url));
        Assert.Equal(["a", "a"], vendor.Requests.Select(r => r.Body));
        Assert.Equal(307, refused.Status);
    }

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("PUT", 3)]
    [InlineData("DELETE", 3)]
    [InlineData("POST", 1)]
    [InlineData("PATCH", 1)]
    public async Task A_failure_that_passes_is_tried_again_where_that_does_no_harm_and_the_last_answer_given(string method, int times)
    {
        var vendor = new FakeVendor(asked => Answer.Json($$"""{"number":{{asked.Number}}}""", 503), _clock);
        var connector = TestConnector.At(vendor, options: new ConnectorOptions { Clock = _clock, Retries = 2 });

        var reply = await Pump.RunAsync(_clock, () => connector.PassthroughAsync(Request(method, "/jobs")));

        Assert.Equal((503, times), (reply.Status, vendor.Requests.Count));
        Assert.Equal($$"""{"number":{{times - 1}}}""", reply.ReadText());
    }

    [Fact]
    public async Task A_vendor_that_limits_requests_is_asked_again_when_it_says()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(429).With("Retry-After", "7") : Answer.Json("{}"), _clock);
        var connector = TestConnector.At(vendor, options: new ConnectorOptions { Clock = _clock, Retries = 2 });

        var reply = await Pump.RunAsync(_clock, () => connector.PassthroughAsync(Request("POST", "/jobs")));

        Assert.Equal(200, reply.Status);
        Assert.Equal(TimeSpan.FromSeconds(7), vendor.Requests[1].At - vendor.Requests[0].At);
    }

    [Fact]
    public async Task Requests_of_ones_own_count_with_those_of_the_connector()
    {
        var vendor = new FakeVendor(_ => Answer.Json("{}"), _clock);
        var connector = TestConnector.At(vendor, TestConnector.Define(p => p with { Rates = [new RateWindow(1, TimeSpan.FromSeconds(10))], Check = Items.Get() }), new ConnectorOptions { Clock = _clock, Retries = 0 });

        await connector.CheckAsync();
        await Pump.RunAsync(_clock, () => connector.PassthroughAsync(Request("GET", "/jobs")));

        Assert.Equal(TimeSpan.FromSeconds(10), vendor.Requests[1].At - vendor.Requests[0].At);
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_reached_is_an_error_even_after_an_answer()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(503) : throw new HttpRequestException(HttpRequestError.ConnectionError), _clock);
        var connector = TestConnector.At(vendor, options: new ConnectorOptions { Clock = _clock, Retries = 1 });

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Pump.RunAsync(_clock, () => connector.PassthroughAsync(Request("GET", "/jobs"))));

        Assert.Equal((ConnectorError.Unavailable, "GET passthrough/v1"), (error.Error, error.Endpoint));
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(null, 5)]
    public async Task A_reply_is_bounded(int? own, int? connectors)
    {
        var options = new ConnectorOptions { Retries = 0 };
        var connector = TestConnector.At(new FakeVendor(_ => Answer.Bytes(new byte[6])), options: connectors is { } most ? options with { LargestReply = most } : options);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => connector.PassthroughAsync(Request("GET", "/jobs") with { LargestReply = own ?? 100 }));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("larger than 5 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_comes_without_cookies_credentials_and_what_belongs_to_the_connection()
    {
        var vendor = new FakeVendor(_ => Answer.Json("{}")
            .With("Set-Cookie", "session=1").With("Connection", "close").With("Keep-Alive", "timeout=5").With("X-Api-Key", TestConnector.Secret).With("X-Echo", "key " + TestConnector.Secret).With("X-Two", "a").With("X-Two", "b"));

        var reply = await TestConnector.At(vendor).PassthroughAsync(Request("GET", "/jobs"));

        Assert.Equal(["Content-Type", "X-Echo", "X-Two"], reply.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["key ***"], reply.Headers["X-Echo"]);
        Assert.Equal(["a", "b"], reply.Headers["X-Two"]);
    }

    [Fact]
    public async Task A_body_in_which_the_vendor_says_credentials_back_comes_without_them()
    {
        var vendor = new FakeVendor($$$"""{"headers":{"X-Api-Key":"{{{TestConnector.Secret}}}"},"next":"/jobs?key={{{Uri.EscapeDataString(TestConnector.Secret)}}}"}""");

        var reply = await TestConnector.At(vendor).PassthroughAsync(Request("GET", "/echo"));

        Assert.Equal("""{"headers":{"X-Api-Key":"***"},"next":"/jobs?key=***"}""", reply.ReadText());
    }

    [Fact]
    public async Task A_body_is_decompressed_and_otherwise_left_alone()
    {
        byte[] bytes = [0xFF, 0xD8, 0, 1, 2];
        using var zipped = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        var reply = await TestConnector.At(new FakeVendor(_ => Answer.Bytes(zipped.ToArray(), "image/jpeg", "gzip"))).PassthroughAsync(Request("GET", "/photo"));
        var latin = await TestConnector.At(new FakeVendor(_ => Answer.Bytes(Encoding.Latin1.GetBytes("é"), "text/plain; charset=iso-8859-1"))).PassthroughAsync(Request("GET", "/text"));

        Assert.Equal(bytes, reply.Body.ToArray());
        Assert.DoesNotContain("Content-Encoding", reply.Headers.Keys);
        Assert.Equal("é", latin.ReadText());
    }

    [Fact]
    public async Task A_form_has_texts_and_files_by_the_names_that_the_caller_gives()
    {
        var vendor = new FakeVendor("{}");
        PassthroughPart[] parts =
        [
            new("a.b[0]") { Text = "one" },
            new("tag") { Text = "x" },
            new("tag") { Text = "" },
            new("file") { File = new PassthroughFile("cv.txt") { ContentType = "text/plain", Data = Convert.ToBase64String("hello"u8) } },
        ];

        await TestConnector.At(vendor).PassthroughAsync(Request("POST", "/upload") with { Data = new PassthroughForm([.. parts]) });

        var body = vendor.Request.Body!;
        Assert.StartsWith("multipart/form-data; boundary=", vendor.Request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("name=\"a.b[0]\"\r\n\r\none\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"tag\"\r\n\r\nx\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"tag\"\r\n\r\n\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"file\"; filename=\"cv.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_by_address_is_fetched_from_the_public_internet_alone()
    {
        var (vendor, files) = (new FakeVendor("{}"), new FakeVendor(_ => Answer.Bytes("hello"u8.ToArray(), "text/plain")));
        var connector = TestConnector.At(vendor, options: new ConnectorOptions { Retries = 0, FileHttp = new HttpMessageInvoker(files) });
        PassthroughRequest With(string address) => Request("POST", "/upload") with { Data = new PassthroughForm([new("file") { File = new PassthroughFile("cv.txt") { DataUrl = address } }]) };

        await connector.PassthroughAsync(With("https://files.example/cv"));
        var error = await Assert.ThrowsAsync<InputRefusedException>(() => connector.PassthroughAsync(With("http://169.254.169.254/latest")));

        Assert.Contains("filename=\"cv.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n", vendor.Request.Body, StringComparison.Ordinal);
        Assert.Equal(("multipart_form_data[0].value.data_url", FindingKind.Unreachable), (error.Findings[0].Path, error.Findings[0].Kind));
        Assert.DoesNotContain("169.254", error.Message, StringComparison.Ordinal);
        Assert.Single(files.Requests);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var vendor = new FakeVendor("{}");
        var request = Request("TRACE", "//other.example") with
        {
            Headers = Of(("Host", "other.example"), ("Content-Type", "text/plain")),
            Options = Of(("operation_name", "Find")),
            Data = new PassthroughForm([new("a"), new("") { Text = "b" }, new("f") { File = new PassthroughFile("") { Data = "!" } }]),
        };

        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(vendor).PassthroughAsync(request));

        Assert.Equal(
            ["method", "path", "headers.Host", "headers.Content-Type", "api_options", "multipart_form_data[0].value", "multipart_form_data[1].name", "multipart_form_data[2].value.name", "multipart_form_data[2].value.data"],
            error.Findings.Select(f => f.Path));
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task An_api_that_the_spec_does_not_name_is_refused_with_those_it_does()
    {
        var error = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(new FakeVendor("{}")).PassthroughAsync(Request("GET", "/") with { Api = "v9" }));
        var none = await Assert.ThrowsAsync<InputRefusedException>(() => TestConnector.At(new FakeVendor("{}"), TestConnector.Define(p => p with { Passthrough = [] })).PassthroughAsync(Request("GET", "/")));

        Assert.Equal("Test has v1.", Assert.Single(error.Findings).Reason);
        Assert.Contains("no API", Assert.Single(none.Findings).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_api_without_authentication_gets_no_credentials_and_may_get_the_callers()
    {
        var vendor = new FakeVendor("{}");
        var open = new ApiPlan((in RequestScope _) => "https://careers.vendor.example") { Auth = [] };
        var definition = TestConnector.Define(p => p with { OtherApis = [open], Auth = [new ConstantAuth { Sent = [.. p.Send] }], Send = [], Passthrough = [new("open", 1)] });

        await TestConnector.At(vendor, definition).PassthroughAsync(Request("GET", "/feed") with { Api = "open", Headers = Of(("Authorization", "Bearer mine")) });

        Assert.Equal("https://careers.vendor.example/feed", vendor.Request.Address.AbsoluteUri);
        Assert.Equal("Bearer mine", vendor.Request.Headers["Authorization"]);
        Assert.DoesNotContain("X-Api-Key", vendor.Request.Headers.Keys);
    }

    private static PassthroughRequest Request(string method, string path) => new() { Api = "v1", Method = method, Path = path };

    private static Dictionary<string, string> Of(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);

    /// <summary>Says which request a reply answers, as a connection does.</summary>
    private sealed class Answering(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            response.RequestMessage = request;
            return response;
        }
    }
}
