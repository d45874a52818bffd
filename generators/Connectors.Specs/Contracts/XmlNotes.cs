using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Contracts;

/// <summary>Reads how a schema says that it stands in XML: <c>xml: { name, namespace, prefix, attribute, wrapped }</c>, and <c>nodeType</c> of OpenAPI 3.2.</summary>
internal sealed class XmlNotes(ContractFile file)
{
    private static readonly HashSet<string> Known = new(["name", "namespace", "prefix", "attribute", "wrapped", "nodeType"], StringComparer.Ordinal);

    /// <summary>The note; null where a schema has none.</summary>
    public XmlNote? Read(YamlMapping schema)
    {
        if (file.Mapping(schema["xml"], "'xml'") is not { } note)
        {
            return null;
        }

        file.IgnoreOthers(note, Known);
        var (kind, wrapped) = (file.Flag(note, "attribute") ? XmlNodeKind.Attribute : XmlNodeKind.Element, file.Flag(note, "wrapped"));
        switch (file.Text(note, "nodeType"))
        {
            case null or "none":
                break;
            case "element":
                // Only a list says so that has none without a word.
                wrapped = true;
                break;
            case "attribute":
                kind = XmlNodeKind.Attribute;
                break;
            case "text" or "cdata":
                kind = XmlNodeKind.Text;
                break;
            case var other:
                file.Report(DiagnosticRules.ContractShape, note["nodeType"]!.Span, $"A node is one of element, attribute, text, cdata and none, but this is '{other}'.");
                break;
        }

        return new XmlNote(kind, Said(note, "name"), file.Text(note, "namespace"), Said(note, "prefix"), wrapped);
    }

    private string? Said(YamlMapping note, string key) => file.Text(note, key) is { Length: > 0 } text ? text : null;
}
