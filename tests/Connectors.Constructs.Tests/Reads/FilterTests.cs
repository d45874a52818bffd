using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Constructs.Tests.Reads;

/// <summary>How lists are asked for: texts around values, windows of time, values one by one, selected fields, lists in queries and bodies.</summary>
public sealed class FilterTests
{
    private static readonly DateTimeOffset Since = new(2026, 6, 1, 8, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Times_and_markers_stand_in_their_texts()
    {
        var (played, sent) = await Recorder.StartAsync("filter_text");
        await using var _ = played;

        played.Vendor.Records.Change("users", 1);
        played.Vendor.Records.Change("candidates", 2);

        var users = await played.ReadAsync("users", Since);
        var candidates = await played.ReadAsync("candidates", Since);

        Assert.Equal([played.Vendor.Records.RemoteId("users", 1)], users.Select(u => u.Key.First));
        Assert.Equal([played.Vendor.Records.RemoteId("candidates", 2)], candidates.Select(c => c.Key.First));
        Assert.Equal("GET /v2/people?changed=gte|2026-06-01T08:30:00Z&limit=20", sent.Lines[0]);
        Assert.Equal($$"""[{"field":"changed","than":"gt","value":{{Since.ToUnixTimeMilliseconds()}}}]""", sent.Requests.Last().Headers["X-Filter"]);
        Assert.Equal("""{"sort":"id"}""", sent.Requests.Last().Body);
        await played.ReadAsync("candidates");
        Assert.DoesNotContain("X-Filter", sent.Requests.Last().Headers.Keys);
    }

    [Fact]
    public async Task A_keyset_marker_stands_in_its_text()
    {
        var (played, sent) = await Recorder.StartAsync("filter_text");
        await using var _ = played;
        for (var i = 0; i < 30; i++)
        {
            played.Vendor.Records.Add("users");
        }

        var users = await played.ReadAsync("users");

        Assert.Equal(35, users.Count);
        Assert.Equal(["GET /v2/people?limit=20", $"GET /v2/people?limit=20&where=after:{users[19].Key.First}"], sent.Lines);
    }

    [Fact]
    public async Task Long_times_are_asked_for_in_windows_one_after_the_other()
    {
        var (played, sent) = await Recorder.StartAsync("since_until");
        await using var _ = played;
        var since = played.Clock.GetUtcNow().AddDays(-75);

        var pages = await played.PagesAsync(played.SourceOf("candidates"), since);

        Assert.All(pages, p => Assert.Null(p.Total));
        var windows = sent.Requests.Select(r => System.Text.Json.Nodes.JsonNode.Parse(r.Body)!["changed"]!).Select(c => (From: Time(c["from"]!), To: Time(c["to"]!))).Distinct().ToList();
        Assert.Equal(3, windows.Count);
        Assert.Equal(since, windows[0].From);
        Assert.Equal(windows[0].To, windows[1].From);
        Assert.Equal(windows[1].To, windows[2].From);
        Assert.Equal(TimeSpan.FromDays(30), windows[1].To - windows[1].From);
        Assert.Equal(played.Clock.GetUtcNow(), windows[2].To);

        static DateTimeOffset Time(System.Text.Json.Nodes.JsonNode node) => DateTimeOffset.Parse(node.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_read_in_windows_goes_on_where_it_stopped()
    {
        var (played, sent) = await Recorder.StartAsync("since_until");
        await using var _ = played;
        var options = new ReadOptions { Since = played.Clock.GetUtcNow().AddDays(-75) };
        var whole = await played.PagesAsync(played.SourceOf("candidates"), options.Since);
        var before = sent.Requests.Count;

        var rest = new List<ReadPage>();
        await foreach (var page in played.Connector.ReadAsync(played.SourceOf("candidates"), options with { Resume = whole[0].Resume }))
        {
            rest.Add(page);
        }

        Assert.Equal(whole.Count - 1, rest.Count);
        Assert.Equal(sent.Requests.ElementAt(1).Body, sent.Requests.ElementAt(before).Body);
    }

    [Fact]
    public async Task Both_ends_of_a_time_can_stand_in_one_text()
    {
        var (played, sent) = await Recorder.StartAsync("since_until");
        await using var _ = played;

        await played.ReadAsync("users", played.Clock.GetUtcNow().AddDays(-10));

        Assert.EndsWith("changed=2026-06-21..2026-07-01", Assert.Single(sent.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_made_for_every_value_and_a_record_given_twice_comes_once()
    {
        var (played, sent) = await Recorder.StartAsync("each_value");
        await using var _ = played;
        var jobs = played.SourceOf("jobs");

        var pages = await played.PagesAsync(jobs);
        var typed = new List<RecordKey>();
        await foreach (var job in played.Connector.ReadRecordsAsync<UnifiedRecord>(jobs, "jobs", new ReadOptions()))
        {
            typed.Add(job.Key);
        }

        Assert.Equal(["GET /v2/feeds/de", "GET /v2/feeds/en"], sent.Lines.Take(2));
        Assert.True(pages.Sum(p => p.Records.Count) > played.Vendor.Records.Count("jobs"));
        Assert.Equal(played.Vendor.Records.Count("jobs"), typed.Count);
        Assert.Equal(typed.Count, typed.Distinct().Count());
    }

    [Fact]
    public async Task The_values_of_a_connection_are_asked_for_with_all_their_pages_and_after_a_stop_from_there_on()
    {
        var (played, sent) = await Recorder.StartAsync("each_channel", c => c["channels"] = " web ,intranet");
        await using var _ = played;
        var jobs = played.SourceOf("jobs");

        var pages = await played.PagesAsync(jobs);
        var channels = sent.Lines.Select(l => l.Split("channel=")[1].Split('&')[0]).ToList();
        var last = channels.LastIndexOf("web");
        var rest = new List<ReadPage>();
        await foreach (var page in played.Connector.ReadAsync(jobs, new ReadOptions { Resume = pages[last].Resume }))
        {
            rest.Add(page);
        }

        Assert.Equal(["web", "intranet"], channels.Distinct());
        Assert.True(last > 0);
        Assert.Equal(pages.Count - last - 1, rest.Count);
        Assert.Contains("channel=intranet", sent.Lines[pages.Count], StringComparison.Ordinal);
        Assert.EndsWith("page=1", sent.Lines[pages.Count], StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_the_connection_needs_a_value_and_each_must_fit()
    {
        var definition = ConnectorRegistry.Find("each_channel")!.Definition;
        string[] Problems(string channels)
        {
            Connectors.Runtime.Connections.ConnectionValues.TryCreate(
                definition.Descriptor.ConnectionFields, new Dictionary<string, string> { ["api_key"] = "k", ["channels"] = channels }, out _, out var problems);
            return [.. problems];
        }

        Assert.Empty(Problems("a,b"));
        Assert.Contains("does not have the form", Assert.Single(Problems("a,B2")), StringComparison.Ordinal);
        Assert.Contains("without a value", Assert.Single(Problems(" , ")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fields_that_are_mapped_are_asked_for_and_no_others()
    {
        var (played, sent) = await Recorder.StartAsync("select_fields");
        await using var _ = played;

        var users = await played.JsonAsync("users");
        await played.ReadAsync("jobs");

        Assert.Equal("GET /v2/people?fields=id,name", sent.Lines[0]);
        Assert.Matches(@"^GET /v2/people/\d+\?fields=contact$", sent.Lines[1]);
        Assert.Equal("GET /v2/positions?expand=id|title", sent.Lines[^1]);
        Assert.Contains(users, u => u["email"] is not null);
    }

    [Fact]
    public async Task Lists_and_members_are_written_as_the_vendor_wants_them()
    {
        var (played, sent) = await Recorder.StartAsync("list_styles");
        await using var _ = played;

        await played.ReadAsync("users");

        Assert.Equal("GET /v2/styles?statuses[]=open&statuses[]=paused&tags=a|b&filter[kind]=person&page[size]=25&page[number]=1", Assert.Single(sent.Lines));
    }

    [Fact]
    public async Task Bodies_hold_lists_of_objects_and_a_marker_in_one_of_them()
    {
        var (played, sent) = await Recorder.StartAsync("deep_body");
        await using var _ = played;

        var candidates = await played.ReadAsync("candidates");

        Assert.Equal(
            """{"envelope":{"version":2,"filters":[{"field":"id","than":"gt"},{"field":"kind","than":"is","values":["person"],"nested":{"flag":true}}],"size":25}}""",
            sent.Requests.First().Body);
        Assert.Contains($$"""{"field":"id","than":"gt","value":"{{candidates[24].Key.First}}"}""", sent.Requests.ElementAt(1).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_body_ends_the_list()
    {
        var (played, sent) = await Recorder.StartAsync("empty_answer");
        await using var _ = played;

        var pages = await played.PagesAsync(played.SourceOf("tags"));

        Assert.Equal([5, 5, 2, 0], pages.Select(p => p.Records.Count));
        Assert.Null(pages[^1].Resume);
        Assert.Equal(204, played.Asked.Last().Status);
        Assert.Equal(4, sent.Requests.Count);
    }
}
