using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Runtime.Mapping;

namespace Connectors.Ats.Tests.Golden;

public class LauraGoldenTests
{
    private static readonly Connectors.Runtime.ConnectorDefinition Laura = LauraConnector.Registration.Definition;

    [Theory]
    [InlineData("jobs", "jobs")]
    [InlineData("candidates", "candidates")]
    [InlineData("application_stages", "application_stages")]
    [InlineData("applications", "applications")]
    [InlineData("screening_questions", "form")]
    [InlineData("job_screening_questions", "form")]
    public void An_answer_of_the_vendor_gives_these_records(string model, string answer)
    {
        var context = Context();
        var sink = GoldenFile.Walk(Laura, model, GoldenFile.Read($"laura/{answer}.vendor.json"), context);
        Assert.Equal(GoldenFile.Text(GoldenFile.Read($"laura/{model}.unified.json")), GoldenFile.Text(sink, context), ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("jobs", "jobs", "/jobs")]
    [InlineData("application_stages", "application_stages", "/recruitment-phases")]
    [InlineData("screening_questions", "form", "/jobs/{job_id}/form")]
    public void A_record_keeps_what_the_vendor_sent(string model, string answer, string endpoint)
    {
        var json = GoldenFile.Read($"laura/{answer}.vendor.json");
        var sink = GoldenFile.Walk(Laura, model, json, Context());
        var text = Encoding.UTF8.GetString(json);
        Assert.NotEmpty(sink.Records);
        Assert.All(sink.Records, record =>
        {
            var raw = Encoding.UTF8.GetString(record.RemoteData.Span);
            var head = $"{{\"{endpoint}\":";
            Assert.StartsWith(head, raw, StringComparison.Ordinal);
            Assert.Contains(raw[head.Length..^1], text, StringComparison.Ordinal);
            using var parsed = JsonDocument.Parse(raw);
            Assert.Single(parsed.RootElement.EnumerateObject());
        });
    }

    [Theory]
    [InlineData("candidates", "candidates")]
    [InlineData("applications", "applications")]
    public void A_model_without_remote_data_keeps_nothing(string model, string answer) =>
        Assert.All(GoldenFile.Walk(Laura, model, GoldenFile.Read($"laura/{answer}.vendor.json"), Context()).Records, r => Assert.True(r.RemoteData.IsEmpty));

    [Fact]
    public void Nothing_is_kept_when_nobody_asks_for_it()
    {
        var context = new MapContext { KeepRaw = false };
        Assert.All(GoldenFile.Walk(Laura, "jobs", GoldenFile.Read("laura/jobs.vendor.json"), context).Records, r => Assert.True(r.RemoteData.IsEmpty));
    }

    [Theory]
    [InlineData("jobs", "{}", "jobs")]
    [InlineData("jobs", """{"meta":{"pagination":{"total_pages":1}}}""", "jobs")]
    [InlineData("jobs", """{"jobs":{}}""", "jobs")]
    [InlineData("jobs", "[]", ".")]
    [InlineData("application_stages", "{}", ".")]
    [InlineData("candidates", """{"data":[],"has_more":"yes"}""", "has_more")]
    [InlineData("jobs", """{"jobs":[],"meta":{"pagination":{"total_pages":"3"}}}""", "meta.pagination.total_pages")]
    public void An_answer_of_another_shape_is_no_empty_list(string model, string json, string path)
    {
        var fault = Assert.Throws<RecordFaultException>(() => { GoldenFile.Walk(Laura, model, Encoding.UTF8.GetBytes(json), Context()); });
        Assert.Equal(path, fault.Path);
    }

    [Theory]
    [InlineData("jobs", """{"jobs":[]}""")]
    [InlineData("jobs", """{"jobs":null,"meta":null}""")]
    [InlineData("candidates", """{"data":[]}""")]
    public void A_list_without_items_is_an_empty_page(string model, string json)
    {
        var sink = GoldenFile.Walk(Laura, model, Encoding.UTF8.GetBytes(json), Context());
        Assert.Equal(0, sink.Elements);
        Assert.Null(sink.LastKey);
    }

    [Theory]
    [InlineData("jobs", "jobs")]
    [InlineData("candidates", "candidates")]
    [InlineData("application_stages", "application_stages")]
    [InlineData("applications", "applications")]
    [InlineData("screening_questions", "form")]
    [InlineData("job_screening_questions", "form")]
    public void An_answer_that_is_cut_anywhere_is_an_error_and_never_a_page(string model, string answer)
    {
        var json = GoldenFile.Read($"laura/{answer}.vendor.json").AsSpan().TrimEnd("\n"u8).ToArray();
        for (var length = 1; length < json.Length; length += 5)
        {
            var cut = json[..length];
            Assert.ThrowsAny<JsonException>(() => { GoldenFile.Walk(Laura, model, cut, Context()); });
        }
    }

    [Theory]
    [InlineData("jobs", "jobs")]
    [InlineData("candidates", "candidates")]
    [InlineData("applications", "applications")]
    [InlineData("screening_questions", "form")]
    [InlineData("job_screening_questions", "form")]
    public void Any_value_of_any_type_anywhere_leaves_the_other_records_alone(string model, string answer)
    {
        var json = JsonNode.Parse(GoldenFile.Read($"laura/{answer}.vendor.json"), null, new JsonDocumentOptions { AllowDuplicateProperties = true });
        var source = Laura.Sources.Single(s => s.Mappers.Any(m => m.Model == model));
        var list = json!.AsObject().First(m => m.Value is JsonArray).Value!.AsArray();
        var element = list[0]!.AsObject();
        foreach (var (name, _) in element.ToList())
        {
            foreach (var odd in new[] { "null", "true", "7", "\"\"", "\"x\"", "[]", "{}", "[[{}]]", "{\"x\":[{}]}" })
            {
                var copy = element.DeepClone().AsObject();
                copy[name] = JsonNode.Parse(odd);
                var page = new JsonArray(copy, element.DeepClone());
                var sink = Elements(source.Mappers.Single(m => m.Model == model), page);
                Assert.Equal(2, sink.Records.Count + sink.SetAside.Count);
                Assert.NotEmpty(sink.Records);
            }
        }
    }

    private static PageSink Elements(RecordMapper mapper, JsonArray page)
    {
        var sink = new PageSink([mapper], Context());
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(page.ToJsonString()));
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            sink.Element(ref reader);
        }

        return sink;
    }

    private static MapContext Context() => new() { Languages = ["sv"], ParentRemoteId = "4711" };
}
