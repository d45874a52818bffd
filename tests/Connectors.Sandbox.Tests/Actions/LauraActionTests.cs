using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Sandbox.Tests.Actions;

/// <summary>A vendor with JSON bodies: ids in the body and in a header, a reply that says what exists, a change of a record.</summary>
public sealed class LauraActionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
    private VendorClient _client = null!;

    public async Task InitializeAsync() => _client = await VendorClient.StartAsync(Specs.Laura with { Clock = _time });

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_new_applicant_has_what_was_sent_and_nothing_else_in_every_later_list()
    {
        var since = _time.GetUtcNow().ToUnixTimeSeconds();
        _time.Advance(TimeSpan.FromMinutes(5));
        var (uuid, made) = await ApplyAsync("Aino", "aino@example.com", """, "mobile": "+358 40 1", "gender": "f", "address": { "city": "Turku", "postal_code": "20100", "country_code": "FI" } """);
        Assert.Equal(uuid, Assert.Single((await _client.GetAsync($"/applicants?modified_after={since}", "/applicants")).GetProperty("data").EnumerateArray()).GetProperty("uuid").GetString());
        var read = await LastApplicantAsync();
        Assert.Equal(made.GetRawText(), read.GetRawText());
        Assert.Equal(
            $$$"""{"uuid":"{{{uuid}}}","name":{"first":"Aino","last":"Korhonen"},"email":"aino@example.com","phones":[{"number":"+358 40 1"}],"address":{"postal_code":"20100","city":"Turku","country":"FI"}}""",
            read.GetRawText());
        var received = Assert.Single(_client.Server.Received("create_candidate", "applicant"));
        Assert.Equal("f", JsonNode.Parse(received.Body)!["gender"]!.GetValue<string>());
        Assert.Equal(["create_candidate", "create_application"], received.Actions);
        Assert.Null(received.Refusal);
    }

    [Fact]
    public async Task An_address_that_is_known_is_answered_with_the_record_that_has_it()
    {
        var (uuid, _) = await ApplyAsync("Aino", "aino@example.com");
        var again = await PostAsync("/applicants", "/applicants", Person("Eino", "AINO@example.com"), 409);
        Assert.Equal(("applicant_exists", uuid), (Code(again), again.GetProperty("error").GetProperty("existing_uuid").GetString()));

        var old = (await _client.GetAsync("/applicants?limit=100", "/applicants")).GetProperty("data").EnumerateArray().First(a => a.TryGetProperty("email", out var e) && e.ValueKind == JsonValueKind.String);
        var known = await PostAsync("/applicants", "/applicants", Person("Eino", old.GetProperty("email").GetString()!), 409);
        Assert.Equal(old.GetProperty("uuid").GetString(), known.GetProperty("error").GetProperty("existing_uuid").GetString());
        Assert.Equal(251, _client.Server.Records.Count("candidates"));
    }

    [Fact]
    public async Task A_new_application_is_in_its_jobs_list_with_its_answers_and_linked()
    {
        var job = await JobAsync("published");
        var before = await ApplicationsAsync(job);
        var questions = _client.Server.Records;
        var answers = $$"""
            [{"field_id":{{questions.RemoteId("screening_questions", 0)}},"text":"yes & no"},{"field_id":{{questions.RemoteId("screening_questions", 1)}},"number":4.5},
            {"field_id":{{questions.RemoteId("screening_questions", 2)}},"checked":false},{"field_id":{{questions.RemoteId("screening_questions", 3)}},"option_id":1002},
            {"field_id":{{questions.RemoteId("screening_questions", 4)}},"option_ids":[1001,1003]},{"field_id":{{questions.RemoteId("screening_questions", 5)}},"date":"24.12.2026"}]
            """;
        var (uuid, _) = await ApplyAsync("Aino", "aino@example.com");
        var number = await ApplyForAsync(job, uuid, answers);
        var after = await ApplicationsAsync(job);
        Assert.Equal(before.Count + 1, after.Count);
        var made = after[^1];
        Assert.Equal((number, uuid, "open"), (made.GetProperty("application_no").GetString(), made.GetProperty("applicant").GetProperty("uuid").GetString(), made.GetProperty("state").GetString()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(answers), JsonNode.Parse(made.GetProperty("answers").GetRawText())), made.GetRawText());
        Assert.True(made.TryGetProperty("phase_id", out _), "The vendor puts an application into a stage.");
        Assert.Equal(_client.Server.Records.IndexOf("jobs", job), _client.Server.Records.ParentOf("applications", 500));
    }

    [Fact]
    public async Task Applications_are_refused_twice_for_closed_jobs_and_for_what_is_not_there()
    {
        var job = await JobAsync("published");
        var (uuid, _) = await ApplyAsync("Aino", "aino@example.com");
        await ApplyForAsync(job, uuid);
        var body = $$"""{"applicant_uuid":"{{uuid}}"}""";
        Assert.Equal("already_applied", Code(await PostAsync($"/jobs/{job}/applications", "/jobs/{job_id}/applications", body, 409)));
        Assert.Equal("job_closed", Code(await PostAsync($"/jobs/{await JobAsync("closed")}/applications", "/jobs/{job_id}/applications", body, 409)));
        Assert.Equal("job_closed", Code(await PostAsync($"/jobs/{await JobAsync("archived")}/applications", "/jobs/{job_id}/applications", body, 409)));
        Assert.Equal("not_found", Code(await PostAsync("/jobs/999999/applications", "/jobs/{job_id}/applications", body, 404)));
        Assert.Equal("invalid", Code(await PostAsync($"/jobs/{job}/applications", "/jobs/{job_id}/applications", """{"applicant_uuid":"00000000-0000-4000-8000-000000000000"}""", 422)));
        Assert.Equal("invalid", Code(await PostAsync($"/jobs/{job}/applications", "/jobs/{job_id}/applications", $$"""{"applicant_uuid":"{{uuid}}","answers":[{"field_id":77777777,"text":"a"}]}""", 422)));
        Assert.Equal(501, _client.Server.Records.Count("applications"));
        Assert.Equal(7, _client.Server.Received("create_application", "application").Count);
        Assert.Single(_client.Server.Received("create_application", "application"), r => r.Refusal is null);
    }

    [Theory]
    [InlineData("""{"first_name":"A","last_name":"B","email":"a@example.com","nickname":"C"}""", "nickname")]
    [InlineData("""{"first_name":"A","email":"a@example.com"}""", "last_name")]
    [InlineData("""{"first_name":"A","last_name":7,"email":"a@example.com"}""", "last_name")]
    [InlineData("""{"first_name":"A","last_name":"B","email":"nobody"}""", "email")]
    [InlineData("""{"first_name":"A","last_name":"B","email":"a@example.com","gender":"MALE"}""", "gender")]
    [InlineData("""{"first_name":"A","last_name":"B","email":"a@example.com","address":{"country_code":"fin"}}""", "address.country_code")]
    public async Task A_body_that_the_contract_does_not_allow_is_refused_with_its_place(string body, string place)
    {
        var refused = await PostAsync("/applicants", "/applicants", body, 422);
        Assert.Contains($"'{place}'", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(_client.Server.Received("create_application", "applicant"));
    }

    [Fact]
    public async Task A_move_changes_the_stage_and_nothing_else()
    {
        var job = await JobAsync("published");
        var before = (await ApplicationsAsync(job))[0];
        var number = before.GetProperty("application_no").GetString()!;
        foreach (var stage in new[] { 5, 2 })
        {
            var phase = _client.Server.Records.RemoteId("application_stages", stage);
            _time.Advance(TimeSpan.FromMinutes(1));
            await _client.SendAsync(HttpMethod.Put, $"/applications/{number}/phase", "/applications/{application_no}/phase", $$"""{"phase_id":{{phase}}}""", 204);
            var moved = JsonNode.Parse((await ApplicationsAsync(job))[0].GetRawText())!.AsObject();
            Assert.Equal(phase, moved["phase_id"]!.ToJsonString());
            var old = JsonNode.Parse(before.GetRawText())!.AsObject();
            foreach (var same in old.Where(m => m.Key is not ("phase_id" or "modified")))
            {
                Assert.True(JsonNode.DeepEquals(same.Value, moved[same.Key]), same.Key);
            }
        }

        await _client.SendAsync(HttpMethod.Put, $"/applications/{number}/phase", "/applications/{application_no}/phase", """{"phase_id":4}""", 422);
        await _client.SendAsync(HttpMethod.Put, "/applications/2026-99999/phase", "/applications/{application_no}/phase", """{"phase_id":1001}""", 404);
        Assert.Equal(4, _client.Server.Received("move_application_to_stage", "move").Count);
    }

    [Fact]
    public async Task Ids_depend_on_how_many_there_are_alone()
    {
        await using var other = await VendorClient.StartAsync(Specs.Laura with { Clock = _time });
        var (uuid, _) = await ApplyAsync("Aino", "aino@example.com");
        var same = await other.SendAsync(HttpMethod.Post, "/applicants", "/applicants", Person("Eino", "eino@example.com"), 201);
        Assert.Equal(uuid, same.Body.GetProperty("uuid").GetString());
    }

    private static string Person(string first, string email, string more = "") =>
        $$"""{ "first_name": "{{first}}", "last_name": "Korhonen", "email": {{JsonSerializer.Serialize(email)}}{{more}} }""";

    private static string? Code(JsonElement error) => error.GetProperty("error").GetProperty("code").GetString();

    private async Task<JsonElement> PostAsync(string path, string operation, string body, int status) => (await _client.SendAsync(HttpMethod.Post, path, operation, body, status)).Body;

    private async Task<(string Uuid, JsonElement Body)> ApplyAsync(string first, string email, string more = "")
    {
        var body = await PostAsync("/applicants", "/applicants", Person(first, email, more), 201);
        return (body.GetProperty("uuid").GetString()!, body);
    }

    private async Task<string> ApplyForAsync(string job, string uuid, string? answers = null)
    {
        var body = answers is null ? $$"""{"applicant_uuid":"{{uuid}}"}""" : $$"""{"applicant_uuid":"{{uuid}}","answers":{{answers}}}""";
        var (_, headers) = await _client.SendAsync(HttpMethod.Post, $"/jobs/{job}/applications", "/jobs/{job_id}/applications", body, 201);
        return headers.Location!.ToString().Split('/')[^1];
    }

    private async Task<string> JobAsync(string status) =>
        (await _client.GetAsync("/jobs?per_page=100", "/jobs")).GetProperty("jobs").EnumerateArray().First(j => j.GetProperty("status").GetString() == status).GetProperty("id").GetRawText();

    private async Task<List<JsonElement>> ApplicationsAsync(string job) =>
        [.. (await _client.GetAsync($"/jobs/{job}/applications?limit=200", "/jobs/{job_id}/applications")).GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> LastApplicantAsync()
    {
        var last = _client.Server.Records.RemoteId("candidates", 249);
        return Assert.Single((await _client.GetAsync($"/applicants?starting_after={last}", "/applicants")).GetProperty("data").EnumerateArray());
    }
}
