using System.Text;
using System.Text.Json;
using System.Xml;
using Connectors.Sandbox.Xml;
using Connectors.Specs.Contracts;

namespace Connectors.Sandbox.Soap;

/// <summary>Writes envelopes.</summary>
internal static class SoapEnvelope
{
    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";

    /// <summary>An envelope around an element.</summary>
    public static byte[] Write(SoapVersion version, Encoding encoding, ContractElement element, XmlForm form, ReadOnlyMemory<byte> json) =>
        Write(version, encoding, xml => WriteElement(xml, element, form, json));

    /// <summary>An envelope around a fault.</summary>
    public static byte[] Write(SoapVersion version, Encoding encoding, SoapFault fault, XmlForm.Book forms) => Write(version, encoding, xml =>
    {
        xml.WriteStartElement("Fault", version.Namespace);
        if (version.Number == SoapVersion.V11.Number)
        {
            var prefix = xml.LookupPrefix(version.Namespace);
            xml.WriteElementString("faultcode", "", $"{prefix}:{fault.Code}{(fault.Subcode is null ? "" : "." + fault.Subcode)}");
            xml.WriteElementString("faultstring", "", fault.Text);
            WriteDetail(xml, "detail", "", fault, forms);
        }
        else
        {
            WriteCode(xml, version, fault);
            xml.WriteStartElement("Reason", version.Namespace);
            xml.WriteStartElement("Text", version.Namespace);
            xml.WriteAttributeString("xml", "lang", XmlNamespace, "en");
            xml.WriteString(fault.Text);
            xml.WriteEndElement();
            xml.WriteEndElement();
            WriteDetail(xml, "Detail", version.Namespace, fault, forms);
        }

        xml.WriteEndElement();
    });

    private static void WriteCode(XmlWriter xml, SoapVersion version, SoapFault fault)
    {
        var prefix = xml.LookupPrefix(version.Namespace);
        xml.WriteStartElement("Code", version.Namespace);
        xml.WriteElementString("Value", version.Namespace, $"{prefix}:{fault.Code}");
        if (fault.Subcode is { } subcode)
        {
            xml.WriteStartElement("Subcode", version.Namespace);
            xml.WriteElementString("Value", version.Namespace, subcode);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteDetail(XmlWriter xml, string name, string space, SoapFault fault, XmlForm.Book forms)
    {
        if (fault.Detail is var (element, json))
        {
            xml.WriteStartElement(name, space);
            WriteElement(xml, element, forms.Of(element.Schema), json);
            xml.WriteEndElement();
        }
    }

    private static void WriteElement(XmlWriter xml, ContractElement element, XmlForm form, ReadOnlyMemory<byte> json)
    {
        using var value = JsonDocument.Parse(json);
        xml.WriteStartElement(element.Name, element.Namespace);
        form.Write(xml, value.RootElement);
        xml.WriteEndElement();
    }

    private static byte[] Write(SoapVersion version, Encoding encoding, Action<XmlWriter> body)
    {
        using var to = new MemoryStream();
        using (var xml = XmlWriter.Create(to, new XmlWriterSettings { Encoding = encoding, NewLineHandling = NewLineHandling.None }))
        {
            xml.WriteStartElement("soap", "Envelope", version.Namespace);
            xml.WriteStartElement("Body", version.Namespace);
            body(xml);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return to.ToArray();
    }
}
