using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Connectors.Specs;

namespace Connectors.Sandbox.Xml;

/// <summary>The vendor's WSDL as it is written: served to clients, and its schemas checked against what they send.</summary>
internal sealed class WsdlDocument
{
    private static readonly Uri Root = new("http://contract.invalid/");
    private static readonly XNamespace Schema = XmlSchema.Namespace;

    private readonly SourceText[] _files;
    private readonly XmlSchemaSet _schemas;
    private readonly Lock _lock = new();

    /// <param name="files">The WSDL, then the files it imports or includes. They have been read as a contract before, so they are well-formed.</param>
    public WsdlDocument(IReadOnlyList<SourceText> files)
    {
        _files = [.. files];
        _schemas = new XmlSchemaSet { XmlResolver = new Siblings(_files) };
        foreach (var (element, number) in Parse(_files[0].Text).Descendants(Schema + "schema").Select((e, i) => (e, i)))
        {
            // Each has an address of its own, or the set would take the second for the first.
            using var reader = XmlReader.Create(new StringReader(Alone(element).ToString()), Safe(), string.Create(CultureInfo.InvariantCulture, $"{AddressOf(_files[0]).AbsoluteUri}?{number}"));
            _schemas.Add(null, reader);
        }

        _schemas.Compile();
    }

    /// <summary>The WSDL with the addresses of its ports replaced, or a file it imports.</summary>
    /// <param name="address">Where the endpoint is.</param>
    /// <param name="file">The name of the file; null for the WSDL.</param>
    /// <returns>The text; null when there is no such file.</returns>
    public byte[]? Serve(string address, string? file = null)
    {
        if ((file is null ? _files[0] : _files.FirstOrDefault(f => Last(f.Path) == file)) is not { } source)
        {
            return null;
        }

        var document = Parse(source.Text);
        foreach (var port in document.Descendants().Where(e => e.Name.LocalName == "address" && e.Attribute("location") is not null))
        {
            port.SetAttributeValue("location", address);
        }

        foreach (var location in document.Descendants().Attributes("schemaLocation").Concat(document.Descendants().Where(e => e.Name.LocalName == "import").Attributes("location")))
        {
            location.Value = _files.Any(f => Last(f.Path) == Last(location.Value)) ? $"{address}?xsd={Uri.EscapeDataString(Last(location.Value))}" : location.Value;
        }

        return Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>What an element breaks of its schema first, with the way to the place; null when nothing.</summary>
    public string? Problem(XElement element)
    {
        string? problem = null;
        var way = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = _schemas };
        settings.ValidationEventHandler += (_, e) => problem ??= $"{string.Join('/', way)}: {e.Message}";
        lock (_lock)
        {
            using var plain = Alone(element).CreateReader();
            using var checkedReader = XmlReader.Create(plain, settings);
            while (problem is null && checkedReader.Read())
            {
                switch (plain.NodeType)
                {
                    case XmlNodeType.Element when !plain.IsEmptyElement:
                        way.Add(plain.LocalName);
                        break;
                    case XmlNodeType.EndElement:
                        way.RemoveAt(way.Count - 1);
                        break;
                    default:
                        break;
                }
            }
        }

        return problem;
    }

    // Prefixes that are declared further up belong to the element, too.
    private static XElement Alone(XElement element)
    {
        var own = new XElement(element);
        foreach (var prefix in element.Ancestors().Attributes().Where(a => a.IsNamespaceDeclaration && own.Attribute(a.Name) is null))
        {
            own.SetAttributeValue(prefix.Name, prefix.Value);
        }

        return own;
    }

    private static XDocument Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Safe());
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static XmlReaderSettings Safe() => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private static Uri AddressOf(SourceText file) => new(Root, file.Path.Replace('\\', '/').TrimStart('/'));

    private static string Last(string path) => path.Replace('\\', '/')[(path.Replace('\\', '/').LastIndexOf('/') + 1)..];

    /// <summary>Finds files beside the WSDL and nothing else.</summary>
    private sealed class Siblings(SourceText[] files) : XmlResolver
    {
        public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
        {
            var found = files.FirstOrDefault(f => AddressOf(f) == absoluteUri) ?? files.FirstOrDefault(f => Last(f.Path) == Last(absoluteUri.AbsolutePath));
            return found is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(found.Text));
        }
    }
}
