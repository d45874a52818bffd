using System.Collections.Immutable;
using Connectors.Runtime.Errors;
using Connectors.Sync.Store;

namespace Connectors.Sync.Engine;

/// <summary>How a run ended; of several, the first that applies in the order interrupted, needs decision, refused, set aside.</summary>
public enum SyncOutcome
{
    /// <summary>Everything was read.</summary>
    Done,

    /// <summary>The vendor refused or could not be reached for at least one source.</summary>
    VendorRefused,

    /// <summary>Everything was read; some records could not be mapped and are set aside.</summary>
    RecordsSetAside,

    /// <summary>The run would delete an implausible share of a model and stopped before.</summary>
    NeedsDecision,

    /// <summary>The run was cancelled; the next one goes on where it stopped.</summary>
    Interrupted,
}

/// <summary>What a run did.</summary>
public sealed record SyncResult
{
    /// <summary>How it ended.</summary>
    public required SyncOutcome Outcome { get; init; }

    /// <summary>The integration.</summary>
    public required Integration Integration { get; init; }

    /// <summary>The run's number in the store.</summary>
    public long Run { get; init; }

    /// <summary>Whether it continued a run that was cut short.</summary>
    public required bool Resumed { get; init; }

    /// <summary>How long this attempt took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The models it read, in the connector's order.</summary>
    public required ImmutableArray<ModelResult> Models { get; init; }

    /// <summary>What the vendor refused.</summary>
    public required ImmutableArray<SourceError> Errors { get; init; }

    /// <summary>What the deletion guard stopped; empty unless the outcome is <see cref="SyncOutcome.NeedsDecision"/>.</summary>
    public required ImmutableArray<PendingDeletion> Deletions { get; init; }

    /// <summary>Values that no table of the spec names, most frequent first.</summary>
    public required ImmutableArray<UnmappedValue> UnmappedValues { get; init; }
}

/// <summary>What a run did with the records of a model, earlier attempts included.</summary>
public sealed record ModelResult
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>Whether it was read whole.</summary>
    public required bool Whole { get; init; }

    /// <summary>Whether it was read to its end, for every parent where it has parents.</summary>
    public required bool Completed { get; init; }

    /// <summary>Records that were not in the store.</summary>
    public required long Added { get; init; }

    /// <summary>Records whose own content changed.</summary>
    public required long Changed { get; init; }

    /// <summary>Records that are as they were.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Records that were deleted and are back.</summary>
    public required long Returned { get; init; }

    /// <summary>Records that are gone.</summary>
    public required long Deleted { get; init; }

    /// <summary>Records that could not be read.</summary>
    public required long SetAside { get; init; }

    /// <summary>Elements that are no records of the model by the spec's word.</summary>
    public long Dropped { get; init; }

    /// <summary>Models that are asked for record by record of this one, and so not for a record that is set aside and was never stored.</summary>
    public ImmutableArray<string> Children { get; init; } = [];

    /// <summary>How many records are alive in the store.</summary>
    public required long Live { get; init; }

    /// <summary>Pages read.</summary>
    public required long Pages { get; init; }

    /// <summary>Readings in which records were missing, but without proof that they are gone (something left out, set aside without an id, or not as many as the vendor says).</summary>
    public required int Unproven { get; init; }

    /// <summary>Why records are set aside, the most frequent reasons first, at most 20.</summary>
    public required ImmutableArray<SetAsideReason> Reasons { get; init; }

    /// <summary>How many records were read.</summary>
    public long Records => Added + Changed + Unchanged + Returned;
}

/// <summary>Why records are set aside.</summary>
/// <param name="Path">Where in the record.</param>
/// <param name="Reason">What is wrong there.</param>
/// <param name="Count">How many records.</param>
/// <param name="Example">The vendor's id of one of them; null where none has one.</param>
public sealed record SetAsideReason(string Path, string Reason, long Count, string? Example);

/// <summary>A source, or some of its parents, could not be read.</summary>
/// <param name="Source">The source.</param>
/// <param name="Error">What the vendor said; the first of several.</param>
/// <param name="Parents">For how many parents; 0 when the source as a whole could not be read.</param>
public sealed record SourceError(string Source, ConnectorException Error, int Parents = 0)
{
    /// <summary>Models that were not read because of it: those that are asked for record by record of this one.</summary>
    public ImmutableArray<string> Skipped { get; init; } = [];
}

/// <summary>Deletions that wait for a decision.</summary>
/// <param name="Model">The model.</param>
/// <param name="Records">How many records would be deleted.</param>
/// <param name="Live">How many are alive.</param>
public sealed record PendingDeletion(string Model, long Records, long Live);

/// <summary>A value that no table of the spec names.</summary>
/// <param name="Path">Spec key of the table.</param>
/// <param name="Value">The vendor's value.</param>
/// <param name="Count">How often it was met.</param>
public sealed record UnmappedValue(string Path, string Value, int Count);
