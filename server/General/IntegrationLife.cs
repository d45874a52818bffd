using Connectors.Server.Accounts;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Webhooks;

namespace Connectors.Server.General;

/// <summary>Switches integrations on and off and ends them, whoever asks for it, and tells those who listen.</summary>
internal sealed class IntegrationLife(StateFile file, Integrations known, IEnumerable<IForgets> capabilities, IntegrationHealth health, SyncQueue syncs, StoredAccounts accounts, IEvents events)
{
    /// <summary>Switches an integration on or off; off ends its syncs.</summary>
    public void Enable(string environment, ServedIntegration integration, bool enabled)
    {
        file.Together(() =>
        {
            known.Enable(integration.Stored.Id, enabled);
            if (enabled != integration.State.Enabled)
            {
                events.Publish(environment, ServerEvents.StateChanged(integration, health.Of(integration with { State = integration.State with { Enabled = enabled } }), file.Clock.GetUtcNow()));
            }

            return true;
        });

        // Afterwards: no sync begins any more, whoever queues one.
        if (!enabled)
        {
            syncs.Cancel(integration.Stored);
        }
    }

    /// <summary>Ends an integration: nothing answers for it any more, and its credentials are gone at once. Its records follow later (<see cref="RecordRemoval"/>).</summary>
    public async Task DeleteAsync(string environment, ServedIntegration integration)
    {
        file.Together(() =>
        {
            known.Delete(integration.Stored.Id);
            events.Publish(environment, ServerEvents.IntegrationDeleted(integration, file.Clock.GetUtcNow()));
            return true;
        });
        syncs.Cancel(integration.Stored);
        foreach (var capability in capabilities)
        {
            capability.Forget(integration.Stored.Id);
        }

        await accounts.ForgetAsync(integration.Stored).ConfigureAwait(false);
    }
}
