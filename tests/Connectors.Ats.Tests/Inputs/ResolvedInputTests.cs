using System.Collections.Immutable;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Files;

namespace Connectors.Ats.Tests.Inputs;

/// <summary>What inputs ask to be resolved, and the records that come of them.</summary>
public sealed class ResolvedInputTests
{
    [Fact]
    public async Task Ids_answers_and_files_are_resolved_at_their_places()
    {
        var resolution = new Resolution();

        var resolved = (CreateApplicationInput)await Input().ResolveAsync(resolution);

        Assert.Equal(
            [
                "application.job_id jobs j1", "application.stage_id application_stages s1", "screening_question_answers[0] q1 of vendor j1",
                "screening_question_answers[1] q2 of vendor j1", "attachments[0] cv.pdf", "sourced_by.user_id users u1",
            ],
            resolution.Asked);
        Assert.Equal("vendor j1", resolved.Application.JobId);
        Assert.Equal("vendor s1", resolved.Application.StageId);
        Assert.Equal(["vendor q1", "vendor q2"], resolved.ScreeningQuestionAnswers.Select(a => a.QuestionId));
        Assert.Equal("SINGLE_SELECT", resolved.ScreeningQuestionAnswers[0].Answer.Format);
        Assert.Equal("cv.pdf", Assert.Single(resolved.Attachments).Content!.Name);
        Assert.Equal("vendor u1", resolved.SourcedBy!.UserId);
        Assert.Equal("Aino", resolved.Candidate.FirstName);
        Assert.Equal("Board", resolved.Source!.Name);
    }

    [Fact]
    public async Task An_id_that_cannot_be_resolved_stays_as_given_and_no_answer_is_taken_for_its_job()
    {
        var resolution = new Resolution { Knows = false };

        var resolved = (CreateApplicationInput)await Input().ResolveAsync(resolution);

        Assert.Equal("j1", resolved.Application.JobId);
        Assert.Contains("screening_question_answers[0] q1 of ", resolution.Asked);
    }

    [Fact]
    public async Task An_application_and_its_candidate_are_made_of_the_input()
    {
        var resolved = await Input().ResolveAsync(new Resolution());

        var records = resolved.Records(new ActionReply([Made("candidates", "c7"), Made("applications", "a9")], []));

        var application = Assert.IsType<Application>(records[0]);
        Assert.Equal(("a9", "vendor j1", "c7", "vendor s1"), (application.RemoteId, application.JobId?.RemoteId, application.CandidateId?.RemoteId, application.CurrentStageId?.RemoteId));
        Assert.Equal("vendor q1", application.ScreeningQuestionAnswers[0].QuestionId.RemoteId);
        Assert.Equal("2", Assert.IsType<Answer.SingleSelect>(application.ScreeningQuestionAnswers[0].Answer).Choice?.RemoteId);
        var candidate = Assert.IsType<Candidate>(records[1]);
        Assert.Equal(("c7", "Aino", "Öst", "Board"), (candidate.RemoteId, candidate.FirstName, candidate.LastName, candidate.Source));
        Assert.Equal(["aino@example.com", "a@example.org"], candidate.EmailAddresses.Select(e => e.EmailAddressValue));
        Assert.Equal("+358401234567", Assert.Single(candidate.PhoneNumbers).PhoneNumberValue);
        Assert.Equal(("Turku", "FI"), (candidate.Location!.City, candidate.Location.Country));
    }

    [Fact]
    public async Task What_the_vendor_answered_is_more_than_what_was_asked_for()
    {
        var resolved = await Input().ResolveAsync(new Resolution());
        var made = new MadeRecord("candidates", "c7", false, ImmutableDictionary<string, string>.Empty.Add("remote_id", "c7").Add("last_name", "Oest").Add("remote_url", "https://ats.example/c7"));

        var candidate = Assert.IsType<Candidate>(Assert.Single(resolved.Records(new ActionReply([made], []))));

        Assert.Equal(("Oest", "https://ats.example/c7", "Aino"), (candidate.LastName, candidate.RemoteUrl, candidate.FirstName));
    }

    [Fact]
    public async Task A_candidate_that_was_there_is_not_made_but_referenced()
    {
        var resolved = await Input().ResolveAsync(new Resolution());

        var records = resolved.Records(new ActionReply([Made("candidates", "c7", existed: true), Made("applications", "a9")], []));

        Assert.Equal("c7", Assert.IsType<Application>(Assert.Single(records)).CandidateId?.RemoteId);
    }

    [Fact]
    public void A_candidate_answers_its_own_action()
    {
        var input = new CreateCandidateInput { Candidate = Person(), Application = new ApplicationInput { JobId = "j1" } };

        var records = input.Records(new ActionReply([Made("candidates", "c7"), Made("applications", "a9")], []));

        Assert.Equal(["candidates", "applications"], records.Select(r => r.Model));
    }

    [Fact]
    public async Task A_move_changes_the_stage_and_makes_nothing()
    {
        var resolved = await new MoveApplicationToStageInput { ApplicationId = "a9", StageId = "s2" }.ResolveAsync(new Resolution());

        Assert.Empty(resolved.Records(new ActionReply([], [])));
        var changed = resolved.Changed()!;
        Assert.Equal("vendor a9", changed.Record.Key.First);
        Assert.Equal("vendor s2", Assert.IsType<Application>(changed.Record).CurrentStageId?.RemoteId);
        Assert.Equal("current_stage_id", Assert.Single(changed.Fields));
    }

    private static MadeRecord Made(string model, string id, bool existed = false) => new(model, id, existed, ImmutableDictionary<string, string>.Empty);

    private static CandidateInput Person() => new()
    {
        FirstName = "Aino",
        LastName = "Öst",
        EmailAddress = "aino@example.com",
        AdditionalEmailAddresses = [new() { EmailAddress = "a@example.org" }],
        PhoneNumber = "+358401234567",
        Location = new() { City = "Turku", Country = "FI" },
    };

    private static CreateApplicationInput Input() => new()
    {
        Candidate = Person(),
        Application = new() { JobId = "j1", StageId = "s1" },
        ScreeningQuestionAnswers = [new() { QuestionId = "q1", Answer = "yes" }, new() { QuestionId = "q2", Answer = 3m }],
        Attachments = [new() { Name = "cv.pdf", ContentType = "application/pdf", Data = "YQ==", Type = AttachmentType.Cv }],
        Source = new() { Name = "Board" },
        SourcedBy = new() { UserId = "u1" },
    };

    private sealed class Resolution : InputResolution
    {
        public List<string> Asked { get; } = [];

        public bool Knows { get; init; } = true;

        public override ValueTask<string?> RecordAsync(string path, string model, string? id)
        {
            if (id is null)
            {
                return default;
            }

            Asked.Add($"{path} {model} {id}");
            return new(Knows ? "vendor " + id : null);
        }

        public override ValueTask<(string Question, AnswerInput Answer)> AnswerAsync(string path, string question, string? job, AnswerInput answer)
        {
            Asked.Add($"{path} {question} of {job}");
            return new(("vendor " + question, answer with { Format = answer.Kind == AnswerKind.Text ? "SINGLE_SELECT" : "NUMBER", Text = "2" }));
        }

        public override ValueTask<FileContent?> FileAsync(string path, string? name, string? contentType, string? data, string? dataUrl)
        {
            Asked.Add($"{path} {name}");
            return new(new FileContent(name!, contentType!, [1]));
        }
    }
}
