using System.Text;
using System.Text.Json.Nodes;
using Connectors.Runtime.Formats;

namespace Connectors.Runtime.Tests.Formats;

/// <summary>What is joined in documents of JSON:API.</summary>
public sealed class JsonApiTests
{
    private static readonly JsonApiFormat Format = new() { Joins = ["parent", "parent.team"] };

    [Fact]
    public void A_resource_of_the_data_is_joined_as_one_that_is_included_is()
    {
        var plain = Format.Read(
            """
            {
              "data": [
                { "type": "items", "id": "1", "attributes": { "name": "one" }, "relationships": { "parent": { "data": { "type": "items", "id": "2" } } } },
                { "type": "items", "id": "2", "attributes": { "name": "two" }, "relationships": { "parent": { "data": { "type": "items", "id": "1" } }, "team": { "data": { "type": "teams", "id": "9" } } } }
              ],
              "included": [ { "type": "teams", "id": "9", "attributes": { "name": "red" } } ]
            }
            """u8.ToArray(),
            64);

        Assert.Empty(plain.Faults);
        var data = Json(plain)["data"]!;
        Assert.Equal(("two", "red"), (Text(data[0], "parent", "name"), Text(data[0], "parent", "team", "name")));
        // Only as deep as is joined: its parent's parent is an id alone.
        Assert.Equal("one", Text(data[1], "parent", "name"));
        Assert.Equal("""{"id":"2","type":"items"}""", data[1]!["parent"]!["parent"]!.ToJsonString());
    }

    [Fact]
    public void A_lone_resource_is_joined_to_itself()
    {
        var plain = Format.Read("""{ "data": { "type": "items", "id": "1", "attributes": { "name": "one" }, "relationships": { "parent": { "data": { "type": "items", "id": "1" } } } } }"""u8.ToArray(), 64);

        Assert.Empty(plain.Faults);
        Assert.Equal("one", Text(Json(plain)["data"], "parent", "name"));
    }

    [Theory]
    [InlineData("""{ "parent": { "links": { "related": "https://x.example/1" } } }""", "parent")]
    [InlineData("""{ "parent": {} }""", "parent")]
    [InlineData("""{ "parent": { "data": { "type": "items", "id": "5" } } }""", "parent.team")]
    public void A_joined_relationship_that_was_not_included_sets_the_record_aside(string relationships, string path)
    {
        var plain = Format.Read(
            Encoding.UTF8.GetBytes(
                $$"""
                {
                  "data": [ { "type": "items", "id": "1", "relationships": {{relationships}} }, { "type": "items", "id": "2" } ],
                  "included": [ { "type": "items", "id": "5", "relationships": { "team": { "links": {} } } } ]
                }
                """),
            64);

        var fault = Assert.Single(plain.Faults);
        Assert.Equal((path, "was not included in the reply: it does not say what it leads to"), (fault.Path, fault.Reason));
        Assert.Equal("2", Assert.Single(Json(plain)["data"]!.AsArray())!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{ "parent": { "data": null } }""")]
    [InlineData("""{ "parent": { "data": [] } }""")]
    [InlineData("""{ "other": { "links": {} } }""")]
    [InlineData("{}")]
    public void A_relationship_that_leads_nowhere_or_is_not_joined_keeps_its_record(string relationships)
    {
        var plain = Format.Read(Encoding.UTF8.GetBytes($$"""{ "data": [ { "type": "items", "id": "1", "relationships": {{relationships}} } ] }"""), 64);

        Assert.Empty(plain.Faults);
        Assert.Single(Json(plain)["data"]!.AsArray());
    }

    private static JsonNode Json(PlainBody plain) => JsonNode.Parse(plain.Json!.Memory.Span)!;

    private static string? Text(JsonNode? at, params string[] names) => names.Aggregate(at, (node, name) => node?[name])?.GetValue<string>();
}
