using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>Checks that objects end: none holds itself, however far down.</summary>
internal static class CycleCheck
{
    /// <summary>Reports objects and unions that hold themselves.</summary>
    public static void Run(VocabularyFile file, YamlMapping root, VocabularySpec vocabulary)
    {
        var uses = vocabulary.Objects.ToDictionary(o => o.Name, o => Held(o.Members), StringComparer.Ordinal);
        foreach (var union in vocabulary.Unions.Where(u => !uses.ContainsKey(u.Name)))
        {
            uses.Add(union.Name, Held(union.Cases.SelectMany(c => c.Members)));
        }

        var ended = new HashSet<string>(StringComparer.Ordinal);
        var more = true;
        while (more)
        {
            var next = uses.Where(use => !ended.Contains(use.Key) && use.Value.All(held => ended.Contains(held) || !uses.ContainsKey(held))).Select(use => use.Key).ToList();
            ended.UnionWith(next);
            more = next.Count > 0;
        }

        foreach (var name in uses.Keys.Where(name => !ended.Contains(name)))
        {
            file.Report(DiagnosticRules.VocabularyCycle, Places.Of(root, vocabulary.Object(name) is null ? "unions" : "objects", name), $"'{name}' holds itself, or something that does.");
        }
    }

    private static List<string> Held(IEnumerable<FieldType> members) =>
        members.Select(m => m.Type switch { TypeRef.Object(var name) => name, TypeRef.Union(var name) => name, _ => null }).OfType<string>().ToList();
}
