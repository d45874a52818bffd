using System.Collections.Immutable;
using System.Xml;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Passthrough;

/// <summary>The envelope around an element that the caller writes.</summary>
internal static class PassedEnvelope
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The option that names the operation.</summary>
    public const string OperationName = "operation_name";

    private const string Data = "data";
    private const int MostNamed = 40;

    /// <summary>How the operation that a request means is called; null when something is wrong.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="api">The API.</param>
    /// <param name="request">The request.</param>
    /// <param name="deepest">How deep elements may lie in each other.</param>
    public static SoapPlan? Of(ref Findings? findings, PassthroughApi api, PassthroughRequest request, int deepest)
    {
        if (request.Data is not (null or PassthroughText))
        {
            Findings.Add(ref findings, Data, FindingKind.WrongType, "SOAP takes a text: the XML element that stands in the envelope's Body.");
            return null;
        }

        var given = request.Data is PassthroughText { Text: var text } && text.Trim().Length > 0 ? text : null;
        var element = given is null ? null : ElementOf(ref findings, given, deepest);
        if (given is not null && element is null)
        {
            return null;
        }

        var name = request.Options.GetValueOrDefault(OperationName);
        if (Operation(ref findings, api, name, element) is not { } operation)
        {
            return null;
        }

        if (element is null || element == operation.Qualified())
        {
            return new SoapPlan(api.SoapVersion, operation.Action, (writer, _) => Write(writer, operation, given), operation.Headers);
        }

        Findings.Add(ref findings, Data, FindingKind.UnknownValue, $"The operation takes the element {operation.Element}{(operation.Namespace.Length == 0 ? "" : $" of the namespace {operation.Namespace}")}.");
        return null;
    }

    private static XmlQualifiedName Qualified(this PassthroughOperation operation) => new(operation.Element, operation.Namespace);

    private static void Write(XmlWriter writer, PassthroughOperation operation, string? given)
    {
        if (given is null)
        {
            writer.WriteStartElement(operation.Element, operation.Namespace);
            writer.WriteEndElement();
            return;
        }

        using var reader = XmlReader.Create(new StringReader(given), Settings);
        reader.MoveToContent();
        writer.WriteNode(reader, defattr: false);
    }

    private static PassthroughOperation? Operation(ref Findings? findings, PassthroughApi api, string? name, XmlQualifiedName? element)
    {
        if (name is not null)
        {
            var named = api.Operations.FirstOrDefault(o => o.Name == name);
            if (named is null)
            {
                Findings.Add(ref findings, "api_options." + OperationName, FindingKind.UnknownValue, $"The API has no such operation. {Known(api.Operations)}");
            }

            return named;
        }

        if (element is null)
        {
            Findings.Add(ref findings, Data, FindingKind.Missing, $"Give the XML element that stands in the envelope's Body, or api_options.{OperationName}. {Known(api.Operations)}");
            return null;
        }

        switch (api.Operations.Where(o => element == o.Qualified()).ToList())
        {
            case [var only]:
                return only;
            case []:
                Findings.Add(ref findings, Data, FindingKind.UnknownValue, $"No operation takes this element. {Known(api.Operations)}");
                return null;
            case var several:
                Findings.Add(ref findings, "api_options." + OperationName, FindingKind.Missing, $"Several operations take this element. {Known([.. several])}");
                return null;
        }
    }

    private static string Known(ImmutableArray<PassthroughOperation> operations) =>
        $"Operations: {string.Join(", ", operations.Take(MostNamed).Select(o => o.Name))}{(operations.Length > MostNamed ? ", …" : ".")}";

    // The name of the one element that a text is; null when something is wrong with it.
    private static XmlQualifiedName? ElementOf(ref Findings? findings, string text, int deepest)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            reader.MoveToContent();
            var name = new XmlQualifiedName(reader.LocalName, reader.NamespaceURI);
            while (reader.Read())
            {
                if (reader.Depth >= deepest)
                {
                    Findings.Add(ref findings, Data, FindingKind.TooLarge, FormattableString.Invariant($"Its elements lie deeper than {deepest} in each other."));
                    return null;
                }
            }

            if (name is not { Name: "Envelope", Namespace: SoapNames.Soap11 or SoapNames.Soap12 })
            {
                return name;
            }

            Findings.Add(ref findings, Data, FindingKind.Malformed, "Give the element in the Body alone; the envelope is made here, with the credentials in it.");
        }
        catch (XmlException e)
        {
            Findings.Add(ref findings, Data, FindingKind.Malformed, FormattableString.Invariant($"It is not one XML element without a document type (line {e.LineNumber}, column {e.LinePosition})."));
        }

        return null;
    }
}
