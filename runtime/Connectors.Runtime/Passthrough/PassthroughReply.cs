using Connectors.Runtime.Replies;

namespace Connectors.Runtime.Passthrough;

/// <summary>What a vendor answers to a request of the caller's own, whatever the status. Nothing in it is judged, and redirects are not followed out of the vendor's hosts.</summary>
public sealed class PassthroughReply
{
    internal PassthroughReply(string url, int status, IReadOnlyDictionary<string, IReadOnlyList<string>> headers, string? contentType, string? charset, ReadOnlyMemory<byte> body) =>
        (Url, Status, Headers, ContentType, Charset, Body) = (url, status, headers, contentType, charset, body);

    /// <summary>The address that was asked in the end, without credentials.</summary>
    public string Url { get; }

    /// <summary>The vendor's status.</summary>
    public int Status { get; }

    /// <summary>The headers, without cookies, credentials and those that belong to the connection.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; }

    /// <summary>The media type that the vendor names; null for none.</summary>
    public string? ContentType { get; }

    /// <summary>The body, decompressed; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether the vendor says that what is asked for is elsewhere.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    private string? Charset { get; }

    /// <summary>The body as text; what is none in its charset has U+FFFD in its place.</summary>
    public string ReadText() => ReplyBytes.Text(Body.Span, Charset);
}
