using System.Collections.Immutable;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Reading;

/// <summary>One page of a source, mapped.</summary>
public sealed class ReadPage
{
    /// <summary>The records of all wanted models, in the order of the reply.</summary>
    public required IReadOnlyList<UnifiedRecord> Records { get; init; }

    /// <summary>What could not be read, each with its reason.</summary>
    public required IReadOnlyList<SetAside> SetAside { get; init; }

    /// <summary>How many elements the reply held, before mapping.</summary>
    public required int Elements { get; init; }

    /// <summary>Where to go on after this page (<see cref="ReadOptions.Resume"/>); null after the last page.</summary>
    public required string? Resume { get; init; }

    /// <summary>How many elements the vendor says there are in all; null when it does not say.</summary>
    public long? Total { get; init; }

    /// <summary>
    /// How many elements were left out on purpose (a lookup that found nothing and says skip). Where this is not 0, absence proves nothing.
    /// </summary>
    public int Skipped { get; init; }

    /// <summary>How many elements are no records of a model by the spec's word (<c>keep</c>, <c>drop</c>), by model; models without any are not among them.</summary>
    public IReadOnlyDictionary<string, int> Dropped { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Records that are gone, because their detail is.</summary>
    public IReadOnlyList<RecordName> Gone { get; init; } = [];

    /// <summary>Records that are there and have not changed, so that their detail was not asked for (<see cref="ReadOptions.DetailsSince"/>).</summary>
    public IReadOnlyList<RecordName> Unchanged { get; init; } = [];

    /// <summary>Records that are there and not wanted, so that their detail was not asked for (<see cref="ReadOptions.Wants"/>).</summary>
    public IReadOnlyList<RecordName> PassedOver { get; init; } = [];
}

/// <summary>What to read of a source.</summary>
public sealed record ReadOptions
{
    /// <summary>The models wanted, of those the source feeds; null for all.</summary>
    public IReadOnlySet<string>? Models { get; init; }

    /// <summary>Only what changed since; null for everything. Ignored where the source has no since filter. The source's overlap is taken off by the runtime.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The vendor's id of the parent, for sources that are read per parent.</summary>
    public string? ParentRemoteId { get; init; }

    /// <summary>A page's <see cref="ReadPage.Resume"/>, to go on after it; null to start.</summary>
    public string? Resume { get; init; }

    /// <summary>
    /// Details only of records that changed since, where the source can tell; null for all. The others are handed over by name as
    /// <see cref="ReadPage.Unchanged"/>, unless they are not stored.
    /// </summary>
    public DateTimeOffset? DetailsSince { get; init; }

    /// <summary>Whether a record is stored and alive; needed with <see cref="DetailsSince"/>. Called while the page is read, from one thread at a time.</summary>
    public Func<RecordName, bool>? IsStored { get; init; }

    /// <summary>
    /// Whether a record of the source's own model is wanted; null for all. It spares requests only: the details of others are not asked for, and they are handed over
    /// by name as <see cref="ReadPage.PassedOver"/>; records that need none come all the same. Called while pages are read, from several threads.
    /// </summary>
    public Func<RecordName, bool>? Wants { get; init; }

    /// <summary>Whether records keep their raw payload.</summary>
    public bool KeepRaw { get; init; } = true;
}
