using Connectors.Sync.Store;

namespace Connectors.Sync.Engine;

/// <summary>How much a run reads.</summary>
public enum SyncKind
{
    /// <summary>What changed, and everything of a model that was never read whole or not for <see cref="SyncOptions.FullEvery"/>.</summary>
    Auto,

    /// <summary>Everything. Only readings of a whole scope can find out what was deleted.</summary>
    Full,

    /// <summary>What changed, as far as the vendor can tell; everything of models that were never read.</summary>
    Delta,
}

/// <summary>What a run reads, and its bounds.</summary>
public sealed record SyncOptions
{
    /// <summary>How much is read.</summary>
    public SyncKind Kind { get; init; }

    /// <summary>The models to read; null for all. Others are left as they are.</summary>
    public IReadOnlySet<string>? Models { get; init; }

    /// <summary>The name of the integration; null to name it after the account.</summary>
    public string? Integration { get; init; }

    /// <summary>How old the last whole reading of a model may be before an automatic run reads it whole again. Default 7 days.</summary>
    public TimeSpan FullEvery { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long after its start a run that was cut short can be continued; an older one starts anew. Default 1 day.</summary>
    public TimeSpan ResumeWithin { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The share of a model's records that a run may delete without being asked, from 0 to 1. Default 0.3.</summary>
    public double DeletionShare { get; init; } = 0.3;

    /// <summary>How many records of a model a run may delete without being asked, whatever their share. Default 10.</summary>
    public int DeletionCount { get; init; } = 10;

    /// <summary>Whether deletions beyond <see cref="DeletionShare"/> and <see cref="DeletionCount"/> are confirmed.</summary>
    public bool ConfirmDeletions { get; init; }

    /// <summary>
    /// How a model's records show parts of their payloads as fields of their own, so that a change there is a change of the record; null for a model, or for
    /// all, where payloads are no content. Asked once for every model of a run.
    /// </summary>
    public Func<string, PayloadComparison?>? ShownOfPayloads { get; init; }

    /// <summary>
    /// Whether of candidates and applications only those are kept that were made through actions, and what belongs to them. The others that are stored are marked as
    /// deleted when the run begins; where a run without this option finds them, they are back.
    /// </summary>
    public bool OnlyCreated { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
