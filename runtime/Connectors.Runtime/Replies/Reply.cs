using System.Net.Http.Headers;

namespace Connectors.Runtime.Replies;

/// <summary>A reply, taken in whole: decompressed, bounded, UTF-8 without byte order mark. Disposal gives its bytes back to the pool.</summary>
internal sealed class Reply : IDisposable
{
    private readonly PooledBytes _bytes;
    private readonly int _start;
    private readonly HttpResponseHeaders _headers;

    private Reply(HttpResponseMessage response, Uri address, PooledBytes bytes)
    {
        Status = (int)response.StatusCode;
        ContentType = response.Content.Headers.ContentType?.MediaType;
        Address = address;
        _headers = response.Headers;
        _bytes = bytes;
        _start = bytes.Memory.Span.StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The media type the reply claims to have.</summary>
    public string? ContentType { get; }

    /// <summary>The address that was asked.</summary>
    public Uri Address { get; }

    /// <summary>Whether a rule says that this reply is an empty list.</summary>
    public bool MeansEmpty { get; set; }

    /// <summary>Whether the status says that all went well.</summary>
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>Where the reply points to.</summary>
    public Uri? Location => _headers.Location;

    /// <summary>When the vendor sent it, by its own clock.</summary>
    public DateTimeOffset? Date => _headers.Date;

    /// <summary>The body; not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Body => _bytes.Memory[_start..];

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Takes a reply in.</summary>
    /// <exception cref="UnreadableReplyException">It is too large or not encoded as it says.</exception>
    public static async Task<Reply> ReadAsync(HttpResponseMessage response, Uri address, int largest, CancellationToken cancellationToken)
    {
        var bytes = await ReplyBytes.ReadAsync(response.Content, largest, cancellationToken).ConfigureAwait(false);
        return new Reply(response, address, bytes);
    }

    /// <summary>The values of a header, joined as HTTP allows; null when it is not there.</summary>
    public string? Header(string name) => _headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();
}
