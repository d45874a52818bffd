using System.Text;
using System.Text.Json;
using System.Text.Unicode;
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

    /// <summary>The body, decompressed and without the account's secrets; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether the vendor says that what is asked for is elsewhere.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    private string? Charset { get; }

    /// <summary>The body as JSON, where it is a whole JSON value and is called so or looks so: vendors call it by many names.</summary>
    /// <param name="json">The value.</param>
    /// <returns>Whether it is one.</returns>
    public bool TryReadJson(out ReadOnlyMemory<byte> json)
    {
        json = (Charset is null or "utf-8" or "UTF-8") && Utf8.IsValid(Body.Span) ? Body : Encoding.UTF8.GetBytes(ReadText());
        json = json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        var isCalledSo = ContentType is { } type && (type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        return (isCalledSo || json.Span.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]) && IsJson(json.Span);
    }

    /// <summary>The body as text; what is none in its charset has U+FFFD in its place.</summary>
    public string ReadText() => ReplyBytes.Text(Body.Span, Charset);

    private static bool IsJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                // All of it is looked at.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
