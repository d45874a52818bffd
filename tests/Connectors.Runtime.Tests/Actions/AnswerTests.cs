using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Actions;

public class AnswerTests
{
    private static readonly OptionFacts[] Options = [new("o-1", "11"), new("o-2", "12")];

    [Fact]
    public async Task Answers_take_the_form_their_questions_ask_for()
    {
        var sent = await SendAsync(
            new ActionOptions { Resolver = Store() },
            ("text", "remote: is a word"),
            ("number", 2.5m),
            ("boolean", false),
            ("date", "2026-03-01"),
            ("single", "o-2"),
            ("multi", AnswerInput.Of("o-1", "remote:12")));

        Assert.Equal(
            """[{"field":"1","text":"remote: is a word"},{"field":"2","number":2.5},{"field":"3","yes":false},{"field":"4","text":"2026-03-01"},{"field":"5","text":"12"},{"field":"6","options":["11","12"]}]""",
            sent);
    }

    [Fact]
    public async Task Without_a_store_the_form_of_an_answer_says_what_it_is()
    {
        var sent = await SendAsync(
            new ActionOptions(),
            ("remote:1", "a word"),
            ("remote:2", 2.5m),
            ("remote:3", true),
            ("remote:5", "remote:12"),
            ("remote:6", AnswerInput.Of("remote:11")));

        Assert.Equal(
            """[{"field":"1","text":"a word"},{"field":"2","number":2.5},{"field":"3","yes":true},{"field":"5","text":"12"},{"field":"6","options":["11"]}]""",
            sent);
    }

    [Fact]
    public async Task A_question_that_a_store_does_not_know_is_taken_by_the_vendors_id()
    {
        var sent = await SendAsync(new ActionOptions { Resolver = Store() }, ("remote:99", "x"));

        Assert.Equal("""[{"field":"99","text":"x"}]""", sent);
    }

    [Theory]
    [InlineData("text", "1")]
    [InlineData("text", "true")]
    [InlineData("number", "\"1\"")]
    [InlineData("boolean", "\"true\"")]
    [InlineData("date", "20260301")]
    [InlineData("single", "[\"o-1\"]")]
    [InlineData("multi", "\"o-1\"")]
    [InlineData("text", """{"name":"a","content_type":"text/plain","data":"aGVsbG8="}""")]
    public async Task An_answer_of_another_type_is_found(string question, string answer) =>
        Assert.Equal(["answers[0].answer WrongType"], await FindAsync(question, answer));

    [Theory]
    [InlineData("single", "\"o-9\"", "answers[0].answer UnknownId")]
    [InlineData("single", "\"remote:9\"", "answers[0].answer UnknownId")]
    [InlineData("single", "\"remote:\"", "answers[0].answer Malformed")]
    [InlineData("multi", "[\"o-1\",\"o-9\"]", "answers[0].answer[1] UnknownId")]
    [InlineData("date", "\"01.03.2026\"", "answers[0].answer Malformed")]
    [InlineData("text", "\"\\u0007\"", "answers[0].answer Malformed")]
    [InlineData("unknown", "\"x\"", "answers[0].answer Unsupported")]
    [InlineData("information", "\"x\"", "answers[0].answer WrongType")]
    [InlineData("elsewhere", "\"x\"", "answers[0].question_id UnknownId")]
    [InlineData("nowhere", "\"x\"", "answers[0].question_id UnknownId")]
    public async Task What_does_not_fit_its_question_is_found(string question, string answer, string finding) =>
        Assert.Equal([finding], await FindAsync(question, answer));

    [Fact]
    public async Task A_question_is_answered_once()
    {
        var refused = await Assert.ThrowsAsync<InputRefusedException>(
            () => SendAsync(new ActionOptions { Resolver = Store() }, ("text", "a"), ("remote:1", "b")));

        Assert.Equal(["answers[1].question_id Conflict"], refused.Findings.Shown());
    }

    [Fact]
    public async Task An_answer_in_a_format_that_the_vendor_cannot_take_is_left_out_for_a_lenient_caller()
    {
        var file = AnswerInput.Of(new FileInput { Name = "a.txt", DataUrl = "https://files.example/never-asked" });
        var vendor = new FakeVendor(Apply.Answers);
        var input = new Applying { Answers = [("file", file), ("text", "x")] };

        var reply = await Apply.RunAsync(vendor, input: input, options: new ActionOptions { Resolver = Store(), Lenient = true });

        Assert.Equal(["answers[0].answer Unsupported"], reply.Warnings.Shown());
        Assert.Contains("FILE", reply.Warnings[0].Reason, StringComparison.Ordinal);
        Assert.Equal("""[{"field":"1","text":"x"}]""", Answers(vendor));
    }

    [Theory]
    [InlineData("nowhere", "answers[0].question_id Unsupported")]
    [InlineData("elsewhere", "answers[0].question_id Unsupported")]
    [InlineData("information", "answers[0].answer Unsupported")]
    public async Task An_answer_that_nobody_asks_for_is_left_out_for_a_lenient_caller(string question, string warning)
    {
        var resolution = new Applying { Answers = [(question, "x"), ("text", "y")] };
        var vendor = new FakeVendor(Apply.Answers);

        var reply = await Apply.RunAsync(vendor, input: resolution, options: new ActionOptions { Resolver = Store(), Lenient = true });

        Assert.Equal([warning], reply.Warnings.Shown());
        Assert.Equal("""[{"field":"1","text":"y"}]""", Answers(vendor));
    }

    [Fact]
    public async Task An_answer_of_another_type_is_an_error_for_a_lenient_caller_too()
    {
        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => SendAsync(new ActionOptions { Resolver = Store(), Lenient = true }, ("text", 1m), ("nowhere", "x")));

        Assert.Contains("answers[0].answer WrongType", refused.Findings.Shown());
    }

    [Fact]
    public async Task An_option_needs_a_store_or_the_vendors_id()
    {
        var refused = await Assert.ThrowsAsync<InputRefusedException>(() => SendAsync(new ActionOptions(), ("remote:6", AnswerInput.Of("o-1"))));

        Assert.Equal(["answers[0].answer[0] UnknownId"], refused.Findings.Shown());
    }

    private static MemoryResolver Store()
    {
        var store = new MemoryResolver();
        foreach (var (name, id, format) in ((string, string, string)[])[
            ("text", "1", "TEXT"), ("number", "2", "NUMBER"), ("boolean", "3", "BOOLEAN"), ("date", "4", "DATE"), ("single", "5", "SINGLE_SELECT"),
            ("multi", "6", "MULTI_SELECT"), ("file", "7", "FILE"), ("information", "8", "INFORMATION"), ("unknown", "9", "UNKNOWN"), ("elsewhere", "10", "TEXT")])
        {
            var facts = new QuestionFacts(id, format, format.EndsWith("SELECT", StringComparison.Ordinal) ? [.. Options] : [], name == "elsewhere" ? false : null);
            store.Questions[name] = facts;
            store.Questions["remote:" + id] = facts;
        }

        return store;
    }

    private static async Task<string[]> FindAsync(string question, string answer)
    {
        Findings? findings = null;
        using var json = JsonDocument.Parse($$"""{"answer":{{answer}}}""");
        var given = InputJson.Answer(ref findings, json.RootElement, "", "answer")!;
        var vendor = new FakeVendor(Apply.Answers);

        var refused = await Assert.ThrowsAsync<InputRefusedException>(
            () => Apply.RunAsync(vendor, input: new Applying { Answers = [(question, given)] }, options: new ActionOptions { Resolver = Store() }));

        Assert.Empty(vendor.Requests);
        return refused.Findings.Shown();
    }

    private static async Task<string> SendAsync(ActionOptions options, params (string, AnswerInput)[] answers)
    {
        var vendor = new FakeVendor(Apply.Answers);
        await Apply.RunAsync(vendor, input: new Applying { Answers = [.. answers] }, options: options);
        return Answers(vendor);
    }

    private static string Answers(FakeVendor vendor)
    {
        using var body = JsonDocument.Parse(vendor.Requests[^1].Body!);
        return body.RootElement.GetProperty("answers").GetRawText();
    }
}
