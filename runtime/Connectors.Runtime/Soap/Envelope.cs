using System.Net.Http.Headers;
using System.Text;
using System.Xml;

namespace Connectors.Runtime.Soap;

/// <summary>Writes requests as SOAP envelopes of either version.</summary>
internal static class Envelope
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>The envelope, as the body of a request.</summary>
    /// <param name="plan">How it is written.</param>
    /// <param name="header">What is placed in its header.</param>
    /// <param name="body">What is placed in its body.</param>
    /// <param name="security">Writes the WS-Security header, given the envelope's namespace; null for none.</param>
    /// <exception cref="FormatException">A value has not the form the contract gives it.</exception>
    /// <exception cref="ArgumentException">A value has characters that no XML can hold.</exception>
    public static HttpContent Of(SoapPlan plan, ElementValues header, ElementValues body, Action<XmlWriter, string>? security)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings))
        {
            Write(writer, plan, header, body, security);
        }

        return new ByteArrayContent(bytes.ToArray()) { Headers = { ContentType = ContentType(plan) } };
    }

    /// <summary>What goes into the headers of HTTP besides the type.</summary>
    public static IEnumerable<(string Name, string Value)> Headers(SoapPlan plan) =>
        plan.Version == 12
            ? [("Accept", "application/soap+xml, text/xml")]
            : [("Accept", "text/xml"), ("SOAPAction", Quoted(plan.Action))];

    private static void Write(XmlWriter writer, SoapPlan plan, ElementValues header, ElementValues body, Action<XmlWriter, string>? security)
    {
        var ns = plan.Version == 12 ? SoapNames.Soap12 : SoapNames.Soap11;
        writer.WriteStartDocument();
        writer.WriteStartElement("soap", "Envelope", ns);
        if (security is not null || !plan.Headers.IsEmpty)
        {
            writer.WriteStartElement("Header", ns);
            security?.Invoke(writer, ns);
            foreach (var write in plan.Headers)
            {
                write(writer, header);
            }

            writer.WriteEndElement();
        }

        writer.WriteStartElement("Body", ns);
        plan.Input(writer, body);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static MediaTypeHeaderValue ContentType(SoapPlan plan)
    {
        var type = new MediaTypeHeaderValue(plan.Version == 12 ? "application/soap+xml" : "text/xml") { CharSet = "utf-8" };
        if (plan is { Version: 12, Action.Length: > 0 })
        {
            type.Parameters.Add(new NameValueHeaderValue("action", Quoted(plan.Action)));
        }

        return type;
    }

    private static string Quoted(string action) => "\"" + action.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
