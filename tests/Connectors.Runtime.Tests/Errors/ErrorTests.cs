using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Errors;

public class ErrorTests
{
    [Theory]
    [InlineData(400, ConnectorError.InvalidInput)]
    [InlineData(401, ConnectorError.Authentication)]
    [InlineData(403, ConnectorError.Permission)]
    [InlineData(404, ConnectorError.NotFound)]
    [InlineData(410, ConnectorError.NotFound)]
    [InlineData(409, ConnectorError.Conflict)]
    [InlineData(418, ConnectorError.InvalidInput)]
    [InlineData(422, ConnectorError.InvalidInput)]
    [InlineData(408, ConnectorError.Unavailable)]
    [InlineData(429, ConnectorError.RateLimited)]
    [InlineData(500, ConnectorError.Unavailable)]
    [InlineData(503, ConnectorError.Unavailable)]
    [InlineData(304, ConnectorError.UnexpectedPayload)]
    public async Task Where_no_rule_holds_a_status_means_what_http_says(int status, ConnectorError meaning)
    {
        var error = await Fails(Answer.Status(status));

        Assert.Equal(meaning, error.Error);
        Assert.Equal(status, error.Status);
        Assert.Equal("GET /items", error.Endpoint);
        Assert.Equal(meaning is ConnectorError.RateLimited or ConnectorError.Unavailable, error.Transient);
        Assert.Contains($"({status})", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_and_its_host_is_named(int status)
    {
        var vendor = new FakeVendor(_ => Answer.Status(status).With("Location", "https://evil.example/login?key=1"));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(vendor).PagesAsync(Items.Source()));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("https://evil.example ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("login", error.Message, StringComparison.Ordinal);
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task The_rules_of_the_source_come_before_those_of_the_connector_and_the_first_that_holds_decides()
    {
        ReplyRule[] common = [new() { Statuses = [409], Means = ConnectorError.Conflict }];
        ReplyRule[] own =
        [
            new() { Statuses = [409], Tests = [new BodyTest(BodyTestKind.Is, "error.code", "other")], Means = ConnectorError.NotFound },
            new() { Statuses = [409], Tests = [new BodyTest(BodyTestKind.Is, "error.code", "job_closed")], Means = ConnectorError.JobClosed },
        ];

        Assert.Equal(ConnectorError.JobClosed, (await Fails(Answer.Json("""{"error":{"code":"job_closed"}}""", 409), common, own)).Error);
        Assert.Equal(ConnectorError.Conflict, (await Fails(Answer.Json("""{"error":{"code":"?"}}""", 409), common, own)).Error);
    }

    [Theory]
    [InlineData(BodyTestKind.Is, "code", "7", true)]
    [InlineData(BodyTestKind.Is, "code", "8", false)]
    [InlineData(BodyTestKind.Is, "ok", "false", true)]
    [InlineData(BodyTestKind.Has, "tags", "b", true)]
    [InlineData(BodyTestKind.Has, "tags", "c", false)]
    [InlineData(BodyTestKind.Set, "tags", null, true)]
    [InlineData(BodyTestKind.Set, "nothing", null, false)]
    [InlineData(BodyTestKind.Set, "absent", null, false)]
    [InlineData(BodyTestKind.Starts, "errors[0].text", "Job", true)]
    [InlineData(BodyTestKind.Is, "errors[].text", "second", true)]
    [InlineData(BodyTestKind.Is, "errors[key=b].text", "second", true)]
    [InlineData(BodyTestKind.Is, "errors[key=c].text", "second", false)]
    [InlineData(BodyTestKind.Is, "code.deeper", "7", false)]
    public async Task A_rule_looks_into_the_body(BodyTestKind kind, string path, string? value, bool holds)
    {
        const string Body = """{"skip":{"code":1},"code":7,"ok":false,"tags":["a","b"],"nothing":null,"errors":[{"key":"a","text":"Job closed"},{"text":"second","key":"b"}]}""";
        foreach (var negate in new[] { false, true })
        {
            var rule = new ReplyRule { Tests = [new BodyTest(kind, path, value, negate)], Means = ConnectorError.JobClosed };

            var error = await Fails(Answer.Json(Body, 400), [rule]);

            Assert.Equal(holds != negate ? ConnectorError.JobClosed : ConnectorError.InvalidInput, error.Error);
        }
    }

    [Fact]
    public async Task A_rule_that_only_names_the_message_leaves_the_meaning_to_http()
    {
        var rule = new ReplyRule { Tests = [new BodyTest(BodyTestKind.Set, "error.message")], Messages = ["error.message"] };

        var error = await Fails(Answer.Json("""{"error":{"message":"No such key."}}""", 401), [rule]);

        Assert.Equal(ConnectorError.Authentication, error.Error);
        Assert.Equal("No such key.", error.VendorMessage);
        Assert.Contains("No such key.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_stays_one_unless_a_rule_finds_an_error_in_its_body()
    {
        ReplyRule[] rules =
        [
            new() { Messages = ["message"] },
            new() { Means = ConnectorError.Unavailable },
            new() { Tests = [new BodyTest(BodyTestKind.Is, "ok", "false")], Means = ConnectorError.Permission },
        ];
        var connector = TestConnector.At(new FakeVendor("""{"message":"fine","items":[{"id":"1"}]}"""), TestConnector.Define(p => p with { Errors = [.. rules[..1], rules[2]] }));

        Assert.Equal(["1"], await connector.IdsAsync(Items.Source()));
        Assert.Equal(ConnectorError.Permission, (await Fails(Answer.Json("""{"ok":false,"items":[]}"""), [rules[2]])).Error);
        Assert.Equal(["1"], await TestConnector.At(new FakeVendor(Items.Page(["1"])), TestConnector.Define(p => p with { Errors = [rules[1]] })).IdsAsync(Items.Source()));
    }

    [Fact]
    public async Task A_rule_can_make_a_status_an_empty_list()
    {
        var source = With(Items.Source(), new ReplyRule { Statuses = [404], Empty = true });

        var page = Assert.Single(await TestConnector.At(new FakeVendor(_ => Answer.Status(404))).PagesAsync(source));

        Assert.Empty(page.Records);
        Assert.Equal(0, page.Elements);
        Assert.Null(page.Resume);
    }

    [Fact]
    public async Task Refused_fields_are_listed()
    {
        var rule = new ReplyRule { Statuses = [422], Messages = ["error.message"], FieldsEach = "error.fields", FieldPath = "path", FieldMessage = "message" };
        const string Body = """{"error":{"message":"Invalid","fields":[{"path":"email","message":"jo@acme.example is taken"},{"message":"?","path":"phones[0]"}]}}""";

        var error = await Fails(Answer.Json(Body, 422), [rule]);

        Assert.Equal([new FieldError("email", "*** is taken"), new FieldError("phones[0]", "?")], error.Fields);
    }

    [Fact]
    public async Task A_vendors_message_is_shortened_and_secrets_are_taken_out()
    {
        var rule = new ReplyRule { Messages = ["m"] };

        var error = await Fails(Answer.Json($$"""{"m":"The key {{TestConnector.Secret}} is wrong {{new string('y', 900)}}"}""", 401), [rule]);

        Assert.StartsWith("The key *** is wrong yyy", error.VendorMessage, StringComparison.Ordinal);
        Assert.Equal(500, error.VendorMessage!.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Secrets_appear_in_no_exception_and_no_text(int status)
    {
        var escaped = Uri.EscapeDataString(TestConnector.Secret);
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("acme:" + TestConnector.Secret));
        var vendor = new FakeVendor(asked => status == 0
            ? throw new HttpRequestException($"cannot reach {asked.Address.AbsoluteUri} with {basic}", new IOException(TestConnector.Secret))
            : Answer.Text($"<p>{TestConnector.Secret} {escaped} {basic}</p>", "text/html", status).With("Location", $"https://{TestConnector.Secret[..6]}.example/?key={escaped}"));
        var definition = TestConnector.Define(p => p with
        {
            Send =
            [
                Authorization.Basic((in RequestScope s) => s.Connection["subdomain"], (in RequestScope s) => s.Connection["api_key"]),
                new SentValue(new PlaceName(Place.Query, "key"), [(in RequestScope s) => s.Connection["api_key"]]),
            ],
        });
        var connector = TestConnector.At(vendor, definition);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => connector.PagesAsync(Items.Source()));

        var texts = error + connector.Connection.ToString() + connector + string.Join(' ', connector.Connection.Public);
        Assert.All([TestConnector.Secret, escaped, basic], secret => Assert.DoesNotContain(secret, texts, StringComparison.Ordinal));
    }

    private static async Task<ConnectorException> Fails(HttpResponseMessage reply, ReplyRule[]? common = null, ReplyRule[]? own = null) =>
        await Assert.ThrowsAsync<ConnectorException>(() =>
            TestConnector.At(new FakeVendor(_ => reply), TestConnector.Define(p => p with { Errors = [.. common ?? []] })).PagesAsync(With(Items.Source(), own ?? [])));

    private static ReadSource With(ReadSource source, params ReplyRule[] on) =>
        new() { Name = source.Name, Mappers = source.Mappers, Request = source.Request, Paging = source.Paging, Decode = source.Decode, On = [.. on] };
}
