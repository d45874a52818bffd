using System.Net.Http.Headers;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Replies;

/// <summary>
/// A reply, taken in whole: decompressed, bounded, UTF-8 without byte order mark; or XML or rows that are read while they arrive. Disposal gives its bytes
/// back to the pool.
/// </summary>
internal sealed class Reply : IDisposable
{
    private PooledBytes _bytes;
    private int _start;
    private string? _met;
    private readonly HttpResponseHeaders _headers;

    private readonly XmlReply? _xml;

    private Reply(HttpResponseMessage response, Uri address, PooledBytes bytes, XmlReply? xml = null, RowReply? rows = null)
    {
        _xml = xml;
        Rows = rows;
        HoldsRecords = xml?.HoldsRecords == true || rows is not null;
        Status = (int)response.StatusCode;
        ContentType = response.Content.Headers.ContentType?.MediaType;
        Address = address;
        Length = rows is not null ? null : xml is null ? bytes.Memory.Length : xml.Length;
        _headers = response.Headers;
        _bytes = bytes;
        _start = bytes.Memory.Span.StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The media type the reply claims to have.</summary>
    public string? ContentType { get; }

    /// <summary>How long it is in bytes, as it came but for compression; null where it was still arriving when it was opened.</summary>
    public long? Length { get; }

    /// <summary>The address that was asked in the end, redirects followed: where relative addresses in it start from.</summary>
    public Uri Address { get; }

    /// <summary>The rule that says what this reply means; null where HTTP's own meaning stands.</summary>
    public ReplyRule? Rule { get; set; }

    /// <summary>Whether a rule says that this reply is an empty list.</summary>
    public bool MeansEmpty => Rule?.Empty == true;

    /// <summary>Whether all went well, by the status and by what SOAP says.</summary>
    public bool Succeeded => Status is >= 200 and < 300 && !IsFault;

    /// <summary>Whether it is a SOAP fault; <see cref="Body"/> is its JSON form then.</summary>
    public bool IsFault => _xml?.Kind == ReplyKind.Fault;

    /// <summary>Whether it was XML, which does not tell a list of one from one that is none.</summary>
    public bool IsXml => _xml is not null;

    /// <summary>What was met where XML or another format is expected; null when that is what it is.</summary>
    public string? Instead => _xml is { Kind: ReplyKind.Other } other ? other.Met : _met;

    /// <summary>Elements of the list in the body that its format could not make whole.</summary>
    public IReadOnlyList<ElementFault> Faults { get; private set; } = [];

    /// <summary>Whether the body holds records in another form than JSON, so that no message may quote it.</summary>
    public bool HoldsRecords { get; private set; }

    /// <summary>The answer in XML; null for other replies.</summary>
    public XmlReply? Answer => _xml is { Kind: ReplyKind.Answer } answer ? answer : null;

    /// <summary>The rows that have yet to arrive, whose list no body has; null for other replies.</summary>
    public RowReply? Rows { get; }

    /// <summary>Where the reply points to.</summary>
    public Uri? Location => _headers.Location;

    /// <summary>When the vendor sent it, by its own clock.</summary>
    public DateTimeOffset? Date => _headers.Date;

    /// <summary>The body; of XML only what rules and messages need of it. Not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Body => _bytes.Memory[_start..];

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Takes a reply in.</summary>
    /// <exception cref="UnreadableReplyException">It is too large or not encoded as it says.</exception>
    public static async Task<Reply> ReadAsync(HttpResponseMessage response, Uri address, int largest, CancellationToken cancellationToken)
    {
        var bytes = await ReplyBytes.ReadAsync(response.Content, largest, cancellationToken).ConfigureAwait(false);
        return new Reply(response, address, bytes);
    }

    /// <summary>Opens a reply in XML; the response belongs to it from now on.</summary>
    /// <param name="response">The response.</param>
    /// <param name="address">The address that was asked.</param>
    /// <param name="plan">What was asked.</param>
    /// <param name="options">Bounds and clock.</param>
    /// <param name="left">How long may be waited for the vendor.</param>
    /// <param name="cancellationToken">Ends every read.</param>
    /// <exception cref="UnreadableReplyException">It is too large or not encoded as it says.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<Reply> OpenAsync(HttpResponseMessage response, Uri address, RequestPlan plan, ConnectorOptions options, TimeSpan left, CancellationToken cancellationToken)
    {
        var xml = await XmlReply.OpenAsync(
            response,
            options,
            left,
            stream => plan.Soap is null ? new PlainXmlReply(response, stream, options, plan.Xml?.Root) : new SoapReply(response, stream, options),
            cancellationToken).ConfigureAwait(false);
        return new Reply(response, address, PooledBytes.Of(xml.Body), xml);
    }

    /// <summary>
    /// Opens a reply of rows; the response belongs to it from now on. What is small has been taken in whole when it comes back, and so has what turns out to be something else.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="address">The address that was asked.</param>
    /// <param name="format">Reads the rows.</param>
    /// <param name="options">Bounds and clock.</param>
    /// <param name="left">How long may be waited for the vendor.</param>
    /// <param name="cancellationToken">Ends every read.</param>
    /// <exception cref="UnreadableReplyException">It is too large or not encoded as it says.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<Reply> OpenAsync(HttpResponseMessage response, Uri address, RowFormat format, ConnectorOptions options, TimeSpan left, CancellationToken cancellationToken)
    {
        ReplyStream? stream = null;
        try
        {
            stream = await ReplyStream.OpenAsync(response.Content, options, left, cancellationToken).ConfigureAwait(false);
            if (!stream.IsWhole && stream.Head.TrimStart(" \t\r\n"u8) is not [] and not [(byte)'<', ..] and var head && format.IsRows(head))
            {
                return new Reply(response, address, PooledBytes.Of([]), rows: new RowReply(response, stream, format.Walk(options.DeepestReply)));
            }

            using (response)
            using (stream)
            using (var bytes = await PooledBytes.ReadAsync(stream, options.LargestReply, cancellationToken).ConfigureAwait(false))
            {
                var reply = new Reply(response, address, ReplyBytes.ToUtf8(bytes, response.Content, options.LargestReply));
                reply.Unfold(format, options.DeepestReply);
                return reply;
            }
        }
        catch
        {
            stream?.Dispose();
            response.Dispose();
            throw;
        }
    }

    /// <summary>Whether rules can look into <see cref="Body"/>: not where it is an answer in XML, or rows, that have yet to arrive. Of one that has, the body is the JSON form from now on.</summary>
    public bool Look()
    {
        if (Answer is not { } answer)
        {
            return Rows is null;
        }

        if (!HoldsRecords && answer.Peek() is { } json)
        {
            _bytes.Dispose();
            _bytes = PooledBytes.Of(json);
            HoldsRecords = true;
        }

        return HoldsRecords;
    }

    /// <summary>Makes plain JSON of a successful reply that is written in another format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="deepest">How deep JSON may nest.</param>
    public void Unfold(BodyFormat format, int deepest)
    {
        var text = Body.Span.TrimStart(" \t\r\n"u8);
        if (Status is < 200 or >= 300 || (text.IsEmpty && !format.MayBeEmpty) || text is [(byte)'<', ..])
        {
            return;
        }

        HoldsRecords = true;
        var plain = format.Read(Body, deepest);
        (_met, Faults) = (plain.Met, plain.Faults);
        if (plain.Json is { } json)
        {
            _bytes.Dispose();
            (_bytes, _start) = (json, 0);
        }
    }

    /// <summary>The body as JSON where it is small: of an answer in XML its JSON form, which has been read then.</summary>
    /// <exception cref="System.Xml.XmlException">The XML is broken.</exception>
    public ReadOnlyMemory<byte> ToJson()
    {
        if (Answer is not { } answer)
        {
            return Body;
        }

        byte[] json = [];
        answer.Read(cursor => json = cursor.Recorded().Slice(XmlShape.Unknown).ToArray());
        return json;
    }

    /// <summary>The values of a header, joined as HTTP allows; null when it is not there.</summary>
    public string? Header(string name) => _headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        _xml?.Dispose();
        Rows?.Dispose();
    }
}
