using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Connectors.Ats;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Sandbox;

namespace Connectors.Constructs.Tests.Formats;

/// <summary>XML without an envelope in both directions.</summary>
public sealed class XmlTests
{
    private const string Departments = """<departments><department id="5"><name>Küche</name></department></departments>""";

    private const string Jobs =
        """
        <?xml version="1.0"?>
        <j:jobs xmlns:j="urn:acme:jobs" xmlns:text="urn:acme:text" pages="1">
          <j:job nr="7" text:lang="de">
            <j:title>Koch &amp; <![CDATA[<Köchin>]]></j:title>
            <text:state>open</text:state>
            <j:department>5</j:department>
            <j:created>2026-03-01T09:00:00+01:00</j:created>
            <j:hours>37.5</j:hours>
            <j:places><j:place><j:city>Bern</j:city><j:country>CH</j:country></j:place><j:place><j:city>Graz</j:city></j:place></j:places>
            <j:keyword>soup</j:keyword>
            <j:new>what the contract does not know</j:new>
            <j:keyword>bread</j:keyword>
            <j:salary currency="CHF"> 5200 </j:salary>
          </j:job>
          <j:job nr="8"><j:title>Bote</j:title><j:hours xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/><j:places/></j:job>
        </j:jobs>
        """;

    // Most of it is text that nobody reads, so that not every mistake breaks all of it.
    private static readonly string Reply = $"""<reply status="ok"><note>{string.Join(' ', Enumerable.Range(0, 200))}</note><application id="1"><job>7</job><person>a</person></application><application id="2"><job>8</job><person>b</person></application></reply>""";

    [Fact]
    public async Task Elements_attributes_and_texts_are_read_in_their_namespaces()
    {
        var pages = await new ElementVendor().On("/jobs", Jobs, type: "text/xml").On("/departments", Departments).ReadAsync("jobs");

        Assert.Empty(pages.SelectMany(p => p.SetAside));
        var jobs = pages.SelectMany(p => p.Records).Cast<Job>().ToList();
        Assert.Equal(
            [("7", "Koch & <Köchin>", "Küche", 37.5m, "Bern", 5200m, "CHF"), ("8", "Bote", null, null, null, null, null)],
            jobs.Select(j => (j.RemoteId, j.Name, j.Department, j.WeeklyHours, j.Location?.City, j.SalaryAmount, j.SalaryCurrency)));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), jobs[0].RemoteCreatedAt);
        Assert.Equal(JobStatus.Open, jobs[0].Status);
        Assert.Equal(["soup", "bread"], jobs[0].IntegrationFields!.Select(f => f.Key));
    }

    [Fact]
    public async Task A_record_as_it_came_has_lists_where_the_contract_has_them()
    {
        var pages = await new ElementVendor().On("/jobs", Jobs).On("/departments", Departments).ReadAsync("jobs");

        Assert.Equal(
            """{"/jobs":{"@nr":"8","title":"Bote","hours":null,"places":{}}}""",
            Encoding.UTF8.GetString(((Job)pages[0].Records[1]).RemoteData.Span));
        Assert.Contains("\"place\":[{\"city\":\"Bern\"", Encoding.UTF8.GetString(((Job)pages[0].Records[0]).RemoteData.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_with_a_value_of_another_type_is_set_aside()
    {
        var page = Assert.Single(await new ElementVendor().On("/jobs", Jobs.Replace("37.5", "many", StringComparison.Ordinal)).On("/departments", Departments).ReadAsync("jobs"));

        Assert.Equal(("7", "hours"), (Assert.Single(page.SetAside).Key?.First, page.SetAside[0].Path));
        Assert.Equal("8", Assert.Single(page.Records).Key.First);
    }

    [Theory]
    [InlineData("""<answer><application id="1"/></answer>""", "the reply's root element is 'answer' where 'reply' is expected")]
    [InlineData("""<reply xmlns="urn:other"/>""", "where 'reply' in another namespace is expected")]
    [InlineData("<!doctype html><html><body>Sign in</body></html>", "the reply is HTML")]
    [InlineData("<html><body>Sign in</body></html>", "the reply is HTML")]
    [InlineData("""{"application":[]}""", "the reply is something else")]
    [InlineData("", "the reply is empty where XML is expected")]
    [InlineData("""<!DOCTYPE reply [<!ENTITY a "b">]><reply status="ok">&a;</reply>""", "the reply has a document type, which is refused")]
    [InlineData("""<reply status="ok"><application id="1"><job>7</job>""", "the XML is broken or was cut short in application")]
    [InlineData("""<reply status="ok"><application id="1"></job></reply>""", "the XML is broken or was cut short in application")]
    [InlineData("""<reply status="ok"></reply><reply/>""", "the XML is broken")]
    public async Task What_is_no_answer_is_refused_as_a_whole(string body, string met)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => new ElementVendor().On("/applications", body).ReadAsync("applications"));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains(met, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elements_that_lie_too_deep_are_refused()
    {
        var deep = $"<reply status=\"ok\">{string.Concat(Enumerable.Repeat("<a>", 100))}{string.Concat(Enumerable.Repeat("</a>", 100))}</reply>";

        var error = await Assert.ThrowsAsync<ConnectorException>(() => new ElementVendor().On("/applications", deep).ReadAsync("applications"));

        Assert.Contains("nested deeper than 64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_encoding_that_the_document_names_is_its_own()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var body = Encoding.GetEncoding(1252).GetBytes("""<?xml version="1.0" encoding="windows-1252"?>""" + Departments);

        var pages = await new ElementVendor().On("/jobs", Jobs).On("/departments", body).ReadAsync("jobs");

        Assert.Equal("Küche", ((Job)pages[0].Records[0]).Department);
    }

    [Fact]
    public async Task A_large_page_comes_in_batches()
    {
        var many = string.Concat(Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"<application id=\"{i}\"><job>7</job><person>a</person></application>")));

        var pages = await new ElementVendor().On("/applications", $"<reply status=\"ok\">{many}</reply>").ReadAsync("applications");

        Assert.True(pages.Count > 1);
        Assert.Equal(20_000, pages.Sum(p => p.Records.Count));
    }

    [Fact]
    public async Task A_page_that_breaks_off_keeps_the_batches_before()
    {
        var many = string.Concat(Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"<application id=\"{i}\"><job>7</job><person>a</person></application>")));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => new ElementVendor().On("/applications", $"<reply status=\"ok\">{many}<appl").ReadAsync("applications"));

        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_the_answer_itself_tells_is_an_error()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => new ElementVendor().On("/applications", """<reply status="failed"><reason>Back at noon.</reason></reply>""").ReadAsync("applications"));

        Assert.Equal((ConnectorError.Unavailable, "Back at noon."), (error.Error, error.VendorMessage));
    }

    [Theory]
    [InlineData("""<error code="x"><message>Two</message><refused field="first">is missing</refused><refused field="last">is long</refused></error>""", 2)]
    [InlineData("""<error code="x"><message>One</message><refused field="first">is missing</refused></error>""", 1)]
    [InlineData("""<error code="x"><message>One</message><refused>is missing</refused></error>""", 1)]
    public async Task Refused_fields_are_told_be_they_one_or_several(string body, int fields)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => new ElementVendor().On("/applications", body, 422).ReadAsync("applications"));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.StartsWith(fields == 2 ? "Two" : "One", error.VendorMessage, StringComparison.Ordinal);
        Assert.Equal(fields, error.Fields.Count);
        Assert.Equal("is missing", error.Fields[0].Message);
    }

    [Theory]
    [InlineData(403, """<error code="locked"><message>Locked.</message></error>""", ConnectorError.Authentication, "Locked.")]
    [InlineData(403, """<error code="other"><message>No.</message></error>""", ConnectorError.Permission, null)]
    [InlineData(500, "<html><body>Oops</body></html>", ConnectorError.Unavailable, null)]
    [InlineData(409, """{"message":"in JSON"}""", ConnectorError.Conflict, "in JSON")]
    [InlineData(404, "", ConnectorError.NotFound, null)]
    [InlineData(422, "<error", ConnectorError.InvalidInput, null)]
    public async Task What_says_no_is_read_whatever_it_is_written_in(int status, string body, ConnectorError expected, string? message)
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => new ElementVendor().On("/applications", body, status).ReadAsync("applications"));

        Assert.Equal((expected, message), (error.Error, error.VendorMessage));
    }

    [Fact]
    public async Task No_message_quotes_what_came_in_place_of_an_answer()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => new ElementVendor().On("/applications", "<person>Aino</person>").ReadAsync("applications"));

        Assert.DoesNotContain("Aino", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_stand_beside_the_records_of_the_list()
    {
        var vendor = new ElementVendor()
            .On("/people", """<people><person id="a"/><person id="b"/></people>""")
            .On("/people/a", """<person id="a"><first>Aino</first><last>Öst</last><emails><email>a@b.example</email><email>c@d.example</email></emails></person>""")
            .On("/people/b", "", 404);

        var page = Assert.Single(await vendor.ReadAsync("candidates"));

        var aino = Assert.IsType<Candidate>(Assert.Single(page.Records));
        Assert.Equal(("Aino", "Öst"), (aino.FirstName, aino.LastName));
        Assert.Equal(["a@b.example", "c@d.example"], aino.EmailAddresses.Select(e => e.EmailAddressValue));
        Assert.Equal(1, page.Skipped);
    }

    [Fact]
    public async Task A_detail_of_another_kind_is_an_error()
    {
        var vendor = new ElementVendor().On("/people", """<people><person id="a"/></people>""").On("/people/a", "<made id=\"a\"/>");

        Assert.Contains("'made' where 'person' is expected", (await Assert.ThrowsAsync<ConnectorException>(() => vendor.ReadAsync("candidates"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_are_the_elements_of_the_contract_in_its_order()
    {
        var vendor = new ElementVendor().On("POST /people", """<made id="a1"/>""", 201).On("POST /applications", """<made id="b2"/>""", 201);

        var result = await ((XmlConnector)vendor.Connect()).CreateApplicationAsync(new XmlCreateApplicationInput
        {
            Candidate = new() { FirstName = "Aino & Co", LastName = "Öst", EmailAddress = "a@b.example" },
            Application = new() { JobId = "remote:7" },
        });

        Assert.Equal(("a1", "b2"), (result.CandidateRemoteId, result.ApplicationRemoteId));
        Assert.Equal(
            """<?xml version="1.0" encoding="utf-8"?><new origin="website" xmlns="urn:acme:people"><first>Aino &amp; Co</first><last>Öst</last><emails><email>a@b.example</email></emails></new>""",
            vendor.Asked[0].Body);
        Assert.Equal("""<?xml version="1.0" encoding="utf-8"?><NewApplication job="7"><person>a1</person></NewApplication>""", vendor.Asked[1].Body);
        Assert.Equal(("application/vnd.acme.person+xml; charset=utf-8", "application/xml"), (vendor.Asked[0].Request.Content!.Headers.ContentType!.ToString(), vendor.Asked[0].Request.Headers.Accept.ToString()));
    }

    [Fact]
    public async Task A_value_that_no_XML_can_hold_is_refused_before_anything_is_sent()
    {
        var vendor = new ElementVendor();

        var error = await Assert.ThrowsAsync<InputRefusedException>(() => ((XmlConnector)vendor.Connect()).CreateApplicationAsync(new XmlCreateApplicationInput
        {
            Candidate = new() { FirstName = "A\ufffe", LastName = "B", EmailAddress = "a@b.example" },
            Application = new() { JobId = "remote:7" },
        }));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
        Assert.Empty(vendor.Asked);
    }

    [Fact]
    public async Task The_sandbox_plays_reads_and_writes()
    {
        await using var played = await PlayedSpec.StartAsync("xml");
        var job = played.Vendor.Records.RemoteId("jobs", 0);

        var result = await ((XmlConnector)played.Connector).CreateApplicationAsync(new XmlCreateApplicationInput
        {
            Candidate = new() { FirstName = "Aino", LastName = "Öst", EmailAddress = "aino@example.com" },
            Application = new() { JobId = $"remote:{job}" },
        });

        Assert.Equal(
            "<new origin=\"website\" xmlns=\"urn:acme:people\"><first>Aino</first><last>Öst</last><emails><email>aino@example.com</email></emails></new>",
            played.Vendor.Received("create_application", "person")[0].Body);
        Assert.Equal("Aino", Assert.Single((await played.ReadAsync("candidates")).OfType<Candidate>(), c => c.RemoteId == result.CandidateRemoteId).FirstName);
        var application = Assert.Single((await played.ReadAsync("applications")).OfType<Application>(), a => a.RemoteId == result.ApplicationRemoteId);
        Assert.Equal((job, result.CandidateRemoteId), (application.JobId?.RemoteId, application.CandidateId?.RemoteId));
    }

    [Theory]
    [InlineData("<new xmlns=\"urn:acme:people\" origin=\"website\"><first>A</first><last>B</last><emails/><shoe/></new>", "shoe")]
    [InlineData("<new xmlns=\"urn:acme:people\" origin=\"website\" size=\"3\"><first>A</first><last>B</last><emails/></new>", "size")]
    [InlineData("<new xmlns=\"urn:acme:people\" origin=\"website\"><first>A</first><first>C</first><last>B</last><emails/></new>", "twice")]
    [InlineData("<new origin=\"website\"><first>A</first><last>B</last><emails/></new>", "expected")]
    [InlineData("<new xmlns=\"urn:acme:people\" origin=\"nowhere\"><first>A</first><last>B</last><emails/></new>", "origin")]
    [InlineData("<new xmlns=\"urn:acme:people\" origin=\"website\"><first>A</first><emails/></new>", "last")]
    [InlineData("<new", "not XML")]
    public async Task The_sandbox_refuses_what_the_contract_does_not_have_in_XML(string body, string said)
    {
        await using var played = await PlayedSpec.StartAsync("xml");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(played.Vendor.BaseAddress + "/people"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/vnd.acme.person+xml"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", played.Vendor.Connection["api_key"]) },
        };

        using var response = await http.SendAsync(request);

        Assert.InRange((int)response.StatusCode, 400, 422);
        Assert.Equal("application/xml", response.Content.Headers.ContentType?.MediaType);
        var error = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;
        Assert.Equal("error", error.Name.LocalName);
        Assert.Contains(said, error.Element("message")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("truncated")]
    [InlineData("malformed")]
    [InlineData("wrong-type")]
    [InlineData("missing-id")]
    [InlineData("server-error")]
    public async Task Faults_of_the_sandbox_are_typed_errors_or_set_aside(string profile)
    {
        await using var played = await PlayedSpec.StartAsync("xml", play: o => o with { Faults = Sandbox.Faults.FaultProfile.Find(profile)! });
        try
        {
            var pages = await played.PagesAsync(played.SourceOf("applications"));

            Assert.All(pages.SelectMany(p => p.SetAside), s => Assert.NotEmpty(s.Reason));
        }
        catch (ConnectorException e)
        {
            Assert.Contains(e.Error, (ConnectorError[])[ConnectorError.UnexpectedPayload, ConnectorError.Unavailable]);
        }
    }

    [Fact]
    public async Task Whatever_the_reply_is_nothing_but_the_typed_error_is_thrown() => Assert.True(await Mutations.SurviveAsync("xml", "applications", Reply, "application/xml", 2000) > 100);
}
