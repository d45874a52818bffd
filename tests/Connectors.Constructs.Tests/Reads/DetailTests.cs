using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Constructs.Tests.Reads;

/// <summary>Details of records: when they are asked for, where, and how many at once.</summary>
public sealed class DetailTests
{
    [Fact]
    public async Task Details_are_asked_for_only_of_records_that_changed_or_are_not_stored()
    {
        var (played, sent) = await Recorder.StartAsync("lookup_changed");
        await using var _ = played;
        var all = await played.ReadAsync("users");
        var mark = played.Clock.GetUtcNow();
        played.Vendor.Records.Advance(TimeSpan.FromDays(1));
        played.Vendor.Records.Change("users", 1);
        var missing = played.Vendor.Records.RemoteId("users", 3);
        sent.Requests.Clear();

        var pages = new List<ReadPage>();
        var options = new ReadOptions { DetailsSince = mark, IsStored = name => name is { Model: "users", Key.First: var id } && id != missing };
        await foreach (var page in played.Connector.ReadAsync(played.SourceOf("users"), options))
        {
            pages.Add(page);
        }

        var changed = played.Vendor.Records.RemoteId("users", 1);
        Assert.Superset(new HashSet<string> { $"GET /v2/people/{changed}", $"GET /v2/people/{missing}" }, sent.Lines.ToHashSet());
        Assert.True(sent.Requests.Count < all.Count + 1);
        var unchanged = pages.SelectMany(p => p.Unchanged).ToList();
        Assert.NotEmpty(unchanged);
        Assert.DoesNotContain(new RecordName("users", new RecordKey(changed)), unchanged);
        Assert.Equal(played.Vendor.Records.Count("users"), unchanged.Count + pages.Sum(p => p.Records.Count + p.Gone.Count));
    }

    [Fact]
    public async Task A_record_without_its_detail_is_gone_where_the_spec_says_so()
    {
        var (played, sent) = await Recorder.StartAsync("lookup_changed");
        await using var _ = played;
        for (var i = 0; i < 200; i++)
        {
            played.Vendor.Records.Add("users");
        }

        var page = Assert.Single(await played.PagesAsync(played.SourceOf("users")));

        Assert.NotEmpty(page.Gone);
        Assert.All(page.Gone, g => Assert.Equal("users", g.Model));
        Assert.Empty(page.Gone.Select(g => g.Key).Intersect(page.Records.Select(r => r.Key)));
        Assert.Equal(0, page.Skipped);
        Assert.Equal(206, sent.Requests.Count);
    }

    [Fact]
    public async Task The_address_of_a_detail_is_the_records_own()
    {
        var (played, sent) = await Recorder.StartAsync("lookup_by_address");
        await using var _ = played;
        var users = await played.JsonAsync("users");

        Assert.Contains(users, u => u["email"] is not null);
        Assert.All(sent.Lines.Skip(1), l => Assert.Matches(@"^GET /v2/people/\d+$", l));
    }

    [Fact]
    public async Task An_address_on_a_foreign_host_is_an_error_and_nothing_is_sent_there()
    {
        var (played, sent) = await Recorder.StartAsync("lookup_by_address");
        await using var _ = played;
        sent.Change = (_, _) => """{"people":[{"id":1,"name":{"first":"a","last":"b"},"links":{"self":"https://elsewhere.example/v2/people/1"}}]}""";

        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.PagesAsync(played.SourceOf("users")));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("https://elsewhere.example", error.Message, StringComparison.Ordinal);
        Assert.Single(sent.Lines);
    }

    [Fact]
    public async Task A_record_without_an_address_has_no_detail_and_one_of_another_type_is_set_aside()
    {
        var (played, sent) = await Recorder.StartAsync("lookup_by_address");
        await using var _ = played;
        sent.Change = (_, _) => """{"people":[{"id":1,"name":{"first":"a","last":"b"}},{"id":2,"name":{"first":"a","last":"b"},"links":{"self":{"href":"/people/2"}}}]}""";

        var page = Assert.Single(await played.PagesAsync(played.SourceOf("users")));

        Assert.Equal(1, page.Skipped);
        var aside = Assert.Single(page.SetAside);
        Assert.Equal(("2", "links.self"), (aside.Key!.Value.First, aside.Path));
        Assert.Single(sent.Lines);
    }

    [Fact]
    public async Task Details_of_several_records_come_in_one_reply_in_whatever_order()
    {
        var (played, sent) = await Recorder.StartAsync("lookup_several");
        await using var _ = played;
        for (var i = 0; i < 40; i++)
        {
            played.Vendor.Records.Add("users");
        }

        sent.Change = (request, body) =>
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(body)!;
            if (json["contacts"] is System.Text.Json.Nodes.JsonArray contacts)
            {
                json["contacts"] = new System.Text.Json.Nodes.JsonArray([.. contacts.Reverse().Select(c => c!.DeepClone())]);
            }

            return json.ToJsonString();
        };
        var page = Assert.Single(await played.PagesAsync(played.SourceOf("users")));

        Assert.Equal(45, page.Records.Count);
        Assert.Equal([20, 20, 5], sent.Lines.Skip(1).Select(l => l.Split("person=")[1].Split(',').Length));
        Assert.Equal(page.Records.Select(r => r.Key.First), Enumerable.Range(0, 45).Select(i => played.Vendor.Records.RemoteId("users", i)));
        Assert.Contains(page.Records, r => PlayedSpec.Json(r)["email"] is not null);
    }

    [Theory]
    [InlineData("""{"contacts":{"of":1}}""", "no list at contacts")]
    [InlineData("""{"contacts":[{"of":""", "cut short")]
    [InlineData("""{"people":[]}""", "no list at contacts")]
    public async Task A_reply_without_the_details_sets_their_records_aside(string reply, string reason)
    {
        var (played, sent) = await Recorder.StartAsync("lookup_several");
        await using var _ = played;
        sent.Change = (request, body) => request.RequestUri!.AbsolutePath.EndsWith("/contacts", StringComparison.Ordinal) ? reply : body;

        var page = Assert.Single(await played.PagesAsync(played.SourceOf("users")));

        Assert.Empty(page.Records);
        Assert.Equal(5, page.SetAside.Count);
        Assert.All(page.SetAside, a => Assert.Contains(reason, a.Reason, StringComparison.Ordinal));
    }
}
