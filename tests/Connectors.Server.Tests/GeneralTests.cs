using System.Text.Json;

namespace Connectors.Server.Tests;

[Collection(SharedServer.Name)]
public class GeneralTests(DemoServer server)
{
    private static readonly string[] States = ["SUPPORTED", "UNSUPPORTED", "NOT_IMPLEMENTED", "UNKNOWN"];

    [Fact]
    public async Task Tools_tell_what_each_covers()
    {
        var tools = (await server.SendAsync(HttpMethod.Get, "/tools/ats")).Data.GetProperty("tools").EnumerateArray().ToList();
        var laura = tools.Single(t => t.GetProperty("id").GetString() == "laura");
        var coverage = laura.GetProperty("coverage");

        Assert.Equal("SUPPORTED", State(coverage, "read_models", "ats_jobs"));
        Assert.NotEqual("SUPPORTED", State(coverage, "read_models", "ats_users"));
        Assert.Equal("SUPPORTED", State(coverage, "write_actions", "ats_create_candidate"));
        Assert.Contains(coverage.GetProperty("features").EnumerateArray(), f => f.GetProperty("id").GetString() == "automatic_source_writing");
        Assert.All(
            tools.SelectMany(t => t.GetProperty("coverage").EnumerateObject()).SelectMany(l => l.Value.EnumerateArray()),
            row => Assert.Contains(row.GetProperty("coverage_status").GetString(), States));
        using var http = new HttpClient();
        Assert.StartsWith("<svg", await http.GetStringAsync(laura.GetProperty("assets").GetProperty("icon_url").GetString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_categories_have_no_tools_and_unknown_ones_are_refused()
    {
        Assert.Equal(0, (await server.SendAsync(HttpMethod.Get, "/tools/hris")).Data.GetProperty("tools").GetArrayLength());
        (await server.SendAsync(HttpMethod.Get, "/tools/crm")).IsError(400, "PLATFORM.INPUT_INVALID");
    }

    [Fact]
    public async Task An_integration_tells_its_tool_state_and_models()
    {
        var id = server.Integration("coveto");
        var integration = (await server.SendAsync(HttpMethod.Get, $"/integrations/{Uri.EscapeDataString(id)}")).Data;

        Assert.Equal(id, integration.GetProperty("id").GetString());
        Assert.Equal("ATS", integration.GetProperty("category").GetString());
        Assert.Equal("ACTIVE", integration.GetProperty("status").GetString());
        Assert.Equal("COMPLETED", integration.GetProperty("setup_status").GetString());
        var jobs = integration.GetProperty("read_models").EnumerateArray().Single(m => m.GetProperty("id").GetString() == "ats_jobs");
        Assert.True(jobs.GetProperty("is_available").GetBoolean());
        Assert.Contains(jobs.GetProperty("fields").EnumerateArray(), f => f.GetProperty("id").GetString() == "salary_currency" && f.GetProperty("is_available").GetBoolean());
    }

    [Theory]
    [InlineData("{\"type\":\"SOME\"}")]
    [InlineData("{\"type\":5}")]
    public async Task A_sync_of_an_unknown_type_is_refused(string body) =>
        (await server.SendAsync(HttpMethod.Post, "/force-sync", server.Integration("laura"), body)).IsError(400, "PLATFORM.INPUT_INVALID");

    private static string State(JsonElement coverage, string list, string id) =>
        coverage.GetProperty(list).EnumerateArray().Single(r => r.GetProperty("id").GetString() == id).GetProperty("coverage_status").GetString()!;
}
