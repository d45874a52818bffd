using Connectors.Emitter.Mapping;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the functions that walk replies to their records and page markers, each in one pass.</summary>
internal static class DecoderEmitter
{
    private const string Sink = "PageSink sink";

    /// <summary>The name of the class: <c>LauraReplies</c>.</summary>
    public static string ClassName(ConnectorSpec spec) => Naming.Pascal(spec.Slug) + "Replies";

    /// <summary>C# for the function of a source.</summary>
    public static string Method(ConnectorSpec spec, SourceSpec source) => $"{ClassName(spec)}.{Naming.Pascal(source.Name)}";

    /// <summary>C# for the function that walks an element to the records nested in it.</summary>
    public static string NestedMethod(ConnectorSpec spec, FeedSpec feed) => $"{ClassName(spec)}.{Nested(feed)}";

    /// <summary>Writes the class.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, VocabularySpec vocabulary, CSharpTypes types)
    {
        var names = spec.Sources.Select(s => Naming.Pascal(s.Name)).Concat(spec.Sources.SelectMany(s => s.Feeds).Select(Nested));
        var owner = new MapperClass(spec.Slug + ".yaml", types, default, [ClassName(spec), .. names]);
        writer.Summary($"Walks the replies of {spec.Name} ({spec.Slug}.yaml).");
        using (writer.Open($"internal static class {ClassName(spec)}"))
        {
            var first = true;
            foreach (var source in spec.Sources)
            {
                if (!first)
                {
                    writer.Line();
                }

                first = false;
                Reply(writer, spec, source, owner);
                foreach (var feed in source.Feeds.Where(f => f.Each is not null))
                {
                    writer.Line();
                    NestedReply(writer, spec, feed, owner);
                }
            }

            owner.WriteMembers(writer);
        }
    }

    private static string Nested(FeedSpec feed) => Naming.Pascal(feed.Model) + "Within";

    private static void Reply(SourceWriter writer, ConnectorSpec spec, SourceSpec source, MapperClass owner)
    {
        var name = Naming.Pascal(source.Name);
        var payload = new Payload(owner, name, Sink);
        var paging = source.Paging;
        var key = paging.Kind == PagingKind.Keyset ? paging.From : null;
        var records = payload.Slot(source.Records.Steps, Records(owner, name, source.Records, source.Lone, key), "Records");
        var markers = new List<string>();
        if (paging is { From: { } next, Kind: not PagingKind.Keyset })
        {
            markers.Add($"sink.Next = {payload.Slot(next.Steps, Readings.Scalar(owner, next.Text))};");
        }

        Marker(paging.Last, "LastPage", "long?", "Integer", "");
        Marker(paging.Total, "Total", "long?", "Integer", "");
        Marker(paging.More, "More", "bool?", "Boolean", "");
        Marker(paging.Done, "More", "bool?", "Boolean", "!");

        writer.Summary($"{spec.Slug}.yaml: models.{source.Name}.read");
        using (writer.Open($"public static void {name}(ref Utf8JsonReader reader, {Sink})"))
        {
            writer.Line($"var found = default({payload.Struct});");
            payload.Read(writer);
            // A reply without its list must not pass for one with an empty list: absence would then prove something.
            using (writer.Open($"if (!{records})"))
            {
                writer.Line($"throw JsonFault.Missing({Literals.String(source.Records.Text)});");
            }

            if (markers.Count > 0)
            {
                writer.Line();
            }

            foreach (var marker in markers)
            {
                writer.Line(marker);
            }
        }

        owner.Add(payload.WriteStruct);

        void Marker(VendorPath? path, string property, string type, string read, string sign)
        {
            if (path is not null)
            {
                var slot = payload.Slot(path.Steps, new Reading(type, $"JsonValue.{read}(ref $r, {Literals.String(path.Text)})"));
                markers.Add($"sink.{property} = {sign}{slot};");
            }
        }
    }

    private static void NestedReply(SourceWriter writer, ConnectorSpec spec, FeedSpec feed, MapperClass owner)
    {
        var name = Nested(feed);
        var payload = new Payload(owner, name, Sink);
        payload.Slot(feed.Each!.Steps, Records(owner, name, feed.Each!, lone: false, key: null), "Records");
        writer.Summary($"{spec.Slug}.yaml: models.{feed.Model}.read");
        using (writer.Open($"public static void {name}(ref Utf8JsonReader reader, {Sink})"))
        {
            writer.Line($"var found = default({payload.Struct});");
            payload.Read(writer);
        }

        owner.Add(payload.WriteStruct);
    }

    // Reads the list the reader stands on and says that it was there.
    private static Reading Records(MapperClass owner, string name, VendorPath path, bool lone, VendorPath? key)
    {
        var method = owner.Unique($"Read{name}Records");
        var keyMethod = key is null ? null : KeyMethod(owner, name, key);
        owner.Add(writer =>
        {
            writer.Line("/// <summary>Hands the items of the list to the sink; true, because the list is there.</summary>");
            using (writer.Open($"private static bool {method}(ref Utf8JsonReader reader, {Sink})"))
            {
                if (lone)
                {
                    writer.Line("// The vendor leaves the list out around a single record.");
                    using (writer.Open("if (reader.TokenType == JsonTokenType.StartObject)"))
                    {
                        if (keyMethod is not null)
                        {
                            writer.Line("var start = new JsonSlice(in reader);");
                        }

                        writer.Line("sink.Element(ref reader);");
                        if (keyMethod is not null)
                        {
                            writer.Line($"sink.LastKey = {keyMethod}(start.To(in reader), sink);");
                        }

                        writer.Line("return true;");
                    }

                    writer.Line();
                }

                using (writer.Open($"if (!JsonValue.IsList(ref reader, {Literals.String(path.Text)}))"))
                {
                    writer.Line("return true;");
                }

                writer.Line();
                if (keyMethod is not null)
                {
                    writer.Line("ReadOnlySpan<byte> last = default;");
                }

                using (writer.Open("while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)"))
                {
                    if (keyMethod is not null)
                    {
                        writer.Line("var start = new JsonSlice(in reader);");
                    }

                    writer.Line("sink.Element(ref reader);");
                    if (keyMethod is not null)
                    {
                        writer.Line("last = start.To(in reader);");
                    }
                }

                writer.Line();
                if (keyMethod is not null)
                {
                    using (writer.Open("if (!last.IsEmpty)"))
                    {
                        writer.Line($"sink.LastKey = {keyMethod}(last, sink);");
                    }

                    writer.Line();
                }

                writer.Line("return true;");
            }
        });
        return new Reading("bool", $"{method}(ref $r, sink)", Moves: true, SlotKind.Or);
    }

    private static string KeyMethod(MapperClass owner, string name, VendorPath key)
    {
        var method = owner.Unique($"Read{name}Key");
        var payload = new Payload(owner, name + "Key", Sink);
        var slot = payload.Slot(key.Steps, Readings.Scalar(owner, key.Text));
        owner.Add(writer =>
        {
            writer.Line("/// <summary>The value the next page goes on after.</summary>");
            using (writer.Open($"private static string? {method}(ReadOnlySpan<byte> element, {Sink})"))
            {
                writer.Line("var reader = new Utf8JsonReader(element);");
                writer.Line("reader.Read();");
                writer.Line($"var found = default({payload.Struct});");
                payload.Read(writer);
                writer.Line($"return {slot};");
            }
        });
        owner.Add(payload.WriteStruct);
        return method;
    }
}
