using Connectors.Server.State;
using Connectors.Server.Webhooks;
using Connectors.Specs.Vocabulary;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;

namespace Connectors.Server.Syncing;

/// <summary>A sync that has ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Run">Its run's number in the store; null where it did not come so far.</param>
/// <param name="State">How it ended, in the words of the unified API.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Problem">What went wrong, in sentences that are safe to show; null where nothing did.</param>
internal sealed record EndedSync(string Id, long? Run, string State, DateTimeOffset EndedAt, string? Problem);

/// <summary>Remembers how syncs ended, and tells those who listen.</summary>
/// <remarks>
/// What changed is told from the store's own counts, together with a note of the run up to which it is told: when the server is stopped by force between a sync
/// and the telling, the next start tells it.
/// </remarks>
internal sealed class SyncLog(
    StateFile file,
    RecordStore store,
    IntegrationDirectory directory,
    IntegrationHealth health,
    OpenSyncs open,
    ModelFailures failures,
    IEvents events,
    VocabularySpec vocabulary,
    PageAddress pages) : IForgets
{
    public const string Tables = """
        CREATE TABLE syncs (
          id TEXT PRIMARY KEY,
          integration TEXT NOT NULL,
          kind TEXT NOT NULL,
          run INTEGER,
          started_at INTEGER NOT NULL,
          ended_at INTEGER NOT NULL,
          state TEXT NOT NULL,
          problem TEXT
        );
        CREATE INDEX syncs_by_integration ON syncs (integration, ended_at);
        CREATE TABLE told_changes (integration TEXT PRIMARY KEY, run INTEGER NOT NULL);
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    /// <summary>Tells what runs have changed that ended while nobody could be told. What was synced before the server had the file is nobody's news.</summary>
    public void CatchUp()
    {
        foreach (var integration in store.Integrations)
        {
            file.Together(() =>
            {
                if (Told(integration) is null)
                {
                    SetTold(integration, store.ChangedModels(integration, after: 0).Last);
                }
                else if (directory.Owner(integration) is var (environment, served))
                {
                    TellChanges(environment, served);
                }

                return true;
            });
        }
    }

    /// <summary>Notes that a sync has ended, also one that never began.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="end">How it ended.</param>
    public void Ended(QueuedSync sync, SyncEnd end)
    {
        var endedAt = file.Clock.GetUtcNow();
        var startedAt = sync.StartedAt ?? endedAt;
        file.Together(() =>
        {
            open.Remove(sync.Id);
            file.Run("DELETE FROM syncs WHERE integration = ? AND ended_at < ?", sync.Integration.Id, file.Now - (long)Kept.TotalMilliseconds);
            file.Run(
                "INSERT INTO syncs (id, integration, kind, run, started_at, ended_at, state, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                sync.Id,
                sync.Integration.Id,
                sync.Kind.ToString(),
                end.Run,
                startedAt.ToUnixTimeMilliseconds(),
                endedAt.ToUnixTimeMilliseconds(),
                end.State,
                end.Problem);
            if (end.State != SyncEnd.Cancelled)
            {
                failures.Replace(sync.Integration.Id, end.Failures);
            }

            if (end.State == SyncEnd.AuthenticationFailed)
            {
                health.Refused(sync.Integration);
            }
            else if (end.State is SyncEnd.Succeeded or SyncEnd.PartiallyFailed)
            {
                // Whatever else is wrong, the vendor has answered.
                health.Accepted(sync.Integration);
            }

            if (directory.Owner(sync.Integration) is var (environment, served))
            {
                TellChanges(environment, served);
                events.Publish(environment, ServerEvents.SyncFinished(served, sync.Id, end.State, startedAt, endedAt, pages.Of($"/integrations/{served.PublicId}", environment)));
            }

            return true;
        });
    }

    /// <inheritdoc/>
    public void Forget(string integration) => file.Together(() =>
        file.Run("DELETE FROM syncs WHERE integration = ?", integration) + file.Run("DELETE FROM told_changes WHERE integration = ?", integration));

    /// <summary>The last syncs of an integration, the newest first.</summary>
    public IReadOnlyList<EndedSync> Of(Integration integration, int most) => file.Rows(
        "SELECT id, run, state, ended_at, problem FROM syncs WHERE integration = ? ORDER BY ended_at DESC, rowid DESC LIMIT ?",
        static row => new EndedSync(row.Text(0), row.NumberOrNull(1), row.Text(2), row.Time(3), row.TextOrNull(4)),
        integration.Id,
        most);

    /// <summary>When the last sync of an integration began, whatever has come of it unless somebody cancelled it; null where there was none.</summary>
    public DateTimeOffset? LastBegan(Integration integration) =>
        file.Value("SELECT max(started_at) FROM syncs WHERE integration = ? AND state <> ?", integration.Id, SyncEnd.Cancelled) is long at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private void TellChanges(string environment, ServedIntegration integration)
    {
        var (models, last) = store.ChangedModels(integration.Stored, Told(integration.Stored) ?? 0);
        if (models.Count > 0)
        {
            events.Publish(environment, ServerEvents.DataChanged(integration, models.Select(m => vocabulary.Model(m)!.Id)));
        }

        SetTold(integration.Stored, last);
    }

    private long? Told(Integration integration) => file.Value("SELECT run FROM told_changes WHERE integration = ?", integration.Id) as long?;

    private void SetTold(Integration integration, long run) => file.Run("INSERT OR REPLACE INTO told_changes VALUES (?, ?)", integration.Id, run);
}
