using System.Text.Json;

namespace Connectors.Sandbox.Tests;

public sealed class PagingTests
{
    private const int Users = 23;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Page_numbers_start_where_the_spec_says_and_end_at_the_last_page(int first)
    {
        var options = Specs.Users(
            $$""", page: { number: { query: page, first: {{first}} }, size: { query: per, is: 10 }, last: pages, total: total }""",
            "{ name: page, in: query, schema: { type: integer } }, { name: per, in: query, schema: { type: integer, maximum: 10 } }",
            "pages: { type: integer }, total: { type: integer }");
        await using var client = await StartAsync(options);
        var ids = new List<long>();
        for (var page = (long)first; ; page++)
        {
            var reply = await client.GetAsync($"/users?page={page}&per=10", "/users");
            Assert.Equal(Users, reply.GetProperty("total").GetInt64());
            ids.AddRange(Ids(reply));
            if (page >= reply.GetProperty("pages").GetInt64())
            {
                break;
            }
        }

        AssertAll(ids);
    }

    [Fact]
    public async Task Offsets_end_at_the_total()
    {
        var options = Specs.Users(
            ", page: { offset: { query: skip }, size: { query: take, is: 10 }, total: total }",
            "{ name: skip, in: query, schema: { type: integer } }, { name: take, in: query, schema: { type: integer } }",
            "total: { type: integer }");
        await using var client = await StartAsync(options);
        var ids = new List<long>();
        JsonElement reply;
        do
        {
            reply = await client.GetAsync($"/users?skip={ids.Count}&take=10", "/users");
            ids.AddRange(Ids(reply));
        }
        while (ids.Count < reply.GetProperty("total").GetInt64());
        AssertAll(ids);
    }

    [Theory]
    [InlineData("type: string, nullable: true")]
    [InlineData("type: string")]
    [InlineData("type: integer")]
    public async Task A_cursor_is_absent_or_null_on_the_last_page(string schema)
    {
        var options = Specs.Users(
            ", page: { cursor: { query: cursor, from: next }, size: { query: n, is: 10 }, then: alone }",
            $"{{ name: cursor, in: query, schema: {{ {schema.Replace(", nullable: true", "", StringComparison.Ordinal)} }} }}, {{ name: n, in: query, schema: {{ type: integer }} }}",
            $"next: {{ {schema} }}");
        await using var client = await StartAsync(options);
        var ids = new List<long>();
        for (var query = "?n=10"; ;)
        {
            var reply = await client.GetAsync("/users" + query, "/users");
            ids.AddRange(Ids(reply));
            if (!reply.TryGetProperty("next", out var next) || next.ValueKind == JsonValueKind.Null)
            {
                break;
            }

            query = "?cursor=" + Uri.EscapeDataString(next.ToString());
        }

        AssertAll(ids);
        await client.GetAsync("/users?cursor=" + (schema.Contains("string", StringComparison.Ordinal) ? "nonsense" : "0"), "/users", 400);
    }

    [Fact]
    public async Task The_body_gives_the_address_of_the_next_page()
    {
        await using var client = await StartAsync(Specs.Users(", page: { next: links.next }", "", "links: { type: object, properties: { next: { type: string, nullable: true, format: uri } } }"));
        var ids = new List<long>();
        for (var url = "/users"; ;)
        {
            var reply = await client.GetAsync(url, "/users");
            ids.AddRange(Ids(reply));
            if (!reply.GetProperty("links").TryGetProperty("next", out var next) || next.ValueKind == JsonValueKind.Null)
            {
                break;
            }

            url = next.GetString()!;
        }

        Assert.Equal(60, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_link_header_gives_the_address_of_the_next_page_and_keeps_the_parameters()
    {
        await using var client = await StartAsync(Specs.Users(", page: { link: next, size: { query: n, is: 10 } }", "{ name: n, in: query, schema: { type: integer } }"));
        var ids = new List<long>();
        for (string? url = client.At("/users?n=10").AbsoluteUri; url is not null;)
        {
            using var reply = await client.Http.GetAsync(new Uri(url));
            using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
            ids.AddRange(Ids(body.RootElement));
            url = reply.Headers.TryGetValues("Link", out var links) ? links.Single().Split(';')[0].Trim('<', '>') : null;
            Assert.True(url?.Contains("n=10", StringComparison.Ordinal) ?? true);
        }

        AssertAll(ids);
    }

    [Fact]
    public async Task A_header_gives_the_token_of_the_next_page()
    {
        await using var client = await StartAsync(Specs.Users(
            ", page: { cursor: { query: token, from: { header: X-Next } }, size: { query: n, is: 10 } }",
            "{ name: token, in: query, schema: { type: string } }, { name: n, in: query, schema: { type: integer } }"));
        var ids = new List<long>();
        for (string? token = ""; token is not null;)
        {
            using var reply = await client.Http.GetAsync(client.At("/users?n=10" + (token.Length == 0 ? "" : "&token=" + token)));
            using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
            ids.AddRange(Ids(body.RootElement));
            token = reply.Headers.TryGetValues("X-Next", out var tokens) ? tokens.Single() : null;
        }

        AssertAll(ids);
    }

    [Fact]
    public async Task A_keyset_goes_on_after_a_record_that_is_gone()
    {
        await using var client = await StartAsync(Specs.Users(
            ", page: { after: { query: after, from: id }, size: { query: n, is: 10 }, more: more }",
            "{ name: after, in: query, schema: { type: integer } }, { name: n, in: query, schema: { type: integer } }",
            "more: { type: boolean }"));
        var first = Ids(await client.GetAsync("/users?n=10", "/users")).ToList();
        client.Server.Records.Delete("users", 9);
        var second = Ids(await client.GetAsync($"/users?n=10&after={first[^1]}", "/users")).ToList();
        Assert.Equal(first[^1] + 1, second[0]);
        Assert.Equal(10, second.Count);
    }

    [Fact]
    public async Task Without_paging_everything_is_in_one_reply()
    {
        await using var client = await StartAsync(Specs.Users(""));
        Assert.Equal(60, Ids(await client.GetAsync("/users", "/users")).Count());
    }

    [Theory]
    [InlineData("type: string, format: uuid")]
    [InlineData("type: string, example: U-0099")]
    [InlineData("type: string")]
    [InlineData("type: integer")]
    public async Task Ids_have_the_shape_of_the_contract_and_sort_in_the_order_of_the_records(string schema)
    {
        await using var client = await StartAsync(Specs.Users("", id: schema));
        var ids = (await client.GetAsync("/users", "/users")).GetProperty("users").EnumerateArray().Select(u => u.GetProperty("id").ToString()).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(60, ids.Distinct().Count());
        Assert.Equal(ids[41], client.Server.Records.RemoteId("users", 41));
        Assert.Equal(41, client.Server.Records.IndexOf("users", ids[41]));
        Assert.Equal(-1, client.Server.Records.IndexOf("users", "nobody"));
    }

    private static Task<VendorClient> StartAsync(SandboxOptions options) => VendorClient.StartAsync(options with
    {
        Records = new RecordCounts { Models = new Dictionary<string, long> { ["users"] = options.Spec.Sources[0].Paging.SizeAt is null ? 60 : Users } },
    });

    private static IEnumerable<long> Ids(JsonElement reply) => reply.GetProperty("users").EnumerateArray().Select(u => u.GetProperty("id").GetInt64());

    private static void AssertAll(List<long> ids) => Assert.Equal(Enumerable.Range(1001, Users).Select(i => (long)i), ids);
}
