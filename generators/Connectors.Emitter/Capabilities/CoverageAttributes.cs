using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Capabilities;

/// <summary>Writes coverage as attributes, where an analyzer finds it in every assembly that is referenced.</summary>
public static class CoverageAttributes
{
    private const string Namespace = "global::Connectors.Runtime.Capabilities.";

    /// <summary>Writes what a connector covers, and what is known of the rest.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, VocabularySpec vocabulary)
    {
        Lines(writer, "ConnectorCoverage", [spec.Slug, spec.Category], CoverageRows.Of(spec, vocabulary));
        foreach (var gaps in spec.Exceptions.GroupBy(e => (e.State, e.Reason)))
        {
            var rows = gaps.Select(e => e.Row is null ? e.Owner : $"{e.Owner}.{e.Row}");
            writer.Line($"[assembly: {Namespace}ConnectorGap({Literals.String(spec.Slug)}, {Namespace}Coverage.{gaps.Key.State}, {Literals.String(gaps.Key.Reason)}, {string.Join(", ", rows.Select(Literals.String))})]");
        }
    }

    /// <summary>Writes what there is to cover.</summary>
    public static void Write(SourceWriter writer, VocabularySpec vocabulary) =>
        Lines(writer, "CoverageVocabulary", [vocabulary.Category], CoverageRows.Of(vocabulary));

    /// <summary>Marks the type that is written next as one that stands for a connector.</summary>
    public static void Mark(SourceWriter writer, string slug) => writer.Line($"[{Namespace}ConnectorType({Literals.String(slug)})]");

    private static void Lines(SourceWriter writer, string attribute, IEnumerable<string> names, IEnumerable<CoverageRows> rows)
    {
        writer.Line($"[assembly: {Namespace}{attribute}(");
        using (writer.Indent())
        {
            writer.Line(string.Join(", ", names.Select(Literals.String)) + ",");
            writer.Line(string.Join(",\n", rows.Select(r => Literals.String(r.ToString()))) + ")]");
        }
    }
}
