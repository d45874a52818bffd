using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the narrow view of a model: a struct around the unified record with the covered members alone, so that an uncovered one does not compile.</summary>
internal static class ViewEmitter
{
    /// <summary>The name of the struct: <c>LauraJob</c>.</summary>
    public static string ClassName(ConnectorSpec spec, ModelType model) => Naming.Pascal(spec.Slug) + model.TypeName;

    /// <summary>Writes the struct.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, ModelSpec covered, ModelType model, CSharpTypes types)
    {
        var name = ClassName(spec, model);
        var record = types.Model(model);
        writer.Summary($"{model.Doc.TrimEnd('.')}, with what {spec.Slug}.yaml covers of it (models.{covered.Name}).");
        CoverageAttributes.Mark(writer, spec.Slug);
        using (writer.Open($"public readonly struct {name}"))
        {
            writer.Line($"private readonly {record} _record;");
            writer.Line();
            writer.Summary("Views a record that this connector has read.");
            writer.Line($"public {name}({record} record) => _record = record;");
            foreach (var covers in covered.Fields.Where(f => f.Name is not (WellKnown.RemoteData or WellKnown.CustomFields)))
            {
                var field = model.Field(covers.Name)!;
                var property = Naming.Property(model.TypeName, field.Name);
                writer.Line();
                writer.Summary($"{field.Doc} ({spec.Slug}.yaml: models.{covered.Name}.fields.{field.Name})");
                writer.Line($"public {types.Property(field)} {Naming.Property(name, field.Name)} => _record.{property};");
            }

            if (covered.RemoteData)
            {
                writer.Line();
                writer.Summary("What the vendor sent, as a UTF-8 JSON object by the request it came from.");
                writer.Line("public ReadOnlyMemory<byte> RemoteData => _record.RemoteData;");
            }

            writer.Line();
            writer.Summary("The unified record itself; members that are not covered are null in it.");
            writer.Line($"public {record} ToUnified() => _record;");
        }
    }
}
