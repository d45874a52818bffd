using System.Net;
using System.Net.Sockets;

namespace Connectors.Runtime.Files;

/// <summary>Fetches files that inputs give by their address. What comes of it is at hand before anything is sent to the vendor.</summary>
internal sealed class FileFetcher(ConnectorOptions options)
{
    private const int MostRedirects = 3;

    private readonly HttpMessageInvoker _http = options.FileHttp ?? FileHttp.Shared(options.AllowLoopbackFiles);

    /// <param name="address">Its address.</param>
    /// <param name="most">How many bytes it may have; null for what the options allow.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The file; dispose of it when all has been sent.</returns>
    /// <exception cref="UnfetchedFileException">It cannot be fetched.</exception>
    public async Task<FetchedFile> FetchAsync(string address, long? most, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.FileTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await AskAsync(address, either.Token).ConfigureAwait(false);
            return await TakeAsync(response, Math.Min(most ?? long.MaxValue, options.LargestFile), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnfetchedFileException(FormattableString.Invariant($"It did not arrive within {options.FileTimeout.TotalSeconds} s."));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is HttpRequestException or IOException or SocketException)
        {
            throw new UnfetchedFileException(Refused(e) ? "Its address leads to a machine that is not on the public internet." : "Its address cannot be reached.");
        }
    }

    private static bool Refused(Exception? e) => e is RefusedAddressException || (e?.InnerException is { } inner && Refused(inner));

    private async Task<HttpResponseMessage> AskAsync(string address, CancellationToken cancellationToken)
    {
        var uri = Allowed(Uri.TryCreate(address, UriKind.Absolute, out var given) ? given : null);
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            request.Headers.TryAddWithoutValidation("Accept", "*/*");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
            request.Headers.TryAddWithoutValidation("User-Agent", "Connectors/1.0");
            var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentEncoding.All(e => e.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            {
                return response;
            }

            using (response)
            {
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    throw new UnfetchedFileException("Its address answers with a compressed file, which was not asked for.");
                }

                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                {
                    throw new UnfetchedFileException(FormattableString.Invariant($"Its address answers with the status {(int)response.StatusCode}."));
                }

                if (redirects == MostRedirects)
                {
                    throw new UnfetchedFileException(FormattableString.Invariant($"Its address redirects more than {MostRedirects} times."));
                }

                uri = Allowed(Uri.TryCreate(uri, location, out var next) ? next : null);
            }
        }
    }

    // A name is looked at when it is connected to; an address that is written as a number here already.
    private Uri Allowed(Uri? uri)
    {
        if (uri is null || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new UnfetchedFileException("Its address, or one that it redirects to, is not of http or https.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new UnfetchedFileException("Its address, or one that it redirects to, has a user or password in it.");
        }

        return !IPAddress.TryParse(uri.IdnHost, out var number) || PublicAddress.Is(number, options.AllowLoopbackFiles)
            ? uri
            : throw new UnfetchedFileException("Its address leads to a machine that is not on the public internet.");
    }

    private static async Task<FetchedFile> TakeAsync(HttpResponseMessage response, long most, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > most)
        {
            throw FetchedFile.TooLarge(most);
        }

        var from = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (from.ConfigureAwait(false))
        {
            return await FetchedFile.ReadAsync(from, response.Content.Headers.ContentType?.MediaType, most, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        // An HttpClient would take the whole file in before it could be bounded.
        _http is HttpClient client ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken) : _http.SendAsync(message, cancellationToken);
}

/// <summary>A file cannot be fetched; the message is a sentence that shows nothing of its address.</summary>
/// <param name="message">Why.</param>
/// <param name="tooLarge">Whether it is too large.</param>
internal sealed class UnfetchedFileException(string message, bool tooLarge = false) : Exception(message)
{
    /// <summary>Whether it is too large.</summary>
    public bool IsTooLarge { get; } = tooLarge;
}
