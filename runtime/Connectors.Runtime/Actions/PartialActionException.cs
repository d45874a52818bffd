using System.Collections.Immutable;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Actions;

/// <summary>An action failed after the vendor had done something, or may have. The same idempotency key continues instead of doing it again.</summary>
public sealed class PartialActionException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="cause">What the failed step met; its error, status and fields are this exception's.</param>
    /// <param name="message">What is there at the vendor, and what to do.</param>
    /// <param name="made">The records made or found before.</param>
    public PartialActionException(ConnectorException cause, string message, ImmutableArray<MadeRecord> made)
        : base(cause.Error, message, cause)
    {
        Made = made;
        Status = cause.Status;
        Endpoint = cause.Endpoint;
        VendorMessage = cause.VendorMessage;
        Fields = cause.Fields;
        RetryAfter = cause.RetryAfter;
    }

    /// <summary>The records that are there at the vendor now, as far as it is known.</summary>
    public ImmutableArray<MadeRecord> Made { get; }

    /// <summary>
    /// The step of which nobody knows whether the vendor has done it: it was sent, and no reply says so. It is not sent again by the same idempotency key
    /// unless that does no harm. Null where all is known.
    /// </summary>
    public string? UncertainStep { get; init; }
}
