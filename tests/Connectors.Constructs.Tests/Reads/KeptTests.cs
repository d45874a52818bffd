using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Constructs.Tests.Reads;

/// <summary>Which elements are records, and which of them are deleted.</summary>
public sealed class KeptTests
{
    [Fact]
    public async Task What_is_dropped_is_counted_and_the_rest_is_kept()
    {
        var (played, sent) = await Recorder.StartAsync("keep_and_drop");
        await using var _ = played;
        for (var i = 0; i < 60; i++)
        {
            played.Vendor.Records.Add("users");
        }

        var seen = new List<(bool Robot, bool Guest)>();
        sent.Change = (_, body) =>
        {
            seen.AddRange(System.Text.Json.Nodes.JsonNode.Parse(body)!["people"]!.AsArray().Select(p => (p!["kind"]?.GetValue<string>() == "robot", p["guest"]?.GetValue<bool>() == true)));
            return body;
        };
        var page = Assert.Single(await played.PagesAsync(played.SourceOf("users")));

        Assert.Equal(seen.Count(s => !s.Robot && !s.Guest), page.Records.Count);
        Assert.Equal(seen.Count - page.Records.Count, page.Dropped["users"]);
        Assert.InRange(page.Records.Count, 1, seen.Count - 1);
        Assert.Empty(page.SetAside);
        Assert.Equal(seen.Count, page.Elements);
    }

    [Fact]
    public async Task Distinct_values_of_another_model_are_records_where_they_are_there()
    {
        var (played, sent) = await Recorder.StartAsync("distinct_values");
        await using var _ = played;
        sent.Change = (_, body) =>
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(body)!;
            json["entries"]![0]!["stage"] = null;
            json["entries"]![1]!.AsObject().Remove("stage");
            return json.ToJsonString();
        };

        var page = Assert.Single(await played.PagesAsync(played.SourceOf("application_stages")));

        Assert.Equal(8, page.Records.Where(r => r.Model == "application_stages").Select(s => s.Key).Distinct().Count());
        Assert.Equal(2, page.Dropped["application_stages"]);
        Assert.Equal(page.Elements, page.Records.Count(r => r.Model == "applications"));
        Assert.Empty(page.SetAside);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("jobs")]
    public async Task A_record_that_says_so_is_deleted(string model)
    {
        await using var played = await PlayedSpec.StartAsync("deleted_flag");
        played.Vendor.Records.Delete(model, 2);
        var gone = played.Vendor.Records.RemoteId(model, 2);

        var records = await played.ReadAsync(model);
        var typed = new List<string>();
        await foreach (var record in played.Connector.ReadRecordsAsync<UnifiedRecord>(played.SourceOf(model), model, new ReadOptions()))
        {
            typed.Add(record.Key.First);
        }

        Assert.Equal([gone], records.Where(r => r.IsDeleted).Select(r => r.Key.First));
        Assert.Equal(records.Count - 1, typed.Count);
        Assert.DoesNotContain(gone, typed);
    }

    [Fact]
    public async Task The_words_are_the_same_for_XML()
    {
        var (played, sent) = await Recorder.StartAsync("soap_reads");
        await using var _ = played;
        for (var i = 0; i < 20; i++)
        {
            played.Vendor.Records.Add("users");
        }

        var whole = await played.PagesAsync(played.SourceOf("users"));
        var kept = whole.SelectMany(p => p.Records).Select(r => r.Key).Distinct().ToList();
        played.Vendor.Records.Delete("users", played.Vendor.Records.IndexOf("users", kept[0].First));
        var after = await played.PagesAsync(played.SourceOf("users"));
        var asked = sent.Requests.Count;
        await played.PagesAsync(played.SourceOf("users"), played.Clock.GetUtcNow().AddDays(-60));

        Assert.Equal(4, sent.Requests.Count - asked);
        Assert.True((await played.PagesAsync(played.SourceOf("candidates"))).Sum(p => p.Dropped.GetValueOrDefault("candidates")) > 0);
        Assert.All(whole.SelectMany(p => p.Records), r => Assert.False(r.IsDeleted));
        Assert.Equal([kept[0]], after.SelectMany(p => p.Records).Where(r => r.IsDeleted).Select(r => r.Key).Distinct());
        var body = System.Xml.Linq.XDocument.Parse(sent.Requests.First().Body);
        Assert.Equal(["Field=state Value=any", "Field=kind"], body.Descendants().Where(e => e.Name.LocalName == "Filter").Select(f => string.Join(' ', f.Elements().Select(e => $"{e.Name.LocalName}={e.Value}"))));
        Assert.Equal(["de", "en"], sent.Requests.Take(2).Select(r => System.Xml.Linq.XDocument.Parse(r.Body).Descendants().Single(e => e.Name.LocalName == "Language").Value));
        Assert.All(sent.Requests.Skip(asked).Take(4), r => Assert.Single(System.Xml.Linq.XDocument.Parse(r.Body).Descendants(), e => e.Name.LocalName == "To"));
    }

    [Fact]
    public async Task Records_may_be_plain_texts()
    {
        await using var played = await PlayedSpec.StartAsync("plain_texts");

        var tags = await played.JsonAsync("tags");

        Assert.All(tags, t => Assert.Equal(t["remote_id"]!.GetValue<string>(), t["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_id_has_two_parts_which_requests_take_apart()
    {
        var (played, sent) = await Recorder.StartAsync("two_part_id");
        await using var _ = played;
        var parent = Enumerable.Range(0, 40).First(p => Children(played, p) > 0);
        var person = played.Vendor.Records.RemoteId("candidates", parent);

        var pages = new List<ReadPage>();
        await foreach (var page in played.Connector.ReadAsync(played.SourceOf("applications"), new ReadOptions { ParentRemoteId = person }))
        {
            pages.Add(page);
        }

        var application = pages.SelectMany(p => p.Records).First().Key.First;
        var number = application.Split(':')[1];
        Assert.Equal($"{person}:{number}", application);
        Assert.Contains($"GET /v2/people/{person}/entries/{number}", sent.Lines);
        Assert.True(played.Vendor.Records.IndexOf("applications", application) >= 0);
        await foreach (var _1 in played.Connector.ReadAsync(played.SourceOf("interviews"), new ReadOptions { ParentRemoteId = application }))
        {
            // The address is what is asked for.
        }

        Assert.Equal($"GET /v2/people/{person}/entries/{number}/meetings", sent.Lines[^1]);
    }

    private static int Children(PlayedSpec played, int parent) =>
        Enumerable.Range(0, (int)played.Vendor.Records.Count("applications")).Count(i => played.Vendor.Records.ParentOf("applications", i) == parent);
}
