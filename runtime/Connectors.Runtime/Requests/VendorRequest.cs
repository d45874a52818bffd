using System.Collections.Immutable;

namespace Connectors.Runtime.Requests;

/// <summary>A request that is ready to be built, as often as it has to be sent.</summary>
internal sealed record VendorRequest(RequestPlan Plan)
{
    /// <summary>The vendor's id of the parent record.</summary>
    public string? ParentRemoteId { get; init; }

    /// <summary>The vendor's id of the record a detail is looked up for.</summary>
    public string? RecordRemoteId { get; init; }

    /// <summary>The value that a read over values is made for; null where it is made once.</summary>
    public string? Each { get; init; }

    /// <summary>What the plan does not know: page marker, page size, since. Replaces a value of the plan in the same place.</summary>
    public ImmutableArray<PlacedValue> Extra { get; init; } = [];

    /// <summary>Whether it does no harm to send it when it may have arrived before.</summary>
    public bool Repeatable { get; init; } = true;

    /// <summary>Is called with whether it may have arrived; null where nobody asks.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>A complete address that the vendor gave; null for the plan's own.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whether nothing of the plan is sent but its method and path.</summary>
    public bool Alone { get; init; }

    /// <summary>What authenticates it.</summary>
    public Credentials Credentials { get; init; } = Credentials.None;

    /// <summary>The account as this request sees it; null for the connector's own.</summary>
    public Connections.ConnectionValues? Connection { get; init; }

    /// <summary>Takes the body of the reply where that is a file; null where it is not.</summary>
    public Files.ReceivedFile? Into { get; init; }

    /// <summary>Makes its body, where that is not made of values and no envelope; null where it is. What it gives may be null too: no body.</summary>
    public Func<HttpContent?>? Content { get; init; }

    /// <summary>Keeps the reply whatever it means; null where only an answer is wanted.</summary>
    public Replies.KeptReply? Kept { get; init; }

    /// <summary>Whether whoever sends it reads the rows of the reply as they arrive, where it has any.</summary>
    public bool TakesRows { get; init; }

    /// <summary>Whether it goes to an address that the vendor gave and that is not its own, so that no credentials go with it.</summary>
    public bool IsForeign => !Plan.Hosts.IsEmpty;

    /// <summary>Method and contract path, for messages; of an envelope its operation.</summary>
    public string Endpoint => Plan.Soap is null ? Plan.Method.Method + " " + Plan.Endpoint : Plan.Endpoint;

    /// <summary>Says why it cannot be made, without the values of it.</summary>
    public Errors.ConnectorException Refused(string why) =>
        new(Errors.ConnectorError.InvalidInput, $"{Endpoint}: the request cannot be made: {why}") { Endpoint = Endpoint };
}
