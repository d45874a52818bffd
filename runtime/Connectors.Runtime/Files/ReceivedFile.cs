namespace Connectors.Runtime.Files;

/// <summary>Takes the body of a successful reply that is a file, without holding it in memory as a whole.</summary>
internal sealed class ReceivedFile
{
    /// <summary>The file; null before.</summary>
    public FetchedFile? File { get; private set; }

    /// <summary>Takes the body of a reply.</summary>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="contentType">The media type that the reply names; null for none.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UnfetchedFileException">It is larger.</exception>
    public async Task TakeAsync(Stream body, string? contentType, long most, CancellationToken cancellationToken)
    {
        File?.Dispose();
        File = null;
        File = await FetchedFile.ReadAsync(body, contentType, most, cancellationToken).ConfigureAwait(false);
    }
}
