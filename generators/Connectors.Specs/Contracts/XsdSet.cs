using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Contracts;

/// <summary>A schema of the contract.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Schema">What it defines.</param>
/// <param name="Namespace">The namespace of what it defines: its own, or that of the schema which includes it.</param>
internal sealed record XsdDocument(XmlText File, XmlSchema Schema, string Namespace)
{
    /// <summary>The name that a reference means: without a prefix, an included schema without a namespace means that of its includer.</summary>
    public XmlQualifiedName Name(XmlQualifiedName name) =>
        name.Namespace.Length == 0 && string.IsNullOrEmpty(Schema.TargetNamespace) && Namespace.Length > 0 ? new XmlQualifiedName(name.Name, Namespace) : name;
}

/// <summary>A global definition and the schema it stands in.</summary>
internal sealed record XsdGlobal<T>(XsdDocument Document, T Definition)
    where T : XmlSchemaObject;

/// <summary>All schemas of a contract with their global definitions, by name.</summary>
internal sealed class XsdSet(WsdlFiles files)
{
    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";
    private const string Encoding = "http://schemas.xmlsoap.org/soap/encoding/";

    private readonly HashSet<(string Path, int Line, int Column, string Namespace)> _seen = [];
    private readonly List<(XsdDocument Document, XmlSchemaImport Import)> _imports = [];
    private readonly HashSet<string> _namespaces = new([XmlNamespace, Encoding, XmlSchema.Namespace], StringComparer.Ordinal);

    /// <summary>Elements.</summary>
    public Dictionary<XmlQualifiedName, XsdGlobal<XmlSchemaElement>> Elements { get; } = [];

    /// <summary>Simple and complex types.</summary>
    public Dictionary<XmlQualifiedName, XsdGlobal<XmlSchemaType>> Types { get; } = [];

    /// <summary>Groups of elements.</summary>
    public Dictionary<XmlQualifiedName, XsdGlobal<XmlSchemaGroup>> Groups { get; } = [];

    /// <summary>Attributes.</summary>
    public Dictionary<XmlQualifiedName, XsdGlobal<XmlSchemaAttribute>> Attributes { get; } = [];

    /// <summary>Groups of attributes.</summary>
    public Dictionary<XmlQualifiedName, XsdGlobal<XmlSchemaAttributeGroup>> AttributeGroups { get; } = [];

    /// <summary>Takes a schema in, with what it includes and imports.</summary>
    /// <param name="file">The file it stands in.</param>
    /// <param name="element">Its <c>schema</c> element.</param>
    /// <param name="includer">The namespace of the schema that includes it; null for none.</param>
    public void Add(XmlText file, XElement element, string? includer = null)
    {
        IXmlLineInfo place = element;
        if (!_seen.Add((file.Path, place.LineNumber, place.LinePosition, includer ?? "")) || Parse(file, element) is not { } schema)
        {
            return;
        }

        var document = new XsdDocument(file, schema, string.IsNullOrEmpty(schema.TargetNamespace) ? includer ?? "" : schema.TargetNamespace!);
        _namespaces.Add(document.Namespace);
        foreach (var item in schema.Items)
        {
            Define(document, item);
        }

        foreach (var external in schema.Includes.OfType<XmlSchemaExternal>())
        {
            switch (external)
            {
                case XmlSchemaImport import:
                    // Whether its namespace is there is known when all schemas are.
                    _imports.Add((document, import));
                    break;
                case XmlSchemaRedefine:
                    file.Report(DiagnosticRules.WsdlSchema, Place(external), "'redefine' is not supported; write the types that are meant.");
                    break;
                default:
                    Include(document, external);
                    break;
            }
        }
    }

    /// <summary>Follows the imports of all schemas that have been taken in; reports those whose schema is not there.</summary>
    public void Import()
    {
        for (var i = 0; i < _imports.Count; i++)
        {
            var (document, import) = _imports[i];
            var name = import.Namespace ?? "";
            if (import.SchemaLocation is { Length: > 0 } location && Open(document.File, location) is { Found: true } file)
            {
                if (file.Schema is { } schema)
                {
                    Add(file.File!, schema);
                }
            }
            else if (!_namespaces.Contains(name))
            {
                document.File.Report(DiagnosticRules.WsdlMissingFile, Place(import), import.SchemaLocation is { Length: > 0 } missing
                    ? $"The schema '{missing}' of the namespace '{name}' is not there."
                    : $"No schema of the contract has the namespace '{name}'.");
            }
        }
    }

    /// <summary>Where a part of a schema stands.</summary>
    public static IXmlLineInfo Place(XmlSchemaObject part) => new Spot(part.LineNumber, part.LinePosition);

    private static XmlSchema? Parse(XmlText file, XElement element)
    {
        // The parser does not see prefixes that are declared further up.
        for (var above = element.Parent; above is not null; above = above.Parent)
        {
            foreach (var declaration in above.Attributes().Where(a => a.IsNamespaceDeclaration && element.Attribute(a.Name) is null).ToList())
            {
                element.Add(new XAttribute(declaration.Name, declaration.Value));
            }
        }

        XmlSchema? schema = null;
        try
        {
            using var reader = element.CreateReader();
            schema = XmlSchema.Read(reader, (_, fault) => Report(file, element, fault.Exception));
        }
        catch (XmlSchemaException fault)
        {
            Report(file, element, fault);
        }
        catch (XmlException fault)
        {
            file.Report(DiagnosticRules.WsdlSchema, element, XmlText.Sentence(fault.Message));
        }

        return schema;
    }

    private static void Report(XmlText file, XElement element, XmlSchemaException fault)
    {
        if (fault.LineNumber > 0)
        {
            file.Report(DiagnosticRules.WsdlSchema, fault.LineNumber, fault.LinePosition, XmlText.Sentence(fault.Message));
        }
        else
        {
            file.Report(DiagnosticRules.WsdlSchema, element, XmlText.Sentence(fault.Message));
        }
    }

    private void Define(XsdDocument document, XmlSchemaObject item)
    {
        switch (item)
        {
            case XmlSchemaElement element:
                Define(Elements, document, element, element.Name, "element");
                break;
            case XmlSchemaType type:
                Define(Types, document, type, type.Name, "type");
                break;
            case XmlSchemaGroup group:
                Define(Groups, document, group, group.Name, "group");
                break;
            case XmlSchemaAttribute attribute:
                Define(Attributes, document, attribute, attribute.Name, "attribute");
                break;
            case XmlSchemaAttributeGroup attributes:
                Define(AttributeGroups, document, attributes, attributes.Name, "group of attributes");
                break;
        }
    }

    private static void Define<T>(Dictionary<XmlQualifiedName, XsdGlobal<T>> known, XsdDocument document, T definition, string? name, string what)
        where T : XmlSchemaObject
    {
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        var key = new XmlQualifiedName(name, document.Namespace);
        if (!known.ContainsKey(key))
        {
            known[key] = new XsdGlobal<T>(document, definition);
        }
        else
        {
            document.File.Report(DiagnosticRules.WsdlSchema, Place(definition), $"The {what} '{name}' is defined twice in the namespace '{document.Namespace}'; the first definition holds.");
        }
    }

    private void Include(XsdDocument document, XmlSchemaExternal include)
    {
        if (include.SchemaLocation is not { Length: > 0 } location)
        {
            document.File.Report(DiagnosticRules.WsdlSchema, Place(include), "'include' needs 'schemaLocation', the file that is meant.");
        }
        else if (Open(document.File, location) is not { Found: true } file)
        {
            document.File.Report(DiagnosticRules.WsdlMissingFile, Place(include), $"The schema '{location}' is not there.");
        }
        else if (file.Schema is { } schema)
        {
            Add(file.File!, schema, document.Namespace);
        }
    }

    private (bool Found, XmlText? File, XElement? Schema) Open(XmlText from, string location)
    {
        var (found, file) = files.Sibling(from, location);
        if (file is null)
        {
            return (found, null, null);
        }

        if (file.Root.Name.NamespaceName == XmlSchema.Namespace && file.Root.Name.LocalName == "schema")
        {
            return (true, file, file.Root);
        }

        // A WSDL that imports itself by its own address: its schemas are taken in anyway.
        return (false, null, null);
    }

    private sealed record Spot(int LineNumber, int LinePosition) : IXmlLineInfo
    {
        public bool HasLineInfo() => LineNumber > 0;
    }
}
