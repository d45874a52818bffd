namespace Connectors.Runtime.Replies;

/// <summary>Keeps a reply as the vendor sent it, for a caller who wants it whatever it means. Of several attempts it is the last one's.</summary>
internal sealed class KeptReply(int largest)
{
    /// <summary>Whether there is one.</summary>
    public bool IsThere { get; private set; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; private set; }

    /// <summary>The address that was asked in the end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The headers, those of the body among them.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Headers { get; private set; } = [];

    /// <summary>The media type it claims to have.</summary>
    public string? ContentType { get; private set; }

    /// <summary>The charset it claims to have.</summary>
    public string? Charset { get; private set; }

    /// <summary>The body, decompressed.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Forgets the reply.</summary>
    public void Clear() => IsThere = false;

    /// <summary>Takes a reply in, and leaves it readable, decompressed, for whoever judges it.</summary>
    /// <exception cref="Formats.UnreadableReplyException">It is too large or not compressed as it says.</exception>
    public async Task TakeAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        using var plain = await ReplyBytes.PlainAsync(response.Content, largest, cancellationToken).ConfigureAwait(false);
        var body = plain.Memory.ToArray();
        var type = response.Content.Headers.ContentType;
        Headers = [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Select(h => KeyValuePair.Create<string, IReadOnlyList<string>>(h.Key, [.. h.Value]))];
        (Status, Address, ContentType, Charset, Body, IsThere) = ((int)response.StatusCode, address, type?.MediaType, type?.CharSet, body, true);
        response.Content = new ByteArrayContent(body) { Headers = { ContentType = type } };
    }
}
