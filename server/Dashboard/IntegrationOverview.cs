using Connectors.Server.Reads;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Sync.Serving;

namespace Connectors.Server.Dashboard;

/// <summary>What pages tell about integrations.</summary>
internal sealed class IntegrationOverview(ReaderPool readers, ShownEnvironment environment, IntegrationDirectory integrations, IAccounts accounts, IntegrationHealth health, SyncQueue syncs, SyncLog log)
{
    /// <summary>The integration of an id; null where the environment has none.</summary>
    public ServedIntegration? Find(string id) => integrations.Find(id, environment.Id);

    /// <summary>All integrations, the newest first, with what is stored of each.</summary>
    public async Task<IReadOnlyList<(ServedIntegration Integration, IReadOnlyList<ModelSummary> Models)>> AllAsync(CancellationToken cancellationToken)
    {
        var all = integrations.Of(environment.Id).ToList();
        return await ReadAsync(reader => all.ConvertAll(i => (i, reader.Models(i.Stored))), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads from the store.</summary>
    public async Task<T> ReadAsync<T>(Func<RecordReader, T> read, CancellationToken cancellationToken)
    {
        T result = default!;
        await readers.UseAsync(reader => result = read(reader), null, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Since when the vendor refuses the credentials of an integration; null where it does not.</summary>
    public DateTimeOffset? RefusedSince(ServedIntegration integration) => health.RefusedSince(integration.Stored.Id);

    /// <summary>The syncs of an integration that are queued or running.</summary>
    public IReadOnlyList<QueuedSync> Open(ServedIntegration integration) => [.. syncs.Open.Where(s => s.Integration.Id == integration.Stored.Id)];

    /// <summary>The syncs of an integration that have ended, the newest first.</summary>
    public IReadOnlyList<EndedSync> Ended(ServedIntegration integration, int most) => log.Of(integration.Stored, most);

    /// <summary>How an integration is, in a few words, and whether that is good, bad or neither.</summary>
    public (string Text, string Tone) State(ServedIntegration integration)
    {
        if (!integration.State.Enabled)
        {
            return ("Switched off", "plain");
        }

        if (Open(integration).Any(s => s.StartedAt is not null))
        {
            return ("Syncing", "plain");
        }

        if (accounts.Connect(integration.Stored) is null)
        {
            return ("No credentials", "warn");
        }

        if (health.RefusedSince(integration.Stored.Id) is not null)
        {
            return ("Credentials refused", "bad");
        }

        return Ended(integration, 1) is [{ State: not SyncEnd.Succeeded and not SyncEnd.Cancelled } last] ? Words.OfSync(last.State) : ("Active", "good");
    }
}
