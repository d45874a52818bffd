using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Net;

namespace Connectors.Runtime.Files;

/// <summary>
/// A text with files in it, which are read and written, as Base64 or as they are, while it is sent. Its length is known where that of every file is known and says how long
/// it is when written: not of one that is escaped, which takes two bytes more for every sign that has to be.
/// </summary>
internal sealed class BodyWithFiles(byte[] text, ImmutableArray<PlacedFile> files) : HttpContent
{
    /// <summary>How much of a file is in memory at once, in bytes: a multiple of three, so that padding comes at its end alone.</summary>
    private const int Chunk = 3 * 16 * 1024;

    /// <summary>How long that is as Base64.</summary>
    private const int LongestText = Chunk / 3 * 4;

    /// <summary>How long an escaped sign is.</summary>
    private const int Escaped = 3;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var (at, file, form) in files)
        {
            await stream.WriteAsync(text.AsMemory(written, (int)at - written), cancellationToken).ConfigureAwait(false);
            await WriteAsync(file, stream, form, cancellationToken).ConfigureAwait(false);
            written = (int)at;
        }

        await stream.WriteAsync(text.AsMemory(written), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = text.Length;
        foreach (var (_, file, form) in files)
        {
            if (file.Length is not { } known || form == FileForm.EscapedBase64)
            {
                return false;
            }

            length += form == FileForm.AsItIs ? known : (known + 2) / 3 * 4;
        }

        return true;
    }

    private static async Task WriteAsync(FileContent file, Stream to, FileForm form, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Chunk);
        var base64 = ArrayPool<byte>.Shared.Rent(form == FileForm.EscapedBase64 ? Escaped * LongestText : LongestText);
        try
        {
            var from = await OpenAsync(file, cancellationToken).ConfigureAwait(false);
            await using (from.ConfigureAwait(false))
            {
                var (length, read) = (0L, Chunk);
                while (read == Chunk)
                {
                    read = await ReadAsync(from, bytes.AsMemory(0, Chunk), cancellationToken).ConfigureAwait(false);
                    length += read;
                    if (length > file.Length || (read < Chunk && length < file.Length))
                    {
                        throw new UnreadableFileException("a file has not the length that it was said to have");
                    }

                    if (form == FileForm.AsItIs)
                    {
                        await to.WriteAsync(bytes.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                        continue;
                    }

                    Base64.EncodeToUtf8(bytes.AsSpan(0, read), base64, out _, out var encoded);
                    await to.WriteAsync(base64.AsMemory(0, form == FileForm.EscapedBase64 ? Escape(base64, encoded) : encoded), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // They held parts of somebody's papers.
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            ArrayPool<byte>.Shared.Return(base64, clearArray: true);
        }
    }

    /// <summary>Escapes what of Base64 means something else in a form, where it stands.</summary>
    /// <returns>How long it is then.</returns>
    private static int Escape(Span<byte> text, int length)
    {
        var escaped = length + ((Escaped - 1) * text[..length].CountAny("+/="u8));
        // From its end, so that nothing is written over before it has been moved.
        for (var (from, to) = (length - 1, escaped); from >= 0; from--)
        {
            ReadOnlySpan<byte> sign = text[from] switch { (byte)'+' => "%2B"u8, (byte)'/' => "%2F"u8, (byte)'=' => "%3D"u8, _ => text.Slice(from, 1) };
            to -= sign.Length;
            sign.CopyTo(text[to..]);
        }

        return escaped;
    }

    // What goes wrong with a file must not look as if the vendor could not be reached.
    private static async ValueTask<Stream> OpenAsync(FileContent file, CancellationToken cancellationToken)
    {
        try
        {
            return await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new UnreadableFileException("a file cannot be opened", e);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream from, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await from.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new UnreadableFileException("a file cannot be read to its end", e);
        }
    }
}
