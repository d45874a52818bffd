using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Telemetry;

/// <summary>A request that was sent to a vendor, and how that ended; of one that is sent again, there are several. No body and no secret is in it; ids and words that are searched for may be in the address.</summary>
public sealed record SentRequest
{
    /// <summary>What it was sent for: a model, an action, <c>login</c>, <c>logout</c>, <c>check</c>, <c>choices</c> or <c>passthrough</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The HTTP method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Method and contract path, such as <c>GET /jobs</c>; the operation of SOAP.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The address, in whose path and query secrets are <c>***</c>.</summary>
    public required string Address { get; init; }

    /// <summary>The vendor's status; null when no reply arrived.</summary>
    public int? Status { get; init; }

    /// <summary>What the reply means; null where all is well.</summary>
    public ConnectorError? Error { get; init; }

    /// <summary>How long it took until the reply was there, or until it was known that there is none.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>How long the reply is in bytes, decompressed; null where there is none, or where it still arrives while it is read.</summary>
    public long? Bytes { get; init; }
}
