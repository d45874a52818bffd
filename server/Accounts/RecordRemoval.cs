using Connectors.Server.State;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;

namespace Connectors.Server.Accounts;

/// <summary>
/// Removes the records of integrations that were ended 14 days ago, and what else was kept of them; empties records that are gone at the vendor for as long; and has
/// what is kept for a while only forgotten.
/// </summary>
internal sealed class RecordRemoval(
    RecordStore store,
    ServedStore served,
    Integrations known,
    IEnumerable<IForgets> capabilities,
    IEnumerable<IExpires> passing,
    IntegrationDirectory directory,
    TimeProvider clock,
    ServerOptions options) : BackgroundService
{
    /// <summary>How long records are kept whose integration has ended, or which are gone at the vendor.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public void RemoveDue()
    {
        var due = known.DeletedBefore(clock.GetUtcNow() - Kept).ToHashSet(StringComparer.Ordinal);
        foreach (var integration in store.Integrations.Where(i => due.Contains(i.Id)))
        {
            directory.Forget(integration);
            known.Forget(integration.Id);
            foreach (var capability in capabilities)
            {
                capability.Forget(integration.Id);
            }

            served.Remove(integration);
        }

        served.Anonymize(clock.GetUtcNow() - Kept);
        foreach (var capability in passing)
        {
            capability.ForgetOld();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        var persistent = new Persistent(clock, options.Unexpected);
        try
        {
            do
            {
                await persistent.DoAsync(
                    _ =>
                    {
                        RemoveDue();
                        return Task.CompletedTask;
                    },
                    stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
