using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Actions;

/// <summary>Lists that actions and the connect form read are read to their last page, within bounds.</summary>
public sealed class PagedListTests
{
    private const string Member = "member";

    [Fact]
    public async Task Records_are_read_in_as_many_pages_as_the_vendor_counts_from_0()
    {
        await using var played = await PlayedSpec.StartAsync("lists_in_pages");

        var read = await played.ReadAsync("candidates");

        Assert.Equal(250, read.Count);
        Assert.Equal(Enumerable.Range(0, 13).Select(n => $"?size=20&page={n}"), played.Asked.Where(a => a.Target.StartsWith("/v2/people", StringComparison.Ordinal)).Select(a => a.Target[a.Target.IndexOf('?', StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task The_choices_of_all_pages_can_be_chosen()
    {
        await using var played = await PlayedSpec.StartAsync("lists_in_pages", o => o with { Records = new Connectors.Sandbox.RecordCounts { Models = new Dictionary<string, long> { ["choices.member"] = 120 } } });

        var choices = await played.Connector.ListChoicesAsync(Member);

        Assert.Equal(120, choices.Select(c => c.Value).Distinct().Count());
        Assert.Equal(3, played.Asked.Count);
    }

    [Fact]
    public async Task All_files_of_all_pages_are_listed_once()
    {
        await using var played = await PlayedSpec.StartAsync("lists_in_pages");

        var reply = await played.Connector.RunAsync("get_candidate_attachments", $$"""{ "candidate_id": "remote:{{played.Vendor.Records.RemoteId("candidates", 0)}}" }""");

        Assert.InRange(reply.Files!.Count, 6, 8);
        Assert.Equal(reply.Files.Count, reply.Files.Select(f => f.RemoteId).Distinct().Count());
        Assert.Equal(2, played.Asked.Count);
    }

    [Fact]
    public async Task A_person_on_the_last_page_who_is_known_by_another_address_is_found_and_not_made_again()
    {
        var vendor = new ActingVendor(asked => asked switch
        {
            { Method: "POST" } => (201, """{"id":"a1","job":"j1","person":"p9"}"""),
            _ when asked.Line.Contains("page=1", StringComparison.Ordinal) => (200, """{"pages":2,"items":[{"id":"p8","emails":[]},{"id":"p9","emails":[{"address":"old@example.com"},{"address":" ADA@example.com"}]}]}"""),
            _ => (200, """{"pages":2,"items":[{"id":"p7","emails":[{"address":"x@example.com"}]}]}"""),
        });

        await vendor.Connect("lists_in_pages", connect: c => c[Member] = "1").RunAsync("create_candidate", Acting.Apply());

        Assert.Equal(["GET /v2/people?size=50&page=0", "GET /v2/people?size=50&page=1", "POST /v2/applications"], vendor.Lines);
        Assert.Equal("p9", JsonNode.Parse(vendor.Requests[^1].Text)!["person"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_person_on_no_page_is_made()
    {
        await using var played = await PlayedSpec.StartAsync("lists_in_pages");

        await played.Connector.RunAsync("create_candidate", Acting.Apply());

        Assert.Equal(["GET", "GET", "GET", "GET", "GET", "POST", "POST"], played.Asked.Select(a => a.Method));
        Assert.Single(played.Vendor.Received("create_candidate", "person"));
    }

    [Fact]
    public async Task What_is_found_ends_the_search()
    {
        var vendor = new ActingVendor(asked => asked.Method == "POST" ? (201, """{"id":"a1","job":"j1","person":"p7"}""") : (200, """{"pages":9,"items":[{"id":"p7","emails":[{"address":"ada@example.com"}]}]}"""));

        await vendor.Connect("lists_in_pages", connect: c => c[Member] = "1").RunAsync("create_candidate", Acting.Apply());

        Assert.Equal(2, vendor.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_is_too_long_is_an_error_and_nothing_is_made()
    {
        var vendor = new ActingVendor(asked => (200, string.Create(CultureInfo.InvariantCulture, $$"""{"pages":1000000,"items":[{"id":"p{{asked.Number}}"},{"id":"q{{asked.Number}}"}]}""")));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => vendor.Connect("lists_in_pages", o => o with { LongestList = 10 }, c => c[Member] = "1").RunAsync("create_candidate", Acting.Apply()));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Equal(5, vendor.Requests.Count);
        Assert.All(vendor.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Theory]
    [InlineData("""{"next":"c","items":[{"id":1,"name":"One"}]}""")]
    [InlineData("""{"next":"n","items":[]}""")]
    public async Task A_list_that_leads_round_and_round_is_an_error(string page)
    {
        var vendor = new ActingVendor(asked => (200, page.Replace("\"n\"", $"\"n{asked.Number}\"", StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => vendor.Connect("lists_in_pages", connect: c => c[Member] = "1").ListChoicesAsync(Member));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.InRange(vendor.Requests.Count, 2, 12);
    }

    [Fact]
    public async Task A_page_without_its_number_of_pages_as_a_number_is_an_error()
    {
        var vendor = new ActingVendor(_ => (200, """{"pages":"many","items":[{"id":"p1"}]}"""));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => vendor.Connect("lists_in_pages", connect: c => c[Member] = "1").RunAsync("create_candidate", Acting.Apply()));

        Assert.Contains("what the reply has at pages is no whole number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_files_that_fails_gives_none_of_them()
    {
        var vendor = new ActingVendor(asked => asked.Number == 0 ? (200, """{"links":{"next":"/v2/people/c1/files?token=2"},"files":[{"id":"f1"}]}""") : (500, ""));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => vendor.Connect("lists_in_pages", connect: c => c[Member] = "1").RunAsync("get_candidate_attachments", """{ "candidate_id": "remote:c1" }"""));

        Assert.Equal(ConnectorError.Unavailable, error.Error);
        Assert.Equal("GET /v2/people/c1/files?token=2", vendor.Lines.Last());
    }
}
