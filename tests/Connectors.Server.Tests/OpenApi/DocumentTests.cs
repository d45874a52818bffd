using System.Text.Json;
using Connectors.Server.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Connectors.Server.Tests.OpenApi;

[Collection(SharedServer.Name)]
public class DocumentTests(DemoServer server)
{
    public static TheoryData<string, string> Answers => new()
    {
        { "/v1/check-api-key", "" },
        { "/v1/tools/{category}", "/tools/ats" },
        { "/v1/integrations/{id}", "/integrations/{laura}" },
        { "/v1/integrations/{id}", "/integrations/{coveto}" },
        { "/v1/ats/actions/ats_create_candidate", "/ats/actions/ats_create_candidate" },
    };

    [Fact]
    public void Every_path_of_the_api_says_what_it_does()
    {
        var silent = server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal) && e.Metadata.GetMetadata<ApiOperation>() is null)
            .Select(e => e.RoutePattern.RawText);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task The_document_is_openapi_without_mistakes()
    {
        var (document, diagnostic) = OpenApiDocument.Parse(await TextAsync(), "json");

        Assert.Empty(diagnostic!.Errors.Select(e => $"{e.Pointer}: {e.Message}"));
        Assert.Empty(diagnostic.Warnings.Select(e => $"{e.Pointer}: {e.Message}"));
        Assert.Contains("/v1/ats/jobs", document!.Paths.Keys);
        Assert.Contains("Job", document.Components!.Schemas!.Keys);
        var ids = document.Paths.SelectMany(p => p.Value.Operations!.Values.Select(o => o.OperationId)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answers_are_as_they_are_described(string path, string address)
    {
        var reply = await server.SendAsync(HttpMethod.Get, address.Length == 0 ? path["/v1".Length..] : address.Replace("{laura}", Uri.EscapeDataString(server.Integration("laura"))).Replace("{coveto}", Uri.EscapeDataString(server.Integration("coveto"))), path.StartsWith("/v1/ats/", StringComparison.Ordinal) ? server.Integration("coveto") : null);

        Assert.Empty(SchemaCheck.Problems(await SchemaAsync(path, HttpMethod.Get), reply.Json).Take(20));
    }

    [Theory]
    [InlineData("laura")]
    [InlineData("coveto")]
    [InlineData("greenhouse")]
    [InlineData("lever")]
    public async Task Lists_are_as_they_are_described(string tool)
    {
        var checkedLists = 0;
        foreach (var path in (await DocumentAsync()).Paths.Keys.Where(p => p.StartsWith("/v1/ats/", StringComparison.Ordinal) && !p.Contains('{')).Order(StringComparer.Ordinal))
        {
            if ((await DocumentAsync()).Paths[path].Operations!.ContainsKey(HttpMethod.Get) && await server.GetAsync(tool, path["/v1".Length..] + "?include_deleted=true") is { Status: 200 } reply)
            {
                checkedLists++;
                Assert.Empty(SchemaCheck.Problems(await SchemaAsync(path, HttpMethod.Get), reply.Json).Distinct().Take(20).Select(p => path + p));
            }
        }

        Assert.True(checkedLists > 2);
    }

    [Theory]
    [InlineData("name", "5", "Number is no")]
    [InlineData("changed_at", "null", "Null is no")]
    [InlineData("id", "\"0\"", "does not match")]
    [InlineData("stages", "[{}]", "missing")]
    [InlineData("unheard_of", "1", "not described")]
    public async Task What_is_not_as_described_is_found(string member, string value, string problem)
    {
        var job = System.Text.Json.Nodes.JsonNode.Parse((await server.AllAsync("laura", "/ats/jobs"))[0].GetRawText())!;
        job[member] = System.Text.Json.Nodes.JsonNode.Parse(value);

        Assert.Contains(SchemaCheck.Problems((await DocumentAsync()).Components!.Schemas!["Job"], JsonSerializer.SerializeToElement(job)), p => p.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_reference_shows_every_operation_and_every_record_and_runs_no_scripts()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(server.Server.Address, "/reference"));
        var page = await response.Content.ReadAsStringAsync();
        var document = await DocumentAsync();

        Assert.All(document.Paths.SelectMany(p => p.Value.Operations!.Values), o => Assert.Contains($"id=\"{o.OperationId}\"", page));
        Assert.All(document.Components!.Schemas!.Keys, name => Assert.Contains($"id=\"record-{name}\"", page));
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("style=", page);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    private async Task<string> TextAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(server.Server.Address, "/openapi.json"));
    }

    private async Task<OpenApiDocument> DocumentAsync() => OpenApiDocument.Parse(await TextAsync(), "json").Document!;

    private async Task<IOpenApiSchema> SchemaAsync(string path, HttpMethod method) =>
        (await DocumentAsync()).Paths[path].Operations![method].Responses!["200"].Content!["application/json"].Schema!;
}
