using System.Text.Json;
using Connectors.Runtime.Actions;

namespace Connectors.Runtime.Tests.Actions;

public class InputJsonTests
{
    private Findings? _findings;

    [Fact]
    public void Members_are_read_by_their_types()
    {
        var json = Parse("""{"text":"a","number":1.50,"flag":false,"any":{"b":[1]},"object":{},"list":[1,2]}""");

        Assert.Equal("a", InputJson.Text(ref _findings, json, "", "text"));
        Assert.Equal(1.50m, InputJson.Number(ref _findings, json, "", "number"));
        Assert.False(InputJson.Flag(ref _findings, json, "", "flag"));
        Assert.Equal("""{"b":[1]}""", InputJson.Any(ref _findings, json, "", "any").ToString());
        Assert.NotNull(InputJson.Object(ref _findings, json, "", "object"));
        Assert.Equal(2, InputJson.List(ref _findings, json, "", "list").Length);
        Assert.Null(_findings);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"x":null}""")]
    public void Null_counts_as_not_given(string text)
    {
        var json = Parse(text);

        Assert.Null(InputJson.Text(ref _findings, json, "", "x"));
        Assert.Null(InputJson.Number(ref _findings, json, "", "x"));
        Assert.Null(InputJson.Flag(ref _findings, json, "", "x"));
        Assert.Null(InputJson.Time(ref _findings, json, "", "x"));
        Assert.Null(InputJson.Object(ref _findings, json, "", "x"));
        Assert.Null(InputJson.Answer(ref _findings, json, "", "x"));
        Assert.True(InputJson.Any(ref _findings, json, "", "x").IsEmpty);
        Assert.Empty(InputJson.List(ref _findings, json, "", "x"));
        Assert.Null(_findings);

        Assert.Null(InputJson.Text(ref _findings, json, "candidate", "x", required: true));
        Assert.Equal(["candidate.x Missing"], _findings!.Shown());
    }

    [Fact]
    public void Another_type_is_a_finding_that_does_not_show_the_value()
    {
        var json = Parse("""{"x":["s3cr3t"],"y":1e400,"z":"\ud800"}""");

        InputJson.Text(ref _findings, json, "a", "x");
        InputJson.Number(ref _findings, json, "a", "x");
        InputJson.Flag(ref _findings, json, "a", "x");
        InputJson.Object(ref _findings, json, "a", "x");
        InputJson.List(ref _findings, json, "a", "y");
        InputJson.Number(ref _findings, json, "a", "y");
        InputJson.Text(ref _findings, json, "", "z");

        Assert.Equal(["a.x WrongType", "a.x WrongType", "a.x WrongType", "a.x WrongType", "a.y WrongType", "a.y WrongType", "z Malformed"], _findings!.Shown());
        Assert.Equal("Expected a text, found a list.", _findings![0].Reason);
        Assert.Equal("Expected a number, found too large a number.", _findings[5].Reason);
        Assert.DoesNotContain(_findings, f => f.Reason.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00+00:00")]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T10:00:00+00:00")]
    [InlineData("2026-03-01T10:00:00.5+02:00", "2026-03-01T08:00:00.5+00:00")]
    [InlineData("2026-03-01T10:00-05:00", "2026-03-01T15:00:00+00:00")]
    [InlineData("2026-03-01T10:00:00", null)]
    [InlineData("2026-02-30", null)]
    [InlineData("01.03.2026", null)]
    [InlineData("", null)]
    public void Times_have_an_offset_or_are_dates(string text, string? time)
    {
        var read = InputJson.Time(ref _findings, Parse($$"""{"x":"{{text}}"}"""), "", "x");

        Assert.Equal(time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), read);
        Assert.Equal(time is null ? ["x Malformed"] : [], _findings?.Shown() ?? []);
    }

    [Fact]
    public void Answers_have_five_forms()
    {
        var json = Parse("""{"a":"x","b":2,"c":true,"d":["o-1","o-2"],"e":{"name":"cv.pdf","content_type":"application/pdf","data":"aGVsbG8="},"f":{"name":"cv.pdf","data_url":"https://example.com"}}""");

        var answers = json.EnumerateObject().Select(m => InputJson.Answer(ref _findings, json, "", m.Name)!).ToList();

        Assert.Null(_findings);
        Assert.Equal([AnswerKind.Text, AnswerKind.Number, AnswerKind.Flag, AnswerKind.Options, AnswerKind.File, AnswerKind.File], answers.Select(a => a.Kind));
        Assert.Equal<string>(["o-1", "o-2"], answers[3].Options);
        Assert.Equal("https://example.com", answers[5].File!.DataUrl);
        Assert.Equal(json.GetRawText(), Written(writer =>
        {
            writer.WriteStartObject();
            foreach (var (answer, name) in answers.Zip("abcdef"))
            {
                writer.WritePropertyName(name.ToString());
                answer.Write(writer);
            }

            writer.WriteEndObject();
        }));
    }

    [Fact]
    public void Other_answers_are_findings()
    {
        var json = Parse("""{"a":[1],"b":{"nam":"x","data":1}}""");

        Assert.Null(InputJson.Answer(ref _findings, json, "answers[0]", "a"));
        InputJson.Answer(ref _findings, json, "answers[0]", "b");

        Assert.Equal(["answers[0].a WrongType", "answers[0].b.nam Unknown", "answers[0].b.name Missing", "answers[0].b.data WrongType"], _findings!.Shown());
    }

    [Fact]
    public void Members_that_there_are_not_are_found_with_the_one_that_may_be_meant()
    {
        InputJson.Only(ref _findings, Parse("""{"first_name":"x","emial":"x","zzz":1,"a b\n":2}"""), "candidate", "first_name", "email");

        Assert.Equal(["candidate.emial Unknown", "candidate.zzz Unknown", "candidate.? Unknown"], _findings!.Shown());
        Assert.Equal("There is no such input; is 'email' meant?", _findings![0].Reason);
        Assert.Equal("There is no such input.", _findings[1].Reason);
    }

    [Fact]
    public void What_is_no_object_at_all_is_found_at_the_root()
    {
        Assert.False(InputJson.IsObject(ref _findings, "", Parse("[]")));
        Assert.False(InputJson.IsObject(ref _findings, InputJson.At("", "list", 1), Parse("3")));
        Assert.True(InputJson.IsObject(ref _findings, "", Parse("{}")));

        Assert.Equal([". WrongType", "list[1] WrongType"], _findings!.Shown());
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
