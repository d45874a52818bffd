using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>Writes object types as sealed classes.</summary>
internal static class ObjectEmitter
{
    /// <summary>The signature of the method that writes a part as JSON.</summary>
    public const string WriteMethod = "public override void Write(Utf8JsonWriter writer, in RecordScope scope)";

    /// <summary>The namespaces that parts and records need.</summary>
    public static string[] Usings => ["System", "System.Collections.Generic", "System.Text.Json", "Connectors.Runtime.Records"];

    /// <summary>The file of an object type.</summary>
    public static SourceWriter Emit(ObjectType type, VocabularySpec vocabulary, CSharpTypes types, JsonEmitter json)
    {
        var name = Naming.Pascal(type.Name);
        var writer = VocabularyEmitter.Start(vocabulary, Usings);
        writer.Summary(type.Doc);
        using (writer.Open($"public sealed class {name} : UnifiedValue"))
        {
            PropertyEmitter.Emit(writer, types, name, type.Members);
            writer.Line("/// <inheritdoc/>");
            using (writer.Open(WriteMethod))
            {
                writer.Line("writer.WriteStartObject();");
                json.Part(writer, name, type.Members);
                writer.Line("writer.WriteEndObject();");
            }
        }

        return writer;
    }
}
