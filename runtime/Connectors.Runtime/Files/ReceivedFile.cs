namespace Connectors.Runtime.Files;

/// <summary>Takes the body of a successful reply that is a file, without holding it in memory as a whole.</summary>
internal sealed class ReceivedFile
{
    /// <summary>The file; null before.</summary>
    public FetchedFile? File { get; private set; }

    /// <summary>Takes the body of a reply, in whose place an empty one is left.</summary>
    /// <param name="response">The reply.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UnfetchedFileException">It is larger.</exception>
    public async Task TakeAsync(HttpResponseMessage response, long most, CancellationToken cancellationToken)
    {
        File?.Dispose();
        var from = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (from.ConfigureAwait(false))
        {
            File = await FetchedFile.ReadAsync(from, response.Content.Headers.ContentType?.MediaType, most, cancellationToken).ConfigureAwait(false);
        }

        response.Content = new ByteArrayContent([]);
    }
}
