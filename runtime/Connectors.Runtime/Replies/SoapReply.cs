using System.Xml;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Replies;

/// <summary>A reply to an envelope. Of a fault <see cref="XmlReply.Body"/> is its JSON form, of HTML and plain text their beginning.</summary>
internal sealed class SoapReply(HttpResponseMessage response, ReplyStream stream, ConnectorOptions options) : XmlReply(response, stream, options)
{
    /// <inheritdoc/>
    protected override int Around => 2;

    /// <inheritdoc/>
    protected override string Expected => "a SOAP envelope";

    /// <inheritdoc/>
    protected override ReplyKind Find()
    {
        if (Reader.MoveToContent() != XmlNodeType.Element || Reader.LocalName != "Envelope" || Reader.NamespaceURI is not (SoapNames.Soap11 or SoapNames.Soap12))
        {
            MeetRoot($"the reply's root element is '{Utf8XmlReader.Short(Reader.LocalName)}' where a SOAP envelope is expected");
            return ReplyKind.Other;
        }

        var ns = Reader.NamespaceURI;
        while (Next(1))
        {
            if (Reader.LocalName == "Body" && Reader.NamespaceURI == ns)
            {
                return InBody(ns);
            }

            Over();
        }

        Met = "the envelope has no Body";
        return ReplyKind.Other;
    }

    private ReplyKind InBody(string ns)
    {
        if (Reader.IsEmptyElement || !Next(Around))
        {
            Met = "the envelope's Body is empty";
            return ReplyKind.Other;
        }

        if (Reader.LocalName != "Fault" || Reader.NamespaceURI != ns)
        {
            return ReplyKind.Answer;
        }

        Body = FaultJson.Of(Reader, Deepest);
        return ReplyKind.Fault;
    }

    // Goes on to the next element at a depth; false where there is none any more.
    private bool Next(int depth)
    {
        while (Reader.Read())
        {
            if (Reader.NodeType == XmlNodeType.Element && Reader.Depth == depth)
            {
                return true;
            }

            if (Reader.NodeType == XmlNodeType.EndElement && Reader.Depth < depth)
            {
                return false;
            }
        }

        return false;
    }

    // Reads over an element; Skip of the base class would not, because it knows nothing of ours.
    private void Over()
    {
        var depth = Reader.Depth;
        if (!Reader.IsEmptyElement)
        {
            while (Reader.Read() && !(Reader.NodeType == XmlNodeType.EndElement && Reader.Depth == depth))
            {
                // What is in it does not matter.
            }
        }
    }
}
