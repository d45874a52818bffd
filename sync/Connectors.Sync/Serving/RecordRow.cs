namespace Connectors.Sync.Serving;

/// <summary>A stored record as it lies in the store. The texts are UTF-8 and valid until the rows they come from move on.</summary>
public readonly ref struct RecordRow
{
    /// <summary>Its unified id.</summary>
    public ReadOnlySpan<byte> Id { get; init; }

    /// <summary>The vendor's id; empty where the row joins others.</summary>
    public ReadOnlySpan<byte> RemoteId { get; init; }

    /// <summary>When its own content last changed, in milliseconds since 1970 in UTC.</summary>
    public long ChangedAt { get; init; }

    /// <summary>When it was found to be gone, as <see cref="ChangedAt"/>; null while the vendor has it.</summary>
    public long? DeletedAt { get; init; }

    /// <summary>Its own fields, a JSON object. Members without a value may be left out inside of nested objects.</summary>
    public ReadOnlySpan<byte> Content { get; init; }

    /// <summary>What the vendor sent, a JSON object; empty where it is not kept or was not asked for.</summary>
    public ReadOnlySpan<byte> Raw { get; init; }
}
