using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>The JSON names that unified records write, encoded once for all of them.</summary>
internal static class JsonNames
{
    /// <summary>The generated class that holds them.</summary>
    public const string ClassName = "JsonNames";

    /// <summary>The expression for a name: <c>JsonNames.JobId</c>.</summary>
    public static string Of(string name) => $"{ClassName}.{Naming.Property(ClassName, name)}";

    /// <summary>The member that carries the vendor's id beside a reference: <c>question_id</c> gives <c>question_remote_id</c>, <c>choices</c> gives <c>choices_remote_ids</c>.</summary>
    public static string Remote(FieldType reference) =>
        (reference.Name, reference.List) switch
        {
            (var name, false) => Trim(name, "_id") + "_remote_id",
            (var name, true) => Trim(name, "_ids") + "_remote_ids",
        };

    /// <summary>Writes the class.</summary>
    public static SourceWriter Emit(VocabularySpec vocabulary)
    {
        var writer = VocabularyEmitter.Start(vocabulary, "System.Text.Json");
        writer.Summary("Names of members, encoded for JSON once.");
        using (writer.Open($"internal static class {ClassName}"))
        {
            foreach (var name in All(vocabulary).Distinct().OrderBy(n => n, StringComparer.Ordinal))
            {
                writer.Line($"public static readonly JsonEncodedText {Naming.Property(ClassName, name)} = JsonEncodedText.Encode({Literals.Utf8(name)});");
            }
        }

        return writer;
    }

    private static IEnumerable<string> All(VocabularySpec vocabulary) =>
        vocabulary.Models.SelectMany(m => m.Fields).Where(f => f is { Base: false, Name: not (WellKnown.RemoteId or WellKnown.RemoteData) }).Select(f => f.Name)
            .Concat(vocabulary.Objects.SelectMany(o => Nested(o.Members)))
            .Concat(vocabulary.Unions.SelectMany(u => u.Cases).SelectMany(c => Nested(c.Members)))
            .Concat(vocabulary.Unions.Select(u => u.Discriminator).OfType<string>());

    private static IEnumerable<string> Nested(EquatableArray<FieldType> members) =>
        members.SelectMany(m => m.Type is TypeRef.Reference or TypeRef.Option ? new[] { m.Name, Remote(m) } : [m.Name]);

    private static string Trim(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
}
