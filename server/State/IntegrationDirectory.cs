using System.Collections.Concurrent;
using Connectors.Runtime;
using Connectors.Sync.Store;

namespace Connectors.Server.State;

/// <summary>Finds integrations by what a request calls them. Safe for concurrent use.</summary>
internal sealed class IntegrationDirectory(RecordStore store, Integrations known, ServedConnectors connectors)
{
    private readonly ConcurrentDictionary<string, Integration> _stored = new(StringComparer.Ordinal);

    /// <summary>Takes all integrations of the store that no environment has yet into one: a file that was synced from the command line is served as it is.</summary>
    public void AdoptAll(string environment)
    {
        foreach (var integration in store.Integrations)
        {
            Adopt(integration, environment);
        }
    }

    /// <summary>Takes an integration into an environment, unless it is in one.</summary>
    public void Adopt(Integration integration, string environment)
    {
        known.Adopt(integration.Id, environment, integration.Name);
        _stored[integration.Id] = integration;
    }

    /// <summary>Notes the environment of an integration that is about to be connected, so that no other one adopts what comes of it.</summary>
    /// <param name="id">The id that it will have.</param>
    /// <param name="environment">The environment.</param>
    public void Reserve(string id, string environment) => known.Reserve(id, environment);

    /// <summary>Takes an integration that somebody has connected into an environment.</summary>
    public void Add(Integration integration, string environment, string organization, string? creatorEmail, string? originId)
    {
        known.Add(integration.Id, environment, organization, creatorEmail, originId);
        _stored[integration.Id] = integration;
    }

    /// <summary>Forgets an integration whose records are removed.</summary>
    public void Forget(Integration integration) => _stored.TryRemove(integration.Id, out _);

    /// <summary>The integration of an environment with an id such as <c>tool:id</c>; null where the environment has none.</summary>
    public ServedIntegration? Find(string publicId, string environment)
    {
        var end = publicId.IndexOf(':', StringComparison.Ordinal);
        return end > 0
            && _stored.TryGetValue(publicId[(end + 1)..], out var stored)
            && publicId.AsSpan(0, end).SequenceEqual(stored.Connector)
            && known.Find(stored.Id, environment) is { } state
            && connectors.Find(stored.Connector) is { } registration
            ? new ServedIntegration(state, stored, registration)
            : null;
    }

    /// <summary>An integration of the store with the environment that has it; null where none has it, or no more.</summary>
    public (string Environment, ServedIntegration Integration)? Owner(Integration stored) =>
        known.EnvironmentOf(stored.Id) is { } environment && Find($"{stored.Connector}:{stored.Id}", environment) is { } served ? (environment, served) : null;

    /// <summary>The integrations of an environment, the newest first.</summary>
    public IEnumerable<ServedIntegration> Of(string environment) =>
        from state in known.Of(environment)
        let stored = _stored.GetValueOrDefault(state.Id)
        where stored is not null
        let registration = connectors.Find(stored.Connector)
        where registration is not null
        select new ServedIntegration(state, stored, registration);
}
