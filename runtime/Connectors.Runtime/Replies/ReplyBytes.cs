using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using Connectors.Runtime.Formats;

namespace Connectors.Runtime.Replies;

/// <summary>Takes the bytes of a reply in: undoes compression within the bound, and makes UTF-8 of other charsets.</summary>
/// <remarks>
/// The HTTP handler does not decompress for us, because it has no bound on what comes out. Every stage is read whole into pooled memory, so a
/// reply that is stacked up of several encodings is bounded at each of them.
/// </remarks>
internal static class ReplyBytes
{
    private const int MostEncodings = 3;

    /// <summary>Reads a body as text.</summary>
    /// <exception cref="UnreadableReplyException">It is too large or not encoded as it says.</exception>
    public static async Task<PooledBytes> ReadAsync(HttpContent content, int largest, CancellationToken cancellationToken)
    {
        using var bytes = await PlainAsync(content, largest, cancellationToken).ConfigureAwait(false);
        return ToUtf8(bytes, content, largest);
    }

    /// <summary>A body that has been taken in and decompressed, as text.</summary>
    /// <exception cref="UnreadableReplyException">It is too large.</exception>
    public static PooledBytes ToUtf8(PooledBytes bytes, HttpContent content, int largest) => ToUtf8(bytes.Memory.Span, content.Headers.ContentType?.CharSet, largest) ?? bytes.Keep();

    /// <summary>Bytes as text, by their byte order mark or a charset.</summary>
    public static string Text(ReadOnlySpan<byte> bytes, string? charset) => (Marked(bytes) ?? Named(charset)).GetString(bytes).TrimStart('\uFEFF');

    /// <summary>Reads a body as it is, decompressed.</summary>
    /// <exception cref="UnreadableReplyException">It is too large or not compressed as it says.</exception>
    public static async Task<PooledBytes> PlainAsync(HttpContent content, int largest, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > largest)
        {
            throw new UnreadableReplyException(FormattableString.Invariant($"the reply is larger than {largest:N0} bytes"));
        }

        PooledBytes bytes;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            bytes = await PooledBytes.ReadAsync(stream, largest, cancellationToken).ConfigureAwait(false);
        }

        List<string> encodings;
        try
        {
            encodings = Encodings(content);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }

        foreach (var encoding in encodings)
        {
            using var compressed = bytes;
            bytes = await DecompressAsync(encoding, compressed, largest, cancellationToken).ConfigureAwait(false);
        }

        return bytes;
    }

    /// <summary>The body as it unfolds, for replies that are read while they arrive; whoever reads counts.</summary>
    /// <exception cref="UnreadableReplyException">It says that it is encoded in a way that was not asked for.</exception>
    public static Stream Decompressed(Stream body, HttpContent content)
    {
        foreach (var encoding in Encodings(content))
        {
            body = encoding.ToUpperInvariant() switch
            {
                "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
                // Not asked for with envelopes, because some servers send the bare stream by this name, and a stream cannot be looked at first.
                "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
                "BR" => new BrotliStream(body, CompressionMode.Decompress),
                _ => throw Unasked(),
            };
        }

        return body;
    }

    /// <summary>The encoding of a text by its byte order mark, else by the charset of HTTP, else by what the text says of itself, else UTF-8.</summary>
    public static Encoding EncodingOf(ReadOnlySpan<byte> bytes, string? charset, string? declared) => Marked(bytes) ?? Named(charset is null ? declared : charset);

    /// <summary>A stream of text in an encoding as UTF-8, but for what is not valid in it.</summary>
    public static Stream AsUtf8(Stream text, Encoding encoding) => encoding is UTF8Encoding or ASCIIEncoding ? text : Encoding.CreateTranscodingStream(text, encoding, Encoding.UTF8);

    // The last applied comes first.
    private static List<string> Encodings(HttpContent content)
    {
        var encodings = content.Headers.ContentEncoding.Where(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase)).Reverse().ToList();
        return encodings.Count <= MostEncodings ? encodings : throw new UnreadableReplyException("the reply is compressed over and over");
    }

    private static UnreadableReplyException Unasked() => new("the reply is compressed in a way that was not asked for");

    private static async Task<PooledBytes> DecompressAsync(string encoding, PooledBytes compressed, int largest, CancellationToken cancellationToken)
    {
        if (compressed.Memory.IsEmpty)
        {
            return PooledBytes.Of([]);
        }

        var source = compressed.AsStream();
        Stream plain = encoding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(source, CompressionMode.Decompress),
            // RFC 9110 means the zlib format by deflate; some servers send the bare stream, which cannot begin like that.
            "DEFLATE" when (compressed.Memory.Span[0] & 0x0F) == 8 => new ZLibStream(source, CompressionMode.Decompress),
            "DEFLATE" => new DeflateStream(source, CompressionMode.Decompress),
            "BR" => new BrotliStream(source, CompressionMode.Decompress),
            _ => throw Unasked(),
        };
        await using (plain.ConfigureAwait(false))
        {
            try
            {
                return await PooledBytes.ReadAsync(plain, largest, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
            {
                throw new UnreadableReplyException("the reply is not compressed as it says");
            }
        }
    }

    /// <summary>
    /// The body as UTF-8, or null when it already is. The byte order mark rules over the header. Bytes that are no UTF-8 become U+FFFD, as
    /// Unicode advises: one broken letter in one name must not hold up every other record.
    /// </summary>
    private static PooledBytes? ToUtf8(ReadOnlySpan<byte> bytes, string? charset, int largest)
    {
        var encoding = Marked(bytes) ?? Named(charset);
        if (encoding is UTF8Encoding or ASCIIEncoding && Utf8.IsValid(bytes))
        {
            return null;
        }

        var text = (encoding is ASCIIEncoding ? Encoding.UTF8 : encoding).GetString(bytes).TrimStart('\uFEFF');
        if (Encoding.UTF8.GetByteCount(text) > largest)
        {
            throw new UnreadableReplyException(FormattableString.Invariant($"the reply is larger than {largest:N0} bytes"));
        }

        return PooledBytes.Of(Encoding.UTF8.GetBytes(text));
    }

    private static Encoding? Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static Encoding Named(string? charset)
    {
        var name = charset?.Trim('"', '\'', ' ');
        if (string.IsNullOrEmpty(name))
        {
            return Encoding.UTF8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            // Servers misspell charsets ("utf8"); nearly always it is UTF-8 that they mean.
            return Encoding.UTF8;
        }
    }
}
