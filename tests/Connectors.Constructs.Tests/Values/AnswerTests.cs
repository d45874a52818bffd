using Connectors.Ats;

namespace Connectors.Constructs.Tests.Values;

/// <summary>Answers that are members of an object, and options that are objects of their own.</summary>
public sealed class AnswerTests
{
    private const string Answers = """
        "screening_question_answers":[
          {"question_id":"remote:q.1","answer":"Yes"},
          {"question_id":"remote:2","answer":4},
          {"question_id":"remote:3","answer":"remote:b"},
          {"question_id":"remote:4","answer":["remote:c","remote:d"]}]
        """;

    private static Answering Vendor() => new Answering().On("POST /people", """{"id":"p1"}""").On("POST /jobs/7/applications", """{"id":"a1"}""");

    [Fact]
    public async Task Answers_are_members_whose_names_are_made_of_the_questions_ids()
    {
        using var vendor = Vendor();
        await vendor.Connect("answers_by_key").ActAsync(Acting.Application(Answers));

        Assert.Contains(
            """POST /jobs/7/applications {"person":"p1","answers":{"question_q.1":"Yes","question_2":{"value":4},"question_3":"b","question_4[]":["c","d"]}}""",
            vendor.Asked);
    }

    [Fact]
    public async Task Options_that_are_chosen_are_objects_of_a_list()
    {
        using var vendor = Vendor();
        await vendor.Connect("answers_as_objects").ActAsync(Acting.Application(Answers), lenient: true);

        Assert.Contains(
            """POST /jobs/7/applications {"person":"p1","choices":[{"question":"q.1","text":"Yes"},{"question":"3","records":[{"option":"b"}]},{"question":"4","records":[{"option":"c"},{"option":"d"}]}]}""",
            vendor.Asked);
    }

    [Theory]
    [InlineData("answers_by_key")]
    [InlineData("answers_as_objects")]
    public async Task The_sandbox_takes_answers_to_its_own_questions(string slug)
    {
        await using var played = await PlayedSpec.StartAsync(slug);
        var question = (await played.ReadAsync("screening_questions")).Cast<ScreeningQuestion>().First(q => q.Format is QuestionFormat.MultiSelect { Options.Count: > 1 });
        var options = ((QuestionFormat.MultiSelect)question.Format!).Options;
        var reply = await played.Connector.ActAsync(Acting.Application($$"""
            "screening_question_answers":[{"question_id":"remote:{{question.RemoteId}}","answer":["remote:{{options[0].RemoteId}}","remote:{{options[1].RemoteId}}"]}]
            """, job: played.Vendor.Records.RemoteId("jobs", 0)));

        Assert.Equal(2, reply.Made.Length);
    }
}
