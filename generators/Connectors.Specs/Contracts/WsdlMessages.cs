using System.Xml;
using System.Xml.Linq;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using XmlNode = Connectors.Specs.Model.XmlNode;

namespace Connectors.Specs.Contracts;

/// <summary>Finds the elements that an operation's messages put into the body, the header and the detail of a fault.</summary>
internal sealed class WsdlMessages(WsdlReader reader, XsdTypes types)
{
    /// <summary>An operation as one binding offers it; null when it is of a kind that cannot be called, which is reported.</summary>
    public ContractOperation? Operation(string name, SoapBinding binding, XmlText file, XElement bound, XmlText portFile, XElement declared)
    {
        if (WsdlReader.Child(declared, "input") is null || WsdlReader.Child(declared, "output") is null)
        {
            portFile.Report(DiagnosticRules.WsdlUnsupported, declared, $"'{name}' is not asked and answered: it needs an input and an output.");
            return null;
        }

        if (Body(name, "input", file, bound, portFile, declared) is not { } input || Body(name, "output", file, bound, portFile, declared) is not { } output)
        {
            return null;
        }

        var headers = Headers(file, WsdlReader.Child(bound, "input"));
        var faults = WsdlReader.Children(declared, "fault").Select(fault => Fault(portFile, fault)).OfType<ContractElement>().Distinct().ToEquatable();
        return new ContractOperation
        {
            Method = "POST",
            Path = name,
            Body = ElementContent.Named(input.Schema),
            BodyRequired = true,
            // A fault's status tells little, and some come with 200: every status is declared, and what a fault holds stands in Soap.
            Replies = new([new ContractReply(200, output.Schema, default), new ContractReply(0, null, default)]),
            Soap = new SoapOperation(new([binding]), input, output, headers, faults),
        };
    }

    private ContractElement? Body(string operation, string direction, XmlText file, XElement bound, XmlText portFile, XElement declared)
    {
        var io = WsdlReader.Child(bound, direction);
        var declaredIo = WsdlReader.Child(declared, direction)!;
        if (WsdlReader.Soap(io, "body")?.Element is not { } body)
        {
            file.Report(DiagnosticRules.WsdlUnsupported, io ?? bound, $"The {direction} of '{operation}' is not one SOAP body.");
            return null;
        }

        if (Encoded(body))
        {
            file.Report(DiagnosticRules.WsdlUnsupported, body, $"The {direction} of '{operation}' is encoded; only 'literal' is supported.");
            return null;
        }

        if (reader.Find(portFile, declaredIo, "message", "message") is not { } message)
        {
            return null;
        }

        var named = ((string?)body.Attribute("parts"))?.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var inHeader = Headers(io).Where(h => (string?)h.Attribute("message") is { } m && m.Split(':').Last() == (string?)message.Element.Attribute("name")).Select(static h => (string?)h.Attribute("part")).ToList();
        var parts = WsdlReader.Children(message.Element, "part")
            .Where(p => named is null ? !inHeader.Contains((string?)p.Attribute("name")) : named.Contains((string?)p.Attribute("name")))
            .ToList();
        if (parts.Count != 1)
        {
            message.File.Report(DiagnosticRules.WsdlUnsupported, message.Element, $"The {direction} of '{operation}' has {parts.Count} parts in its body; exactly one is supported.");
            return null;
        }

        return Part(message.File, parts[0], $"The {direction} of '{operation}'");
    }

    private EquatableArray<ContractElement> Headers(XmlText file, XElement? input)
    {
        var found = new List<ContractElement>();
        foreach (var header in Headers(input))
        {
            if (Encoded(header))
            {
                file.Report(DiagnosticRules.WsdlUnsupported, header, "The header is encoded; only 'literal' is supported.");
            }
            else if (reader.Find(file, header, "message", "message") is { } message)
            {
                var name = (string?)header.Attribute("part");
                if (WsdlReader.Children(message.Element, "part").FirstOrDefault(p => (string?)p.Attribute("name") == name) is not { } part)
                {
                    file.Report(DiagnosticRules.WsdlShape, header, $"The message '{(string?)message.Element.Attribute("name")}' has no part '{name}'.");
                }
                else if (Part(message.File, part, "The header") is { } element)
                {
                    found.Add(element);
                }
            }
        }

        return found.Distinct().ToEquatable();
    }

    private ContractElement? Fault(XmlText file, XElement fault) =>
        reader.Find(file, fault, "message", "message") is { } message && WsdlReader.Children(message.Element, "part").FirstOrDefault() is { } part
            ? Part(message.File, part, "The fault")
            : null;

    private ContractElement? Part(XmlText file, XElement part, string what)
    {
        if (part.Attribute("element") is null && part.Attribute("type") is { } type)
        {
            file.Report(DiagnosticRules.WsdlUnsupported, type, $"{what} names a type; only a part with 'element' is supported.");
            return null;
        }

        if (WsdlReader.Name(file, part, "element") is not { } name)
        {
            return null;
        }

        if (types.Element(name) is { } schema)
        {
            return new ContractElement(name.Name, name.Namespace, schema);
        }

        file.Report(DiagnosticRules.WsdlShape, part.Attribute("element"), $"No schema defines the element '{name.Name}' in the namespace '{name.Namespace}'{Suggest.Hint(name.Name, types.Elements)}");
        return null;
    }

    private static IEnumerable<XElement> Headers(XElement? io) =>
        io?.Elements().Where(static e => e.Name.LocalName == "header" && e.Name.NamespaceName.StartsWith("http://schemas.xmlsoap.org/wsdl/soap", StringComparison.Ordinal)) ?? [];

    private static bool Encoded(XElement part) => (string?)part.Attribute("use") == "encoded";
}
