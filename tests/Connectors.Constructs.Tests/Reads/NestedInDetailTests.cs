using Connectors.Ats;
using Connectors.Constructs.Tests.Values;
using Connectors.Runtime.Reading;

namespace Connectors.Constructs.Tests.Reads;

/// <summary>Records that stand in the detail of another.</summary>
public sealed class NestedInDetailTests
{
    private const string People = """{"people":[{"id":1,"name":{"first":"A","last":"B"},"changed_at":5},{"id":2,"name":{"first":"C","last":"D"}},{"id":3,"name":{"first":"E","last":"F"}}]}""";

    [Fact]
    public async Task They_are_read_of_the_one_reply_that_completes_their_parent()
    {
        using var vendor = Vendor();
        var page = Assert.Single(await Answering.PagesAsync(vendor.Connect("nested_in_detail"), "candidates"));

        Assert.Equal(["a@b.example"], page.Records.OfType<Candidate>().SelectMany(c => c.EmailAddresses ?? []).Select(m => m.EmailAddressValue));
        Assert.Equal(["north", "south", "south"], page.Records.OfType<Tag>().Select(t => t.RemoteId));
        Assert.Equal([("1", "north"), ("1", "south"), ("2", "south")], page.Records.OfType<CandidateTag>().Select(t => (t.CandidateId.RemoteId, t.TagId.RemoteId)));
        Assert.Empty(page.SetAside);
        Assert.Equal(4, vendor.Asked.Count);
    }

    [Fact]
    public async Task They_are_read_without_their_parent_too()
    {
        using var vendor = Vendor();
        var connector = vendor.Connect("nested_in_detail");
        var records = new List<object>();
        await foreach (var page in connector.ReadAsync(connector.Definition.Sources.Single(s => s.Name == "candidates"), new ReadOptions { Models = new HashSet<string> { "candidate_tags" } }))
        {
            Assert.Empty(page.SetAside);
            records.AddRange(page.Records);
        }

        Assert.Equal([("1", "north"), ("1", "south"), ("2", "south")], records.Cast<CandidateTag>().Select(t => (t.CandidateId.RemoteId, t.TagId.RemoteId)));
    }

    [Fact]
    public async Task What_is_no_list_there_is_set_aside_and_the_parent_is_not()
    {
        using var vendor = Vendor().On("GET /v2/people/1", """{"id":1,"labels":"north"}""");
        var page = Assert.Single(await Answering.PagesAsync(vendor.Connect("nested_in_detail"), "candidates"));

        Assert.Equal(3, page.Records.OfType<Candidate>().Count());
        Assert.Equal([("tags", "detail.labels"), ("candidate_tags", "detail.labels")], page.SetAside.Select(s => (s.Model, s.Path)));
    }

    [Fact]
    public async Task The_sandbox_has_them_in_details()
    {
        await using var played = await PlayedSpec.StartAsync("nested_in_detail");

        Assert.Contains((await played.ReadAsync("candidates")).Cast<Candidate>(), c => c.EmailAddresses is { Count: > 0 });
        Assert.NotEmpty(await played.ReadAsync("tags"));
        Assert.NotEmpty(await played.ReadAsync("candidate_tags"));
    }

    private static Answering Vendor() => new Answering().On("GET /v2/people", People)
        .On("GET /v2/people/1", """{"id":1,"contact":{"email":"a@b.example"},"labels":["north","south"]}""")
        .On("GET /v2/people/2", """{"id":2,"labels":["south"]}""");
}
