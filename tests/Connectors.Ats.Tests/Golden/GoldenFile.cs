using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Runtime;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Ats.Tests.Golden;

/// <summary>Hand-written vendor answers and the unified records they must give.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a file beside this one: <c>laura/jobs.vendor.json</c>.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(GoldenFile).Assembly.GetManifestResourceStream("Golden/" + name) ?? throw new FileNotFoundException(name);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Walks an answer with one model's mapper.</summary>
    public static PageSink Walk(ConnectorDefinition definition, string model, byte[] answer, MapContext context)
    {
        var source = definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model));
        var sink = new PageSink([source.Mappers.Single(m => m.Model == model)], context);
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        source.Decode!(ref reader, sink);
        Assert.False(reader.Read());
        return sink;
    }

    /// <summary>What was read, in the form of the golden files: members without a value are left out, ids say what they are made of.</summary>
    public static string Text(PageSink sink, MapContext context)
    {
        var page = new JsonObject { ["elements"] = sink.Elements };
        Set(page, "last_page", sink.LastPage);
        Set(page, "total", sink.Total);
        Set(page, "more", sink.More);
        Set(page, "next", sink.Next);
        Set(page, "last_key", sink.LastKey);
        return Text(page, sink.Records.Select(Record), sink.SetAside, context.UnmappedValues);
    }

    /// <summary>What a connector made of a whole reply, in the form of the golden files: as of a mapper's page, with each record's raw payload.</summary>
    /// <param name="page">The page.</param>
    /// <param name="then">What the connector asked next; null when nothing.</param>
    /// <param name="unmapped">The words that no table names.</param>
    public static string Text(ReadPage page, string? then, IReadOnlyDictionary<(string Path, string Value), int> unmapped)
    {
        var about = new JsonObject { ["elements"] = page.Elements };
        Set(about, "total", page.Total);
        Set(about, "then", then);
        return Text(about, page.Records.Select(WithPayload), page.SetAside, unmapped);
    }

    /// <summary>A golden file, laid out as the others of this name lay out.</summary>
    public static string Text(byte[] json) => Text(JsonNode.Parse(json)!);

    private static string Text(
        JsonObject page, IEnumerable<JsonObject> records, IEnumerable<SetAside> setAside, IReadOnlyDictionary<(string Path, string Value), int> unmapped) => Text(new JsonObject
        {
            ["page"] = page,
            ["records"] = new JsonArray([.. records]),
            ["set_aside"] = new JsonArray([.. setAside.Select(s => new JsonObject { ["key"] = s.Key?.ToString(), ["path"] = s.Path, ["reason"] = s.Reason })]),
            ["unmapped"] = new JsonObject(unmapped.OrderBy(u => u.Key.Path, StringComparer.Ordinal).ThenBy(u => u.Key.Value, StringComparer.Ordinal).Select(u => KeyValuePair.Create($"{u.Key.Path} = {u.Key.Value}", (JsonNode?)u.Value))),
        });

    private static string Text(JsonNode node) => node.ToJsonString(Indented);

    private static JsonObject WithPayload(UnifiedRecord record)
    {
        var written = Record(record);
        if (!record.RemoteData.IsEmpty)
        {
            written["remote_data"] = JsonNode.Parse(record.RemoteData.Span);
        }

        return written;
    }

    private static JsonObject Record(UnifiedRecord record)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString(record.Key.Second is null ? "remote_id" : "key", record.Key.ToString());
            record.WriteFields(writer, new SpeakingIds());
            writer.WriteEndObject();
        }

        var written = JsonNode.Parse(Encoding.UTF8.GetString(bytes.ToArray()))!.AsObject();
        foreach (var name in written.Where(m => m.Value is null).Select(m => m.Key).ToList())
        {
            written.Remove(name);
        }

        return written;
    }

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }

    private sealed class SpeakingIds : IRecordIds
    {
        public string Record(string model, RecordKey key) => $"{model} {key}";

        public string Option(string questionRemoteId, string optionRemoteId) => $"option {questionRemoteId}/{optionRemoteId}";

        public string Field(string model, string key) => $"field {model}/{key}";
    }
}
