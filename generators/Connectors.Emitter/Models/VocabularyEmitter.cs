using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>Writes the unified models of a vocabulary: one file a model, enumeration, object type and union, one with the JSON names they share, and those that name rows of coverage.</summary>
public static class VocabularyEmitter
{
    /// <summary>The files, in the vocabulary's order; the same vocabulary gives the same text.</summary>
    public static IEnumerable<(string HintName, string Source)> Emit(VocabularySpec vocabulary)
    {
        var types = new CSharpTypes(vocabulary);
        var json = new JsonEmitter(vocabulary, types);
        foreach (var type in vocabulary.Enums)
        {
            yield return File(Naming.Pascal(type.Name), EnumEmitter.Emit(type, vocabulary));
        }

        foreach (var type in vocabulary.Objects)
        {
            yield return File(Naming.Pascal(type.Name), ObjectEmitter.Emit(type, vocabulary, types, json));
        }

        foreach (var type in vocabulary.Unions)
        {
            yield return File(Naming.Pascal(type.Name), UnionEmitter.Emit(type, vocabulary, types, json));
        }

        foreach (var model in vocabulary.Models)
        {
            yield return File(model.TypeName, ModelEmitter.Emit(model, vocabulary, types, json));
        }

        yield return File(JsonNames.ClassName, JsonNames.Emit(vocabulary));
        foreach (var (name, file) in RowNames.Emit(vocabulary))
        {
            yield return File(name, file);
        }

        yield return File(Naming.Pascal(vocabulary.Category) + "Coverage", Coverage(vocabulary));
    }

    /// <summary>Starts a file of the unified models.</summary>
    internal static SourceWriter Start(VocabularySpec vocabulary, params string[] usings) =>
        SourceWriter.File(vocabulary.Category + ".yaml", CSharpTypes.Namespace(vocabulary), usings);

    private static SourceWriter Coverage(VocabularySpec vocabulary)
    {
        var writer = SourceWriter.File(vocabulary.Category + ".yaml");
        CoverageAttributes.Write(writer, vocabulary);
        return writer;
    }

    private static (string, string) File(string name, SourceWriter writer) => (name + ".g.cs", writer.ToString());
}
