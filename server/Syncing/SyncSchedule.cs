using Connectors.Server.State;
using Connectors.Sync.Engine;

namespace Connectors.Server.Syncing;

/// <summary>
/// Has every integration synced now and then: one that is switched on, whose credentials the vendor accepts, and whose last sync began long enough ago. Such a sync reads what
/// changed, and everything where that is due.
/// </summary>
internal sealed class SyncSchedule(
    EnvironmentDirectory environments,
    IntegrationDirectory integrations,
    IntegrationHealth health,
    IAccounts accounts,
    SyncLog log,
    SyncQueue syncs,
    ServerOptions options) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Queues a sync of every integration that is due.</summary>
    public void QueueDue()
    {
        if (options.SyncEvery is not { } every)
        {
            return;
        }

        var due = options.Clock.GetUtcNow() - every;
        var open = syncs.Open.Select(s => s.Integration.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var integration in environments.All().SelectMany(e => integrations.Of(e.Id)))
        {
            if (integration.State.Enabled
                && !open.Contains(integration.Stored.Id)
                && health.RefusedSince(integration.Stored.Id) is null
                && !(log.LastBegan(integration.Stored) > due)
                && accounts.Connect(integration.Stored) is not null)
            {
                syncs.Enqueue(integration.Stored, SyncKind.Auto);
            }
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.SyncEvery is null ? Task.CompletedTask : new Persistent(options.Clock, options.Unexpected).EveryAsync(Every, QueueDue, stoppingToken);
}
