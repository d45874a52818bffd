using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Contracts;

/// <summary>Reads what a vendor says of its API.</summary>
public static class ContractReader
{
    private const int MostFiles = 100;

    private static readonly Readings<Contract> OpenApi = new(static (source, diagnostics) => OpenApiOf(source, diagnostics, ""));

    /// <summary>
    /// Reads <paramref name="source"/>, an OpenAPI 3 document in YAML or JSON, or a WSDL 1.1 document; what it is, its content tells. Total:
    /// whatever the text, mistakes become diagnostics inside the file and nothing is thrown.
    /// </summary>
    /// <returns>The contract, without the parts that were reported as mistakes; null when the text is no contract at all.</returns>
    public static Contract? Read(SourceText source, DiagnosticBag diagnostics) => Read(source, [], diagnostics);

    /// <summary>Reads a contract that may be spread over several files: a WSDL finds what it imports or includes among <paramref name="siblings"/>, by their paths.</summary>
    public static Contract? Read(SourceText source, IReadOnlyList<SourceText> siblings, DiagnosticBag diagnostics) => Read(source, siblings, diagnostics, "");

    /// <summary>Reads a contract that is one of several, in which the names of schemas begin with <paramref name="scope"/>.</summary>
    internal static Contract? Read(SourceText source, IReadOnlyList<SourceText> siblings, DiagnosticBag diagnostics, string scope)
    {
        if (IsXml(source))
        {
            return new WsdlReader(new WsdlFiles(source, siblings, diagnostics), scope).Contract();
        }

        // An OpenAPI document depends on no other file.
        return scope.Length == 0 ? OpenApi.Of(source, diagnostics) : OpenApiOf(source, diagnostics, scope);
    }

    private static Contract? OpenApiOf(SourceText source, DiagnosticBag diagnostics, string scope)
    {
        if (YamlReader.Read(source, diagnostics) is not { } node)
        {
            return null;
        }

        var file = new ContractFile(source.Path, diagnostics);
        if (node is YamlMapping root && root["openapi"] is YamlScalar version && version.Text.StartsWith("3.", StringComparison.Ordinal))
        {
            return new OpenApiReader(file, root, version.Text, scope).Contract();
        }

        var place = (node as YamlMapping)?.Entry("swagger")?.Key ?? (node as YamlMapping)?["openapi"] ?? node;
        file.Report(DiagnosticRules.ContractKind, place.Span, node is YamlMapping { Entries.Count: > 0 }
            ? "This is not an OpenAPI 3 document: at its top there is no 'openapi' with a version 3."
            : $"This is neither an OpenAPI document nor a WSDL: it is {node.Kind}.");
        return null;
    }

    /// <summary>The files that a contract is spread over besides itself: what a WSDL imports or includes, and what those do. None for an OpenAPI document.</summary>
    /// <param name="source">The contract.</param>
    /// <param name="read">Gives the file at a path relative to the contract's folder; null when there is none, which reading the contract reports.</param>
    public static IReadOnlyList<SourceText> Siblings(SourceText source, Func<string, SourceText?> read)
    {
        var found = new List<SourceText>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<(SourceText Part, string Folder)>([(source, "")]);
        while (waiting.Count > 0 && found.Count < MostFiles)
        {
            var (part, folder) = waiting.Dequeue();
            foreach (var path in Named(part).Select(name => WsdlFiles.Plain(folder + name)).Where(seen.Add))
            {
                if (read(path) is { } file && file.Path != source.Path)
                {
                    found.Add(file);
                    waiting.Enqueue((file, path.Substring(0, path.LastIndexOf('/') + 1)));
                }
            }
        }

        return found;
    }

    private static IEnumerable<string> Named(SourceText part) =>
        !IsXml(part) || XmlText.Load(part, new DiagnosticBag()) is not { } file
            ? []
            : file.Root.Descendants()
                .Where(static e => e.Name.LocalName is "import" or "include")
                .Select(static e => (string?)e.Attribute("schemaLocation") ?? (string?)e.Attribute("location") ?? "")
                .Where(static location => location.Length > 0 && location.IndexOf("://", StringComparison.Ordinal) < 0);

    /// <summary>Whether a file is XML: a WSDL or a schema it is spread over, and no OpenAPI document.</summary>
    public static bool IsXml(SourceText source) => source.Text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith("<", StringComparison.Ordinal);
}
