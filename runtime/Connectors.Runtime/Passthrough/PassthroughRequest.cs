using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Connectors.Runtime.Passthrough;

/// <summary>A request of the caller's own to a vendor, which is sent with what authenticates the account. Everything in it is checked before anything is sent.</summary>
public sealed record PassthroughRequest
{
    /// <summary>The vendor's API: one of <see cref="ConnectorDefinition.Passthrough"/>, by its name.</summary>
    public required string Api { get; init; }

    /// <summary>GET, POST, PUT, PATCH or DELETE; SOAP knows POST alone.</summary>
    public required string Method { get; init; }

    /// <summary>The path below the API's address, escaped as in an address: <c>/jobs/4711</c>. It may have a query. Of SOAP it is empty or <c>/</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>Query parameters, besides those of the path; not escaped.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Headers. Those that authenticate, name the host or belong to the connection are refused.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The body; null for none. Of SOAP it is a <see cref="PassthroughText"/>, the element in the envelope's Body.</summary>
    public PassthroughBody? Data { get; init; }

    /// <summary>What one kind of API takes besides. SOAP: <c>operation_name</c>, which can be left out where the body tells it, and without a body calls the operation with an empty element.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The largest reply, after decompression, in bytes; null for <see cref="ConnectorOptions.LargestReply"/>, which it cannot exceed.</summary>
    public int? LargestReply { get; init; }
}

/// <summary>The body of a request of the caller's own.</summary>
public abstract record PassthroughBody
{
    private protected PassthroughBody()
    {
    }
}

/// <summary>A JSON value, sent as it stands.</summary>
/// <param name="Utf8">The value.</param>
public sealed record PassthroughJson(ReadOnlyMemory<byte> Utf8) : PassthroughBody;

/// <summary>A text, sent as it stands in UTF-8; plain text unless a header <c>Content-Type</c> says something else.</summary>
/// <param name="Text">The text.</param>
public sealed record PassthroughText(string Text) : PassthroughBody;

/// <summary>A form as multipart/form-data (RFC 7578).</summary>
/// <param name="Parts">Its parts.</param>
public sealed record PassthroughForm(ImmutableArray<PassthroughPart> Parts) : PassthroughBody;

/// <summary>A part of a form: a text or a file.</summary>
/// <param name="Name">Its name.</param>
public sealed record PassthroughPart(string Name)
{
    /// <summary>The text; null where it is a file.</summary>
    public string? Text { get; init; }

    /// <summary>The file; null where it is a text.</summary>
    public PassthroughFile? File { get; init; }
}

/// <summary>A file in a form: its content, or where it is fetched from.</summary>
/// <param name="Name">Its name with its ending.</param>
public sealed record PassthroughFile(string Name)
{
    /// <summary>Its media type; null for what the address tells, else <c>application/octet-stream</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Its content in base64.</summary>
    public string? Data { get; init; }

    /// <summary>A public address that it is fetched from.</summary>
    public string? DataUrl { get; init; }
}
