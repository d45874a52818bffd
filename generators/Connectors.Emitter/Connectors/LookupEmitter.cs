using Connectors.Emitter.Mapping;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the functions that read of an element what decides how its detail is asked for.</summary>
internal static class LookupEmitter
{
    /// <summary>Whether more than the id of an element is needed.</summary>
    public static bool HasFacts(LookupSpec? lookup) => lookup is { Url: not null } or { Changed: not null };

    /// <summary>The name of a source's function.</summary>
    public static string Name(SourceSpec source) => Naming.Pascal(source.Name) + "Lookup";

    /// <summary>C# for the function of a source.</summary>
    public static string Method(ConnectorSpec spec, SourceSpec source) => $"{DecoderEmitter.ClassName(spec, PayloadFormat.Of(source.Request))}.{Name(source)}";

    /// <summary>Writes the function of a source.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, SourceSpec source, MapperClass owner)
    {
        var lookup = source.Lookup!;
        var payload = owner.Format.Payload(owner, Name(source));
        var time = new FieldType { Name = "changed", Type = new TypeRef.Scalar(ScalarKind.DateTime), Doc = "" };
        var address = lookup.Url is { } url ? payload.Slot(url.Steps, Readings.Scalar(owner, url.Text)) : "null";
        var changed = lookup.Changed is { } change ? payload.Slot(change.Path.Steps, Readings.Of(owner, change.Path, change.Path.Text, change.As, time)) : "null";
        writer.Summary($"{spec.Slug}.yaml: models.{source.Name}.read.lookup");
        using (writer.Open($"public static LookupFacts {Name(source)}(ReadOnlySpan<byte> element)"))
        {
            writer.Line("var context = new MapContext();");
            writer.Line("var reader = new Utf8JsonReader(element);");
            writer.Line("reader.Read();");
            writer.Line($"var found = default({payload.Struct});");
            payload.Read(writer);
            writer.Line($"return new LookupFacts({address}, {changed});");
        }

        owner.Add(payload.WriteStruct);
    }
}
