using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>Writes unions as an abstract class with one nested sealed class per case; no other class can derive from it.</summary>
internal static class UnionEmitter
{
    /// <summary>The file of a union.</summary>
    public static SourceWriter Emit(UnionType type, VocabularySpec vocabulary, CSharpTypes types, JsonEmitter json)
    {
        var name = Naming.Pascal(type.Name);
        var writer = VocabularyEmitter.Start(vocabulary, ObjectEmitter.Usings);
        writer.Summary(type.Doc);
        using (writer.Open($"public abstract class {name} : UnifiedValue"))
        {
            using (writer.Open($"private {name}()"))
            {
            }

            writer.Line();
            writer.Summary("The vocabulary's name of the case.");
            writer.Line("public abstract string Case { get; }");
            foreach (var unionCase in type.Cases)
            {
                writer.Line();
                Case(writer, type, unionCase, types, json);
            }
        }

        return writer;
    }

    private static void Case(SourceWriter writer, UnionType union, UnionCase type, CSharpTypes types, JsonEmitter json)
    {
        var name = Naming.UnionCase(type.Name);
        writer.Summary(type.Doc.Length > 0 ? type.Doc : type.Name);
        using (writer.Open($"public sealed class {name} : {Naming.Pascal(union.Name)}"))
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string Case => {Literals.String(type.Name)};");
            writer.Line();
            PropertyEmitter.Emit(writer, types, name, type.Members);
            writer.Line("/// <inheritdoc/>");
            using (writer.Open(ObjectEmitter.WriteMethod))
            {
                writer.Line("writer.WriteStartObject();");
                if (union.Discriminator is { } discriminator)
                {
                    writer.Line($"writer.WriteString({JsonNames.Of(discriminator)}, {Literals.Utf8(type.Name)});");
                }

                json.Part(writer, name, type.Members);
                writer.Line("writer.WriteEndObject();");
            }
        }
    }
}
