using System.Xml;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Replies;

/// <summary>
/// A reply in XML without an envelope. An answer has the root that the contract gives it; of everything else <see cref="XmlReply.Body"/> is the JSON form, for what is no XML the
/// reply as it is.
/// </summary>
/// <param name="response">The response.</param>
/// <param name="stream">Its body.</param>
/// <param name="options">Bounds and clock.</param>
/// <param name="root">The root of an answer; null where the contract has none.</param>
internal sealed class PlainXmlReply(HttpResponseMessage response, ReplyStream stream, ConnectorOptions options, XmlName? root) : XmlReply(response, stream, options)
{
    private byte[]? _peeked;
    private bool _hasPeeked;

    /// <inheritdoc/>
    protected override int Around => 1;

    /// <inheritdoc/>
    protected override string Expected => "XML";

    /// <inheritdoc/>
    public override byte[]? Peek()
    {
        if (!_hasPeeked && IsWhole)
        {
            _hasPeeked = true;
            try
            {
                using var reader = Open(new MemoryStream(Head.ToArray()));
                reader.MoveToContent();
                _peeked = SmallElement.Json(reader, Deepest);
            }
            catch (XmlException)
            {
                // Whoever reads the answer says so.
            }
        }

        return _peeked;
    }

    /// <inheritdoc/>
    protected override ReplyKind Find()
    {
        if (IsWhole && Head.IsEmpty && (!Response.IsSuccessStatusCode || Response.StatusCode == System.Net.HttpStatusCode.NoContent))
        {
            return ReplyKind.Other;
        }

        Reader.MoveToContent();
        if (Response.IsSuccessStatusCode && root is not null && Reader.LocalName == root.Local && Reader.NamespaceURI == root.Namespace)
        {
            return ReplyKind.Answer;
        }

        MeetRoot($"the reply's root element is '{Utf8XmlReader.Short(Reader.LocalName)}' where '{root?.Local}'{(root?.Local == Reader.LocalName ? " in another namespace" : "")} is expected");
        if (Body.Length == 0)
        {
            Body = SmallElement.Json(Reader, Deepest);
            HoldsRecords = true;
        }

        return ReplyKind.Other;
    }

    // Rules may look into JSON that says what went wrong.
    protected override byte[] Foreign() => Head.ToArray();
}
