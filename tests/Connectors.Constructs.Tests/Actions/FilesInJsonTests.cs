using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Actions;

/// <summary>Files that replies have in base64.</summary>
public sealed class FilesInJsonTests
{
    private const string Input = """{ "candidate_id": "remote:c1" }""";

    [Fact]
    public async Task A_file_is_taken_out_of_the_reply_that_has_it_in_base64()
    {
        var vendor = Files("""{"size":7,"file":{"name":"cv.txt","content":"Y29u\r\ndGVudA=="}}""");

        var reply = await vendor.Connect("files_in_json").RunAsync("get_candidate_attachments", Input);
        using var opened = await reply.Files!.Single().FetchAsync();
        using var content = new StreamReader(await opened.Content.OpenAsync(default));

        Assert.Equal(("content", "cv.txt"), (await content.ReadToEndAsync(), opened.Content.Name));
        Assert.NotEqual("application/json", opened.Content.ContentType);
        Assert.Equal("GET /v2/files/f1", vendor.Lines.Last());
    }

    [Theory]
    [InlineData("""{"file":{"content":"no base64 at all"}}""")]
    [InlineData("""{"file":{}}""")]
    [InlineData("""{"file":{"content":12}}""")]
    public async Task A_reply_without_the_file_is_an_error_that_shows_nothing_of_it(string body)
    {
        var reply = await Files(body).Connect("files_in_json").RunAsync("get_candidate_attachments", Input);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => reply.Files!.Single().FetchAsync());

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Equal("GET /files/{id}: the reply has no file in base64 at file.content", error.Message);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        var reply = await Files("""{"file":{"content":"Y29udGVudA=="}}""").Connect("files_in_json", o => o with { LargestFile = 6 }).RunAsync("get_candidate_attachments", Input);

        var error = await Assert.ThrowsAsync<ConnectorException>(() => reply.Files!.Single().FetchAsync());

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("larger than 6 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_has_a_file_for_each_that_it_lists()
    {
        await using var played = await PlayedSpec.StartAsync("files_in_json");
        var reply = await played.Connector.RunAsync("get_candidate_attachments", $$"""{ "candidate_id": "remote:{{played.Vendor.Records.RemoteId("candidates", 0)}}" }""");

        foreach (var file in reply.Files!)
        {
            using var opened = await file.FetchAsync();
            using var content = new StreamReader(await opened.Content.OpenAsync(default));
            Assert.EndsWith("/files/" + file.RemoteId, await content.ReadToEndAsync(), StringComparison.Ordinal);
        }

        Assert.NotEmpty(reply.Files);
    }

    private static ActingVendor Files(string file) => new(asked => (200, asked.Line == "GET /v2/people/c1/files" ? """{"files":[{"id":"f1","name":"cv.txt"}]}""" : file));
}
