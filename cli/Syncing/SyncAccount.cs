using Connectors.Cli.Connections;
using Connectors.Runtime;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Requests;
using Connectors.Sandbox;
using Connectors.Sync.Store;
using Connectors.Sync.Tokens;

namespace Connectors.Cli.Syncing;

/// <summary>One account that a call is about: a connector, what was said about its connection, and the sandbox that answers for the vendor, if any.</summary>
internal sealed class SyncAccount(ConnectorRegistration registration, ConnectionSettings settings, SandboxOptions? sandbox = null)
{
    private const string KeyVariable = "CONNECTORS_TOKEN_KEY";

    private static readonly Dictionary<string, string> Nothing = [];

    public ConnectorRegistration Registration => registration;

    /// <summary>What answers for the vendor; null for the vendor itself.</summary>
    public SandboxOptions? Sandbox => sandbox;

    /// <summary>Whether somebody at the customer's has to agree before the account is used.</summary>
    public bool NeedsConsent => registration.Definition.Auth.OfType<SessionPlan>().Any(p => p.Code is not null);

    /// <summary>Sees whether the connection can be made; a sandbox makes up what is missing.</summary>
    /// <exception cref="CliException">Values are missing or wrong.</exception>
    public void Check()
    {
        if (sandbox is null)
        {
            settings.For(registration.Definition.Descriptor, Nothing);
        }
    }

    /// <param name="host">Its clock.</param>
    /// <param name="vendor">The sandbox, running; null for the vendor itself.</param>
    /// <param name="baseUrl">Replaces the vendor's address.</param>
    /// <param name="store">Where tokens are kept; null where none are at hand.</param>
    /// <param name="integration">The name of the account in the store; null for the account's own.</param>
    /// <param name="toChoose">Whether the fields that are chosen from the vendor's own list may be missing.</param>
    /// <exception cref="CliException">Values are missing or wrong.</exception>
    public Connector Connect(CliHost host, SandboxServer? vendor, Uri? baseUrl, RecordStore? store = null, string? integration = null, bool toChoose = false)
    {
        var connection = settings.For(registration.Definition.Descriptor, vendor?.Connection ?? Nothing, toChoose);
        return registration.Create(connection, new ConnectorOptions
        {
            BaseAddress = vendor?.BaseAddress ?? baseUrl,
            OtherAddresses = vendor?.OtherAddresses ?? [],
            KeepRates = vendor is null,
            Clock = host.Clock,
            Tokens = Tokens(host, vendor, store, integration, connection),
        });
    }

    private ITokenStore? Tokens(CliHost host, SandboxServer? vendor, RecordStore? store, string? integration, ConnectionValues connection)
    {
        if (!NeedsConsent)
        {
            return null;
        }

        if (vendor?.RefreshToken is { } refresh)
        {
            return new MemoryTokenStore(new GrantedTokens(refresh, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue));
        }

        if (store is null)
        {
            return null;
        }

        var key = TokenKey.TryParse(host.Environment(KeyVariable))
            ?? throw new CliException($"{registration.Definition.Descriptor.Name} gives tokens, which are stored sealed. Put a key of 32 bytes in base64 into {KeyVariable}, and keep it: openssl rand -base64 32");
        return new StoreTokens(store, store.OpenIntegration(registration.Definition.Descriptor.Slug, connection.Public, integration, host.Clock), key);
    }
}
