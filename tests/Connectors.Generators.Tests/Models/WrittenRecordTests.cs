using System.Text;
using System.Text.Json;
using Connectors.Ats;
using Connectors.Runtime.Records;

namespace Connectors.Generators.Tests.Models;

/// <summary>Generated models, as the JSON they write.</summary>
public sealed class WrittenRecordTests
{
    [Fact]
    public void Every_field_is_written_and_what_is_absent_is_null()
    {
        var json = Write(new Application { RemoteId = "2026-00017", Outcome = ApplicationOutcome.Pending, JobId = new Reference("4711"), RemoteCreatedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)) });

        Assert.Equal(
            """{"outcome":"PENDING","rejection_reason_name":null,"rejected_at":null,"current_stage_id":null,"job_id":"jobs(4711)","candidate_id":null,"screening_question_answers":[],"custom_fields":{},"integration_fields":[],"remote_url":null,"remote_created_at":"2026-03-01T10:00:00Z","remote_updated_at":null}""",
            json);
    }

    [Fact]
    public void A_choice_is_written_as_the_option_of_its_question_and_as_the_vendor_names_it()
    {
        var json = Write(new Application
        {
            RemoteId = "1",
            ScreeningQuestionAnswers =
            [
                new QuestionAnswer { QuestionId = new("101"), Answer = new Answer.SingleSelect { Choice = new Reference("2") } },
                new QuestionAnswer { QuestionId = new("102"), Answer = new Answer.MultiSelect { Choices = [new("3"), new("4")] } },
                new QuestionAnswer { QuestionId = new("103"), Answer = new Answer.Boolean { Checked = false } },
                new QuestionAnswer { QuestionId = new("104") },
            ],
        });

        Assert.Contains(
            """
            "screening_question_answers":[
            {"question_id":"screening_questions(101)","question_remote_id":"101","answer":{"choice":"option(101,2)","choice_remote_id":"2"}},
            {"question_id":"screening_questions(102)","question_remote_id":"102","answer":{"choices":["option(102,3)","option(102,4)"],"choices_remote_ids":["3","4"]}},
            {"question_id":"screening_questions(103)","question_remote_id":"103","answer":{"checked":false}},
            {"question_id":"screening_questions(104)","question_remote_id":"104"}]
            """.ReplaceLineEndings(""),
            json,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_of_a_question_get_ids_made_of_both()
    {
        var json = Write(new ScreeningQuestion
        {
            RemoteId = "101",
            Format = new QuestionFormat.SingleSelect { DisplayType = SelectDisplay.Radio, Options = [new QuestionOption { RemoteId = "1", Name = "Yes & no" }] },
        });

        Assert.Contains("""
            "format":{"type":"SINGLE_SELECT","display_type":"RADIO","options":[{"id":"option(101,1)","remote_id":"1","name":"Yes
            """, json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_of_the_vendor_gets_an_id_made_of_model_and_key()
    {
        var json = Write(new Candidate
        {
            RemoteId = "1",
            IntegrationFields = [new IntegrationField { Key = "shoe", Type = IntegrationFieldType.Custom, Value = RawJson.Parse("[1,\n2]") }],
        });

        Assert.Contains("""
            "integration_fields":[{"id":"field(candidates,shoe)","key":"shoe","type":"CUSTOM","value":[1,2]}]
            """, json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_precondition_is_the_options_of_the_question_it_names_or_yes_and_no()
    {
        var json = Write(new JobScreeningQuestion
        {
            JobId = new("4711"),
            QuestionId = new("102"),
            PreconditionQuestionId = new Reference("101"),
            PreconditionOptions = [new(new Reference("1")), new(true)],
        });

        Assert.Contains("""
            "precondition_question_id":"screening_questions(101)","precondition_options":["option(101,1)",true],
            """, json, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_enumeration_keeps_what_it_does_not_know()
    {
        var status = new JobStatus("on hold");

        Assert.False(status.IsKnown);
        Assert.True(JobStatus.Open.IsKnown);
        Assert.Contains("\"status\":\"on hold\"", Write(new Job { RemoteId = "1", Status = status }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_enumeration_has_a_text_for_every_value()
    {
        Assert.All(Enum.GetValues<OfferStatus>(), value => Assert.Equal(value, OfferStatusWire.Parse(value.ToWire())));
        Assert.Null(OfferStatusWire.Parse("on hold"));
    }

    [Fact]
    public void A_row_that_joins_records_is_identified_by_all_of_them()
    {
        Assert.Equal(new RecordKey("1", "2"), new CandidateTag { CandidateId = new("1"), TagId = new("2") }.Key);
        Assert.NotEqual(
            new UserJobRole { UserId = new("1"), JobId = new("23"), RoleId = new("4") }.Key,
            new UserJobRole { UserId = new("1"), JobId = new("2"), RoleId = new("34") }.Key);
    }

    private static string Write(UnifiedRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            record.WriteFields(writer, new Ids());
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class Ids : IRecordIds
    {
        public string Record(string model, RecordKey key) => $"{model}({key})";

        public string Option(string questionRemoteId, string optionRemoteId) => $"option({questionRemoteId},{optionRemoteId})";

        public string Field(string model, string key) => $"field({model},{key})";
    }
}
