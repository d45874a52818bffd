using Connectors.Ats;
using Connectors.Runtime.Connections;

namespace Connectors.Constructs.Tests.Values;

/// <summary>Translations that a connection brings.</summary>
public sealed class OwnMapTests
{
    private const string Jobs = """{"jobs":[{"id":"1","title":"A","status":"Open"},{"id":"2","title":"B","status":"On hold"},{"id":"3","title":"C","status":"Odd"},{"id":"4","title":"D"}]}""";

    [Fact]
    public async Task The_connections_own_entries_win_and_the_rest_is_told()
    {
        using var vendor = new Answering().On("GET /jobs", Jobs);
        var connector = vendor.Connect("own_map", maps: Maps("jobs.status", ("On hold", "CLOSED"), ("Open", "DRAFT")));
        var jobs = await Answering.ReadAsync<Job>(connector, "jobs");

        Assert.Equal([JobStatus.Draft, JobStatus.Closed, new JobStatus("Odd"), null], jobs.Select(j => j.Status));
        Assert.Equal(new Dictionary<(string, string), int> { [("models.jobs.fields.status", "Odd")] = 1 }, connector.UnmappedValues);
    }

    [Fact]
    public async Task Without_own_entries_those_of_the_spec_stand()
    {
        using var vendor = new Answering().On("GET /jobs", Jobs);

        Assert.Equal(JobStatus.Open, (await Answering.ReadAsync<Job>(vendor.Connect("own_map"), "jobs"))[0].Status);
    }

    [Fact]
    public void Entries_for_other_rows_and_words_that_are_none_are_refused_all_at_once()
    {
        var descriptor = ConnectorRegistry.Find("own_map")!.Definition.Descriptor;
        Assert.True(ConnectionValues.TryCreate(descriptor.ConnectionFields, new Dictionary<string, string> { ["api_key"] = "k" }, out var connection, out _));
        var maps = Maps("jobs.status", ("A", "OPENED"), ("B", "OPEN"));
        maps["jobs.name"] = new Dictionary<string, string> { ["x"] = "y" };

        Assert.False(connection.TryAdd(descriptor.OwnMaps, maps, out var with, out var problems));
        Assert.Null(with);
        Assert.Equal(["'jobs.name' has no translations of its own; jobs.status has.", "'jobs.status' cannot be 'OPENED'; it is one of OPEN, CLOSED, DRAFT, ARCHIVED."], problems);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Maps(string row, params (string Vendor, string Unified)[] entries) =>
        new(StringComparer.Ordinal) { [row] = entries.ToDictionary(e => e.Vendor, e => e.Unified) };
}
