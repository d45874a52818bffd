using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using Connectors.Runtime.Files;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Requests;

/// <summary>Writes bodies in XML without an envelope.</summary>
internal static class XmlBody
{
    private static readonly XmlWriterSettings Settings = new() { CloseOutput = false, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>Writes an element as all of a body, which has nothing in it yet.</summary>
    /// <param name="body">The body.</param>
    /// <param name="input">Writes the element.</param>
    /// <param name="values">What is placed in it.</param>
    /// <exception cref="FormatException">A value has not the form the contract gives it.</exception>
    /// <exception cref="ArgumentException">A value has characters that no XML can hold.</exception>
    public static void Write(BodyWriter body, WriteElement input, ElementValues values)
    {
        using var writer = XmlWriter.Create(body.Text, Settings);
        writer.WriteStartDocument();
        input(writer, values);
    }

    /// <summary>The media type of the body.</summary>
    public static MediaTypeHeaderValue ContentType(XmlPlan plan) => new(plan.Sends) { CharSet = "utf-8" };
}
