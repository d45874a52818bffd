using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Soap;

/// <summary>Writes requests as SOAP envelopes of either version.</summary>
internal static class Envelope
{
    private static readonly XmlWriterSettings Settings = new() { CloseOutput = false, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>Writes an envelope into the body of a request, which has nothing in it yet.</summary>
    /// <param name="body">The body.</param>
    /// <param name="plan">How it is written.</param>
    /// <param name="headers">What is placed in its header elements.</param>
    /// <param name="input">What is placed in its body element.</param>
    /// <param name="security">Writes the WS-Security header, given the envelope's namespace; null for none.</param>
    /// <exception cref="FormatException">A value has not the form the contract gives it.</exception>
    /// <exception cref="ArgumentException">A value has characters that no XML can hold.</exception>
    public static void Write(BodyWriter body, SoapPlan plan, ElementValues headers, ElementValues input, Action<XmlWriter, string>? security)
    {
        using var writer = XmlWriter.Create(body.Text, Settings);
        var ns = plan.Version == 12 ? SoapNames.Soap12 : SoapNames.Soap11;
        writer.WriteStartDocument();
        writer.WriteStartElement("soap", "Envelope", ns);
        if (security is not null || !plan.Headers.IsEmpty)
        {
            writer.WriteStartElement("Header", ns);
            security?.Invoke(writer, ns);
            foreach (var header in plan.Headers)
            {
                header(writer, headers);
            }

            writer.WriteEndElement();
        }

        writer.WriteStartElement("Body", ns);
        plan.Input(writer, input);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>What goes into the headers of HTTP besides the type.</summary>
    public static IEnumerable<(string Name, string Value)> Headers(SoapPlan plan) =>
        plan.Version == 12
            ? [("Accept", "application/soap+xml, text/xml")]
            : [("Accept", "text/xml"), ("SOAPAction", Quoted(plan.Action))];

    /// <summary>The media type of the body.</summary>
    public static MediaTypeHeaderValue ContentType(SoapPlan plan)
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
