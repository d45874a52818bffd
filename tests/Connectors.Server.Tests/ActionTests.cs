using System.Text.Json;
using Connectors.Server.Tests.Contract;

namespace Connectors.Server.Tests;

[Collection(SharedServer.Name)]
public class ActionTests(DemoServer server)
{
    [Theory]
    [InlineData("laura")]
    [InlineData("coveto")]
    [InlineData("greenhouse")]
    [InlineData("lever")]
    [InlineData("teamtailor")]
    [InlineData("workable")]
    public async Task A_created_candidate_is_answered_as_the_list_shows_it(string tool)
    {
        var job = await OpenJobAsync(tool);

        var reply = await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration(tool), Candidate("Aino", job));

        Assert.Empty(AtsContract.Problems(AtsContract.Lists["/ats/candidates"], reply.Data));
        Assert.Equal("Aino", reply.Data.GetProperty("first_name").GetString());
        Assert.Equal(job, reply.Data.GetProperty("applications")[0].GetProperty("job").GetProperty("id").GetString());
        var listed = Assert.Single(await server.AllAsync(tool, $"/ats/candidates?ids={reply.Data.GetProperty("id").GetString()}"));
        Assert.Equal(listed.GetProperty("changed_at").GetString(), reply.Data.GetProperty("changed_at").GetString());
        Assert.Equal("30", reply.Headers["Concurrency-Limit"]);
        Assert.Equal("29", reply.Headers["Concurrency-Remaining"]);
    }

    [Theory]
    [InlineData("laura")]
    [InlineData("coveto")]
    [InlineData("greenhouse")]
    [InlineData("lever")]
    [InlineData("teamtailor")]
    [InlineData("workable")]
    public async Task A_created_application_shows_the_whole_candidate(string tool)
    {
        var job = await OpenJobAsync(tool);
        var person = JsonSerializer.SerializeToElement(Candidate("Eero", job)).GetProperty("candidate");

        var reply = await server.SendAsync(HttpMethod.Post, $"/ats/jobs/{job}/applications", server.Integration(tool), new { candidate = person });

        Assert.Empty(AtsContract.Problems(AtsContract.CreatedApplication, reply.Data));
        Assert.Equal("Eero", reply.Data.GetProperty("candidate").GetProperty("first_name").GetString());
        Assert.Equal(job, reply.Data.GetProperty("job_id").GetString());
    }

    [Fact]
    public async Task What_the_connector_does_not_send_is_left_out_with_a_warning()
    {
        var body = JsonSerializer.SerializeToNode(Candidate("Silja", await OpenJobAsync("laura")))!;
        body["candidate"]!["company"] = "Acme";
        body["source"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "Board" };

        var reply = await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration("laura"), body.ToJsonString());

        Assert.Equal("Silja", reply.Data.GetProperty("first_name").GetString());
        Assert.Contains(reply.Warnings, w => w.StartsWith("candidate.company:", StringComparison.Ordinal));
        Assert.Contains(reply.Warnings, w => w.StartsWith("source:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_to_a_question_that_nobody_asks_is_left_out_with_a_warning()
    {
        var body = JsonSerializer.SerializeToNode(Candidate("Tuuli", await OpenJobAsync("laura")))!;
        body["screening_question_answers"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["question_id"] = "111111111111111111111111", ["answer"] = "x" });

        var reply = await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration("laura"), body.ToJsonString());

        Assert.Equal("Tuuli", reply.Data.GetProperty("first_name").GetString());
        Assert.Contains(reply.Warnings, w => w.StartsWith("screening_question_answers[0].question_id:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_input_is_said_at_once_and_nothing_is_sent()
    {
        var vendor = server.Vendor("laura");
        var before = vendor.Received("create_candidate", "applicant").Count;
        var body = new { candidate = new { first_name = 5, email_address = "nowhere", nonsense = true }, application = new { job_id = "remote:404404" } };

        var message = (await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration("laura"), body)).IsError(400, "PLATFORM.INPUT_INVALID");

        Assert.Contains("candidate.first_name", message, StringComparison.Ordinal);
        Assert.Contains("candidate.nonsense", message, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", message, StringComparison.Ordinal);
        Assert.Equal(before, vendor.Received("create_candidate", "applicant").Count);
    }

    [Theory]
    [InlineData("laura")]
    [InlineData("greenhouse")]
    [InlineData("lever")]
    [InlineData("teamtailor")]
    [InlineData("workable")]
    public async Task An_application_moves_and_the_list_shows_where_it_stands_at_once_and_after_a_sync(string tool)
    {
        var made = (await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration(tool), Candidate("Liisa", await OpenJobAsync(tool)))).Data.GetProperty("applications")[0];
        var stages = (await server.AllAsync(tool, "/ats/application-stages")).Select(Id).ToList();
        var moves = new Dictionary<string, string>();
        foreach (var application in new[] { made, (await server.AllAsync(tool, "/ats/applications"))[0] })
        {
            var stands = application.GetProperty("current_stage") is { ValueKind: JsonValueKind.Object } stage ? Id(stage) : null;
            moves[Id(application)] = stages.First(s => s != stands);

            var reply = await server.SendAsync(HttpMethod.Put, $"/ats/applications/{Id(application)}/stage", server.Integration(tool), new { stage_id = moves[Id(application)] });

            Assert.Empty(reply.Data.EnumerateObject());
            Assert.Empty(reply.Warnings);
        }

        await ShowAsync();
        await server.SyncAsync(tool);
        await ShowAsync();

        async Task ShowAsync()
        {
            var moved = await server.AllAsync(tool, $"/ats/applications?ids={string.Join(',', moves.Keys)}");
            Assert.Equal(moves, moved.ToDictionary(Id, a => a.GetProperty("current_stage").GetProperty("id").GetString()!));
        }
    }

    [Theory]
    [InlineData("PUT", "/ats/applications/1/stage", "coveto")]
    [InlineData("POST", "/ats/applications/1/reject", "laura")]
    [InlineData("POST", "/ats/applications/1/notes", "laura")]
    [InlineData("POST", "/ats/applications/1/result-links", "laura")]
    [InlineData("POST", "/ats/candidates/1/result-links", "laura")]
    [InlineData("POST", "/ats/applications/1/attachments", "coveto")]
    [InlineData("POST", "/ats/candidates/1/attachments", "coveto")]
    [InlineData("GET", "/ats/applications/1/attachments", "coveto")]
    [InlineData("GET", "/ats/candidates/1/attachments", "coveto")]
    [InlineData("POST", "/ats/candidates/1/tags", "laura")]
    [InlineData("DELETE", "/ats/candidates/1/tags", "laura")]
    [InlineData("POST", "/ats/import-tracked-application", "laura")]
    public async Task An_action_that_the_connector_lacks_is_said_to_be_lacking(string method, string path, string tool) =>
        (await server.SendAsync(new HttpMethod(method), path, server.Integration(tool), method == "GET" ? null : new { })).IsError(404, "INTEGRATION.ACTION_NOT_AVAILABLE");

    [Fact]
    public async Task The_same_key_and_body_make_a_record_once_and_another_body_is_refused()
    {
        var (path, integration, job) = ("/ats/candidates", server.Integration("laura"), await OpenJobAsync("laura"));
        var vendor = server.Vendor("laura");
        var key = ("Idempotency-Key", "kaisa-1");
        var first = await server.SendAsync(HttpMethod.Post, path, integration, Candidate("Kaisa", job), null, key);
        var made = vendor.Received("create_candidate", "applicant").Count;

        var second = await server.SendAsync(HttpMethod.Post, path, integration, Candidate("Kaisa", job), null, key);
        var other = await server.SendAsync(HttpMethod.Post, path, integration, Candidate("Kalle", job), null, key);

        Assert.Equal(first.Data.ToString(), second.Data.ToString());
        Assert.Equal(made, vendor.Received("create_candidate", "applicant").Count);
        other.IsError(409, "PLATFORM.INPUT_INVALID");
        (await server.SendAsync(HttpMethod.Post, path, integration, Candidate("Kaisa", job), null, ("Idempotency-Key", new string('x', 256)))).IsError(400, "PLATFORM.INPUT_INVALID");
    }

    [Fact]
    public async Task An_application_that_exists_is_told_as_such()
    {
        var job = await OpenJobAsync("laura");
        var body = new { candidate = JsonSerializer.SerializeToElement(Candidate("Veikko", job)).GetProperty("candidate") };
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, $"/ats/jobs/{job}/applications", server.Integration("laura"), body)).Status);

        (await server.SendAsync(HttpMethod.Post, $"/ats/jobs/{job}/applications", server.Integration("laura"), body)).IsError(409, "ATS.APPLICATION_ALREADY_EXISTS");
    }

    [Fact]
    public async Task A_created_candidate_carries_the_name_of_the_environment_as_its_source_unless_another_is_given()
    {
        var job = await OpenJobAsync("coveto");
        var person = JsonSerializer.SerializeToElement(Candidate("Lahja", job));

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration("coveto"), person)).Status);
        Assert.Contains("<Quelle><Name>Production</Name></Quelle>", Sent("Lahja"), StringComparison.Ordinal);

        var other = JsonSerializer.SerializeToElement(Candidate("Toivo", job)).Deserialize<Dictionary<string, object>>()!;
        other["source"] = new { name = "Board" };
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration("coveto"), other)).Status);
        Assert.Contains("<Quelle><Name>Board</Name></Quelle>", Sent("Toivo"), StringComparison.Ordinal);

        string Sent(string name) => server.Vendor("coveto").Received("create_candidate", "applicant").Select(r => System.Text.RegularExpressions.Regex.Replace(r.Body, "(</?)\\w+:|\\s+xmlns[^\"]*\"[^\"]*\"|>\\s+(?=<)", m => m.Groups[1].Success ? m.Groups[1].Value : m.Value[0] == '>' ? ">" : "")).Last(b => b.Contains(name, StringComparison.Ordinal));
    }

    private static object Candidate(string name, string job) => new
    {
        candidate = new { first_name = name, last_name = "Virtanen", email_address = $"{name}@example.com" },
        application = new { job_id = job },
    };

    private async Task<string> OpenJobAsync(string tool) => Id((await server.AllAsync(tool, "/ats/jobs?statuses=OPEN"))[0]);

    private static string Id(JsonElement record) => record.GetProperty("id").GetString()!;
}
