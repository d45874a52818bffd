using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Actions;

/// <summary>A file at the vendor, as an action lists it.</summary>
/// <param name="RemoteId">The vendor's id.</param>
public sealed record VendorFile(string RemoteId)
{
    private Func<CancellationToken, Task<FetchedFile>>? _fetch;

    /// <summary>Its name; null where the vendor does not tell it.</summary>
    public string? Name { get; init; }

    /// <summary>Its media type; null where the vendor does not tell it.</summary>
    public string? ContentType { get; init; }

    /// <summary>What it is, a value of the vocabulary: <c>CV</c>; null where nobody knows.</summary>
    public string? Type { get; init; }

    /// <summary>An address that anybody can fetch it from; null where it is fetched with the credentials (<see cref="FetchAsync"/>).</summary>
    public string? DataUrl { get; init; }

    /// <summary>Until when that address is good; null for as long as the file is there, and without an address.</summary>
    public DateTimeOffset? DataUrlExpiresAt { get; init; }

    /// <summary>Whether the file is fetched with the credentials.</summary>
    public bool CanFetch => _fetch is not null;

    /// <summary>How it is fetched with the credentials; null where there is an address.</summary>
    internal Func<CancellationToken, Task<FetchedFile>>? Fetch
    {
        init => _fetch = value;
    }

    /// <summary>Fetches the file with the credentials. It is not in memory as a whole: what is large is in a temporary file until it is disposed of.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">It has an address instead.</exception>
    /// <exception cref="ConnectorException">The vendor does not give it, or it is larger than <see cref="ConnectorOptions.LargestFile"/>.</exception>
    public async Task<OpenedFile> FetchAsync(CancellationToken cancellationToken = default)
    {
        var file = await (_fetch ?? throw new InvalidOperationException("The file is fetched from its address."))(cancellationToken).ConfigureAwait(false);
        return new OpenedFile(file, file.ToContent(Name ?? RemoteId, ContentType ?? file.ContentType ?? "application/octet-stream"));
    }
}

/// <summary>A file that has been fetched, for as long as it is not disposed of.</summary>
public sealed class OpenedFile : IDisposable
{
    private readonly FetchedFile _file;

    internal OpenedFile(FetchedFile file, FileContent content) => (_file, Content) = (file, content);

    /// <summary>Its name, media type and bytes.</summary>
    public FileContent Content { get; }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
