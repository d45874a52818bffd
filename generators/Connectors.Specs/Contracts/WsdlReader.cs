using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>Reads a WSDL 1.1 document: the operations that its SOAP bindings offer, with their messages, headers and faults.</summary>
internal sealed class WsdlReader(WsdlFiles files, string scope)
{
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";

    private static readonly Dictionary<string, int> Versions = new(StringComparer.Ordinal)
    {
        ["http://schemas.xmlsoap.org/wsdl/soap/"] = 11,
        ["http://schemas.xmlsoap.org/wsdl/soap12/"] = 12,
    };

    private readonly List<XmlText> _definitions = [];
    private readonly Dictionary<(string Kind, XmlQualifiedName Name), (XmlText File, XElement Element)> _parts = [];
    private readonly XsdSet _set = new(files);

    /// <summary>Reads the document; null when it is no WSDL.</summary>
    public Contract? Contract()
    {
        if (files.Main is not { } main)
        {
            return null;
        }

        if (main.Root.Name != Wsdl + "definitions")
        {
            main.Report(DiagnosticRules.WsdlKind, main.Root, main.Root.Name.NamespaceName == "http://www.w3.org/ns/wsdl"
                ? "This is a WSDL 2.0 document; only WSDL 1.1 is read."
                : $"This is not a WSDL 1.1 document: at its top there is '{main.Root.Name.LocalName}'.");
            return null;
        }

        Take(main);
        _set.Import();
        var types = new XsdTypes(_set, files, scope);
        var operations = new Operations(new WsdlMessages(this, types));
        foreach (var file in _definitions)
        {
            foreach (var binding in file.Root.Elements(Wsdl + "binding"))
            {
                Binding(file, binding, operations);
            }
        }

        if (!_definitions.SelectMany(static d => d.Root.Elements(Wsdl + "binding")).Any(static b => Soap(b, "binding") is not null && b.Element(Wsdl + "operation") is not null))
        {
            main.Report(DiagnosticRules.WsdlShape, main.Root, "The document binds no operation to SOAP, so no spec can use it.");
        }

        var contract = new Contract { Operations = operations.All(), Schemas = types.Named() };
        files.ReportIgnored();
        return contract;
    }

    /// <summary>A message, port type or binding by the name an attribute holds; reports one that is missing or not there.</summary>
    public (XmlText File, XElement Element)? Find(XmlText file, XElement element, string attribute, string kind)
    {
        if (Name(file, element, attribute) is not { } name)
        {
            return null;
        }

        if (_parts.TryGetValue((kind, name), out var found))
        {
            return found;
        }

        file.Report(DiagnosticRules.WsdlShape, element.Attribute(attribute), $"There is no {kind} '{name.Name}'{Suggest.Hint(name.Name, _parts.Keys.Where(k => k.Kind == kind).Select(static k => k.Name.Name))}");
        return null;
    }

    /// <summary>The qualified name an attribute holds; reports one that is missing or whose prefix is not declared.</summary>
    public static XmlQualifiedName? Name(XmlText file, XElement element, string attribute)
    {
        if (element.Attribute(attribute) is not { Value: { Length: > 0 } text } written)
        {
            file.Report(DiagnosticRules.WsdlShape, element, $"'{element.Name.LocalName}' needs '{attribute}'.");
            return null;
        }

        var colon = text.IndexOf(':');
        if (colon <= 0)
        {
            return new XmlQualifiedName(text, element.GetDefaultNamespace().NamespaceName);
        }

        if (element.GetNamespaceOfPrefix(text.Substring(0, colon)) is { } space)
        {
            return new XmlQualifiedName(text.Substring(colon + 1), space.NamespaceName);
        }

        file.Report(DiagnosticRules.WsdlShape, written, $"The prefix of '{text}' is not declared.");
        return null;
    }

    /// <summary>The part of an element that speaks of SOAP, with the version: <c>soap:body</c>; null when it has none.</summary>
    public static (XElement Element, int Version)? Soap(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(e => e.Name.LocalName == name && Versions.ContainsKey(e.Name.NamespaceName)) is { } found ? (found, Versions[found.Name.NamespaceName]) : null;

    /// <summary>An element of WSDL within another.</summary>
    public static XElement? Child(XElement element, string name) => element.Element(Wsdl + name);

    /// <summary>All elements of WSDL of a name within another.</summary>
    public static IEnumerable<XElement> Children(XElement element, string name) => element.Elements(Wsdl + name);

    private void Take(XmlText file)
    {
        if (_definitions.Contains(file))
        {
            return;
        }

        _definitions.Add(file);
        var target = (string?)file.Root.Attribute("targetNamespace") ?? "";
        foreach (var element in file.Root.Elements().Where(static e => e.Name.Namespace == Wsdl && e.Name.LocalName is "message" or "portType" or "binding"))
        {
            if (element.Attribute("name") is not { Value.Length: > 0 } name)
            {
                file.Report(DiagnosticRules.WsdlShape, element, $"'{element.Name.LocalName}' needs 'name'.");
                continue;
            }

            var key = (element.Name.LocalName, new XmlQualifiedName(name.Value, target));
            if (_parts.ContainsKey(key))
            {
                file.Report(DiagnosticRules.WsdlShape, name, $"There are two of the name '{name.Value}'; the first holds.");
            }
            else
            {
                _parts[key] = (file, element);
            }
        }

        foreach (var schema in file.Root.Elements(Wsdl + "types").Elements(XName.Get("schema", XmlSchema.Namespace)))
        {
            _set.Add(file, schema);
        }

        foreach (var import in file.Root.Elements(Wsdl + "import"))
        {
            Import(file, import);
        }
    }

    private void Import(XmlText file, XElement import)
    {
        var location = (string?)import.Attribute("location") ?? "";
        var (found, other) = files.Sibling(file, location);
        if (!found)
        {
            file.Report(DiagnosticRules.WsdlMissingFile, import.Attribute("location") as IXmlLineInfo ?? import, $"The file '{location}' is not there.");
        }
        else if (other?.Root.Name == Wsdl + "definitions")
        {
            Take(other);
        }
        else if (other?.Root.Name == XName.Get("schema", XmlSchema.Namespace))
        {
            _set.Add(other, other.Root);
        }
        else
        {
            other?.Report(DiagnosticRules.WsdlKind, other.Root, $"This is neither a WSDL 1.1 document nor a schema: at its top there is '{other.Root.Name.LocalName}'.");
        }
    }

    private void Binding(XmlText file, XElement binding, Operations operations)
    {
        if (Soap(binding, "binding") is not { } soap)
        {
            files.Ignore(file, binding, "A binding that is not one of SOAP");
            return;
        }

        if ((string?)soap.Element.Attribute("transport") is { } transport && !transport.EndsWith("/http", StringComparison.OrdinalIgnoreCase) && !transport.EndsWith("/HTTP/", StringComparison.OrdinalIgnoreCase))
        {
            file.Report(DiagnosticRules.WsdlUnsupported, soap.Element.Attribute("transport"), $"The binding uses '{transport}', which is not HTTP.");
            return;
        }

        if (Find(file, binding, "type", "portType") is not { } port)
        {
            return;
        }

        var style = (string?)soap.Element.Attribute("style") ?? "document";
        var address = Address(binding);
        foreach (var bound in binding.Elements(Wsdl + "operation"))
        {
            var name = (string?)bound.Attribute("name") ?? "";
            var declared = port.Element.Elements(Wsdl + "operation").Where(o => (string?)o.Attribute("name") == name).ToList();
            var called = Soap(bound, "operation")?.Element;
            if (declared.Count == 0)
            {
                file.Report(DiagnosticRules.WsdlShape, (IXmlLineInfo?)bound.Attribute("name") ?? bound, $"The port type has no operation '{name}'{Suggest.Hint(name, port.Element.Elements(Wsdl + "operation").Select(static o => (string?)o.Attribute("name") ?? ""))}");
            }
            else if (declared.Count > 1)
            {
                file.Report(DiagnosticRules.WsdlUnsupported, bound, $"'{name}' has several forms; operations are told apart by their names alone.");
            }
            else if (((string?)called?.Attribute("style") ?? style) != "document")
            {
                file.Report(DiagnosticRules.WsdlUnsupported, bound, $"'{name}' has the style 'rpc'; only 'document' is supported.");
            }
            else
            {
                operations.Add(name, new SoapBinding(soap.Version, (string?)called?.Attribute("soapAction") ?? "", address), file, bound, port.File, declared[0]);
            }
        }
    }

    /// <summary>The address of the port that offers a binding; empty where none does.</summary>
    private string Address(XElement binding)
    {
        var name = (string?)binding.Attribute("name") ?? "";
        return _definitions.SelectMany(static d => d.Root.Elements(Wsdl + "service")).Elements(Wsdl + "port")
            .Where(p => ((string?)p.Attribute("binding") ?? "").Split(':').Last() == name)
            .Select(static p => (string?)Soap(p, "address")?.Element.Attribute("location") ?? "")
            .FirstOrDefault() ?? "";
    }

    /// <summary>The operations by name; one that several bindings offer is one operation.</summary>
    private sealed class Operations(WsdlMessages messages)
    {
        private readonly Dictionary<string, (XElement Declared, ContractOperation? Operation)> _operations = new(StringComparer.Ordinal);
        private readonly List<string> _order = [];

        public EquatableArray<ContractOperation> All() => _order.Select(name => _operations[name].Operation).OfType<ContractOperation>().ToEquatable();

        public void Add(string name, SoapBinding binding, XmlText file, XElement bound, XmlText portFile, XElement declared)
        {
            if (!_operations.TryGetValue(name, out var known))
            {
                _operations[name] = (declared, messages.Operation(name, binding, file, bound, portFile, declared));
                _order.Add(name);
            }
            else if (known.Declared != declared)
            {
                file.Report(DiagnosticRules.WsdlUnsupported, bound, $"Another port type has an operation '{name}' too; the first is the one that a spec calls.");
            }
            else if (known.Operation?.Soap is { } soap && !soap.Bindings.Any(b => b.Version == binding.Version) && messages.Operation(name, binding, file, bound, portFile, declared) is not null)
            {
                _operations[name] = (declared, known.Operation with { Soap = soap with { Bindings = soap.Bindings.Append(binding).OrderBy(static b => b.Version).ToEquatable() } });
            }
        }
    }
}
