using Microsoft.Win32.SafeHandles;

namespace Connectors.Runtime.Files;

/// <summary>The bytes of a fetched file: in memory where they are few, otherwise in a temporary file that nobody else can open and that is gone with this process.</summary>
internal sealed class FetchedFile : IDisposable
{
    /// <summary>How many bytes are kept in memory at most.</summary>
    public const int MostInMemory = 1024 * 1024;

    private readonly byte[]? _bytes;
    private readonly SafeFileHandle? _file;

    private FetchedFile(string? contentType, byte[] bytes) => (ContentType, _bytes, Length) = (contentType, bytes, bytes.Length);

    private FetchedFile(string? contentType, SafeFileHandle file, long length) => (ContentType, _file, Length) = (contentType, file, length);

    /// <summary>The media type that the reply named.</summary>
    public string? ContentType { get; }

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="UnfetchedFileException">It is larger than allowed.</exception>
    public static async Task<FetchedFile> ReadAsync(Stream from, string? contentType, long largest, CancellationToken cancellationToken)
    {
        SafeFileHandle? file = null;
        using var memory = new MemoryStream();
        try
        {
            var buffer = new byte[64 * 1024];
            var length = 0L;
            while (await from.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                if (length + read > largest)
                {
                    throw TooLarge(largest);
                }

                if (file is null && length + read > MostInMemory)
                {
                    file = NewFile();
                    await RandomAccess.WriteAsync(file, memory.GetBuffer().AsMemory(0, (int)length), 0, cancellationToken).ConfigureAwait(false);
                }

                if (file is null)
                {
                    memory.Write(buffer, 0, read);
                }
                else
                {
                    await RandomAccess.WriteAsync(file, buffer.AsMemory(0, read), length, cancellationToken).ConfigureAwait(false);
                }

                length += read;
            }

            return file is null ? new FetchedFile(contentType, memory.ToArray()) : new FetchedFile(contentType, file, length);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>The error for a file that is larger than allowed.</summary>
    public static UnfetchedFileException TooLarge(long largest) => new(FormattableString.Invariant($"It is larger than {largest:N0} bytes."), tooLarge: true);

    /// <summary>The file as a request carries it, for as long as this is not disposed of.</summary>
    public FileContent ToContent(string name, string contentType) =>
        _file is { } file
            ? new FileContent(name, contentType, Length, _ => new ValueTask<Stream>(new HandleStream(file, Length)))
            : new FileContent(name, contentType, _bytes!);

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static SafeFileHandle NewFile()
    {
        var path = Path.Combine(Path.GetTempPath(), "connectors-file-" + Path.GetRandomFileName());
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            // The name goes at once, the content with the handle: also when the process is killed, somebody's papers do not stay behind.
            File.Delete(path);
        }

        return file;
    }
}
