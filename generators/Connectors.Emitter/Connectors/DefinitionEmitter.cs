using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Mapping;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the connector as data and functions that the runtime executes.</summary>
internal static class DefinitionEmitter
{
    /// <summary>The name of the class: <c>LauraDefinition</c>.</summary>
    public static string ClassName(ConnectorSpec spec) => Naming.Pascal(spec.Slug) + "Definition";

    /// <summary>C# for the definition.</summary>
    public static string Instance(ConnectorSpec spec) => ClassName(spec) + ".Instance";

    /// <summary>C# for a source.</summary>
    public static string Source(ConnectorSpec spec, SourceSpec source) => $"{ClassName(spec)}.{Naming.Pascal(source.Name)}";

    /// <summary>Writes the class.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, VocabularySpec vocabulary)
    {
        var owner = new MapperClass(spec.Slug + ".yaml", PayloadFormat.Json, new CSharpTypes(vocabulary), default, [ClassName(spec), "Instance", .. spec.Sources.Concat(spec.Tables.Select(t => t.Source)).Select(s => Naming.Pascal(s.Name))]);
        var sources = new SourceWriter();
        foreach (var source in spec.Tables.Select(t => t.Source).Concat(spec.Sources))
        {
            Source(sources, spec, source, vocabulary, owner);
            sources.Line();
        }

        writer.Summary($"What the runtime executes for {spec.Name} ({spec.Slug}.yaml).");
        using (writer.Open($"internal static class {ClassName(spec)}"))
        {
            owner.WriteFields(writer);
            writer.Line(sources.ToString().TrimEnd('\n'));
            writer.Line();
            writer.Summary("The connector.");
            Definition(writer, spec, vocabulary);
        }
    }

    private static void Definition(SourceWriter writer, ConnectorSpec spec, VocabularySpec vocabulary)
    {
        using (writer.Open("public static ConnectorDefinition Instance { get; } = new ConnectorDefinition", "};"))
        {
            CapabilityEmitter.Write(writer, spec, vocabulary, "Descriptor = ", "},");
            AuthEmitter.Write(writer, spec);
            Lists.Write(writer, "Hosts", spec.Transport.Hosts.Select(Literals.String));
            Lists.Write(writer, "Send", spec.Transport.Send.Select(RequestText.Of));
            if (spec.Transport.OldHttp)
            {
                writer.Line("OldHttp = true,");
            }

            if (spec.Transport.FollowsRedirects)
            {
                writer.Line("FollowsRedirects = true,");
            }

            if (spec.Connection.Check is { } check)
            {
                RequestText.Write(writer, "Check = ", check, spec);
            }

            Choices(writer, spec);

            Lists.Write(writer, "Errors", spec.Transport.Errors.Select(ReplyRuleText.Of));
            Lists.Write(writer, "Rates", spec.Transport.Limits.Rates.Select(AuthEmitter.Rate));
            writer.Line($"Concurrency = {Literals.Integer(spec.Transport.Limits.Concurrency)},");
            AuthEmitter.Announced(writer, spec.Transport.Limits);
            if (spec.Transport.Language is { } language)
            {
                writer.Line($"Language = {RequestText.Of(language)},");
            }

            writer.Line($"Sources = [{string.Join(", ", spec.Sources.Select(s => Naming.Pascal(s.Name)))}],");
            if (spec.Actions.Count > 0)
            {
                writer.Line($"Actions = [{string.Join(", ", spec.Actions.Select(a => $"{ConnectorNames.Actions(spec.Slug)}.{Naming.Pascal(a.Name)}"))}],");
            }

            PassthroughText.Write(writer, spec);
        }
    }

    private static void Choices(SourceWriter writer, ConnectorSpec spec)
    {
        var chosen = spec.Connection.Fields.Where(f => f.Choose is not null).ToList();
        if (chosen.Count == 0)
        {
            return;
        }

        using (writer.Open("Choices =", "],", "["))
        {
            foreach (var field in chosen)
            {
                var choice = field.Choose!;
                var paths = string.Join(", ", new[] { choice.Records, choice.Value, choice.Label }.Select(p => Literals.String(BodyPath.Of(p))));
                var isPaged = choice.Paging.Kind != PagingKind.None;
                RequestText.Write(writer, $"new ChoicePlan({Literals.String(field.Name)}, ", choice.Request, spec, $"}}, {paths}{(isPaged ? "," : "),")}");
                PagingEmitter.WriteList(writer, choice.Paging, "", "}),");
            }
        }
    }

    private static void Source(SourceWriter writer, ConnectorSpec spec, SourceSpec source, VocabularySpec vocabulary, MapperClass owner)
    {
        writer.Summary($"{spec.Slug}.yaml: {source.Key}");
        using (writer.Open($"public static ReadSource {Naming.Pascal(source.Name)} {{ get; }} = new ReadSource", "};"))
        {
            writer.Line($"Name = {Literals.String(source.Name)},");
            if (source.ForEach is { } parents)
            {
                writer.Line($"ForEach = {Literals.String(parents)},");
            }

            if (source.Each is { } each)
            {
                var field = each.Field is null ? "" : ", " + Literals.String(each.Field);
                writer.Line($"Each = new EachPlan([{string.Join(", ", each.Values.Select(v => RequestText.Of(v)))}]{field}),");
            }

            if (source.OnlyChanged)
            {
                writer.Line("OnlyChanged = true,");
            }

            RequestText.Write(writer, "Request = ", source.Request, spec);
            PagingEmitter.Write(writer, source.Paging);
            if (source.Since is { } since)
            {
                writer.Line($"Since = new SincePlan({RequestText.Of(since.At)}, {Format(since.As, owner)}, TimeSpan.FromSeconds({Literals.Integer(since.OverlapSeconds)}), {Literals.Boolean(since.Sees == SinceSees.Changed)}){ReadingText.Of(since)},");
            }

            Lists.Write(writer, "On", source.On.Select(ReplyRuleText.Of));
            Lists.Write(writer, "Tables", source.Feeds.SelectMany(f => spec.Models.First(m => m.Name == f.Model).Tables()).Distinct().Select(t => Naming.Pascal("tables." + t)));
            if (source.Lookup is { } lookup)
            {
                RequestText.Write(writer, "Lookup = new LookupPlan(", lookup.Request, spec, $"}}, MissingDetail.{lookup.Missing}){ReadingText.Of(lookup, spec, source)},");
            }

            writer.Line("Mappers =");
            writer.Line("[");
            using (writer.Indent())
            {
                foreach (var feed in source.Feeds)
                {
                    Mapper(writer, spec, source, feed, vocabulary);
                }

                if (spec.Tables.FirstOrDefault(t => t.Source == source) is { } table)
                {
                    Rows(writer, spec, table);
                }
            }

            writer.Line("],");
            writer.Line($"{(PayloadFormat.Of(source.Request) == PayloadFormat.Xml ? "DecodeXml" : "Decode")} = {DecoderEmitter.Method(spec, source)},");
        }
    }

    private static void Mapper(SourceWriter writer, ConnectorSpec spec, SourceSpec source, FeedSpec feed, VocabularySpec vocabulary)
    {
        var mapper = MapperEmitter.ClassName(spec, vocabulary.Model(feed.Model)!);
        using (writer.Open("new RecordMapper", "},"))
        {
            writer.Line($"Model = {Literals.String(feed.Model)},");
            if (spec.Models.First(m => m.Name == feed.Model) is { Keep.Count: > 0 } or { Drop.Count: > 0 } or { Deleted.Count: > 0 })
            {
                writer.Line("Filters = true,");
            }

            if (PayloadFormat.Of(source.Request) == PayloadFormat.Xml)
            {
                var within = feed.Each is null
                    ? ""
                    : $", new NestedXmlRecords({DecoderEmitter.NestedMethod(spec, source, feed)}, {MapperEmitter.ClassName(spec, vocabulary.Model(source.Feeds[0].Model)!)}.Identify)";
                var identify = source.Lookup is null ? "" : $"Identify = {mapper}.Identify{(feed.Each is null ? $", MapWithDetail = {mapper}.Map" : "")}";
                writer.Line($"Xml = new XmlMapper({mapper}.Map{within}){(identify.Length == 0 ? "" : $" {{ {identify} }}")},");
                return;
            }

            writer.Line($"Map = {mapper}.Map,");
            writer.Line($"Identify = {mapper}.Identify,");
            if (source.Lookup is not null && feed.Each is null)
            {
                writer.Line($"MapWithDetail = {mapper}.Map,");
            }

            if (feed.Each is not null)
            {
                var parent = MapperEmitter.ClassName(spec, vocabulary.Model(source.Feeds[0].Model)!);
                var inDetail = feed.Each.Root == PathRoot.Detail ? " { InDetail = true }" : "";
                writer.Line($"Within = new NestedRecords({DecoderEmitter.NestedMethod(spec, source, feed)}, {parent}.Identify){inDetail},");
            }
        }
    }

    private static void Rows(SourceWriter writer, ConnectorSpec spec, TableSpec table)
    {
        var method = $"{DecoderEmitter.ClassName(spec, PayloadFormat.Of(table.Source.Request))}.{RowEmitter.Method(table)}";
        using (writer.Open("new RecordMapper", "},"))
        {
            writer.Line($"Model = {Literals.String(table.Source.Name)},");
            writer.Line(PayloadFormat.Of(table.Source.Request) == PayloadFormat.Xml ? $"Xml = new XmlMapper({method})," : $"Map = {method},\nIdentify = TableRow.Nameless,");
        }
    }

    private static string Format(Conversion conversion, MapperClass owner) => conversion.Kind switch
    {
        ConversionKind.LocalTime or ConversionKind.Date => $"{TimeFormats.Field(owner, conversion)}.Write",
        ConversionKind.UnixSeconds => "TimeValue.WriteUnixSeconds",
        ConversionKind.UnixMilliseconds => "TimeValue.WriteUnixMilliseconds",
        _ when conversion.Format is { } format => $"static time => TimeValue.Write(time, {Literals.String(format)})",
        _ => "TimeValue.WriteIso",
    };
}
