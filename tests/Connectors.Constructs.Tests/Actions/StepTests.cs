using System.Text.Json.Nodes;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Constructs.Tests.Actions;

/// <summary>Steps that depend on what is given, read before they write, find ids afterwards, and say what the vocabulary has no word for.</summary>
public sealed class StepTests
{
    private static ActingVendor Hire => new(asked => asked.Method == "PUT" ? (204, "") : (201, """{"id":"x"}"""));

    [Theory]
    [InlineData("ask", """, "gdpr_consent": { "given": true, "expires_at": "2027-03-04T00:00:00Z" }""", """{"until":"2027-03-04","given":true}""")]
    [InlineData("ask", """, "gdpr_consent": { "given": false }""", null)]
    [InlineData("ask", "", null)]
    [InlineData("none", """, "gdpr_consent": { "given": true }""", null)]
    public async Task A_step_is_sent_only_when_its_tests_hold(string consent, string more, string? body)
    {
        var vendor = Hire;

        await vendor.Connect("steps_when", connect: c => c["consent"] = consent).RunAsync("create_candidate", Acting.Apply(more));

        Assert.Equal(body, vendor.Requests.SingleOrDefault(r => r.Line == "PUT /v1/candidates/x/consent")?.Text);
    }

    [Fact]
    public async Task A_step_repeats_for_each_item_that_its_tests_hold_for()
    {
        var vendor = Hire;
        var input = Acting.Apply().Replace(
            "\"ada@example.com\"",
            """
            "ada@example.com", "additional_email_addresses": [{ "type": "WORK", "email_address": "w@example.com" }, { "type": "PERSONAL", "email_address": "p@example.com" }, { "email_address": "n@example.com" }]
            """,
            StringComparison.Ordinal);

        await vendor.Connect("steps_when").RunAsync("create_candidate", input);

        Assert.Equal(
            ["""{"kind":"work","address":"w@example.com"}""", """{"address":"n@example.com"}"""],
            vendor.Requests.Where(r => r.Line == "POST /v1/candidates/x/emails").Select(r => r.Text));
    }

    [Fact]
    public async Task An_id_that_does_not_come_back_is_searched_for_and_one_that_nobody_tells_is_null()
    {
        await using var played = await PlayedSpec.StartAsync("ids_searched");
        var candidates = played.Vendor.Records.Count("candidates");

        var reply = await played.Connector.RunAsync("create_candidate", Acting.Apply());

        Assert.Equal(["applications", "candidates"], reply.Made.Select(m => m.Model));
        Assert.Null(reply.Of("applications")!.RemoteId);
        Assert.Equal(played.Vendor.Records.RemoteId("candidates", candidates), reply.Of("candidates")!.RemoteId);
        Assert.Equal(["candidates"], reply.Records.Select(r => r.Model));
    }

    [Fact]
    public async Task What_cannot_be_found_afterwards_leaves_the_action_half_done()
    {
        var vendor = new ActingVendor(asked => asked.Method == "GET" ? (200, """{"items":[]}""") : (202, ""));

        var half = await Assert.ThrowsAsync<PartialActionException>(() => vendor.Connect("ids_searched").RunAsync("create_candidate", Acting.Apply()));

        Assert.Equal(ConnectorError.UnexpectedPayload, half.Error);
        Assert.Equal("applications", Assert.Single(half.Made).Model);
    }

    [Fact]
    public async Task A_row_goes_out_in_a_list_and_its_result_is_taken_of_the_list_that_comes_back()
    {
        var vendor = Rows("""{"code":"SUCCESS","details":{"id":"z1"}}""");

        var reply = await vendor.Connect("rows_in_reply").RunAsync("create_candidate", Acting.Apply());

        Assert.Equal("""{"data":[{"First_Name":"Ada","Last_Name":"Byron","Email":"ada@example.com"}]}""", vendor.Requests[0].Text);
        Assert.Equal(("z1", false), (reply.Of("candidates")!.RemoteId, reply.Of("candidates")!.Existed));
    }

    [Fact]
    public async Task A_row_that_is_there_already_is_found_and_one_that_fails_inside_200_is_an_error()
    {
        var reply = await Rows("""{"code":"DUPLICATE","details":{"id":"z9"}}""").Connect("rows_in_reply").RunAsync("create_candidate", Acting.Apply());
        Assert.Equal(("z9", true), (reply.Of("candidates")!.RemoteId, reply.Of("candidates")!.Existed));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Rows("""{"code":"INVALID_DATA","message":"no such mail"}""").Connect("rows_in_reply").RunAsync("create_candidate", Acting.Apply()));
        Assert.Equal((ConnectorError.InvalidInput, "no such mail"), (error.Error, error.VendorMessage));
    }

    [Fact]
    public async Task Fields_of_the_vendor_are_put_in_last()
    {
        var vendor = Hire;
        var fields = """, "remote_fields": { "fields_of_the_vendor": { "candidate": { "first": "Augusta", "level": "senior", "skills": [{ "name": "maths", "years": 12 }] } }, "another": { "x": 1 } }""";

        await vendor.Connect("fields_of_the_vendor").RunAsync("create_candidate", Acting.Apply(fields));

        Assert.Equal("""{"first":"Augusta","last":"Byron","email":"ada@example.com","level":"senior","skills":[{"name":"maths","years":12}]}""", vendor.Requests[0].Text);
    }

    [Theory]
    [InlineData("""{ "candidate": { "height": 1 } }""", "remote_fields.fields_of_the_vendor.candidate.height: Unknown")]
    [InlineData("""{ "candidate": { "first": 1 } }""", "remote_fields.fields_of_the_vendor.candidate.first: WrongType")]
    [InlineData("""{ "candidate": { "level": "boss" } }""", "remote_fields.fields_of_the_vendor.candidate.level: UnknownValue")]
    [InlineData("""{ "candidate": { "skills": [{ "years": 1.5 }] } }""", "remote_fields.fields_of_the_vendor.candidate.skills[0].years: WrongType")]
    [InlineData("""{ "person": {} }""", "remote_fields.fields_of_the_vendor.person: Unknown")]
    [InlineData("[]", "remote_fields.fields_of_the_vendor: WrongType")]
    public async Task Fields_that_the_vendor_does_not_have_are_refused(string fields, string finding)
    {
        var vendor = Hire;

        Assert.Equal([finding], await vendor.Connect("fields_of_the_vendor").RefusedAsync("create_candidate", Acting.Apply($$""", "remote_fields": { "fields_of_the_vendor": {{fields}} }""")));
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task A_move_says_where_the_application_was()
    {
        var vendor = new ActingVendor(asked => asked.Method == "GET" ? (200, """{"id":"a1","job":"j","candidate":"c","stage":{"id":"s1"}}""") : (204, ""));

        await vendor.Connect("read_before_write").RunAsync("move_application_to_stage", """{ "application_id": "remote:a1", "stage_id": "remote:s2" }""");

        Assert.Equal(["GET /v1/applications/a1", "POST /v1/applications/a1/moves"], vendor.Lines);
        Assert.Equal("""{"from":"s1","to":"s2"}""", vendor.Requests[1].Text);
    }

    [Fact]
    public async Task A_rejection_finds_the_stage_of_the_archive_and_says_the_time()
    {
        var vendor = new ActingVendor(asked => asked.Method == "GET" ? (200, """{"items":[{"id":"s1","kind":"open"},{"id":"s7","kind":"archived"}]}""") : (204, ""));
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 9, 30, 0, TimeSpan.Zero));

        await vendor.Connect("read_before_write", o => o with { Clock = clock })
            .RunAsync("reject_application", """{ "application_id": "remote:a1", "rejection_reason_id": "remote:r1", "note": "Thank you." }""");

        Assert.Equal(
            ["""{"from":"-","to":"s7"}""", """{"rejected_at":"2026-07-01T09:30:00Z","reason":"r1","note":"Thank you."}""", """{"rejected_ms":1782898200000}"""],
            vendor.Requests.Skip(1).Select(r => r.Text));
    }

    [Fact]
    public async Task A_form_is_names_and_values()
    {
        var vendor = new ActingVendor(_ => (204, ""));

        await vendor.Connect("body_as_form").RunAsync("add_candidate_tag", """{ "candidate_id": "remote:c1", "tag": { "name": "a&b c" } }""");

        Assert.Equal(("tag%5Bname%5D=a%26b+c", "application/x-www-form-urlencoded"), (vendor.Requests[0].Text, vendor.Requests[0].Type!.MediaType));
    }

    [Theory]
    [InlineData("add_candidate_tag", """{ "candidate_id": "remote:ID", "tag": { "name": "red" } }""")]
    [InlineData("remove_candidate_tag", """{ "candidate_id": "remote:ID", "tag": { "name": "red" } }""")]
    [InlineData("add_candidate_attachment", """{ "candidate_id": "remote:ID", "attachment": FILE }""")]
    [InlineData("add_candidate_result_link", """{ "candidate_id": "remote:ID", "label": "Test", "url": "https://example.com/1", "details": { "custom_field_name_prefix": "t_", "attributes": [{ "key": "score", "value": "7" }] } }""")]
    [InlineData("add_application_attachment", """{ "application_id": "remote:ID", "attachment": FILE }""")]
    [InlineData("add_application_note", """{ "application_id": "remote:ID", "content": "Nice.", "content_type": "PLAIN_TEXT" }""")]
    [InlineData("add_application_result_link", """{ "application_id": "remote:ID", "label": "Test", "url": "https://example.com/1" }""")]
    public async Task Every_action_is_done_by_the_vendor_that_is_played(string action, string input)
    {
        await using var played = await PlayedSpec.StartAsync("every_action");
        var id = played.Vendor.Records.RemoteId(action.Contains("candidate", StringComparison.Ordinal) ? "candidates" : "applications", 0);

        await played.Connector.RunAsync(action, input.Replace("ID", id, StringComparison.Ordinal).Replace("FILE", Acting.File("cv.pdf", 3), StringComparison.Ordinal));

        Assert.Equal(played.Connector.Definition.Actions.Single(a => a.Name == action).Steps.Length, played.Asked.Count);
        Assert.All(played.Asked, a => Assert.InRange(a.Status, 200, 299));
    }

    private static ActingVendor Rows(string row) => new(asked => asked.Line == "POST /v1/people" ? (200, new JsonObject { ["data"] = new JsonArray(JsonNode.Parse(row)) }.ToJsonString()) : (201, """{"id":"a1"}"""));
}
