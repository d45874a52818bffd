using System.Net;
using System.Text.Json.Nodes;
using Connectors.Constructs.Tests.Reads;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Constructs.Tests.Actions;

/// <summary>Files on their way to the vendor: in bodies, in parts, as bodies, at addresses that replies give, and by the address that the caller gives.</summary>
public sealed class FileTests
{
    private static readonly string TwoFiles = $$""", "attachments": [{{Acting.File("cv.pdf", 3)}}, {{Acting.File("letter.pdf", 4, "COVER_LETTER")}}]""";

    [Fact]
    public async Task What_a_vendor_takes_of_files_is_told_before_any_is_sent()
    {
        var (played, _) = await Recorder.StartAsync("files_in_body");
        await using var __ = played;

        var rule = Assert.Single(played.Connector.Definition.Actions.Single(a => a.Name == "create_candidate").Files);

        Assert.Equal(("attachments", 2, 1024L, 1500L, false), (rule.Group, rule.MaxCount, rule.MaxSize, rule.MaxTotal, rule.Required));
        Assert.Equal(["pdf", "docx"], rule.Types.Select(t => t.Ending));
        Assert.Empty(rule.Kinds);
    }

    [Fact]
    public async Task Each_file_is_uploaded_as_a_part_with_its_name_and_type_and_linked_by_what_its_reply_told()
    {
        var (played, sent) = await Recorder.StartAsync("files_in_parts");
        await using var _ = played;

        var reply = await played.Connector.RunAsync("create_candidate", Acting.Apply(TwoFiles));

        Assert.Equal(2, reply.Made.Length);
        var uploads = sent.Requests.Where(r => r.Line == "POST /v1/documents").ToList();
        Assert.Equal(2, uploads.Count);
        Assert.Contains("name=\"file\"; filename=\"cv.pdf\"\r\nContent-Type: application/pdf\r\n\r\nxxx\r\n--", uploads[0].Body, StringComparison.Ordinal);
        Assert.Equal(["eHh4", "eHh4eA=="], played.Vendor.Received("create_candidate", "upload").Select(r => JsonNode.Parse(r.Body)!["file"]!.GetValue<string>()));
        var documents = JsonNode.Parse(played.Vendor.Received("create_candidate", "application").Single().Body)!["documents"]!.AsArray();
        Assert.Equal(["cv.pdf cv", "letter.pdf letter"], documents.Select(d => $"{d!["title"]} {d["kind"]}"));
        Assert.Equal(2, documents.Select(d => d!["uuid"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task An_upload_that_fails_is_where_the_same_key_goes_on()
    {
        var journal = new KeptJournal();
        var vendor = new ActingVendor(asked => asked switch
        {
            { Line: "POST /v1/candidates" } => (201, """{"id":"c1"}"""),
            { Number: 2 } => (500, ""),
            { Line: "POST /v1/documents" } => (200, $$"""{"uuid":"u{{asked.Number}}"}"""),
            _ => (201, """{"id":"a1"}"""),
        });
        var connector = vendor.Connect("files_in_parts");
        var options = new ActionOptions { Journal = journal, IdempotencyKey = "k" };

        var half = await Assert.ThrowsAsync<PartialActionException>(() => connector.RunAsync("create_candidate", Acting.Apply(TwoFiles), options));
        Assert.Equal("upload[1]", half.UncertainStep);
        journal.Steps.Remove("upload[1]");
        var reply = await connector.RunAsync("create_candidate", Acting.Apply(TwoFiles), options);

        Assert.Equal(
            ["POST /v1/candidates", "POST /v1/documents", "POST /v1/documents", "POST /v1/documents", "POST /v1/applications"],
            vendor.Lines);
        Assert.Contains("filename=\"letter.pdf\"", vendor.Requests[3].Text, StringComparison.Ordinal);
        Assert.Equal("""["u1","u3"]""", new JsonArray([.. JsonNode.Parse(vendor.Requests[4].Text)!["documents"]!.AsArray().Select(d => d!["uuid"]!.DeepClone())]).ToJsonString());
        Assert.Equal(["c1", "a1"], reply.Made.Select(m => m.RemoteId));
    }

    [Fact]
    public async Task An_upload_in_doubt_is_not_sent_again()
    {
        var journal = new KeptJournal();
        var vendor = new ActingVendor(asked => asked.Number == 1 ? (500, "") : (201, """{"id":"c1"}"""));
        var connector = vendor.Connect("files_in_parts");
        var options = new ActionOptions { Journal = journal, IdempotencyKey = "k" };

        await Assert.ThrowsAsync<PartialActionException>(() => connector.RunAsync("create_candidate", Acting.Apply(TwoFiles), options));
        var again = await Assert.ThrowsAsync<PartialActionException>(() => connector.RunAsync("create_candidate", Acting.Apply(TwoFiles), options));

        Assert.Equal(ConnectorError.Conflict, again.Error);
        Assert.Equal(2, vendor.Requests.Count);
    }

    [Fact]
    public async Task A_file_goes_to_the_address_that_a_reply_gives_and_credentials_do_not()
    {
        var vendor = Storage("https://eu.storage.example/put/1?signature=abc");
        var reply = await vendor.Connect("files_at_address").RunAsync("create_candidate", Acting.Apply(TwoFiles));

        Assert.Equal(2, reply.Made.Length);
        var upload = vendor.Requests.First(r => r.Method == "PUT");
        Assert.Equal(("https://eu.storage.example/put/1?signature=abc", "xxx", "application/pdf"), (upload.Address.AbsoluteUri, upload.Text, upload.Type!.MediaType));
        Assert.Null(upload.Headers.Authorization);
        Assert.NotNull(vendor.Requests[0].Headers.Authorization);
        Assert.Equal("""["key1","key2"]""", JsonNode.Parse(vendor.Requests[^1].Text)!["keys"]!.ToJsonString());
    }

    [Theory]
    [InlineData("https://storage.example.evil.example/put/1")]
    [InlineData("http://eu.storage.example/put/1")]
    [InlineData("https://api.hire.example/v1/candidates")]
    [InlineData("https://user:password@eu.storage.example/put/1")]
    [InlineData("no address")]
    public async Task An_address_of_another_host_is_refused_before_anything_is_sent_there(string address)
    {
        var vendor = Storage(address);

        var error = await Assert.ThrowsAsync<PartialActionException>(() => vendor.Connect("files_at_address").RunAsync("create_candidate", Acting.Apply(TwoFiles)));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.DoesNotContain(vendor.Requests, r => r.Method == "PUT");
    }

    [Fact]
    public async Task An_address_that_nothing_was_sent_to_is_asked_for_again_by_the_next_attempt()
    {
        var journal = new KeptJournal();
        var puts = 0;
        var vendor = Storage("https://eu.storage.example/put/1", () => ++puts == 1 ? 403 : 200);
        var connector = vendor.Connect("files_at_address");
        var options = new ActionOptions { Journal = journal, IdempotencyKey = "k" };

        await Assert.ThrowsAsync<PartialActionException>(() => connector.RunAsync("create_candidate", Acting.Apply(TwoFiles), options));
        await connector.RunAsync("create_candidate", Acting.Apply(TwoFiles), options);

        // Both addresses are asked for before the first is used, and both anew by the second attempt.
        Assert.Equal(4, vendor.Lines.Count(l => l == "POST /v1/uploads"));
        Assert.Single(vendor.Lines, "POST /v1/candidates");
    }

    [Fact]
    public async Task The_sandbox_gives_addresses_and_takes_what_is_sent_there()
    {
        await using var played = await PlayedSpec.StartAsync("files_at_address");

        await played.Connector.RunAsync("create_candidate", Acting.Apply(TwoFiles));

        Assert.Equal(["eHh4", "eHh4eA=="], played.Vendor.Received("create_candidate", "upload").Select(r => r.Body));
    }

    [Fact]
    public async Task Files_that_the_vendor_does_not_take_are_found_before_anything_is_sent()
    {
        var vendor = new ActingVendor(_ => (500, ""));
        var connector = vendor.Connect("files_in_body");

        Assert.Equal(["attachments[0].data: TooLarge"], await connector.RefusedAsync("create_candidate", Acting.Apply($$""", "attachments": [{{Acting.File("cv.pdf", 1025)}}]""")));
        Assert.Equal(["attachments: TooLarge"], await connector.RefusedAsync("create_candidate", Acting.Apply($$""", "attachments": [{{Acting.File("a.pdf", 1000)}}, {{Acting.File("b.PDF", 501)}}]""")));
        Assert.Equal(["attachments[0].name: UnknownValue"], await connector.RefusedAsync("create_candidate", Acting.Apply($$""", "attachments": [{{Acting.File("cv.exe", 1)}}]""")));
        Assert.Equal(["attachments: TooLarge"], await connector.RefusedAsync("create_candidate", Acting.Apply($$""", "attachments": [{{Acting.File("a.pdf", 1)}}, {{Acting.File("b.pdf", 1)}}, {{Acting.File("c.docx", 1)}}]""")));
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task A_file_as_large_as_the_vendor_takes_is_sent()
    {
        var vendor = new ActingVendor(asked => (201, """{"id":"x"}"""));

        await vendor.Connect("files_in_body").RunAsync("create_candidate", Acting.Apply($$""", "attachments": [{{Acting.File("cv.pdf", 1024)}}]"""));

        Assert.Equal(Convert.ToBase64String(Enumerable.Repeat((byte)'x', 1024).ToArray()), JsonNode.Parse(vendor.Requests[0].Text)!["files"]![0]!["content"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_behind_an_address_that_is_larger_than_the_vendor_takes_is_found_when_it_is_fetched()
    {
        var vendor = new ActingVendor(_ => (500, ""));
        using var files = new HttpMessageInvoker(new Storing(new byte[1025]));
        var connector = vendor.Connect("files_in_body", o => o with { FileHttp = files });

        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => connector.RunAsync(
            "create_candidate", Acting.Apply(""", "attachments": [{ "name": "cv.pdf", "data_url": "https://files.example/cv.pdf", "type": "CV" }]""")));

        Assert.Equal("attachments[0].data_url: TooLarge: The vendor takes files of at most 1,024 bytes.", $"{refused.Findings[0].Path}: {refused.Findings[0].Kind}: {refused.Findings[0].Reason}");
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task A_file_that_the_vendor_fetches_itself_is_not_fetched_here()
    {
        var vendor = new ActingVendor(_ => (201, """{"id":"x"}"""));
        using var files = new HttpMessageInvoker(new Storing([]));
        var input = Acting.Apply(""", "attachments": [{ "name": "cv.pdf", "data_url": "https://files.example/cv.pdf", "type": "CV" }, { "name": "l.pdf", "data_url": "https://files.example/l.pdf", "type": "OTHER" }]""");

        await vendor.Connect("files_by_address", o => o with { FileHttp = files }).RunAsync("create_candidate", input);

        var sent = Assert.Single(vendor.Requests, r => r.Line == "POST /v1/candidates/x/imports");
        Assert.Equal("""{"kind":"resume","title":"cv.pdf","address":"https://files.example/cv.pdf"}""", sent.Text);
    }

    [Fact]
    public async Task A_file_is_the_whole_body()
    {
        var vendor = new ActingVendor(_ => (204, ""));
        var file = Acting.File("cv.pdf", 5);

        await vendor.Connect("file_as_body").RunAsync("add_candidate_attachment", $$"""{ "candidate_id": "remote:c1", "attachment": {{file}} }""");

        var sent = Assert.Single(vendor.Requests);
        Assert.Equal(("PUT /v1/candidates/c1/cv", "xxxxx", "application/pdf", "cv.pdf"), (sent.Line, sent.Text, sent.Type!.MediaType, sent.Headers.GetValues("X-File-Name").Single()));
    }

    [Fact]
    public async Task A_part_has_what_belongs_to_the_file_beside_it()
    {
        await using var played = await PlayedSpec.StartAsync("files_own_call");

        await played.Connector.RunAsync("create_candidate", Acting.Apply(TwoFiles));

        var sent = played.Vendor.Received("create_candidate", "file");
        Assert.Equal(["kind=resume", "kind=other"], sent.Select(r => r.Target.Split('?')[1]));
        Assert.Equal("""{"shown":true,"note":{"text":"cv.pdf"},"file":"eHh4"}""", sent[0].Body);
    }

    [Fact]
    public async Task A_name_cannot_end_the_part_it_stands_in()
    {
        var vendor = new ActingVendor(_ => (201, """{"id":"x","uuid":"u"}"""));

        await vendor.Connect("files_in_parts").RunAsync("create_candidate", Acting.Apply($$""", "attachments": [{{Acting.File("a\\\" name=b.pdf", 1)}}]"""));

        Assert.Contains("filename=\"a%22 name=b.pdf\"", vendor.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_listed_with_addresses_and_their_end()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 9, 30, 0, TimeSpan.Zero));
        var vendor = new ActingVendor(_ => (200, """{"files":[{"id":"f1","name":"cv.pdf","type":"application/pdf","url":"https://cdn.example/1","kind":"resume"},{"id":"f2","kind":"other"},{"name":"no id"}]}"""));

        var reply = await vendor.Connect("files_listed", o => o with { Clock = clock }).RunAsync("get_candidate_attachments", """{ "candidate_id": "remote:c1" }""");

        Assert.Equal(
            ["f1 cv.pdf application/pdf CV https://cdn.example/1 2026-07-08", "f2   OTHER  "],
            reply.Files!.Select(f => $"{f.RemoteId} {f.Name} {f.ContentType} {f.Type} {f.DataUrl} {f.DataUrlExpiresAt:yyyy-MM-dd}"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => reply.Files![0].FetchAsync());
    }

    [Fact]
    public async Task A_listed_file_is_fetched_with_the_credentials()
    {
        var vendor = new ActingVendor(asked => asked.Line switch
        {
            "GET /v1/applications/a1" => (200, """{"id":"a1","job":"j","candidate":"c1"}"""),
            "GET /v1/candidates/c1/files" => (200, """{"files":[{"id":"f/1","name":"cv.txt"},{"id":"gone"}]}"""),
            "GET /v1/files/f/1/c1" => (200, "content"),
            _ => (404, ""),
        });

        var reply = await vendor.Connect("files_listed").RunAsync("get_application_attachments", """{ "application_id": "remote:a1" }""");
        using var opened = await reply.Files![0].FetchAsync();
        using var content = new StreamReader(await opened.Content.OpenAsync(default));

        Assert.Equal(("content", "cv.txt"), (await content.ReadToEndAsync(), opened.Content.Name));
        Assert.NotNull(vendor.Requests[^1].Headers.Authorization);
        Assert.Contains("/v1/files/f%2F1/c1", vendor.Requests[^1].Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(ConnectorError.NotFound, (await Assert.ThrowsAsync<ConnectorException>(() => reply.Files[1].FetchAsync())).Error);
    }

    [Fact]
    public async Task A_listed_file_that_is_too_large_is_refused()
    {
        var vendor = new ActingVendor(asked => asked.Line.StartsWith("GET /v1/files", StringComparison.Ordinal) ? (200, new string('x', 101))
            : asked.Line == "GET /v1/applications/a1" ? (200, """{"id":"a1","job":"j","candidate":"c1"}""") : (200, """{"files":[{"id":"f1"}]}"""));

        var reply = await vendor.Connect("files_listed", o => o with { LargestFile = 100 }).RunAsync("get_application_attachments", """{ "application_id": "remote:a1" }""");

        Assert.Equal(ConnectorError.UnexpectedPayload, (await Assert.ThrowsAsync<ConnectorException>(() => reply.Files![0].FetchAsync())).Error);
    }

    private static ActingVendor Storage(string address, Func<int>? put = null)
    {
        var keys = 0;
        return new ActingVendor(asked => asked switch
        {
            { Method: "PUT" } => (put?.Invoke() ?? 200, ""),
            { Line: "POST /v1/uploads" } => (201, new JsonObject { ["key"] = $"key{++keys}", ["url"] = address }.ToJsonString()),
            _ => (201, """{"id":"x"}"""),
        });
    }

    private sealed class Storing(byte[] bytes) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(bytes.Length == 0 ? throw new InvalidOperationException("Nothing is to be fetched.") : new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) });
    }
}
