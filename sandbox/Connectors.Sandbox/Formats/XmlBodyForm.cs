using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Xml;
using Connectors.Specs.Contracts;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Formats;

/// <summary>XML without an envelope, as the contract lays it out. What the contract has in JSON stays JSON.</summary>
/// <param name="contract">The contract as paths see it.</param>
internal sealed class XmlBodyForm(Contract contract) : VendorFormat
{
    private const string Usual = "application/xml";

    private readonly XmlForm.Book _forms = new(contract);
    private readonly Dictionary<(string Part, string Method, string Path), ContractOperation> _seen =
        contract.Operations.GroupBy(o => (o.Part, o.Method, o.Path)).ToDictionary(g => g.Key, g => g.First());

    /// <inheritdoc/>
    public override string ContentType => Usual + "; charset=utf-8";

    /// <inheritdoc/>
    public override string ContentTypeOf(ContractOperation operation) =>
        Seen(operation).Output is null ? "application/json; charset=utf-8" : $"{operation.Success?.Xml?.MediaType ?? Usual}; charset=utf-8";

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Write(ContractOperation operation, HttpRequest http, ReadOnlyMemory<byte> json) =>
        Seen(operation).Output is { } output && !json.IsEmpty ? Written(output, json) : json;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? WriteRefusal(ContractOperation operation, int status, ReadOnlyMemory<byte> json) =>
        Seen(operation).Reply(status) is { Root: { } root, Body: { } body } && !json.IsEmpty ? Written(new ContractElement(root.Name, root.Namespace, body), json) : null;

    /// <inheritdoc/>
    public override async Task<ReadBody> ReadAsync(ContractOperation operation, HttpRequest http)
    {
        if (Seen(operation).Input is not { } input || (http.ContentLength is null or 0 && !http.Headers.TransferEncoding.Contains("chunked")))
        {
            return await ReadBody.JsonAsync(http).ConfigureAwait(false);
        }

        if (http.ContentType?.Split(';')[0].Trim() != operation.Xml!.MediaType)
        {
            return new ReadBody { Problem = new VendorProblem(415, $"The body is not of type {operation.Xml.MediaType}.") };
        }

        if (await ElementAsync(http).ConfigureAwait(false) is not { } element)
        {
            return new ReadBody { Problem = VendorProblem.Invalid("The body is not XML.") };
        }

        var form = _forms.Of(input.Schema);
        var problem = element.Name != XName.Get(input.Name, input.Namespace) ? $"The body is '{element.Name.LocalName}' where '{input.Name}' is expected." : form.Strange(element);
        return new ReadBody { Json = JsonDocument.Parse(Json(form, element)), Sent = element.ToString(SaveOptions.DisableFormatting), Problem = problem is null ? null : VendorProblem.Invalid(problem) };
    }

    private ContractOperation Seen(ContractOperation operation) => _seen[(operation.Part, operation.Method, operation.Path)];

    private static async Task<XElement?> ElementAsync(HttpRequest http)
    {
        using var reader = XmlReader.Create(http.Body, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        try
        {
            return (await XDocument.LoadAsync(reader, LoadOptions.PreserveWhitespace, http.HttpContext.RequestAborted).ConfigureAwait(false)).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Json(XmlForm form, XElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        form.Read(element, json);
        json.Flush();
        return buffer.WrittenMemory;
    }

    private byte[] Written(ContractElement element, ReadOnlyMemory<byte> json)
    {
        using var value = JsonDocument.Parse(json);
        using var to = new MemoryStream();
        using (var xml = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.None }))
        {
            xml.WriteStartElement(element.Name, element.Namespace);
            _forms.Of(element.Schema).Write(xml, value.RootElement);
            xml.WriteEndElement();
        }

        return to.ToArray();
    }
}
