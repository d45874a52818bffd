using Connectors.Runtime;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Telemetry;
using Connectors.Server.Played;

namespace Connectors.Server.Accounts;

/// <summary>Makes connectors that talk to the vendor, or to who plays it.</summary>
internal sealed class ConnectorMaker(PlayedVendors played, ServerOptions server, TimeProvider clock)
{
    /// <summary>Whether a vendor is played, so that accounts that are connected now are accounts there.</summary>
    public bool IsPlayed(string slug) => played.Find(slug) is not null;

    /// <summary>Whether somebody at the customer's has to agree at the vendor before an account is used.</summary>
    public static bool NeedsConsent(ConnectorRegistration connector) => connector.Definition.Auth.OfType<SessionPlan>().Any(p => p.Code is not null);

    /// <summary>What the server says itself of a connector's form: its own application at the vendor, which no customer knows. Of a vendor that is played there is none.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="atPlayed">Whether the account is at a vendor that is played.</param>
    public IReadOnlyDictionary<string, string> Own(ConnectorRegistration connector, bool atPlayed)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in atPlayed ? [] : connector.Definition.Descriptor.ConnectionFields)
        {
            if (server.OwnApplication(connector.Definition.Descriptor.Slug, field.Name) is { Length: > 0 } value)
            {
                own[field.Name] = value;
            }
        }

        return own;
    }

    /// <summary>What was filled in, with what the server says itself.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="values">What was filled in.</param>
    /// <param name="atPlayed">Whether the account is at a vendor that is played.</param>
    public IReadOnlyDictionary<string, string> Complete(ConnectorRegistration connector, IReadOnlyDictionary<string, string> values, bool atPlayed)
    {
        var all = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var (name, value) in Own(connector, atPlayed))
        {
            all[name] = value;
        }

        return all;
    }

    /// <summary>Makes a connector; null where the account is at a vendor that was played and is not played now.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="connection">The account.</param>
    /// <param name="atPlayed">Whether the account is at a vendor that is played.</param>
    /// <param name="tokens">Keeps what the vendor grants; null where nobody has to agree.</param>
    /// <param name="sent">Told of every request.</param>
    /// <param name="bounds">Changes the bounds; null for the usual ones.</param>
    /// <exception cref="Connectors.Runtime.Errors.ConnectorException">The values make no address of the vendor's.</exception>
    public Connector? Make(ConnectorRegistration connector, ConnectionValues connection, bool atPlayed, ITokenStore? tokens, Action<SentRequest> sent, Func<ConnectorOptions, ConnectorOptions>? bounds = null)
    {
        var options = new ConnectorOptions { Clock = clock, Tokens = tokens, Sent = sent };
        if (atPlayed)
        {
            if (played.Find(connector.Definition.Descriptor.Slug) is not { } vendor)
            {
                return null;
            }

            options = options with { BaseAddress = vendor.BaseAddress, OtherAddresses = vendor.OtherAddresses, KeepRates = false };
        }

        return connector.Create(connection, bounds is null ? options : bounds(options));
    }
}
