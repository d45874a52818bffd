using System.Text;
using System.Text.Json;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Tests.Mapping;

public class PageSinkTests
{
    private static readonly RecordMapper Things = new() { Model = "things", Map = Thing.Map, Identify = Thing.Identify };

    [Fact]
    public void A_record_that_cannot_be_read_is_set_aside_with_its_id_and_the_page_goes_on()
    {
        var sink = Walk("""[{"id":"1","n":1},{"n":"x","id":"2"},{"id":"3","n":3}]""", new PageSink([Things], new MapContext()));
        Assert.Equal(["1", "3"], sink.Records.Select(r => r.Key.First));
        Assert.Equal([new SetAside("things", new RecordKey("2"), "n", "expected a number, found a text")], sink.SetAside);
        Assert.Equal(3, sink.Elements);
    }

    [Fact]
    public void Elements_that_are_no_objects_are_set_aside()
    {
        var sink = Walk("""[null,7,[{"id":"1"}],{"id":"1"}]""", new PageSink([Things], new MapContext()));
        Assert.Single(sink.Records);
        Assert.Equal(3, sink.SetAside.Count);
        Assert.All(sink.SetAside, s => Assert.Null(s.Key));
    }

    [Fact]
    public void A_name_that_is_no_unicode_sets_its_record_aside()
    {
        var sink = Walk("""[{"id":"1","\ud800":1},{"id":"2"}]""", new PageSink([Things], new MapContext()));
        Assert.Equal("2", Assert.Single(sink.Records).Key.First);
        Assert.Equal("the text is not valid Unicode", Assert.Single(sink.SetAside).Reason);
    }

    [Fact]
    public void Several_models_read_the_same_element()
    {
        var strict = new RecordMapper { Model = "strict", Map = static (ref r, c) => throw new RecordFaultException("x", "no"), Identify = Thing.Identify };
        var sink = Walk("""[{"id":"1"},{"id":"2"}]""", new PageSink([Things, strict], new MapContext()));
        Assert.Equal(["1", "2"], sink.Records.Select(r => r.Key.First));
        Assert.Equal(["1", "2"], sink.SetAside.Select(s => s.Key!.Value.First));
        Assert.Equal(2, sink.Elements);
    }

    [Fact]
    public void Without_a_wanted_model_elements_are_counted()
    {
        var sink = Walk("""[{"id":"1"},[1,[2]]]""", new PageSink([], new MapContext()));
        Assert.Equal(2, sink.Elements);
        Assert.Empty(sink.Records);
    }

    [Fact]
    public void Text_that_is_not_json_ends_the_page() =>
        Assert.ThrowsAny<JsonException>(() => Walk("""[{"id":"1"},{"id":]""", new PageSink([Things], new MapContext())));

    [Fact]
    public void Nested_records_know_their_element_as_parent()
    {
        var nested = new RecordMapper { Model = "things", Map = Thing.Map, Identify = Thing.Identify, Within = new NestedRecords(WalkParts, Thing.Identify) };
        var sink = Walk("""[{"id":"p1","parts":[{"id":"1"},{"id":"2","n":"x"}]},{"id":"p2"},{"parts":[]}]""", new PageSink([Things, nested], new MapContext()));
        Assert.Equal(["p1<", "1<p1", "p2<"], sink.Records.Cast<Thing>().Select(t => $"{t.Id}<{t.Parent}"));
        Assert.Equal(["2", null, null], sink.SetAside.Select(s => s.Key?.First));
        Assert.Equal(3, sink.Elements);
    }

    [Fact]
    public void Elements_wait_for_their_details()
    {
        var detailed = new RecordMapper { Model = "things", Map = Thing.Map, Identify = Thing.Identify, MapWithDetail = Thing.MapWithDetail };
        var sink = Walk("""[{"id":"1"},{"x":1}]""", new PageSink([detailed], new MapContext(), lookup: true));
        var pending = Assert.Single(sink.Pending);
        Assert.Equal(new RecordKey("1"), pending.Key);
        Assert.Equal("""{"id":"1"}""", Encoding.UTF8.GetString(pending.Json.Span));
        Assert.Null(Assert.Single(sink.SetAside).Key);

        sink.Complete(pending, """{"n":5}"""u8);
        Assert.Equal(5, Assert.IsType<Thing>(Assert.Single(sink.Records)).N);
        sink.Complete(pending, """{"n":"x"}"""u8);
        Assert.Equal(new RecordKey("1"), sink.SetAside[1].Key);
    }

    private static PageSink Walk(string json, PageSink sink)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        WalkList(ref reader, sink);
        Assert.Equal(JsonTokenType.EndArray, reader.TokenType);
        Assert.False(reader.Read());
        return sink;
    }

    private static void WalkList(ref Utf8JsonReader reader, PageSink sink)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            sink.Element(ref reader);
        }
    }

    private static void WalkParts(ref Utf8JsonReader reader, PageSink sink)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var parts = reader.ValueTextEquals("parts"u8);
            reader.Read();
            if (parts)
            {
                WalkList(ref reader, sink);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private sealed class Thing : UnifiedRecord
    {
        public required string Id { get; init; }

        public decimal? N { get; init; }

        public string? Parent { get; init; }

        public override string Model => "things";

        public override RecordKey Key => new(Id);

        public override void WriteFields(Utf8JsonWriter writer, IRecordIds ids) => throw new InvalidOperationException();

        public static Thing Map(ref Utf8JsonReader reader, MapContext context)
        {
            var (id, n) = Read(ref reader);
            return new Thing { Id = id ?? throw JsonFault.Missing("id"), N = n, Parent = context.ParentRemoteId };
        }

        public static Thing MapWithDetail(ReadOnlySpan<byte> element, ReadOnlySpan<byte> detail, MapContext context)
        {
            var reader = new Utf8JsonReader(element);
            reader.Read();
            var (id, _) = Read(ref reader);
            reader = new Utf8JsonReader(detail);
            reader.Read();
            return new Thing { Id = id!, N = Read(ref reader).N };
        }

        public static RecordKey? Identify(ref Utf8JsonReader reader, MapContext context)
        {
            // Lenient where Map is strict: a wrong type elsewhere does not keep the id from being found.
            string? id = null;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var named = reader.ValueTextEquals("id"u8);
                reader.Read();
                id = named && reader.TokenType == JsonTokenType.String ? reader.GetString() : id;
                reader.Skip();
            }

            return id is null ? null : new RecordKey(id);
        }

        private static (string? Id, decimal? N) Read(ref Utf8JsonReader reader)
        {
            (string? id, decimal? n) = (null, null);
            if (!JsonValue.IsObject(ref reader, "."))
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                switch (JsonText.Length(ref reader))
                {
                    case 2 when reader.ValueTextEquals("id"u8):
                        reader.Read();
                        id = JsonValue.Id(ref reader, "id");
                        break;
                    case 1 when reader.ValueTextEquals("n"u8):
                        reader.Read();
                        n = JsonValue.Number(ref reader, "n");
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            return (id, n);
        }
    }
}
