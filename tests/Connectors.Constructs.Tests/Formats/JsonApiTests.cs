using System.Text.Json.Nodes;
using Connectors.Ats;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;

namespace Connectors.Constructs.Tests.Formats;

/// <summary>JSON:API in both directions.</summary>
public sealed class JsonApiTests
{
    private const string Slug = "json_api";
    private const string MediaType = "application/vnd.api+json";

    private const string Page =
        """
        {
          "data": [
            {
              "type": "applications", "id": "7",
              "attributes": { "cover-letter": null },
              "relationships": {
                "candidate": { "data": { "type": "candidates", "id": "1" }, "links": { "related": "https://api.acme.example/v1/candidates/1" } },
                "job": { "data": { "type": "jobs", "id": "2" } },
                "stage": { "data": { "type": "stages", "id": "2" } }
              },
              "links": { "self": "https://api.acme.example/v1/applications/7" }
            },
            {
              "type": "applications", "id": "8",
              "attributes": {},
              "relationships": {
                "candidate": { "data": { "type": "candidates", "id": "1" } },
                "job": { "data": { "type": "jobs", "id": "3" } },
                "stage": { "data": null }
              }
            }
          ],
          "included": [
            { "type": "jobs", "id": "2", "attributes": { "title": "Nurse" }, "relationships": { "department": { "data": { "type": "departments", "id": "5" } } } },
            { "type": "jobs", "id": "3", "attributes": { "title": "Cook" }, "relationships": { "department": { "data": null } } },
            { "type": "stages", "id": "2", "attributes": { "name": "Hired", "category": "hired" } },
            { "type": "departments", "id": "5", "attributes": { "name": "Care \"A\" \u00e9" } }
          ],
          "links": { "next": null }
        }
        """;

    [Fact]
    public async Task What_is_included_is_joined_by_type_and_id()
    {
        var page = await Answered.ReadAsync(Slug, "applications", Page, MediaType);

        Assert.Empty(page.SetAside);
        Assert.Null(page.Resume);
        Assert.Equal(
            [
                """{"remote_id":"7","outcome":"Hired","current_stage":"2","job":"2","candidate":"1","department":"Care \"A\" é"}""",
                """{"remote_id":"8","outcome":null,"current_stage":null,"job":"3","candidate":"1","department":null}""",
            ],
            page.Records.Cast<Application>().Select(Text));
    }

    [Theory]
    [InlineData("""{ "type": "stages", "id": "2",""", """{ "type": "stages", "id": "9",""", "stage")]
    [InlineData("""{ "type": "departments", "id": "5", "attr""", """{ "type": "teams", "id": "5", "attr""", "job.department")]
    public async Task A_record_that_needs_what_is_not_included_is_set_aside_with_the_reason(string was, string becomes, string path)
    {
        var page = await Answered.ReadAsync(Slug, "applications", Page.Replace(was, becomes, StringComparison.Ordinal), MediaType);

        var aside = Assert.Single(page.SetAside);
        Assert.Equal(("7", path, "leads to a record that is not included in the reply"), (aside.Key?.First, aside.Path, aside.Reason));
        Assert.Equal("8", Assert.Single(page.Records).Key.First);
        Assert.Equal(2, page.Elements);
    }

    [Fact]
    public async Task Attributes_that_are_no_object_set_the_record_aside()
    {
        var page = await Answered.ReadAsync(Slug, "applications", Page.Replace("""{ "cover-letter": null }""", "[]", StringComparison.Ordinal), MediaType);

        Assert.Equal(("7", "attributes"), (Assert.Single(page.SetAside).Key?.First, page.SetAside[0].Path));
    }

    [Theory]
    [InlineData("""{"data": {"type": "jobs"}}""")]
    [InlineData("""{"data": [{"type": "jobs", "id": "1" """)]
    [InlineData("""{"errors": [{"detail": "no"}]}""")]
    [InlineData("""{"\ud800": 1, "data": []}""")]
    [InlineData("<html></html>")]
    public async Task What_is_no_list_of_resources_is_refused_as_a_whole(string body) =>
        Assert.Equal(ConnectorError.UnexpectedPayload, (await Assert.ThrowsAsync<ConnectorException>(() => Answered.ReadAsync(Slug, "jobs", body, MediaType))).Error);

    [Fact]
    public async Task Pages_follow_the_link_of_the_document()
    {
        await using var played = await PlayedSpec.StartAsync(Slug);

        Assert.Equal(played.Vendor.Records.Count("applications"), (await played.ReadAsync("applications")).Count);
        Assert.True(played.Asked.Count(a => a.Target.StartsWith("/v1/applications?", StringComparison.Ordinal)) > 1);
        Assert.Contains("include=candidate,stage,job.department", Uri.UnescapeDataString(played.Asked.First(a => a.Target.Contains("/applications?", StringComparison.Ordinal)).Target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_are_put_into_their_envelopes()
    {
        await using var played = await PlayedSpec.StartAsync(Slug);
        var job = played.Vendor.Records.RemoteId("jobs", 0);

        var result = await ((JsonApiConnector)played.Connector).CreateApplicationAsync(new JsonApiCreateApplicationInput
        {
            Candidate = new() { FirstName = "Aino", LastName = "Öst", EmailAddress = "aino@example.com" },
            Application = new() { JobId = $"remote:{job}" },
        });

        Same("""{"data":{"type":"candidates","attributes":{"first-name":"Aino","last-name":"Öst","email":"aino@example.com"}}}""", played.Vendor.Received("create_application", "candidate")[0].Body);
        Same(
            """{"data":{"type":"applications","relationships":{"candidate":{"data":{"id":"CANDIDATE","type":"candidates"}},"job":{"data":{"id":"JOB","type":"jobs"}}}}}"""
                .Replace("CANDIDATE", result.CandidateRemoteId, StringComparison.Ordinal).Replace("JOB", job, StringComparison.Ordinal),
            played.Vendor.Received("create_application", "application")[0].Body);
        Assert.Contains(await played.ReadAsync("candidates"), c => c.Key.First == result.CandidateRemoteId);
        Assert.Contains(await played.ReadAsync("applications"), a => a.Key.First == result.ApplicationRemoteId);
    }

    [Fact]
    public async Task The_media_type_is_said_in_both_directions()
    {
        var vendor = new Answered("""{"data":{"type":"candidates","id":"1","attributes":{}}}"""u8.ToArray(), MediaType);
        using var http = new HttpMessageInvoker(vendor);

        await ((JsonApiConnector)Answered.Connect(Slug, http)).CreateApplicationAsync(new JsonApiCreateApplicationInput { Candidate = new() { FirstName = "A", LastName = "B", EmailAddress = "a@b.example" }, Application = new() { JobId = "remote:1" } });

        Assert.All(vendor.Asked, a => Assert.Equal((MediaType, MediaType), (a.Request.Headers.Accept.ToString(), a.Request.Content?.Headers.ContentType?.ToString())));
    }

    [Fact]
    public async Task Whatever_the_reply_is_nothing_but_the_typed_error_is_thrown() => Assert.True(await Mutations.SurviveAsync(Slug, "applications", Page, MediaType, 1000) > 100);

    private static string Text(Application record)
    {
        var department = (record.IntegrationFields is [var first, ..] ? first.Value?.ToString() : null);
        return new JsonObject
        {
            ["remote_id"] = record.RemoteId,
            ["outcome"] = record.Outcome?.ToString(),
            ["current_stage"] = record.CurrentStageId?.RemoteId,
            ["job"] = record.JobId?.RemoteId,
            ["candidate"] = record.CandidateId?.RemoteId,
            ["department"] = department is null ? null : JsonNode.Parse(department),
        }.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static void Same(string expected, string actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
