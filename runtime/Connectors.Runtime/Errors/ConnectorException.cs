namespace Connectors.Runtime.Errors;

/// <summary>What went wrong between us and a vendor: a small closed set.</summary>
public enum ConnectorError
{
    /// <summary>The credentials are wrong or expired.</summary>
    Authentication,

    /// <summary>The credentials lack a right.</summary>
    Permission,

    /// <summary>The thing asked for is not there.</summary>
    NotFound,

    /// <summary>The vendor refuses what was sent.</summary>
    InvalidInput,

    /// <summary>It exists already.</summary>
    Conflict,

    /// <summary>The job takes no applications any more.</summary>
    JobClosed,

    /// <summary>Too many requests, and waiting did not help.</summary>
    RateLimited,

    /// <summary>The vendor cannot be reached or cannot answer.</summary>
    Unavailable,

    /// <summary>The vendor answered with something the spec does not describe: not JSON, too large, a redirect, paging that never ends.</summary>
    UnexpectedPayload,
}

/// <summary>A request to a vendor failed. The message is safe to show: secrets and personal data are not in it.</summary>
public class ConnectorException : Exception
{
    /// <summary>Creates the error.</summary>
    public ConnectorException(ConnectorError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>What went wrong.</summary>
    public ConnectorError Error { get; }

    /// <summary>The vendor's HTTP status; null when no reply arrived.</summary>
    public int? Status { get; init; }

    /// <summary>Method and contract path of the request: <c>GET /jobs</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The vendor's own message, redacted and shortened to 500 characters; null when it gave none.</summary>
    public string? VendorMessage { get; init; }

    /// <summary>The single fields the vendor refused; empty where it named none.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>How long the vendor asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the runtime may send the request again by itself.</summary>
    internal bool Repeatable { get; init; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool Transient => Error is ConnectorError.RateLimited or ConnectorError.Unavailable;
}

/// <summary>A field the vendor refused.</summary>
/// <param name="Path">The vendor's name of the field.</param>
/// <param name="Message">What is wrong with it, redacted and shortened.</param>
public sealed record FieldError(string Path, string Message);
