using Connectors.Runtime;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Server.RequestLog;
using Connectors.Server.State;
using Connectors.Sync.Store;
using Connectors.Sync.Tokens;

namespace Connectors.Server.Accounts;

/// <summary>
/// The accounts whose credentials are stored. An integration has one connector, because what it may ask of its vendor in a time is counted there; it is closed when
/// the credentials change, the integration ends or the server stops. Safe for concurrent use.
/// </summary>
internal sealed class StoredAccounts(Credentials credentials, ConnectorMaker maker, ServedConnectors connectors, RecordStore store, ISeal seal, Integrations known, VendorCalls calls, ServerOptions options) : IAccounts, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Connector> _connectors = new(StringComparer.Ordinal);
    private int _renewals;

    /// <inheritdoc/>
    public Connector? Connect(Integration integration)
    {
        while (true)
        {
            int renewals;
            lock (_gate)
            {
                if (_connectors.TryGetValue(integration.Id, out var connector))
                {
                    return connector;
                }

                renewals = _renewals;
            }

            // It reads the server's own file, which others hold when they come here: nobody waits for the one while holding the other.
            var made = options.Accounts?.Connect(integration) ?? Make(integration);
            lock (_gate)
            {
                // Who was first counts, but only with the credentials that are stored now. One that was made in vain has asked for nothing, so there is nothing to close.
                if (renewals == _renewals)
                {
                    if (made is not null)
                    {
                        _connectors.TryAdd(integration.Id, made);
                    }

                    return _connectors.GetValueOrDefault(integration.Id);
                }
            }
        }
    }

    /// <summary>What was filled in to connect an integration, as far as it may be shown; null where the server has no credentials for it.</summary>
    public IReadOnlyDictionary<string, string>? Shown(Integration integration) =>
        credentials.Find(integration.Id) is { } account && connectors.Find(integration.Connector) is { } connector
            ? account.Values.Where(v => connector.Definition.Descriptor.ConnectionFields.Any(f => f.Name == v.Key && !f.Secret)).ToDictionary(StringComparer.Ordinal)
            : null;

    /// <summary>Keeps what the vendor has granted to an integration, in the place of what it had before.</summary>
    public void Keep(Integration integration, GrantedTokens tokens) => new StoreTokens(store, integration, seal).Save(tokens);

    /// <summary>Goes on with the credentials that are stored now; the connector with those before is closed.</summary>
    public async Task RenewAsync(Integration integration)
    {
        Connector? before;
        lock (_gate)
        {
            _renewals++;
            _connectors.Remove(integration.Id, out before);
        }

        await CloseAsync(before).ConfigureAwait(false);
    }

    /// <summary>Forgets the credentials of an integration, and what was granted to it.</summary>
    public async Task ForgetAsync(Integration integration)
    {
        credentials.Forget(integration.Id);
        new StoreTokens(store, integration, seal).Forget();
        await RenewAsync(integration).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Connector> all;
        lock (_gate)
        {
            all = [.. _connectors.Values];
            _connectors.Clear();
        }

        foreach (var connector in all)
        {
            await CloseAsync(connector).ConfigureAwait(false);
        }
    }

    private static ValueTask CloseAsync(Connector? connector) => connector is null ? default : connector.DisposeAsync();

    private Connector? Make(Integration integration)
    {
        if (credentials.Find(integration.Id) is not { } account
            || connectors.Find(integration.Connector) is not { } connector
            || !ConnectionValues.TryCreate(connector.Definition.Descriptor.ConnectionFields, maker.Complete(connector, account.Values, account.Played), out var connection, out _))
        {
            // What the form asks for may have changed since; the account has to be connected again.
            return null;
        }

        try
        {
            return maker.Make(connector, connection, account.Played, ConnectorMaker.NeedsConsent(connector) ? new StoreTokens(store, integration, seal) : null, calls.Of(known.EnvironmentOf(integration.Id) ?? "", $"{integration.Connector}:{integration.Id}"));
        }
        catch (ConnectorException e)
        {
            options.Unexpected(e);
            return null;
        }
    }
}
