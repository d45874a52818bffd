using System.Collections.Immutable;

namespace Connectors.Sync.Serving;

/// <summary>What a page of records holds.</summary>
public sealed record RecordQuery
{
    /// <summary>How many records at most.</summary>
    public required int Size { get; init; }

    /// <summary>The page begins after this place; null for the first page.</summary>
    public PagePosition? After { get; init; }

    /// <summary>Only what changed at this time or later, in milliseconds since 1970, by itself or in what is shown with it; such pages are in the order of their changes. Null for all.</summary>
    public long? TouchedSince { get; init; }

    /// <summary>Whether records that are gone at the vendor are among them.</summary>
    public bool IncludeDeleted { get; init; }

    /// <summary>Whether the raw payloads are wanted.</summary>
    public bool Raw { get; init; }

    /// <summary>What holds for every record of the page.</summary>
    public ImmutableArray<RecordFilter> Filters { get; init; } = [];
}
