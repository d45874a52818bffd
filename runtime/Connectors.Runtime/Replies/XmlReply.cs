using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Replies;

/// <summary>A reply in XML, opened: read as far as it takes to know what it is, and left open where it is an answer.</summary>
internal abstract partial class XmlReply : IDisposable
{
    /// <summary>How much is looked at to find what a text says of its encoding.</summary>
    private const int DeclarationLength = 200;

    private readonly ReplyStream _stream;
    private readonly ConnectorOptions _options;
    private readonly Encoding _encoding;

    /// <summary>Creates a reply, which both arguments belong to from now on.</summary>
    protected XmlReply(HttpResponseMessage response, ReplyStream stream, ConnectorOptions options)
    {
        Response = response;
        _stream = stream;
        _options = options;
        _encoding = ReplyBytes.EncodingOf(stream.Head, response.Content.Headers.ContentType?.CharSet, Declared(stream.Head));
        Reader = Open(stream);
    }

    public ReplyKind Kind { get; private set; }

    /// <summary>What rules and messages need of it; empty for an answer, because XML holds people's data.</summary>
    public byte[] Body { get; protected set; } = [];

    /// <summary>Whether <see cref="Body"/> is the JSON form of XML that may be data, so that no message quotes it.</summary>
    public bool HoldsRecords { get; protected set; }

    /// <summary>What was met in place of what is expected; null for nothing.</summary>
    public string? Met { get; protected set; }

    /// <summary>Whether all of it has been taken in, so that reading does not wait for anything.</summary>
    public bool IsWhole => _stream.IsWhole;

    /// <summary>How long it is in bytes; null while it arrives.</summary>
    public long? Length => _stream.IsWhole ? _stream.Taken : null;

    protected HttpResponseMessage Response { get; }

    protected Utf8XmlReader Reader { get; }

    /// <summary>What has been taken in.</summary>
    protected ReadOnlySpan<byte> Head => _stream.Head;

    /// <summary>How deep elements may lie in each other.</summary>
    protected int Deepest => _options.DeepestReply;

    /// <summary>How many elements are around what paths of a spec name.</summary>
    protected abstract int Around { get; }

    /// <summary>What is expected, in messages.</summary>
    protected abstract string Expected { get; }

    /// <summary>Opens a reply, which belongs to it from now on.</summary>
    /// <param name="response">The response.</param>
    /// <param name="options">Bounds and clock.</param>
    /// <param name="left">How long may be waited for the vendor.</param>
    /// <param name="create">Creates it.</param>
    /// <param name="cancellationToken">Ends every read.</param>
    /// <exception cref="UnreadableReplyException">It is too large or not encoded as it says.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<XmlReply> OpenAsync(HttpResponseMessage response, ConnectorOptions options, TimeSpan left, Func<ReplyStream, XmlReply> create, CancellationToken cancellationToken)
    {
        ReplyStream? stream = null;
        try
        {
            stream = await ReplyStream.OpenAsync(response.Content, options, left, cancellationToken).ConfigureAwait(false);
            var reply = create(stream);
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

    /// <summary>Reads an answer: shows a cursor on its element, then makes sure that the XML goes on to its end.</summary>
    /// <exception cref="XmlException">The XML is broken; <see cref="Describe"/> says where.</exception>
    public void Read(Action<XmlCursor> read)
    {
        read(new XmlCursor(Reader, new XmlBounds { Depth = Deepest }));
        while (Reader.Read())
        {
            // XML that was cut short is not taken for a whole one.
        }
    }

    /// <summary>The JSON form of an answer for rules that look into answers, without reading it; null where it is not all there, or not made for that.</summary>
    public virtual byte[]? Peek() => null;

    /// <summary>Says where the XML is broken, without quoting data of it.</summary>
    public string Describe(XmlException e) => Reader.TooDeep
        ? FormattableString.Invariant($"the XML is nested deeper than {Deepest} at {Reader.Path(Around)}")
        : FormattableString.Invariant($"the XML is broken or was cut short in {Reader.Path(Around)} (line {e.LineNumber}, column {e.LinePosition})");

    /// <summary>Ends reads that are under way.</summary>
    public void Stop() => _stream.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        _stream.Dispose();
        Response.Dispose();
    }

    /// <summary>Finds out what it is.</summary>
    /// <exception cref="XmlException">It is no XML, or broken.</exception>
    protected abstract ReplyKind Find();

    /// <summary>What messages and rules need of a reply that is no XML.</summary>
    protected virtual byte[] Foreign() => Beginning();

    /// <summary>A reader of its own of bytes that are encoded as the reply is.</summary>
    protected Utf8XmlReader Open(Stream bytes)
    {
        // Bytes that the encoding does not have become U+FFFD, as in other replies: one broken letter must not hold up every other record.
        var text = ReplyBytes.AsUtf8(bytes, _encoding);
        // The stream has a bound of its own, of what the vendor sends.
        return new Utf8XmlReader(text, new XmlBounds { Depth = Deepest, Document = long.MaxValue });
    }

    /// <summary>Says of a document that its root is another; of HTML, that it is that.</summary>
    /// <param name="otherwise">What is said of XML.</param>
    protected void MeetRoot(string otherwise)
    {
        var isHtml = Reader.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase);
        Met = isHtml ? Instead("HTML") : otherwise;
        Body = isHtml ? Foreign() : [];
    }

    /// <summary>The beginning, for messages.</summary>
    protected byte[] Beginning() => Head[..Math.Min(Head.Length, 4 * (Redactor.MostRead + 1))].ToArray();

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

    private (string Met, byte[] Body) Broken(XmlException e)
    {
        var head = Encoding.UTF8.GetString(Head[..Math.Min(Head.Length, DeclarationLength * 4)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return head switch
        {
            "" => ($"the reply is empty where {Expected} is expected", []),
            _ when Html().IsMatch(head) => (Instead("HTML"), Foreign()),
            _ when head[0] != '<' => (Instead("something else"), Foreign()),
            _ when head.Contains("<!DOCTYPE", StringComparison.Ordinal) && Reader.Path(0) == "." => ("the reply has a document type, which is refused", []),
            _ => (Describe(e), []),
        };
    }

    private string Instead(string what) => $"the reply is {what} ({Response.Content.Headers.ContentType?.MediaType ?? "of no type"}) where {Expected} is expected";

    [GeneratedRegex("""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<(!DOCTYPE\s+)?html\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Html();
}
