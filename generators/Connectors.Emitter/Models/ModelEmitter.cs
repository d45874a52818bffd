using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>Writes models as sealed classes that derive from <c>UnifiedRecord</c>.</summary>
internal static class ModelEmitter
{
    /// <summary>The file of a model.</summary>
    public static SourceWriter Emit(ModelType model, VocabularySpec vocabulary, CSharpTypes types, JsonEmitter json)
    {
        var writer = VocabularyEmitter.Start(vocabulary, ObjectEmitter.Usings);
        writer.Summary(model.Doc);
        using (writer.Open($"public sealed class {model.TypeName} : UnifiedRecord"))
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string Model => {Literals.String(model.Name)};");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override RecordKey Key => {Key(model)};");
            writer.Line();
            PropertyEmitter.Emit(writer, types, model.TypeName, model.Fields.Where(f => f.Name is not (WellKnown.RemoteData or WellKnown.CustomFields)));
            writer.Line("/// <inheritdoc/>");
            using (writer.Open("public override void WriteFields(Utf8JsonWriter writer, IRecordIds ids)"))
            {
                json.Record(writer, model, [.. model.Fields.Where(f => f is { Base: false, Name: not (WellKnown.RemoteId or WellKnown.RemoteData) })]);
            }
        }

        return writer;
    }

    private static string Key(ModelType model)
    {
        if (model.Joins.Count == 0)
        {
            return $"new({Naming.Property(model.TypeName, WellKnown.RemoteId)})";
        }

        var ids = string.Join(", ", model.Joins.Select(join => Naming.Property(model.TypeName, join) + ".RemoteId"));
        return model.Joins.Count == 2 ? $"new({ids})" : $"RecordKey.Of({ids})";
    }
}
