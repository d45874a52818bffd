using System.Text.Json;
using Connectors.Tests.Npm;

namespace Connectors.Soap.Tests.Npm;

/// <summary>A client of another make that reads the WSDL while it runs: npm's <c>soap</c>, given nothing but <c>?wsdl</c>.</summary>
public sealed class NpmTests(NodeClient node) : IClassFixture<NodeClient>
{
    private static readonly string[] Operations = ["Anmelden", "HoleBewerber", "HoleBewerbungen", "HoleFragen", "HoleStellen", "LegeBewerberAn", "LegeBewerbungAn"];

    [NodeTheory]
    [InlineData("1.1", "soap:Client")]
    [InlineData("1.2", "soap:Sender")]
    public async Task Node_logs_in_pages_through_everything_and_meets_the_faults(string version, string sender)
    {
        await using var vendor = await CovetoVendor.StartAsync();

        using var seen = JsonDocument.Parse(await node.RunAsync("client.mjs", $"{vendor.BaseAddress}?wsdl", version, vendor.Connection["user"], vendor.Connection["password"]));

        var root = seen.RootElement;
        Assert.Equal(Operations, Texts(root, "operations", o => o).Order());
        Assert.Equal("ANMELDUNG_FEHLGESCHLAGEN", root.GetProperty("refused").GetProperty("Code").GetString());
        Assert.Equal("ANMELDUNG_FEHLGESCHLAGEN", root.GetProperty("stranger").GetProperty("Code").GetString());
        Assert.Equal("NICHT_GEFUNDEN", root.GetProperty("gone").GetProperty("Code").GetString());
        foreach (var fault in new[] { "refused", "stranger", "gone" }.Select(root.GetProperty))
        {
            Assert.Equal((sender, 500), (fault.GetProperty("code").GetString(), fault.GetProperty("status").GetInt32()));
            Assert.Equal(fault.GetProperty("Meldung").GetString(), fault.GetProperty("text").GetString());
        }

        Assert.True(root.GetProperty("minutes").GetInt32() > 0);
        Assert.Equal(vendor.Ids("jobs").Order(), Texts(root, "jobs", j => j.GetProperty("id")).Order());
        Assert.All(Texts(root, "jobs", j => j.GetProperty("title")), title => Assert.NotEqual("", title));
        Assert.Contains("aktiv", Texts(root, "jobs", j => j.GetProperty("status")));
        Assert.Equal(vendor.Ids("candidates").Order(), Texts(root, "applicants", a => a.GetProperty("id")).Order());
        Assert.All(Texts(root, "applicants", a => a.GetProperty("lastName")), name => Assert.NotEqual("", name));
        Assert.Equal(vendor.Ids("applications").Order(), Texts(root, "applications", a => a.GetProperty("id")).Order());
        Assert.All(Texts(root, "applications", a => a.GetProperty("job")), job => Assert.Contains(job, vendor.Ids("jobs")));
        Assert.All(Texts(root, "applications", a => a.GetProperty("person")), person => Assert.Contains(person, vendor.Ids("candidates")));
        Assert.Equal(vendor.Ids("screening_questions").Order(), Texts(root, "questions", q => q.GetProperty("id")).Distinct().Order());
        Assert.Contains(root.GetProperty("questions").EnumerateArray(), q => q.TryGetProperty("options", out _));
        Assert.Contains(root.GetProperty("questions").EnumerateArray(), q => q.TryGetProperty("flag", out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False);
    }

    [NodeTheory]
    [InlineData("call")]
    public async Task Node_finds_the_schemas_beside_the_WSDL_and_is_known_by_its_password_digest(string slug)
    {
        await using var vendor = await Vendor.StartAsync(slug, "acme.wsdl", "acme.types.xsd", "acme.base.xsd");

        using var seen = JsonDocument.Parse(await node.RunAsync("files.mjs", $"{vendor.BaseAddress}?wsdl", vendor.Connection["user"], vendor.Connection["password"]));

        var root = seen.RootElement;
        // The WSDL's own schema, the file it imports, and the one which that includes: that one has no namespace, and this client gives it none.
        Assert.Equal(["undefined", "urn:acme", "urn:acme:types"], Texts(root, "files", f => f).Order(StringComparer.Ordinal));
        Assert.Equal("soap:Client", root.GetProperty("refused").GetProperty("code").GetString());
        Assert.Equal(vendor.Ids("users").Order(), Texts(root, "users", u => u.GetProperty("id")).Order());
        Assert.All(Texts(root, "users", u => u.GetProperty("kind")), kind => Assert.Contains(kind, new[] { "person", "team" }));
    }

    private static List<string> Texts(JsonElement root, string list, Func<JsonElement, JsonElement> of) =>
        [.. root.GetProperty(list).EnumerateArray().Select(item => of(item).ToString())];
}
