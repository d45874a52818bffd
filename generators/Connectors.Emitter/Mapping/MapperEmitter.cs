using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Writes the mapper of a model: one pass over the vendor's payload, straight into the unified record.</summary>
internal static class MapperEmitter
{
    private const string Context = "MapContext context";

    /// <summary>The name of a model's mapper: <c>LauraJobMapper</c>.</summary>
    public static string ClassName(ConnectorSpec spec, ModelType model) => Naming.Pascal(spec.Slug) + model.TypeName + "Mapper";

    /// <summary>
    /// Whether records of a model have their payload: it is offered, or customers look through its fields to map them. ConnectorDescriptor.KeepsPayload says
    /// the same of a connector.
    /// </summary>
    public static bool KeepsPayload(ConnectorSpec spec, ModelSpec covered) =>
        covered.RemoteData || (covered.CustomFields && spec.Features.Contains(WellKnown.FieldExplorer));

    /// <summary>Writes the class.</summary>
    /// <param name="writer">Where to, at the level of types.</param>
    /// <param name="spec">The connector.</param>
    /// <param name="covered">The model as the connector covers it.</param>
    /// <param name="vocabulary">What it becomes.</param>
    /// <param name="types">The C# types of values.</param>
    public static void Write(SourceWriter writer, ConnectorSpec spec, ModelSpec covered, VocabularySpec vocabulary, CSharpTypes types)
    {
        var model = vocabulary.Model(covered.Name)!;
        var source = spec.Sources.First(s => s.Name == covered.Source);
        var format = PayloadFormat.Of(source.Request);
        var owner = new MapperClass(spec.Slug + ".yaml", format, types, spec.Transport.Nulls, "Map", "Identify", "KeyOf", ClassName(spec, model))
        {
            Shape = Shape(source, covered),
            DetailShape = source.Lookup?.Shape?.At(source.Lookup.Root.Steps),
            Tables = spec.Tables,
        };
        var fields = covered.Fields.Where(f => f.Name is not (WellKnown.RemoteData or WellKnown.CustomFields)).ToList();

        var record = format.Payload(owner, "");
        var wholeJson = ValueBuilder.NeedsWholeJson(fields.Select(f => f.Value));
        var values = new ValueBuilder(owner, vocabulary, record, wholeJson, source.Lookup?.Root.Steps ?? default);
        var members = fields.Select(f => Member(values, format, model, f)).ToList();
        var drops = new[] { covered.Keep.Count > 0 ? $"!({values.Any(covered.Keep)})" : "", values.Any(covered.Drop) }.Where(d => d.Length > 0).ToList();
        var whole = new WholeRecord(types.Model(model), members, wholeJson, KeepsPayload(spec, covered), source) { Drops = drops, Deleted = values.Any(covered.Deleted) };

        if (format == PayloadFormat.Xml)
        {
            WriteXml(writer, spec, covered, vocabulary, owner, record, values, whole);
            return;
        }

        var identity = format.Payload(owner, "Key");
        var key = new ValueBuilder(owner, vocabulary, identity, wholeJson: false);
        var ids = Ids(key, model, covered);

        writer.Summary($"Reads {covered.Name} ({spec.Slug}.yaml: models.{covered.Name}).");
        using (writer.Open($"internal static partial class {ClassName(spec, model)}"))
        {
            owner.WriteFields(writer);
            writer.Line("/// <summary>Reads one record; a <see cref=\"MapRecord\"/>.</summary>");
            using (writer.Open($"public static {whole.Returned} Map(ref Utf8JsonReader reader, {Context})"))
            {
                whole.WriteMap(writer, record);
            }

            if (source.Lookup is not null)
            {
                writer.Line();
                writer.Line("/// <summary>Reads one record with its detail; a <see cref=\"MapRecordWithDetail\"/>.</summary>");
                using (writer.Open($"public static {whole.Returned} Map(ReadOnlySpan<byte> element, ReadOnlySpan<byte> detail, {Context})"))
                {
                    whole.WriteMapWithDetail(writer, record);
                }
            }

            writer.Line();
            writer.Line("/// <summary>Finds the vendor's id of a record; an <see cref=\"IdentifyRecord\"/>.</summary>");
            using (writer.Open($"public static RecordKey? Identify(ref Utf8JsonReader reader, {Context})"))
            {
                WriteIdentify(writer, identity, model, ids);
            }

            writer.Line();
            record.WriteStruct(writer);
            writer.Line();
            identity.WriteStruct(writer);
            owner.WriteMembers(writer);
        }
    }

    // XML is read once, so that the id is taken from what the record's own pass has found.
    private static void WriteXml(
        SourceWriter writer, ConnectorSpec spec, ModelSpec covered, VocabularySpec vocabulary, MapperClass owner, Payload record, ValueBuilder values, WholeRecord whole)
    {
        var model = vocabulary.Model(covered.Name)!;
        var ids = Ids(values, model, covered);
        var parent = whole.Source.Feeds.Any(f => f.Each is not null) && whole.Source.Feeds[0].Model == covered.Name;
        var looksUp = whole.Source.Lookup is not null;
        // Written now, because the fields and members they ask for are written before and after them.
        var (body, detailed) = (new SourceWriter(), new SourceWriter());
        whole.WriteXmlMap(body, record, owner);
        if (looksUp)
        {
            whole.WriteXmlMapWithDetail(detailed, record, owner);
        }

        writer.Summary($"Reads {covered.Name} ({spec.Slug}.yaml: models.{covered.Name}).");
        using (writer.Open($"internal static partial class {ClassName(spec, model)}"))
        {
            owner.WriteFields(writer);
            writer.Line("/// <summary>Reads one record; a <see cref=\"MapXmlRecord\"/>.</summary>");
            using (writer.Open($"public static {whole.Returned} Map({owner.Format.Parameter}, {Context}, ref RecordKey? key)"))
            {
                writer.Line(body.ToString().TrimEnd('\n'));
            }

            if (looksUp)
            {
                writer.Line();
                writer.Line("/// <summary>Reads one record with its detail; a <see cref=\"MapXmlRecordWithDetail\"/>.</summary>");
                using (writer.Open($"public static {whole.Returned} Map({owner.Format.Parameter}, XmlCursor? detail, {Context})"))
                {
                    writer.Line(detailed.ToString().TrimEnd('\n'));
                }
            }

            if (parent || looksUp)
            {
                writer.Line();
                writer.Line("/// <summary>Finds the vendor's id of a record; an <see cref=\"IdentifyXmlRecord\"/>.</summary>");
                using (writer.Open($"public static RecordKey? Identify({owner.Format.Parameter}, {Context})"))
                {
                    writer.Line($"var found = default({record.Struct});");
                    record.Read(writer);
                    writer.Line("return KeyOf(in found, context);");
                }
            }

            writer.Line();
            writer.Summary("The vendor's id, of what has been read; null when it is not there.");
            using (writer.Open($"private static RecordKey? KeyOf(in {record.Struct} found, {Context})"))
            {
                WriteKey(writer, model, ids);
            }

            writer.Line();
            record.WriteStruct(writer);
            owner.WriteMembers(writer);
        }
    }

    private static List<(FieldType Field, string Expression)> Ids(ValueBuilder values, ModelType model, ModelSpec covered) =>
        [.. IdentityFields(model, covered).Select(f => (Field: model.Field(f.Name)!, Expression: values.Value(f.Value, model.Field(f.Name)!, Key(covered, f))))];

    private static XmlShape? Shape(SourceSpec source, ModelSpec covered)
    {
        var feed = source.Feeds.First(f => f.Model == covered.Name);
        return source.Shape?.At([.. source.Records.Steps, .. feed.Each?.Steps ?? default]);
    }

    private static IEnumerable<FieldSpec> IdentityFields(ModelType model, ModelSpec covered) =>
        model.Joins.Count == 0
            ? covered.Fields.Where(f => f.Name == WellKnown.RemoteId)
            : model.Joins.Select(join => covered.Fields.First(f => f.Name == join));

    private static RecordMember Member(ValueBuilder values, PayloadFormat format, ModelType model, FieldSpec field)
    {
        var type = model.Field(field.Name)!;
        var expression = values.Value(field.Value, type, $"models.{model.Name}.fields.{field.Name}");
        if (type is { Required: true, List: true })
        {
            expression = $"JsonList.OrEmpty({expression})";
        }
        else if (type.Required && field.Value is not ValueSpec.Constant)
        {
            expression += $" ?? throw {format.Faults}.Missing({Literals.String(field.Value is ValueSpec.From from ? from.Path.Text : field.Name)})";
        }

        return new RecordMember(Naming.Property(model.TypeName, field.Name), expression);
    }

    private static string Key(ModelSpec covered, FieldSpec field) => $"models.{covered.Name}.fields.{field.Name}";

    private static void WriteIdentify(SourceWriter writer, Payload identity, ModelType model, List<(FieldType Field, string Expression)> ids)
    {
        writer.Line($"var found = default({identity.Struct});");
        using (writer.Open("try"))
        {
            identity.Read(writer);
        }

        using (writer.Open("catch (RecordFaultException)"))
        {
            writer.Line("return null;");
        }

        writer.Line();
        WriteKey(writer, model, ids);
    }

    private static void WriteKey(SourceWriter writer, ModelType model, List<(FieldType Field, string Expression)> ids)
    {
        var arguments = new List<string>();
        foreach (var (field, expression) in ids)
        {
            var local = Naming.Camel(field.Name);
            writer.Line($"var {local} = {expression}{(field.Type is TypeRef.Reference ? "?.RemoteId" : "")};");
            arguments.Add(local);
        }

        var missing = string.Join(" || ", arguments.Select(a => $"{a} is null"));
        writer.Line($"return {missing} ? null : {(model.Joins.Count > 2 ? "RecordKey.Of" : "new RecordKey")}({string.Join(", ", arguments)});");
    }
}

/// <summary>A property of a record and the expression of its value.</summary>
internal sealed record RecordMember(string Property, string Expression);

/// <summary>Writes the bodies that read a payload and build its record.</summary>
/// <param name="Type">The record's class.</param>
/// <param name="Members">Its covered properties.</param>
/// <param name="WholeJson">Whether a member needs the payload's text.</param>
/// <param name="RemoteData">Whether the record keeps its payload.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record WholeRecord(string Type, IReadOnlyList<RecordMember> Members, bool WholeJson, bool RemoteData, SourceSpec Source)
{
    /// <summary>The expressions of which one makes the payload no record of the model.</summary>
    public IReadOnlyList<string> Drops { get; init; } = [];

    /// <summary>The expression that says whether the record is deleted; empty where no record says so.</summary>
    public string Deleted { get; init; } = "";

    /// <summary>What the bodies return.</summary>
    public string Returned => Drops.Count == 0 ? "UnifiedRecord" : "UnifiedRecord?";

    /// <summary>The body that has a reader.</summary>
    public void WriteMap(SourceWriter writer, Payload payload)
    {
        if (WholeJson || RemoteData)
        {
            writer.Line("var start = new JsonSlice(in reader);");
        }

        writer.Line($"var found = default({payload.Struct});");
        payload.Read(writer);
        if (WholeJson)
        {
            writer.Line("var json = start.To(in reader);");
        }

        WriteRecord(writer, $"context.KeepRaw ? start.In({Head(Source.Request)}, in reader) : default");
    }

    /// <summary>The body that has the texts of the element and its detail.</summary>
    public void WriteMapWithDetail(SourceWriter writer, Payload payload)
    {
        writer.Line($"var found = default({payload.Struct});");
        writer.Line("var reader = new Utf8JsonReader(element);");
        writer.Line("reader.Read();");
        payload.Read(writer);
        using (writer.Open("if (!detail.IsEmpty)"))
        {
            writer.Line("var detailReader = new Utf8JsonReader(detail);");
            writer.Line("detailReader.Read();");
            payload.Read(writer, "detailReader", detail: true);
        }

        writer.Line();
        if (WholeJson)
        {
            writer.Line("var json = element;");
        }

        var tail = Literals.Utf8($",\"{Source.Lookup!.Request.ContractPath}\":");
        WriteRecord(writer, $"context.KeepRaw ? JsonSlice.In({Head(Source.Request)}, element, {tail}, detail) : default");
    }

    /// <summary>The body that has a cursor.</summary>
    public void WriteXmlMap(SourceWriter writer, Payload payload, MapperClass owner)
    {
        if (WholeJson)
        {
            owner.Format.BeginJson(writer, owner, []);
        }
        else if (RemoteData)
        {
            using (writer.Open("if (context.KeepRaw)"))
            {
                writer.Line("reader = reader.Recorded();");
            }

            writer.Line();
            writer.Line($"var json = context.KeepRaw ? reader.Slice({owner.ShapeAt([])}) : default;");
        }

        writer.Line($"var found = default({payload.Struct});");
        payload.Read(writer);
        writer.Line("key = KeyOf(in found, context);");
        writer.Line("reader.ThrowFault();");
        WriteRecord(writer, $"context.KeepRaw ? json.In({Literals.String(Source.Request.ContractPath)}) : default");
    }

    /// <summary>The body that has cursors on the element and its detail.</summary>
    public void WriteXmlMapWithDetail(SourceWriter writer, Payload payload, MapperClass owner)
    {
        var lookup = Source.Lookup!;
        if (WholeJson || RemoteData)
        {
            writer.Line($"var json = reader.Slice({owner.ShapeAt([])});");
        }

        if (RemoteData)
        {
            writer.Line($"var detailJson = detail?.Slice({owner.ShapeOf(lookup.Shape)});");
        }

        writer.Line($"var found = default({payload.Struct});");
        payload.Read(writer);
        writer.Line("reader.ThrowFault();");
        using (writer.Open("if (detail is not null)"))
        {
            if (lookup.Request.Output is { } output)
            {
                using (writer.Open($"if (!detail.Is({Literals.String(output.Name)}, {Literals.String(output.Namespace)}))"))
                {
                    writer.Line($"throw XmlFault.WrongElement({Literals.String(output.Name)});");
                }

                writer.Line();
            }

            payload.Read(writer, "detail", detail: true);
            writer.Line("detail.ThrowFault();");
        }

        writer.Line();
        WriteRecord(writer, $"context.KeepRaw ? json.In({Literals.String(Source.Request.ContractPath)}, {Literals.String(lookup.Request.ContractPath)}, detailJson) : default");
    }

    private static string Head(RequestSpec request) => Literals.Utf8($"{{\"{request.ContractPath}\":");

    private void WriteRecord(SourceWriter writer, string remoteData)
    {
        if (Drops.Count > 0)
        {
            using (writer.Open($"if ({string.Join(" || ", Drops)})"))
            {
                writer.Line("return null;");
            }

            writer.Line();
        }

        using (writer.Open($"return new {Type}", "};"))
        {
            foreach (var member in Members)
            {
                writer.Line($"{member.Property} = {member.Expression},");
            }

            if (Deleted.Length > 0)
            {
                writer.Line($"IsDeleted = {Deleted},");
            }

            if (RemoteData)
            {
                writer.Line($"RemoteData = {remoteData},");
            }
        }
    }
}
