using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>
/// Writes a constant for every row of coverage, for code that states what it relies on: <c>AtsFields.Jobs.Location</c> is
/// <c>jobs.location</c>, <c>AtsFields.CreateApplication.Attachments.Data</c> is <c>create_application.attachments.data</c>.
/// </summary>
internal static class RowNames
{
    /// <summary>The files: fields and inputs, models, actions, features.</summary>
    public static IEnumerable<(string Name, SourceWriter File)> Emit(VocabularySpec vocabulary)
    {
        var prefix = Naming.Pascal(vocabulary.Category);
        yield return Fields(prefix + "Fields", vocabulary);
        yield return Flat(prefix + "Models", "The models, as rows of coverage.", "", vocabulary.Models.Select(m => (m.Name, m.Doc)), vocabulary);
        yield return Flat(prefix + "Actions", "The actions, as rows of coverage.", "", vocabulary.Actions.Select(a => (a.Name, a.Doc)), vocabulary);
        yield return Flat(prefix + "Features", "The features, as rows of coverage.", CoverageRows.Features + ".", vocabulary.Features.Select(f => (f.Id, f.Doc)), vocabulary);
    }

    private static (string Name, SourceWriter File) Fields(string name, VocabularySpec vocabulary)
    {
        var writer = VocabularyEmitter.Start(vocabulary);
        writer.Summary("The fields of models and the inputs of actions, as rows of coverage.");
        using (writer.Open($"public static class {name}"))
        {
            var owners = vocabulary.Models.Select(m => (m.Name, m.Doc, m.Fields)).Concat(vocabulary.Actions.Select(a => (a.Name, a.Doc, Fields: a.Inputs)));
            Apart(writer, owners, o =>
            {
                writer.Summary(o.Doc);
                Level(writer, name, o.Name, o.Fields.Select(r => (r.Name.Split('.'), r)).ToList(), depth: 0, o.Name);
            });
        }

        return (name, writer);
    }

    /// <summary>A class for an owner or a group of inputs, with those of its rows that end here and a class for each group below.</summary>
    private static void Level(SourceWriter writer, string parent, string name, IReadOnlyList<(string[] Path, FieldType Row)> rows, int depth, string owner)
    {
        var type = Naming.Property(parent, name);
        using (writer.Open($"public static class {type}"))
        {
            Apart(writer, rows.GroupBy(r => r.Path[depth], StringComparer.Ordinal), below =>
            {
                if (below.First() is { Path: var path, Row: var row } && path.Length == depth + 1)
                {
                    Constant(writer, type, below.Key, $"{owner}.{row.Name}", row.Doc);
                }
                else
                {
                    writer.Summary($"Inputs of {string.Join(".", path.Take(depth + 1))}.");
                    Level(writer, type, below.Key, below.ToList(), depth + 1, owner);
                }
            });
        }
    }

    private static (string Name, SourceWriter File) Flat(string name, string doc, string prefix, IEnumerable<(string Name, string Doc)> rows, VocabularySpec vocabulary)
    {
        var writer = VocabularyEmitter.Start(vocabulary);
        writer.Summary(doc);
        using (writer.Open($"public static class {name}"))
        {
            Apart(writer, rows, row => Constant(writer, name, row.Name, prefix + row.Name, row.Doc));
        }

        return (name, writer);
    }

    private static void Apart<T>(SourceWriter writer, IEnumerable<T> items, Action<T> write)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                writer.Line();
            }

            first = false;
            write(item);
        }
    }

    private static void Constant(SourceWriter writer, string type, string name, string row, string doc)
    {
        writer.Summary(doc);
        writer.Line($"public const string {Naming.Property(type, name)} = {Literals.String(row)};");
    }
}
