using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Mapping;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes a connector: its connection, its typed reads, its definition for the runtime, a mapper and a narrow view per model, and its coverage.</summary>
/// <remarks>Everything stands in the namespace of the unified models (<see cref="ConnectorNames.Namespace"/>).</remarks>
public static class ConnectorEmitter
{
    /// <summary>The files of a connector, in a fixed order; an equal spec and vocabulary give the same text.</summary>
    /// <param name="spec">The connector.</param>
    /// <param name="vocabulary">The vocabulary it was bound to.</param>
    public static IReadOnlyList<(string HintName, string Source)> Emit(ConnectorSpec spec, VocabularySpec vocabulary)
    {
        var types = new CSharpTypes(vocabulary);
        var name = Naming.Pascal(spec.Slug);
        var files = new List<(string HintName, string Source)>
        {
            File(spec, ConnectorNames.Class(spec.Slug), w => ConnectorClassEmitter.Write(w, spec, vocabulary)),
            File(spec, name + "Connection", w => ConnectionEmitter.Write(w, spec)),
            File(spec, DefinitionEmitter.ClassName(spec), w => DefinitionEmitter.Write(w, spec, vocabulary)),
            File(spec, name + "Services", w => ServicesEmitter.Write(w, spec)),
            Coverage(spec, vocabulary),
        };
        foreach (var format in DecoderEmitter.Formats(spec))
        {
            files.Add(File(spec, DecoderEmitter.ClassName(spec, format), w => DecoderEmitter.Write(w, spec, format, types)));
        }

        if (RequestEmitter.Elements(spec).Any())
        {
            files.Add(File(spec, RequestEmitter.ClassName(spec), w => RequestEmitter.Write(w, spec)));
        }

        foreach (var covered in spec.Models)
        {
            var model = vocabulary.Model(covered.Name)!;
            files.Add(File(spec, MapperEmitter.ClassName(spec, model), w => MapperEmitter.Write(w, spec, covered, vocabulary, types)));
        }

        // Small types stand together: the compiler compares the names of all generated files with one another, in every run.
        files.Add(File(spec, name + "Records", w => w.Each(spec.Models, covered => ViewEmitter.Write(w, spec, covered, vocabulary.Model(covered.Name)!, types))));
        return files;
    }

    private static (string HintName, string Source) File(ConnectorSpec spec, string name, Action<SourceWriter> write)
    {
        var xml = spec.Transport.Apis.Any(a => a.Soap != 0 || a.Format.Kind == FormatKind.Xml);
        var writer = SourceWriter.File(spec.Slug + ".yaml", ConnectorNames.Namespace(spec.Category), [.. Usings, .. xml ? XmlUsings : []]);
        write(writer);
        return (name + ".g.cs", writer.ToString());
    }

    private static (string HintName, string Source) Coverage(ConnectorSpec spec, VocabularySpec vocabulary)
    {
        var writer = SourceWriter.File(spec.Slug + ".yaml");
        CoverageAttributes.Write(writer, spec, vocabulary);
        return (Naming.Pascal(spec.Slug) + "Coverage.g.cs", writer.ToString());
    }

    private static string[] XmlUsings => ["Connectors.Runtime.Mapping.Xml", "Connectors.Runtime.Soap", "System.Xml"];

    private static string[] Usings =>
    [
        "System", "System.Collections.Generic", "System.Net.Http", "System.Text.Json", "System.Threading", "Connectors.Runtime", "Connectors.Runtime.Capabilities",
        "Connectors.Runtime.Connections", "Connectors.Runtime.Errors", "Connectors.Runtime.Mapping", "Connectors.Runtime.Reading", "Connectors.Runtime.Records", "Connectors.Runtime.Requests",
    ];
}
