using Connectors.Ats;

namespace Connectors.Constructs.Tests.Values;

/// <summary>One item of a list.</summary>
public sealed class PickTests
{
    [Theory]
    [InlineData("""[{"primary":false,"town":"A"},{"primary":true,"town":"B","nation":"Finland"},{"primary":true,"town":"C"}]""", "B", "FI")]
    [InlineData("""[{"primary":true},{"primary":true,"town":"C"}]""", "C", null)]
    [InlineData("""[{"town":"A"}]""", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("null", null, null)]
    public async Task The_first_item_that_has_the_flag_and_gives_something_is_it(string addresses, string? city, string? country)
    {
        var person = await PersonAsync($$"""{"id":"1","name":"N","addresses":{{addresses}}}""");

        Assert.Equal((city, country), (person.Location?.City, person.Location?.Country));
    }

    [Theory]
    [InlineData("""[{"kind":"profile","address":"a","created":5},{"kind":"cv","address":"b","created":9},{"kind":"profile","address":"c","created":7}]""", "c")]
    [InlineData("""[{"kind":"profile","address":"a","created":5},{"kind":"profile","address":"b","created":5}]""", "a")]
    [InlineData("""[{"kind":"profile","address":"a"},{"kind":"profile","address":"b","created":5}]""", "b")]
    [InlineData("""[{"kind":"profile","created":9},{"kind":"profile","address":"b","created":5}]""", "b")]
    [InlineData("""[{"kind":"cv","address":"a","created":5}]""", null)]
    public async Task The_newest_of_those_that_fit_is_it(string pages, string? url) =>
        Assert.Equal(url, (await PersonAsync($$"""{"id":"1","name":"N","pages":{{pages}}}""")).RemoteUrl);

    [Theory]
    [InlineData("""["a","b","c"]""", "c")]
    [InlineData("""["a",null,""]""", "a")]
    [InlineData("[]", null)]
    public async Task The_last_that_is_something_is_it(string mails, string? source) =>
        Assert.Equal(source, (await PersonAsync($$"""{"id":"1","name":"N","mails":{{mails}}}""")).Source);

    [Fact]
    public async Task A_time_of_another_type_sets_the_record_aside()
    {
        using var vendor = new Answering().On("GET /people", """{"total":1,"people":[{"id":"1","name":"N","pages":[{"kind":"profile","address":"a","created":"soon"}]}]}""");
        var pages = await Answering.PagesAsync(vendor.Connect("pick"), "candidates");

        Assert.Equal("pages[].created", Assert.Single(pages.SelectMany(p => p.SetAside)).Path);
    }

    [Fact]
    public async Task The_sandbox_has_items_that_fit()
    {
        await using var played = await PlayedSpec.StartAsync("pick");
        var people = (await played.ReadAsync("candidates")).Cast<Candidate>().ToList();

        Assert.Contains(people, p => p.Location is not null);
        Assert.Contains(people, p => p.RemoteUrl is not null);
        Assert.Contains(people, p => p.Source is not null);
    }

    private static async Task<Candidate> PersonAsync(string person)
    {
        using var vendor = new Answering().On("GET /people", $$"""{"total":1,"people":[{{person}}]}""");
        return Assert.Single(await Answering.ReadAsync<Candidate>(vendor.Connect("pick"), "candidates"));
    }
}
