using Connectors.Ats;
using Connectors.Runtime.Errors;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Constructs.Tests.Values;

/// <summary>Small lists of the vendor's that are read once and joined by their keys.</summary>
public sealed class TableTests
{
    private const string Jobs = """
        {"jobs":[
          {"id":"1","title":"A","status":"x","department":{"id":7},"fields":[{"key":"size","value":3},{"key":"odd","value":4}]},
          {"id":"2","title":"B","status":"y","department":{"id":8}},
          {"id":"3","title":"C","status":"none"}]}
        """;

    private static Answering Vendor() => new Answering()
        .On("GET /jobs", Jobs)
        .On("GET /lists/departments", query => query.Contains("page=2", StringComparison.Ordinal)
            ? """{"pages":2,"items":[{"id":8,"title":"Sales","place":{"town":"Turku"}}]}"""
            : """{"pages":2,"items":[{"id":7,"title":"Care"}]}""")
        .On("GET /lists/statuses", """[{"code":"x","phase":"live"},{"code":"y","phase":"over","hidden":true}]""")
        .On("GET /lists/fields", """[{"key":"size","label":{"fi":"Koko","en":"Size"}}]""");

    [Fact]
    public async Task Values_are_made_of_the_row_that_has_the_key()
    {
        using var vendor = Vendor();
        var jobs = await Answering.ReadAsync<Job>(vendor.Connect("table"), "jobs");

        Assert.Equal(["Care", "Sales", null], jobs.Select(j => j.Department));
        Assert.Equal([JobStatus.Open, JobStatus.Closed, null], jobs.Select(j => j.Status));
        Assert.Equal([JobVisibility.Public, JobVisibility.Internal, null], jobs.Select(j => j.Visibility));
        Assert.Equal([null, "Turku", null], jobs.Select(j => j.Location?.City));
        Assert.Equal(["Size", null], jobs[0].IntegrationFields.Select(f => f.Label));
    }

    [Fact]
    public async Task A_key_without_a_row_is_told_with_the_run()
    {
        using var vendor = Vendor();
        var connector = vendor.Connect("table");
        await Answering.ReadAsync<Job>(connector, "jobs");

        Assert.Equal(new Dictionary<(string, string), int> { [("tables.statuses", "none")] = 2, [("tables.fields", "odd")] = 1 }, connector.UnmappedValues);
    }

    [Fact]
    public async Task A_table_is_asked_for_once_however_many_reads_there_are()
    {
        using var vendor = Vendor();
        var connector = vendor.Connect("table");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Answering.PagesAsync(connector, "jobs")));

        Assert.Equal((8, 2, 1, 1), (vendor.Count("GET /jobs"), vendor.Count("GET /lists/departments"), vendor.Count("GET /lists/statuses"), vendor.Count("GET /lists/fields")));
    }

    [Fact]
    public async Task A_table_is_asked_for_again_when_it_is_old()
    {
        using var vendor = Vendor();
        var clock = new FakeTimeProvider();
        var connector = vendor.Connect("table", o => o with { Clock = clock, TablesLive = TimeSpan.FromMinutes(10) });
        await Answering.PagesAsync(connector, "jobs");
        clock.Advance(TimeSpan.FromMinutes(9));
        await Answering.PagesAsync(connector, "jobs");
        vendor.On("GET /lists/statuses", """[{"code":"x","phase":"draft"}]""");
        clock.Advance(TimeSpan.FromMinutes(1));
        var jobs = await Answering.ReadAsync<Job>(connector, "jobs");

        Assert.Equal(2, vendor.Count("GET /lists/statuses"));
        Assert.Equal([JobStatus.Draft, null, null], jobs.Select(j => j.Status));
    }

    [Fact]
    public async Task Two_rows_with_one_key_end_the_read()
    {
        using var vendor = Vendor().On("GET /lists/statuses", """[{"code":"x","phase":"live"},{"code":"x","phase":"over"}]""");
        var error = await Assert.ThrowsAsync<ConnectorException>(() => Answering.PagesAsync(vendor.Connect("table"), "jobs"));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Equal("GET /lists/statuses", error.Endpoint);
        Assert.Contains("tables.statuses have the key 'x'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, vendor.Count("GET /jobs"));
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_ends_the_read_and_is_tried_again_by_the_next()
    {
        using var vendor = Vendor().On("GET /lists/fields", "{}");
        var connector = vendor.Connect("table");
        var error = await Assert.ThrowsAsync<ConnectorException>(() => Answering.PagesAsync(connector, "jobs"));
        vendor.On("GET /lists/fields", "[]");

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Equal(3, (await Answering.ReadAsync<Job>(connector, "jobs")).Count);
    }

    [Fact]
    public async Task A_row_without_a_key_is_found_by_nobody()
    {
        using var vendor = Vendor().On("GET /lists/statuses", """[{"phase":"live"},{"code":"x","phase":"over"}]""");

        Assert.Equal([JobStatus.Closed, null, null], (await Answering.ReadAsync<Job>(vendor.Connect("table"), "jobs")).Select(j => j.Status));
    }

    [Fact]
    public async Task A_row_of_another_type_sets_the_records_aside_that_ask_for_it()
    {
        using var vendor = Vendor().On("GET /lists/statuses", """[{"code":"x","phase":{}},{"code":"y","phase":"over"}]""");
        var pages = await Answering.PagesAsync(vendor.Connect("table"), "jobs");

        var aside = Assert.Single(pages.SelectMany(p => p.SetAside));
        Assert.Equal(("1", "tables.statuses.phase"), (aside.Key?.First, aside.Path));
        Assert.Equal(2, pages.Sum(p => p.Records.Count));
    }

    [Fact]
    public async Task The_sandbox_has_rows_for_all_keys()
    {
        await using var played = await PlayedSpec.StartAsync("table");
        var jobs = await played.ReadAsync("jobs");

        Assert.Contains(jobs.Cast<Job>(), j => j.Department is not null);
        Assert.Contains(jobs.Cast<Job>(), j => j.Status is { IsKnown: true });
        Assert.Empty(played.Connector.UnmappedValues);
    }
}
