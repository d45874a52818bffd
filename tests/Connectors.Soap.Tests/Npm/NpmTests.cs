using System.Text.Json;

namespace Connectors.Soap.Tests.Npm;

/// <summary>A client of another make that reads the WSDL while it runs: npm's <c>soap</c>, given nothing but <c>?wsdl</c>.</summary>
public sealed class NpmTests(NodeClient node) : IClassFixture<NodeClient>
{
    private static readonly string[] Operations = ["Anmelden", "HoleBewerber", "HoleBewerbungen", "HoleFragen", "HoleStellen", "LegeBewerberAn", "LegeBewerbungAn"];

    [NodeTheory]
    [InlineData("1.1")]
    [InlineData("1.2")]
    public async Task Node_logs_in_pages_through_everything_and_meets_the_faults(string version)
    {
        await using var vendor = await CovetoVendor.StartAsync();

        using var seen = JsonDocument.Parse(await node.RunAsync($"{vendor.BaseAddress}?wsdl", version, vendor.Connection["user"], vendor.Connection["password"]));

        var root = seen.RootElement;
        Assert.Equal(Operations, Texts(root, "operations", o => o).Order());
        Assert.Equal("ANMELDUNG_FEHLGESCHLAGEN", root.GetProperty("refused").GetProperty("Code").GetString());
        Assert.Equal("ANMELDUNG_FEHLGESCHLAGEN", root.GetProperty("stranger").GetProperty("Code").GetString());
        Assert.True(root.GetProperty("minutes").GetInt32() > 0);
        Assert.Equal(vendor.Ids("jobs").Order(), Texts(root, "jobs", j => j.GetProperty("id")).Order());
        Assert.All(Texts(root, "jobs", j => j.GetProperty("title")), title => Assert.NotEqual("", title));
        Assert.Contains("aktiv", Texts(root, "jobs", j => j.GetProperty("status")));
        Assert.Equal(vendor.Ids("candidates").Order(), Texts(root, "applicants", a => a.GetProperty("id")).Order());
        Assert.All(Texts(root, "applicants", a => a.GetProperty("lastName")), name => Assert.NotEqual("", name));
    }

    private static List<string> Texts(JsonElement root, string list, Func<JsonElement, JsonElement> of) =>
        [.. root.GetProperty(list).EnumerateArray().Select(item => of(item).ToString())];
}
