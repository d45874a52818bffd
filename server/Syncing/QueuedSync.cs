using Connectors.Sync.Engine;
using Connectors.Sync.Store;

namespace Connectors.Server.Syncing;

/// <summary>A sync that was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Integration">The integration.</param>
/// <param name="Kind">How much is read.</param>
internal sealed record QueuedSync(string Id, Integration Integration, SyncKind Kind)
{
    /// <summary>Whether deletions are confirmed that the engine would rather not make by itself.</summary>
    public bool ConfirmDeletions { get; init; }

    /// <summary>When it began; null while it waits.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>How far it is.</summary>
    public SyncBoard Board { get; } = new();

    /// <summary>Ends when the sync does; with its result, or null when it was cancelled before it began.</summary>
    public TaskCompletionSource<SyncResult?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Runs it; null while it waits. The queue's own.</summary>
    public Task? Running { get; set; }
}
