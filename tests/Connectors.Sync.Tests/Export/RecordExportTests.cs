using System.Text;
using System.Text.Json;
using Connectors.Runtime.Records;
using Connectors.Sync.Engine;
using Connectors.Sync.Export;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Export;

public sealed class RecordExportTests : SyncTest
{
    [Fact]
    public async Task A_line_has_the_ids_the_fields_the_times_and_the_raw_payload_where_it_is_covered()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs");
        jobs.RemoteData = true;
        jobs.Add(null, FakeRecord.Of("jobs", "47\"11", "Bäcker <b>", "{\"/jobs\":{\"id\": 4711}}"));
        var ids = await SyncAndGetIds(vendor);
        var id = ids.Record("jobs", new RecordKey("47\"11"));
        Assert.Equal(
            $$$$"""{"id":"{{{{id}}}}","remote_id":"47\"11","name":"Bäcker <b>","changed_at":"2026-11-22T10:00:00Z","remote_deleted_at":null,"remote_data":{"/jobs":{"id": 4711}}}""" + "\n",
            Export(vendor, "jobs"));
    }

    [Fact]
    public async Task A_covered_raw_payload_that_is_not_there_is_null()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1").RemoteData = true;
        await Sync(vendor);
        Assert.EndsWith(",\"remote_deleted_at\":null,\"remote_data\":null}\n", Export(vendor, "jobs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_joins_two_records_has_no_remote_id()
    {
        var vendor = new FakeVendor();
        vendor.Declare("job_screening_questions").Add(null, new FakeRecord("job_screening_questions", new RecordKey("1", "101"), "", static (writer, ids) =>
        {
            writer.WriteString("job_id", ids.Record("jobs", new RecordKey("1")));
            writer.WriteNumber("index", 3);
        }));
        var ids = await SyncAndGetIds(vendor);
        Assert.Equal(
            $$"""{"id":"{{ids.Record("job_screening_questions", new RecordKey("1", "101"))}}","job_id":"{{ids.Record("jobs", new RecordKey("1"))}}","index":3,"changed_at":"2026-11-22T10:00:00Z","remote_deleted_at":null}""" + "\n",
            Export(vendor, "job_screening_questions"));
    }

    [Fact]
    public async Task Deleted_records_are_left_out_unless_asked_for()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2");
        await Sync(vendor);
        vendor.Source("jobs").Holds("1");
        Clock.Advance(TimeSpan.FromMilliseconds(5));
        await Sync(vendor);
        Assert.Single(Export(vendor, "jobs").Trim().Split('\n'));
        var lines = Export(vendor, "jobs", new ExportOptions { IncludeDeleted = true }).Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.EndsWith(
            ",\"changed_at\":\"2026-11-22T10:00:00.005Z\",\"remote_deleted_at\":\"2026-11-22T10:00:00.005Z\"}",
            lines.Single(l => l.Contains("\"remote_id\":\"2\"", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_come_in_the_order_of_ids_and_none_is_lost_over_many_buffers()
    {
        var vendor = new FakeVendor { PageSize = 500 };
        vendor.Declare("jobs").Holds([.. Enumerable.Range(0, 2000).Select(i => $"{i}={new string('x', 100)}")]);
        await Sync(vendor);
        var ids = Export(vendor, "jobs").Trim().Split('\n').Select(l => JsonDocument.Parse(l).RootElement.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(2000, ids.Distinct().Count());
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task A_model_that_was_never_read_has_no_lines_and_an_unknown_one_is_an_error()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs");
        vendor.Declare("stages");
        await Sync(vendor, new SyncOptions { Models = new HashSet<string> { "jobs" } });
        Assert.Equal("", Export(vendor, "stages"));
        Assert.Throws<ArgumentException>(() => Export(vendor, "stags"));
    }

    [Fact]
    public async Task Answers_are_joined_with_their_questions_and_option_texts()
    {
        var vendor = new FakeVendor();
        var questions = vendor.Declare("screening_questions");
        Question(questions, "101", "Driving licence?", (writer, _) => Format(writer, "BOOLEAN"));
        Question(questions, "102", "Colour?", (writer, ids) => Format(writer, "SINGLE_SELECT", ids, "102"));
        Question(questions, "103", "Colours?", (writer, ids) => Format(writer, "MULTI_SELECT", ids, "103"));
        Question(questions, "104", null, (writer, _) => Format(writer, "UNKNOWN"));
        vendor.Declare("applications").Add(null, new FakeRecord("applications", new RecordKey("7"), "", static (writer, ids) =>
        {
            writer.WriteString("outcome", "PENDING");
            writer.WriteStartArray("screening_question_answers");
            Answer(writer, ids, "101", w => w.WriteBoolean("checked", true));
            Answer(writer, ids, "102", w => Choice(w, ids, "102", "2"));
            Answer(writer, ids, "102", w => Choice(w, ids, "102", "9"));
            Answer(writer, ids, "103", w => Choices(w, ids, "103", "2", "9", "1"));
            Answer(writer, ids, "104", w => w.WriteString("content", "x"));
            Answer(writer, ids, "999", w => Choice(w, ids, "999", "1"));
            Answer(writer, ids, "101", null);
            writer.WriteEndArray();
            writer.WriteNull("rejected_at");
        }));
        var ids = await SyncAndGetIds(vendor);
        string Item(string question, string title, string type, string answer) =>
            $$"""{"question":{"id":"{{ids.Record("screening_questions", new RecordKey(question))}}","remote_id":"{{question}}","title":"{{title}}","type":"{{type}}"},"answer":{{answer}}}""";
        Assert.Equal(
            $$"""{"id":"{{ids.Record("applications", new RecordKey("7"))}}","remote_id":"7","outcome":"PENDING","screening_question_answers":["""
            + string.Join(
                ',',
                Item("101", "Driving licence?", "BOOLEAN", """{"checked":true}"""),
                Item("102", "Colour?", "SINGLE_SELECT", """{"choice":"Blue"}"""),
                Item("102", "Colour?", "SINGLE_SELECT", """{"choice":"9"}"""),
                Item("103", "Colours?", "MULTI_SELECT", """{"choices":["Blue","9","Red"]}"""),
                Item("104", "", "UNKNOWN", """{"raw":{"content":"x"}}"""),
                Item("999", "", "UNKNOWN", $$$"""{"raw":{"choice":"{{{ids.Option("999", "1")}}}","choice_remote_id":"1"}}"""),
                Item("101", "Driving licence?", "BOOLEAN", "null"))
            + """],"rejected_at":null,"changed_at":"2026-11-22T10:00:00Z","remote_deleted_at":null}""" + "\n",
            Export(vendor, "applications"));
    }

    private static void Question(FakeSource source, string id, string? title, Action<Utf8JsonWriter, IRecordIds> format) =>
        source.Add(null, new FakeRecord("screening_questions", new RecordKey(id), "", (writer, ids) =>
        {
            writer.WriteString("title", title);
            format(writer, ids);
        }));

    private static void Format(Utf8JsonWriter writer, string type, IRecordIds? ids = null, string? question = null)
    {
        writer.WriteStartObject("format");
        writer.WriteString("type", type);
        if (ids is not null)
        {
            writer.WriteStartArray("options");
            foreach (var (id, name) in new[] { ("1", "Red"), ("2", "Blue") })
            {
                writer.WriteStartObject();
                writer.WriteString("id", ids.Option(question!, id));
                writer.WriteString("remote_id", id);
                writer.WriteString("name", name);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Answer(Utf8JsonWriter writer, IRecordIds ids, string question, Action<Utf8JsonWriter>? answer)
    {
        writer.WriteStartObject();
        writer.WriteString("question_id", ids.Record("screening_questions", new RecordKey(question)));
        writer.WriteString("question_remote_id", question);
        if (answer is null)
        {
            writer.WriteNull("answer");
        }
        else
        {
            writer.WriteStartObject("answer");
            answer(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Choice(Utf8JsonWriter writer, IRecordIds ids, string question, string option)
    {
        writer.WriteString("choice", ids.Option(question, option));
        writer.WriteString("choice_remote_id", option);
    }

    private static void Choices(Utf8JsonWriter writer, IRecordIds ids, string question, params string[] options)
    {
        writer.WriteStartArray("choices");
        foreach (var option in options)
        {
            writer.WriteStringValue(ids.Option(question, option));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("choices_remote_ids");
        foreach (var option in options)
        {
            writer.WriteStringValue(option);
        }

        writer.WriteEndArray();
    }

    private async Task<RecordIds> SyncAndGetIds(FakeVendor vendor) => new((await Sync(vendor)).Integration.Id);

    private string Export(FakeVendor vendor, string model, ExportOptions? options = null)
    {
        using var store = RecordStore.OpenForReading(Database);
        using var output = new MemoryStream();
        RecordExport.Write(store, store.Integrations.Single(), vendor.Connect().Descriptor, model, output, options);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
