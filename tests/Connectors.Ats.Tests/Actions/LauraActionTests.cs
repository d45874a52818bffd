using System.Net;
using System.Text.Json.Nodes;
using Connectors.Runtime;
using Connectors.Runtime.Actions;

namespace Connectors.Ats.Tests.Actions;

/// <summary>What Laura is sent.</summary>
public sealed class LauraActionTests
{
    private readonly CannedVendor _vendor = new CannedVendor()
        .On("POST /api/v1.2/applicants", """{"uuid":"c-9"}""", HttpStatusCode.Created)
        .On("POST /api/v1.2/jobs/4711/applications", status: HttpStatusCode.Created, location: "/api/v1.2/applications/2026-00018")
        .On("PUT /api/v1.2/applications/2026-00018/phase", "{}");

    [Fact]
    public async Task Every_row_of_an_application_stands_in_its_place()
    {
        var result = await Laura().CreateApplicationAsync(Input());

        Assert.Equal(["POST /api/v1.2/applicants", "POST /api/v1.2/jobs/4711/applications"], _vendor.Asked.Select(a => a.Request));
        Same(
            """
            {"language":"fi","first_name":"Aino","last_name":"Öst","email":"aino@example.com","mobile":"+358 40 1234567",
            "address":{"city":"Turku","country_code":"FI","postal_code":"20100"},"gender":"f"}
            """,
            _vendor.Asked[0].Body);
        Same(
            """
            {"applicant_uuid":"c-9","answers":[{"field_id":101,"text":"Yes & no"},{"field_id":102,"number":3.5},{"field_id":103,"checked":false},
            {"field_id":104,"option_id":2},{"field_id":105,"option_ids":[7,8]}]}
            """,
            _vendor.Asked[1].Body);
        Assert.Equal(("c-9", "2026-00018"), (result.CandidateRemoteId, result.ApplicationRemoteId));
        Assert.Equal("Öst", result.Candidate?.LastName);
        Assert.Equal("4711", result.Application?.JobId?.RemoteId);
        Assert.Equal(5, result.Application?.ScreeningQuestionAnswers.Count);
    }

    [Fact]
    public async Task What_is_not_given_is_not_sent()
    {
        await Laura().CreateApplicationAsync(new LauraCreateApplicationInput
        {
            Candidate = new() { FirstName = "A", LastName = "B", EmailAddress = "a@b.example" },
            Application = new() { JobId = "remote:4711" },
        });

        Same("""{"language":"fi","first_name":"A","last_name":"B","email":"a@b.example"}""", _vendor.Asked[0].Body);
        Same("""{"applicant_uuid":"c-9"}""", _vendor.Asked[1].Body);
    }

    [Fact]
    public async Task An_applicant_that_exists_gets_the_application()
    {
        _vendor.On("POST /api/v1.2/applicants", """{"error":{"code":"applicant_exists","existing_uuid":"c-1","message":"known"}}""", HttpStatusCode.Conflict);

        var result = await Laura().CreateApplicationAsync(Input());

        Assert.Equal("c-1", result.CandidateRemoteId);
        Assert.Null(result.Candidate);
        Assert.Equal("c-1", JsonNode.Parse(_vendor.Asked[1].Body)!["applicant_uuid"]!.GetValue<string>());
        Assert.Equal("c-1", result.Application?.CandidateId?.RemoteId);
    }

    [Fact]
    public async Task An_application_is_moved_by_number_and_phase()
    {
        var reply = await Laura().MoveApplicationToStageAsync(new() { ApplicationId = "remote:2026-00018", StageId = "remote:3" });

        Same("""{"phase_id":3}""", _vendor.Sent("PUT /api/v1.2/applications/2026-00018/phase"));
        Assert.Equal("3", Assert.IsType<Application>(reply.Changed!.Record).CurrentStageId?.RemoteId);
    }

    [Fact]
    public async Task A_lenient_caller_sends_without_attachments_and_makes_no_record_of_what_was_left_out()
    {
        var laura = Laura();
        var input = new CreateApplicationInput
        {
            Candidate = new() { FirstName = "A", LastName = "B", EmailAddress = "a@b.example", Company = "Acme" },
            Application = new() { JobId = "remote:4711" },
            Attachments = [new() { Name = "cv.pdf", ContentType = "application/pdf", Data = "YQ==", Type = AttachmentType.Cv }],
        };
        var plan = laura.Definition.Actions.Single(a => a.Name == input.Action);

        await Assert.ThrowsAsync<InputRefusedException>(() => laura.RunAsync(plan, input));
        Assert.Empty(_vendor.Asked);
        var reply = await laura.RunAsync(plan, input, new ActionOptions { Lenient = true });

        Assert.Equal(["candidate.company", "attachments"], reply.Warnings.Select(w => w.Path));
        Assert.DoesNotContain("Acme", string.Concat(_vendor.Asked.Select(a => a.Body)), StringComparison.Ordinal);
        Assert.Null(Assert.Single(reply.Records.OfType<Candidate>()).Company);
    }

    private LauraConnector Laura() => new(
        new LauraConnection { Subdomain = "acme", ApiKey = "key", Language = "fi" },
        new ConnectorOptions { Http = new HttpMessageInvoker(_vendor) });

    private static LauraCreateApplicationInput Input() => new()
    {
        Candidate = new()
        {
            FirstName = "Aino",
            LastName = "Öst",
            EmailAddress = "aino@example.com",
            PhoneNumber = "+358 40 1234567",
            Location = new() { City = "Turku", Country = "FI", ZipCode = "20100" },
            Gender = Gender.Female,
        },
        Application = new() { JobId = "remote:4711" },
        ScreeningQuestionAnswers =
        [
            new() { QuestionId = "remote:101", Answer = "Yes & no" },
            new() { QuestionId = "remote:102", Answer = 3.5m },
            new() { QuestionId = "remote:103", Answer = false },
            new() { QuestionId = "remote:104", Answer = "remote:2" },
            new() { QuestionId = "remote:105", Answer = AnswerInput.Of("remote:7", "remote:8") },
        ],
    };

    private static void Same(string expected, string body) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(body)), body);
}
