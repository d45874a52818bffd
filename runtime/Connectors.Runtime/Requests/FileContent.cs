namespace Connectors.Runtime.Requests;

/// <summary>A file that is sent within a request, read as it is written and never held whole. Immutable; it can be opened as often as a request has to be sent.</summary>
/// <param name="name">The file's name.</param>
/// <param name="contentType">The media type; null when it is not known.</param>
/// <param name="length">The length in bytes; null when it is not known.</param>
/// <param name="open">Opens the content at its beginning; whoever calls it disposes of the stream.</param>
public sealed class FileContent(string name, string? contentType, long? length, Func<Stream> open)
{
    /// <summary>The file's name.</summary>
    public string Name { get; } = name;

    /// <summary>The media type; null when it is not known.</summary>
    public string? ContentType { get; } = contentType;

    /// <summary>The length in bytes; null when it is not known.</summary>
    public long? Length { get; } = length;

    /// <summary>Opens the content at its beginning; whoever calls it disposes of the stream.</summary>
    public Stream Open() => open();
}
