using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Connectors.Server.Tests;

/// <summary>Passthrough requests to the vendors of the demo.</summary>
[Collection(SharedServer.Name)]
public class PassthroughTests(DemoServer server)
{
    private const string Coveto = "https://www.coveto.de/soap/v2";
    private const string Invalid = "PLATFORM.INPUT_INVALID";

    [Fact]
    public async Task A_REST_vendor_is_asked_and_its_JSON_handed_on()
    {
        var reply = await SendAsync("laura", "api", new { method = "GET", path = "/jobs", @params = new { page = "1", per_page = "2" }, headers = new { Accept = "application/json" } });

        Assert.Equal(200, reply.Data.GetProperty("status").GetInt32());
        Assert.Equal(2, reply.Data.GetProperty("data").GetProperty("jobs").GetArrayLength());
        Assert.EndsWith("/api/v1.2/jobs?page=1&per_page=2", reply.Data.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("application/json", reply.Data.GetProperty("headers").GetProperty("Content-Type").GetString(), StringComparison.Ordinal);
        Assert.Empty(reply.Warnings);
    }

    [Fact]
    public async Task A_SOAP_vendor_is_called_within_the_session_of_the_integration()
    {
        var call = $"<HoleStellen xmlns=\"{Coveto}\"><Seite>1</Seite><ProSeite>2</ProSeite></HoleStellen>";

        var reply = await SendAsync("coveto", "soap", new { method = "POST", path = "/", data = call, api_options = new { operation_name = "HoleStellen" } });

        Assert.Equal(200, reply.Data.GetProperty("status").GetInt32());
        Assert.Equal(2, XDocument.Parse(reply.Data.GetProperty("data").GetString()!).Descendants().Count(e => e.Name.LocalName == "Stelle"));
    }

    [Fact]
    public async Task What_a_vendor_shows_the_public_is_had_without_credentials()
    {
        var reply = await SendAsync("coveto", "public", new { method = "GET", path = "/public/xml/" });

        Assert.Equal(200, reply.Data.GetProperty("status").GetInt32());
        var feed = XDocument.Parse(reply.Data.GetProperty("data").GetString()!).Root!;
        Assert.Equal("jobs", feed.Name.LocalName);
        Assert.All(feed.Elements(), job => Assert.NotEmpty(job.Element("title")!.Value));
    }

    [Fact]
    public async Task What_the_vendor_refuses_is_a_success_of_ours()
    {
        var wrong = await SendAsync("laura", "api", new { method = "POST", path = "/applicants", data = new { first_name = 7 } });
        var nowhere = await SendAsync("coveto", "public", new { method = "GET", path = "/jobs.xml" });

        Assert.InRange(wrong.Data.GetProperty("status").GetInt32(), 400, 499);
        Assert.Equal(404, nowhere.Data.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_body_can_be_had_in_base64_and_members_that_nobody_knows_are_told()
    {
        var reply = await SendAsync("laura", "api", new { method = "GET", path = "/account", response_as_base64 = true, retries = 3 });

        var text = Encoding.UTF8.GetString(Convert.FromBase64String(reply.Data.GetProperty("data").GetString()!));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(text).RootElement.ValueKind);
        Assert.StartsWith("retries: ", Assert.Single(reply.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//other.example/jobs")]
    [InlineData("https://other.example/jobs")]
    [InlineData("@other.example")]
    [InlineData("/../other.example")]
    [InlineData("/jobs/%2e%2e/%2e%2e/other.example")]
    [InlineData("/jobs\\..\\other.example")]
    [InlineData("/jobs\r\nHost: other.example")]
    public async Task A_path_that_leads_elsewhere_is_refused_and_not_repeated(string path)
    {
        var before = server.Vendor("laura").RequestCount;

        var message = (await SendAsync("laura", "api", new { method = "GET", path })).IsError(400, Invalid);

        Assert.StartsWith("path: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("other.example", message, StringComparison.Ordinal);
        Assert.Equal(before, server.Vendor("laura").RequestCount);
    }

    [Theory]
    [InlineData("""{"path":"/jobs"}""", "method")]
    [InlineData("""{"method":"GET"}""", "path")]
    [InlineData("""{"method":"TRACE","path":"/jobs"}""", "method")]
    [InlineData("""{"method":7,"path":"/jobs"}""", "method")]
    [InlineData("""{"method":"GET","path":"/jobs","headers":{"X-A":1}}""", "headers")]
    [InlineData("""{"method":"GET","path":"/jobs","headers":{"X-Api-Key":"mine"}}""", "headers.X-Api-Key")]
    [InlineData("""{"method":"GET","path":"/jobs","headers":{"X-A":"a\r\nX-Api-Key: mine"}}""", "headers.X-A")]
    [InlineData("""{"method":"GET","path":"/jobs","params":["a"]}""", "params")]
    [InlineData("""{"method":"GET","path":"/jobs","response_as_base64":"yes"}""", "response_as_base64")]
    [InlineData("""{"method":"GET","path":"/jobs","api_options":{"operation_name":"A"}}""", "api_options")]
    [InlineData("""{"method":"POST","path":"/jobs","data":{},"multipart_form_data":[]}""", "multipart_form_data")]
    [InlineData("""{"method":"POST","path":"/jobs","multipart_form_data":{}}""", "multipart_form_data")]
    [InlineData("""{"method":"POST","path":"/jobs","multipart_form_data":["a"]}""", "multipart_form_data[0]")]
    [InlineData("""{"method":"POST","path":"/jobs","multipart_form_data":[{"name":"a","value":7}]}""", "multipart_form_data[0].value")]
    [InlineData("""{"method":"POST","path":"/jobs","multipart_form_data":[{"name":"a","value":{"name":"a.txt","data_url":"http://127.0.0.1/secret"}}]}""", "multipart_form_data[0].value.data_url")]
    public async Task A_request_that_cannot_be_sent_is_told_by_its_member(string body, string member)
    {
        var message = (await SendAsync("laura", "api", body)).IsError(400, Invalid);

        Assert.StartsWith(member + ": ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", message, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_path_names_the_tool_of_the_integration_and_an_api_it_has()
    {
        var body = new { method = "GET", path = "/" };

        var api = (await SendAsync("coveto", "rest", body)).IsError(400, Invalid);
        var tool = (await server.SendAsync(HttpMethod.Post, "/passthrough/coveto/soap", server.Integration("laura"), body)).IsError(400, Invalid);

        Assert.Contains("public, soap", api, StringComparison.Ordinal);
        Assert.Contains("laura", tool, StringComparison.Ordinal);
        (await server.SendAsync(HttpMethod.Post, "/passthrough/laura/api", "laura:nothing", body)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        (await server.SendAsync(HttpMethod.Post, "/passthrough/laura/api", null, body)).IsError(400, Invalid);
    }

    private Task<Reply> SendAsync(string tool, string api, object body) => server.SendAsync(HttpMethod.Post, $"/passthrough/{tool}/{api}", server.Integration(tool), body);
}
