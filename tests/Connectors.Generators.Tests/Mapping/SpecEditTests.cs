using Connectors.Generators.Tests.Support;
using Connectors.Runtime.Capabilities;

namespace Connectors.Generators.Tests.Mapping;

/// <summary>One line of <c>laura.yaml</c> changed: what the compiled connector can do changes with it.</summary>
public sealed class SpecEditTests
{
    private const string Jobs = """
        {"jobs":[{"id":1,"title":{"en":"Cook","fi":"Kokki"},"status":"paused","channels":["partner"],"links":[{"rel":"apply","href":"apply"},{"rel":"public","href":"public"}],"publication":{"starts":"2026-07-01 12:00"}}]}
        """;

    private static readonly Lazy<Loaded> Shipped = new(() => Laura(Sample.Laura()));

    [Fact]
    public void Another_row_of_a_map_gives_another_value()
    {
        Assert.Contains("\"status\":\"CLOSED\"", Job(Shipped.Value), StringComparison.Ordinal);
        Assert.Contains("\"status\":\"DRAFT\"", Job(Laura(Sample.Laura().With("paused: CLOSED", "paused: DRAFT"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_filter_takes_another_item()
    {
        Assert.Contains("\"post_url\":\"apply\"", Job(Shipped.Value), StringComparison.Ordinal);
        Assert.Contains("\"post_url\":\"public\"", Job(Laura(Sample.Laura().With("links[rel=apply]", "links[rel=public]"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_zone_gives_another_time()
    {
        Assert.Contains("\"opened_at\":\"2026-07-01T09:00:00Z\"", Job(Shipped.Value), StringComparison.Ordinal);
        Assert.Contains("\"opened_at\":\"2026-07-01T10:00:00Z\"", Job(Laura(Sample.Laura().With("zone: Europe/Helsinki", "zone: Europe/Stockholm"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_taken_out_is_no_longer_read_seen_or_declared()
    {
        var laura = Laura(Sample.Laura().With("      post_url: \"links[rel=apply].href\"\n", ""));
        Assert.DoesNotContain("post_url", Loaded.Json(Assert.Single(laura.Read("jobs", Jobs).Records)), StringComparison.Ordinal);
        Assert.Null(laura.Assembly.GetType("Connectors.Ats.LauraJob")!.GetProperty("PostUrl"));
        var row = laura.Registration.Definition.Descriptor.Models.Single(m => m.Name == "jobs").Fields.Single(f => f.Name == "post_url");
        Assert.Equal(Coverage.Unknown, row.Coverage);
    }

    [Fact]
    public void A_place_for_the_records_that_is_no_list_fails_the_build_at_that_line()
    {
        var driver = new Driver(Sample.Vocabulary(), Sample.Laura().With("records: data", "records: has_more"), Sample.LauraContract());
        var line = MemoryFile.Specs("laura.yaml").Split('\n').ToList().FindIndex(l => l.Contains("records: data", StringComparison.Ordinal));
        Assert.Equal(line, Assert.Single(driver.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.DoesNotContain("LauraConnector.g.cs", driver.Sources.Keys);
    }

    [Fact]
    public void Another_page_size_is_asked_for()
    {
        var source = Laura(Sample.Laura().With("limit, is: 200", "limit, is: 50")).Registration.Definition.Sources.Single(s => s.Name == "applications");
        Assert.Equal(50, source.Paging.Size);
    }

    private static string Job(Loaded laura) => Loaded.Json(Assert.Single(laura.Read("jobs", Jobs).Records));

    private static Loaded Laura(MemoryFile spec) => Loaded.Of("Laura", spec, Sample.LauraContract());
}
