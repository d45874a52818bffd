using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Replies;

/// <summary>A reply to an envelope, opened: read as far as it takes to know what it is, and left open where it is an answer.</summary>
internal sealed partial class SoapReply : IDisposable
{
    /// <summary>Envelope and Body, which no path of a spec names.</summary>
    private const int Around = 2;

    /// <summary>How much is looked at to find what a text says of its encoding.</summary>
    private const int DeclarationLength = 200;

    /// <summary>Bytes that are decoded at once: few enough that what holds their letters is no large object, whose allocation would have the garbage of all generations collected.</summary>
    private const int BufferLength = 16 * 1024;

    private readonly HttpResponseMessage _response;
    private readonly ReplyStream _stream;
    private readonly int _deepest;
    private readonly PathReader _reader;

    private SoapReply(HttpResponseMessage response, ReplyStream stream, ConnectorOptions options)
    {
        _response = response;
        _stream = stream;
        _deepest = options.DeepestReply;
        var encoding = ReplyBytes.EncodingOf(stream.Head, response.Content.Headers.ContentType?.CharSet, Declared(stream.Head));
        // Bytes that the encoding does not have become U+FFFD, as in other replies: one broken letter must not hold up every other record.
        var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: BufferLength);
        var settings = new XmlBounds { Depth = _deepest, Document = options.LargestReply }.Settings();
        settings.CloseInput = true;
        _reader = new PathReader(XmlReader.Create(text, settings), _deepest);
    }

    /// <summary>What it is.</summary>
    public ReplyKind Kind { get; private set; }

    /// <summary>Of a fault its JSON form, of HTML and plain text its beginning, for messages; empty otherwise, because XML holds people's data.</summary>
    public byte[] Body { get; private set; } = [];

    /// <summary>What was met in place of an envelope.</summary>
    public string Met { get; private set; } = "";

    /// <summary>Whether all of it has been taken in, so that reading does not wait for anything.</summary>
    public bool IsWhole => _stream.IsWhole;

    /// <summary>Opens a reply, which belongs to it from now on.</summary>
    /// <exception cref="UnreadableReplyException">It is too large or not encoded as it says.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<SoapReply> OpenAsync(HttpResponseMessage response, ConnectorOptions options, TimeSpan left, CancellationToken cancellationToken)
    {
        ReplyStream? stream = null;
        try
        {
            stream = await ReplyStream.OpenAsync(response.Content, options, left, cancellationToken).ConfigureAwait(false);
            var reply = new SoapReply(response, stream, options);
            reply.Look();
            if (reply.Kind != ReplyKind.Answer)
            {
                reply.Dispose();
            }

            return reply;
        }
        catch
        {
            stream?.Dispose();
            response.Dispose();
            throw;
        }
    }

    /// <summary>Reads an answer: shows a cursor on the element in the Body, then makes sure that the envelope goes on to its end.</summary>
    /// <exception cref="XmlException">The XML is broken; <see cref="Describe"/> says where.</exception>
    public void Read(Action<XmlCursor> read)
    {
        read(new XmlCursor(_reader, new XmlBounds { Depth = _deepest }));
        while (_reader.Read())
        {
            // An envelope that was cut short is not taken for a whole one.
        }
    }

    /// <summary>Says where the XML is broken, without quoting data of it.</summary>
    public string Describe(XmlException e) => _reader.TooDeep
        ? FormattableString.Invariant($"the XML is nested deeper than {_deepest} at {_reader.Path(Around)}")
        : FormattableString.Invariant($"the XML is broken or was cut short in {_reader.Path(Around)} (line {e.LineNumber}, column {e.LinePosition})");

    /// <summary>Ends reads that are under way.</summary>
    public void Stop() => _stream.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
        _response.Dispose();
    }

    private static string? Declared(ReadOnlySpan<byte> head)
    {
        // Of encodings with two bytes a letter, no text without byte order mark can be asked by its letters.
        switch (head)
        {
            case [0x3C, 0, 0x3F, 0, ..]:
                return "utf-16";
            case [0, 0x3C, 0, 0x3F, ..]:
                return "utf-16BE";
        }

        var declaration = Declaration().Match(Encoding.Latin1.GetString(head[..Math.Min(head.Length, DeclarationLength)]));
        return declaration.Success ? declaration.Groups[1].Value : null;
    }

    private void Look()
    {
        try
        {
            Kind = Find();
        }
        catch (XmlException e)
        {
            Kind = ReplyKind.Other;
            (Met, Body) = Broken(e);
        }
    }

    private ReplyKind Find()
    {
        if (_reader.MoveToContent() != XmlNodeType.Element || _reader.LocalName != "Envelope" || _reader.NamespaceURI is not (SoapNames.Soap11 or SoapNames.Soap12))
        {
            var isHtml = _reader.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase);
            Met = isHtml ? Instead("HTML") : $"the reply's root element is '{PathReader.Short(_reader.LocalName)}' where a SOAP envelope is expected";
            Body = isHtml ? Beginning() : [];
            return ReplyKind.Other;
        }

        var ns = _reader.NamespaceURI;
        while (Next(1))
        {
            if (_reader.LocalName == "Body" && _reader.NamespaceURI == ns)
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
        if (_reader.IsEmptyElement || !Next(Around))
        {
            Met = "the envelope's Body is empty";
            return ReplyKind.Other;
        }

        if (_reader.LocalName != "Fault" || _reader.NamespaceURI != ns)
        {
            return ReplyKind.Answer;
        }

        Body = FaultJson.Of(_reader, _deepest);
        return ReplyKind.Fault;
    }

    // Goes on to the next element at a depth; false where there is none any more.
    private bool Next(int depth)
    {
        while (_reader.Read())
        {
            if (_reader.NodeType == XmlNodeType.Element && _reader.Depth == depth)
            {
                return true;
            }

            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth < depth)
            {
                return false;
            }
        }

        return false;
    }

    // Reads over an element; Skip of the base class would not, because it knows nothing of ours.
    private void Over()
    {
        var depth = _reader.Depth;
        if (!_reader.IsEmptyElement)
        {
            while (_reader.Read() && !(_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth))
            {
                // What is in it does not matter.
            }
        }
    }

    private (string Met, byte[] Body) Broken(XmlException e)
    {
        var head = Encoding.UTF8.GetString(_stream.Head[..Math.Min(_stream.Head.Length, DeclarationLength * 4)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return head switch
        {
            "" => ("the reply is empty where a SOAP envelope is expected", []),
            _ when Html().IsMatch(head) => (Instead("HTML"), Beginning()),
            _ when head[0] != '<' => (Instead("something else"), Beginning()),
            _ when head.Contains("<!DOCTYPE", StringComparison.Ordinal) && _reader.Path(0) == "." => ("the reply has a document type, which is refused", []),
            _ => (Describe(e), []),
        };
    }

    private string Instead(string what) => $"the reply is {what} ({_response.Content.Headers.ContentType?.MediaType ?? "of no type"}) where a SOAP envelope is expected";

    private byte[] Beginning() => _stream.Head[..Math.Min(_stream.Head.Length, 4 * (Redactor.MostRead + 1))].ToArray();

    [GeneratedRegex("""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<(!DOCTYPE\s+)?html\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Html();
}
