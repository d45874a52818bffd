using Connectors.Ats;
using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Formats;

/// <summary>XML wherever a body goes: into log-ins, searches, lists of objects, and beside a form.</summary>
public sealed class XmlBodyTests
{
    private const string Slug = "xml_bodies";
    private const string Declaration = """<?xml version="1.0" encoding="utf-8"?>""";

    [Fact]
    public async Task A_log_in_sends_XML_and_takes_of_XML()
    {
        var vendor = Vendor();

        await vendor.ReadAsync("jobs");

        Assert.Equal(Declaration + """<login user="key"><password>key</password></login>""", vendor.Asked[0].Body);
        Assert.Equal("Session t1", vendor.Asked[1].Request.Headers.GetValues("Authorization").Single());
    }

    [Fact]
    public async Task A_search_is_paged_and_filtered_in_its_body()
    {
        var vendor = Vendor().On("POST /search", """<people pages="2"><person id="a"><first>Aino</first><last>Öst</last><contact kind="work">a@b.example</contact><contact>c@d.example</contact></person></people>""");

        var pages = await vendor.ReadAsync("candidates", new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

        Assert.Empty(pages.SelectMany(p => p.SetAside));
        Assert.Equal(
            [
                Declaration + """<search page="1" size="30"><where><kind>person</kind><changed>2026-03-01T09:00:00Z</changed></where></search>""",
                Declaration + """<search page="2" size="30"><where><kind>person</kind><changed>2026-03-01T09:00:00Z</changed></where></search>""",
            ],
            vendor.Asked.Skip(1).Select(a => a.Body));
        var aino = Assert.IsType<Candidate>(pages[0].Records[0]);
        Assert.Equal([("a@b.example", "WORK"), ("c@d.example", null)], aino.EmailAddresses.Select(e => (e.EmailAddressValue, e.Type)));
    }

    [Fact]
    public async Task A_list_of_objects_becomes_elements_and_a_form_is_answered_in_XML()
    {
        var vendor = Vendor().On("/people", """<people pages="1"/>""").On("POST /people", "<made><id>p1</id></made>").On("POST /applications", "<made><id>a1</id></made>");

        var result = await ((XmlBodiesConnector)vendor.Connect()).CreateCandidateAsync(new XmlBodiesCreateCandidateInput
        {
            Candidate = new()
            {
                FirstName = "Aino",
                LastName = "Öst",
                EmailAddress = "aino@example.com",
                AdditionalEmailAddresses = [new() { EmailAddress = "a@b.example", Type = ContactType.Work }, new() { EmailAddress = "c@d.example" }],
            },
            Application = new() { JobId = "remote:7" },
        });

        Assert.Equal(("p1", "a1"), (result.CandidateRemoteId, result.ApplicationRemoteId));
        Assert.Equal(
            Declaration + """<person><first>Aino</first><last>Öst</last><mail>aino@example.com</mail><contacts><contact kind="work">a@b.example</contact><contact>c@d.example</contact></contacts></person>""",
            vendor.Asked[2].Body);
        Assert.Equal("person=p1&job=7", vendor.Asked[3].Body);
        Assert.Equal("application/x-www-form-urlencoded", vendor.Asked[3].Request.Content!.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_record_is_found_in_a_list_in_XML()
    {
        var vendor = Vendor()
            .On("/people", """<people pages="1"><person id="p0"><first>Aino</first><last>Ost</last></person><person id="p1"><first>Aino</first><last>Öst</last></person></people>""")
            .On("POST /applications", "<made><id>a1</id></made>");

        var result = await ((XmlBodiesConnector)vendor.Connect()).CreateCandidateAsync(new XmlBodiesCreateCandidateInput
        {
            Candidate = new() { FirstName = "Aino", LastName = "Öst", EmailAddress = "aino@example.com" },
            Application = new() { JobId = "remote:7" },
        });

        Assert.Equal("p1", result.CandidateRemoteId);
        Assert.DoesNotContain(vendor.Asked, a => a.Request.Method == HttpMethod.Post && a.Request.RequestUri!.AbsolutePath == "/people");
    }

    [Fact]
    public async Task A_body_can_be_a_single_text()
    {
        var vendor = Vendor().On("POST /people/c1/tags", "", 204);

        await ((XmlBodiesConnector)vendor.Connect()).AddCandidateTagAsync(new XmlBodiesAddCandidateTagInput { CandidateId = "remote:c1", Tag = new() { Name = "a < b" } });

        Assert.Equal(Declaration + "<tag>a &lt; b</tag>", vendor.Asked[1].Body);
    }

    [Fact]
    public async Task An_element_that_is_all_text_is_the_message()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => Vendor().On("/jobs", "<no>Not today.</no>", 422).ReadAsync("jobs"));

        Assert.Equal((ConnectorError.InvalidInput, "Not today."), (error.Error, error.VendorMessage));
    }

    [Fact]
    public async Task The_sandbox_plays_all_of_it()
    {
        await using var played = await PlayedSpec.StartAsync(Slug);
        var connector = (XmlBodiesConnector)played.Connector;

        var result = await connector.CreateCandidateAsync(new XmlBodiesCreateCandidateInput
        {
            Candidate = new() { FirstName = "Aino", LastName = "Öst", EmailAddress = "aino@example.com" },
            Application = new() { JobId = $"remote:{played.Vendor.Records.RemoteId("jobs", 0)}" },
        });
        await connector.AddCandidateTagAsync(new XmlBodiesAddCandidateTagInput { CandidateId = $"remote:{result.CandidateRemoteId}", Tag = new() { Name = "night" } });

        Assert.Contains(await played.ReadAsync("candidates"), c => c.Key.First == result.CandidateRemoteId);
        Assert.Contains(await played.ReadAsync("applications"), a => a.Key.First == result.ApplicationRemoteId);
        Assert.Equal("<tag>night</tag>", played.Vendor.Received("add_candidate_tag", "tag")[0].Body);
    }

    private static ElementVendor Vendor() => new ElementVendor(Slug, "")
        .On("POST /session", """<session minutes="20"><token>t1</token></session>""")
        .On("/jobs", """<jobs><job id="1"><title>Koch</title></job></jobs>""");
}
