using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Mapping;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the connector's own class with a typed read per model.</summary>
internal static class ConnectorClassEmitter
{
    /// <summary>Writes the class.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, VocabularySpec vocabulary)
    {
        var name = ConnectorNames.Class(spec.Slug);
        var definition = DefinitionEmitter.Instance(spec);
        writer.Summary($"{spec.Name}: what it reads is what {spec.Slug}.yaml covers.");
        CoverageAttributes.Mark(writer, spec.Slug);
        var signers = AuthEmitter.Signers(spec).ToList();
        using (writer.Open($"public sealed {(spec.Actions.Count > 0 || signers.Count > 0 ? "partial " : "")}class {name} : Connector"))
        {
            writer.Summary("Creates a connector for an account.");
            writer.Line("/// <param name=\"connection\">The account.</param>");
            writer.Line("/// <param name=\"options\">Clock, HTTP and bounds; null for the defaults.</param>");
            writer.Line("/// <exception cref=\"ArgumentException\">The account's values do not fit the form; the message lists every problem.</exception>");
            writer.Line($"public {name}({ConnectionEmitter.ClassName(spec)} connection, ConnectorOptions? options = null)");
            using (writer.Open("    : this(connection.ToValues(), options)"))
            {
            }

            writer.Line();
            writer.Summary("Creates a connector for an account whose values have been checked.");
            writer.Line("/// <param name=\"connection\">The account.</param>");
            writer.Line("/// <param name=\"options\">Clock, HTTP and bounds; null for the defaults.</param>");
            writer.Line($"public {name}(ConnectionValues connection, ConnectorOptions? options = null)");
            using (writer.Open($"    : base({definition}, connection, options ?? new ConnectorOptions())"))
            {
            }

            writer.Line();
            writer.Summary("The connector as tools look it up by its slug.");
            writer.Line($"public static ConnectorRegistration Registration {{ get; }} = new({definition}, static (connection, options) => new {name}(connection, options));");
            foreach (var method in signers)
            {
                writer.Line();
                writer.Summary($"Signs a finished request: adds headers to it ({spec.Slug}.yaml: sign). Written in C# beside this file.");
                writer.Line("/// <param name=\"request\">The request.</param>");
                writer.Line($"internal static partial void {method}(RequestToSign request);");
            }

            foreach (var covered in spec.Models)
            {
                Reads(writer, spec, covered, vocabulary.Model(covered.Name)!);
            }
        }
    }

    private static void Reads(SourceWriter writer, ConnectorSpec spec, ModelSpec covered, ModelType model)
    {
        var source = spec.Sources.First(s => s.Name == covered.Source);
        writer.Line();
        Read(writer, spec, covered, model, source, parent: null);
        if (source.ForEach is { } parents)
        {
            writer.Line();
            Read(writer, spec, covered, model, source, Naming.Camel(Singular(parents) + "_remote_id"));
        }
    }

    private static void Read(SourceWriter writer, ConnectorSpec spec, ModelSpec covered, ModelType model, SourceSpec source, string? parent)
    {
        var view = ViewEmitter.ClassName(spec, model);
        var method = $"Read{Naming.Pascal(covered.Name)}Async";
        var whose = source.ForEach is not { } parents ? "" : parent is null ? $", of all {Words(parents)} one after the other" : $" of one of the {Words(parents)}";
        writer.Summary($"Reads {Words(covered.Name)}{whose} ({spec.Slug}.yaml: models.{covered.Name}).");
        var parameters = new List<string>();
        if (parent is not null)
        {
            writer.Line($"/// <param name=\"{parent.TrimStart('@')}\">The vendor's id of the parent.</param>");
            parameters.Add($"string {parent}");
        }

        if (source.Since is not null)
        {
            writer.Line("/// <param name=\"since\">Only what changed since; null for everything.</param>");
            parameters.Add("DateTimeOffset? since = null");
        }

        writer.Line("/// <param name=\"onSetAside\">Told of records that cannot be read; without it the first of them ends the read with a <see cref=\"RecordFaultException\"/>.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Ends the read.</param>");
        writer.Line("/// <exception cref=\"ConnectorException\">The vendor refuses, is unreachable, or answers with what the spec does not describe.</exception>");
        parameters.Add("Action<SetAside>? onSetAside = null");
        parameters.Add("[global::System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default");
        writer.Line($"public async IAsyncEnumerable<{view}> {method}(");
        using (writer.Indent())
        {
            writer.Line(string.Join(",\n", parameters) + ")");
        }

        writer.Line("{");
        using (writer.Indent())
        {
            var options = new List<string>();
            if (parent is not null)
            {
                options.Add($"ParentRemoteId = {parent}");
            }

            if (source.Since is not null)
            {
                options.Add("Since = since");
            }

            if (!covered.RemoteData)
            {
                options.Add("KeepRaw = false");
            }

            writer.Line($"var wanted = new ReadOptions{(options.Count == 0 ? "()" : $" {{ {string.Join(", ", options)} }}")};");
            writer.Line($"var records = this.ReadRecordsAsync<{model.TypeName}>({DefinitionEmitter.Source(spec, source)}, {Literals.String(covered.Name)}, wanted, onSetAside, cancellationToken);");
            using (writer.Open("await foreach (var record in global::System.Threading.Tasks.TaskAsyncEnumerableExtensions.ConfigureAwait(records, false))"))
            {
                writer.Line($"yield return new {view}(record);");
            }
        }

        writer.Line("}");
    }

    private static string Words(string name) => name.Replace('_', ' ');

    private static string Singular(string name) => name.EndsWith("s", StringComparison.Ordinal) ? name.Substring(0, name.Length - 1) : name;
}
