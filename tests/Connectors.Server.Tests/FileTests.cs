using Connectors.Runtime.Files;
using Connectors.Server.Actions;
using Connectors.Server.Tests.OpenApi;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests;

[Collection(SharedServer.Name)]
public class FileTests(DemoServer server)
{
    [Theory]
    [InlineData("greenhouse", "candidates")]
    [InlineData("greenhouse", "applications")]
    [InlineData("lever", "candidates")]
    [InlineData("lever", "applications")]
    [InlineData("teamtailor", "candidates")]
    [InlineData("teamtailor", "applications")]
    [InlineData("workable", "candidates")]
    [InlineData("workable", "applications")]
    public async Task Files_of_a_record_are_listed_fresh_from_the_vendor(string tool, string records)
    {
        var listed = 0;
        foreach (var record in (await server.AllAsync(tool, "/ats/" + records)).Take(5))
        {
            var reply = await server.GetAsync(tool, $"/ats/{records}/{record.GetProperty("id").GetString()}/attachments");
            var path = records == "candidates" ? "/v1/ats/candidates/{candidate_id}/attachments" : "/v1/ats/applications/{application_id}/attachments";
            var schema = server.Server.Services.GetRequiredService<Server.OpenApi.ApiDocument>().Document.Paths[path].Operations![HttpMethod.Get].Responses!["200"].Content!["application/json"].Schema!;

            Assert.Empty(SchemaCheck.Problems(schema, reply.Json));
            listed += reply.Data.GetProperty("results").GetArrayLength();
            Assert.Empty(reply.Warnings);
        }

        Assert.True(listed > 0);
    }

    [Fact]
    public async Task A_record_that_is_not_there_has_no_files()
    {
        var reply = await server.GetAsync("workable", "/ats/candidates/111111111111111111111111/attachments");

        Assert.Contains("candidate_id", reply.IsError(400, "PLATFORM.INPUT_INVALID"));
    }

    [Fact]
    public async Task A_made_up_link_leads_to_no_file()
    {
        var reply = await server.SendAsync(HttpMethod.Get, "/../files/abc", key: "");

        Assert.Equal(404, reply.Status);
    }

    [Fact]
    public void A_link_to_a_file_is_good_for_an_hour_and_tells_nothing()
    {
        var clock = new FakeTimeProvider();
        var links = new FileLinks(new EphemeralDataProtectionProvider(), clock);
        var context = new DefaultHttpContext { Request = { Scheme = "https", Host = new HostString("api.example") } };
        var integration = server.Server.Directory.Find(server.Integration("workable"), server.Server.Environment)!;

        var address = links.Address(context, integration, "the environment", "get_candidate_attachments", ("candidate_id", "abc"), "file 1");
        var link = address["https://api.example/files/".Length..];

        Assert.DoesNotContain("workable", address, StringComparison.Ordinal);
        Assert.Equal("file 1", links.Open(link)!.File);
        Assert.Null(links.Open(link[..^2] + "AA"));
        Assert.Null(new FileLinks(new EphemeralDataProtectionProvider(), clock).Open(link));
        clock.Advance(FileLinks.Life);
        Assert.Null(links.Open(link));
    }

    [Fact]
    public async Task A_link_asks_the_vendor_anew_and_is_good_only_while_the_integration_is_switched_on()
    {
        var integration = server.Server.Directory.Find(server.Integration("workable"), server.Server.Environment)!;
        var (candidate, file) = await AnyFileAsync("workable");
        string Link(string remoteId) => server.Server.Services.GetRequiredService<FileLinks>().Address(
            new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString(server.Server.Address.Authority) } },
            integration,
            server.Server.Environment,
            "get_candidate_attachments",
            ("candidate_id", candidate),
            remoteId);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var there = await http.GetAsync(new Uri(Link(file.GetProperty("remote_id").GetString()!)));
        using var gone = await http.GetAsync(new Uri(Link("no such file")));

        Assert.Equal("What the file holds.", await http.GetStringAsync(new Uri(file.GetProperty("data_url").GetString()!)));
        Assert.Equal(302, (int)there.StatusCode);
        Assert.Equal(new Uri(file.GetProperty("data_url").GetString()!).AbsolutePath, there.Headers.Location!.AbsolutePath);
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [Fact]
    public async Task A_file_that_the_vendor_gives_only_to_the_integration_is_handed_on()
    {
        var (_, file) = await AnyFileAsync("lever");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var reply = await http.GetAsync(new Uri(file.GetProperty("data_url").GetString()!));

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal(file.GetProperty("file_name").GetString(), reply.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.NotEmpty(await reply.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_file_that_is_handed_on_is_saved_and_never_shown_as_a_page()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await FileDownload.SendAsync(context, new FileContent("Lebenslauf \"ä\".html", "text/html", "<b>"u8.ToArray()));

        Assert.Equal("<b>", System.Text.Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()));
        Assert.StartsWith("attachment; filename*=UTF-8''Lebenslauf%20%22%C3%A4%22.html", context.Response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-store", context.Response.Headers.CacheControl.ToString());
    }

    private async Task<(string Candidate, System.Text.Json.JsonElement File)> AnyFileAsync(string tool)
    {
        foreach (var record in await server.AllAsync(tool, "/ats/candidates"))
        {
            var candidate = record.GetProperty("id").GetString()!;
            var files = (await server.GetAsync(tool, $"/ats/candidates/{candidate}/attachments")).Data.GetProperty("results");
            if (files.GetArrayLength() > 0)
            {
                return (candidate, files[0]);
            }
        }

        throw new InvalidOperationException("No candidate has a file.");
    }
}
