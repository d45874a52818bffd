using Connectors.Emitter.Mapping;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the functions that walk replies to their records and page markers, each in one pass.</summary>
internal static class DecoderEmitter
{
    private const string Sink = "PageSink sink";

    /// <summary>The formats that a connector's replies have; each has a class.</summary>
    public static IEnumerable<PayloadFormat> Formats(ConnectorSpec spec) => Sources(spec).Select(s => PayloadFormat.Of(s.Request)).Distinct();

    private static IEnumerable<SourceSpec> Sources(ConnectorSpec spec) => spec.Sources.Concat(spec.Tables.Select(t => t.Source));

    /// <summary>The name of a format's class: <c>LauraReplies</c>, <c>CovetoXmlReplies</c>.</summary>
    public static string ClassName(ConnectorSpec spec, PayloadFormat format) => Naming.Pascal(spec.Slug) + (format == PayloadFormat.Json ? "" : "Xml") + "Replies";

    /// <summary>C# for the function of a source.</summary>
    public static string Method(ConnectorSpec spec, SourceSpec source) => $"{ClassName(spec, PayloadFormat.Of(source.Request))}.{Naming.Pascal(source.Name)}";

    /// <summary>C# for the function that walks an element of a source to the records nested in it.</summary>
    public static string NestedMethod(ConnectorSpec spec, SourceSpec source, FeedSpec feed) => $"{ClassName(spec, PayloadFormat.Of(source.Request))}.{Nested(feed)}";

    /// <summary>Writes the class of a format.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, PayloadFormat format, CSharpTypes types)
    {
        var sources = Sources(spec).Where(s => PayloadFormat.Of(s.Request) == format).ToList();
        var tables = spec.Tables.Where(t => PayloadFormat.Of(t.Source.Request) == format).ToList();
        var names = sources.Select(s => Naming.Pascal(s.Name)).Concat(sources.SelectMany(s => s.Feeds).Select(Nested)).Concat(tables.Select(RowEmitter.Method)).Concat(sources.Select(LookupEmitter.Name));
        var owner = new MapperClass(spec.Slug + ".yaml", format, types, default, [ClassName(spec, format), .. names]);
        var methods = new SourceWriter();
        foreach (var source in sources)
        {
            Reply(methods, spec, source, owner);
            methods.Line();
            if (LookupEmitter.HasFacts(source.Lookup))
            {
                LookupEmitter.Write(methods, spec, source, owner);
                methods.Line();
            }

            foreach (var feed in source.Feeds.Where(f => f.Each is not null))
            {
                NestedReply(methods, spec, source, feed, owner);
                methods.Line();
            }
        }

        foreach (var table in tables)
        {
            RowEmitter.Write(methods, table, owner);
            methods.Line();
        }

        writer.Summary($"Walks the replies of {spec.Name} ({spec.Slug}.yaml).");
        using (writer.Open($"internal static class {ClassName(spec, format)}"))
        {
            owner.WriteFields(writer);
            writer.Line(methods.ToString().TrimEnd('\n'));
            owner.WriteMembers(writer);
        }
    }

    private static string Nested(FeedSpec feed) => Naming.Pascal(feed.Model) + "Within";

    private static void Reply(SourceWriter writer, ConnectorSpec spec, SourceSpec source, MapperClass owner)
    {
        var name = Naming.Pascal(source.Name);
        var payload = owner.Format.Payload(owner, name, Sink);
        var paging = source.Paging;
        var key = paging.Kind == PagingKind.Keyset ? paging.From : null;
        var records = Records(payload, owner, name, source.Records, source.Lone, key);
        var markers = new List<string>();
        if (paging is { From: { } next, Kind: not PagingKind.Keyset })
        {
            markers.Add($"sink.Next = {payload.Slot(next.Steps, Readings.Scalar(owner, next.Text))};");
        }

        Marker(paging.Last, "LastPage", "long?", "Integer", "");
        Marker(paging.Pages, "LastPage", "long?", "Integer", "", paging.First == 1 ? "" : $" + {Literals.Integer(paging.First)} - 1");
        Marker(paging.Total, "Total", "long?", "Integer", "");
        Marker(paging.More, "More", "bool?", "Boolean", "");
        Marker(paging.Done, "More", "bool?", "Boolean", "!");

        writer.Summary($"{spec.Slug}.yaml: {source.Key}");
        using (writer.Open($"public static void {name}({owner.Format.Parameter}, {Sink})"))
        {
            if (source.Request.Output is { } output)
            {
                using (writer.Open($"if (!reader.Is({Literals.String(output.Name)}, {Literals.String(output.Namespace)}))"))
                {
                    writer.Line($"throw XmlFault.WrongElement({Literals.String(output.Name)});");
                }

                writer.Line();
            }

            writer.Line($"var found = default({payload.Struct});");
            payload.Read(writer);
            if (owner.Format == PayloadFormat.Xml)
            {
                writer.Line("reader.ThrowFault();");
            }

            // A reply without its list must not pass for one with an empty list: absence would then prove something.
            using (writer.Open($"if (!{records})"))
            {
                writer.Line($"throw {owner.Format.Faults}.Missing({Literals.String(source.Records.Text)});");
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

        void Marker(VendorPath? path, string property, string type, string read, string sign, string offset = "")
        {
            if (path is not null)
            {
                var slot = payload.Slot(path.Steps, new Reading(type, $"{owner.Format.Values}.{read}($a, {Literals.String(path.Text)})"));
                markers.Add($"sink.{property} = {sign}{slot}{offset};");
            }
        }
    }

    private static void NestedReply(SourceWriter writer, ConnectorSpec spec, SourceSpec source, FeedSpec feed, MapperClass owner)
    {
        var name = Nested(feed);
        var payload = owner.Format.Payload(owner, name, Sink);
        var root = feed.Each!.Root == PathRoot.Detail ? source.Lookup!.Root.Steps : default;
        Records(payload, owner, name, feed.Each, lone: false, key: null, root);
        writer.Summary($"{spec.Slug}.yaml: models.{feed.Model}.read");
        using (writer.Open($"public static void {name}({owner.Format.Parameter}, {Sink})"))
        {
            writer.Line($"var found = default({payload.Struct});");
            payload.Read(writer);
        }

        owner.Add(payload.WriteStruct);
    }

    // Has the records handed to the sink; the expression that says whether their list was there.
    private static string Records(Payload payload, MapperClass owner, string name, VendorPath path, bool lone, VendorPath? key, EquatableArray<PathStep> root = default)
    {
        if (owner.Format == PayloadFormat.Json)
        {
            // The values of an object are walked where it stands.
            var values = path.Steps.Count > 0 && path.Steps[path.Steps.Count - 1] is PathStep.Values;
            var all = root.Concat(path.Steps.Take(path.Steps.Count - (values ? 1 : 0))).ToList();
            var found = payload.Slot(all, JsonRecords(owner, name, path, lone, key), "Records");
            var outer = all.TakeWhile(static s => s is not PathStep.All).ToList();

            // Of lists in lists the outer one must be there; it may be empty, or hold none.
            return outer.Count == all.Count ? found : payload.Slot(outer, Readings.Set(owner), "IsSet");
        }

        // In XML the list is the element around the records, or none at all.
        var steps = path.Steps.Where((s, i) => i < path.Steps.Count - 1 || s is not PathStep.All).ToList();
        payload.Slot([.. steps, new PathStep.All()], XmlRecord(owner, name, key));
        return payload.Slot(steps.Take(steps.Count - 1), Readings.Set(owner), "IsSet");
    }

    // Hands the element the cursor stands on to the sink.
    private static Reading XmlRecord(MapperClass owner, string name, VendorPath? key)
    {
        if (key is null)
        {
            return new Reading("", "sink.Element($a)", Moves: true, SlotKind.Do);
        }

        var method = owner.Unique($"Read{name}Record");
        if (key.Steps.Count == 1 && key.Steps[0] is PathStep.Property { Xml: { Kind: XmlNodeKind.Attribute } attribute })
        {
            owner.Add(writer =>
            {
                writer.Line("/// <summary>Hands an element to the sink, after its key, which is an attribute and costs no copy.</summary>");
                using (writer.Open($"private static void {method}({owner.Format.Parameter}, {Sink})"))
                {
                    writer.Line($"reader.Attribute({Literals.String(attribute.Name)}{(attribute.Namespace.Length == 0 ? "" : ", " + Literals.String(attribute.Namespace))});");
                    writer.Line($"sink.LastKey = {Readings.Scalar(owner, key.Text).Expression.Replace("$a", owner.Format.Argument("reader"))};");
                    writer.Line("sink.Element(reader);");
                }
            });
            return new Reading("", $"{method}($a, sink)", Moves: true, SlotKind.Do);
        }

        var keyMethod = KeyMethod(owner, name, key, bytes: false);
        owner.Add(writer =>
        {
            writer.Line("/// <summary>Hands an element to the sink, after its key, because it can be read but once.</summary>");
            using (writer.Open($"private static void {method}({owner.Format.Parameter}, {Sink})"))
            {
                writer.Line("var element = reader.Recorded();");
                writer.Line("var start = element.Position;");
                writer.Line($"sink.LastKey = {keyMethod}(element, sink);");
                writer.Line("element.Return(start);");
                writer.Line("sink.Element(element);");
            }
        });
        return new Reading("", $"{method}($a, sink)", Moves: true, SlotKind.Do);
    }

    // Reads the list the reader stands on and says that it was there.
    private static Reading JsonRecords(MapperClass owner, string name, VendorPath path, bool lone, VendorPath? key)
    {
        var method = owner.Unique($"Read{name}Records");
        var keyMethod = key is null ? null : KeyMethod(owner, name, key, bytes: true);
        owner.Add(writer =>
        {
            writer.Line("/// <summary>Hands the items of the list to the sink; true, because the list is there.</summary>");
            using (writer.Open($"private static bool {method}({owner.Format.Parameter}, {Sink})"))
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

                var values = path.Steps.Count > 0 && path.Steps[path.Steps.Count - 1] is PathStep.Values;
                using (writer.Open($"if (!JsonValue.{(values ? "IsObject" : "IsList")}(ref reader, {Literals.String(path.Text)}))"))
                {
                    writer.Line("return true;");
                }

                writer.Line();
                if (keyMethod is not null)
                {
                    writer.Line("ReadOnlySpan<byte> last = default;");
                }

                using (writer.Open(values ? "while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)" : "while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)"))
                {
                    if (values)
                    {
                        writer.Line("sink.Name(in reader);");
                        writer.Line("reader.Read();");
                    }

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
        return new Reading("bool", $"{method}($a, sink)", Moves: true, SlotKind.Or);
    }

    private static string KeyMethod(MapperClass owner, string name, VendorPath key, bool bytes)
    {
        var method = owner.Unique($"Read{name}Key");
        var payload = owner.Format.Payload(owner, name + "Key", Sink);
        var slot = payload.Slot(key.Steps, Readings.Scalar(owner, key.Text));
        owner.Add(writer =>
        {
            writer.Line("/// <summary>The value the next page goes on after.</summary>");
            using (writer.Open($"private static string? {method}({(bytes ? "ReadOnlySpan<byte> element" : owner.Format.Parameter)}, {Sink})"))
            {
                if (bytes)
                {
                    writer.Line("var reader = new Utf8JsonReader(element);");
                    writer.Line("reader.Read();");
                }

                writer.Line($"var found = default({payload.Struct});");
                payload.Read(writer);
                writer.Line($"return {slot};");
            }
        });
        owner.Add(payload.WriteStruct);
        return method;
    }
}
