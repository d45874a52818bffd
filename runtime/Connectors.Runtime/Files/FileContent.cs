namespace Connectors.Runtime.Files;

/// <summary>A file that a request carries: read while it is sent, and never held in memory as a whole.</summary>
/// <remarks>
/// It is opened once for every time its request goes out, also when the request is sent again, and each stream is disposed of when it has been read. A file
/// that says its length must have it: one that turns out shorter or longer ends the request with an error, before the vendor has all of it.
/// </remarks>
public sealed class FileContent
{
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;

    /// <summary>Describes a file.</summary>
    /// <param name="name">Its name with its ending: <c>cv.pdf</c>.</param>
    /// <param name="contentType">Its media type: <c>application/pdf</c>.</param>
    /// <param name="length">Its length in bytes; null when it is not known before it has been read.</param>
    /// <param name="open">Opens it at its beginning; called for every attempt to send it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public FileContent(string name, string contentType, long? length, Func<CancellationToken, ValueTask<Stream>> open)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        Name = name;
        ContentType = contentType;
        Length = length;
        _open = open;
    }

    /// <summary>Describes a file that is in memory anyway.</summary>
    /// <param name="name">Its name with its ending.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="bytes">Its content.</param>
    public FileContent(string name, string contentType, byte[] bytes)
        : this(name, contentType, bytes.Length, _ => new ValueTask<Stream>(new MemoryStream(bytes, writable: false)))
    {
    }

    /// <summary>Its name with its ending.</summary>
    public string Name { get; }

    /// <summary>Its media type.</summary>
    public string ContentType { get; }

    /// <summary>Its length in bytes; null when it is not known before it has been read.</summary>
    public long? Length { get; }

    /// <summary>Opens it at its beginning. The stream belongs to the caller.</summary>
    public ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => _open(cancellationToken);
}
