using Connectors.Runtime.Errors;
using Connectors.Server.State;
using Connectors.Server.Webhooks;
using Connectors.Sync.Store;

namespace Connectors.Server.Syncing;

/// <summary>Remembers of which integrations the vendor refuses the credentials, and tells those who listen when that changes. Safe for concurrent use.</summary>
internal sealed class IntegrationHealth(StateFile file, IntegrationDirectory directory, IAccounts accounts, IEvents events) : IForgets
{
    /// <summary>It answers, and is synced.</summary>
    public const string Active = "ACTIVE";

    /// <summary>The vendor refuses its credentials: it answers from what was synced before, until somebody connects it again.</summary>
    public const string Invalid = "INVALID";

    /// <summary>It is switched off, or there are no credentials.</summary>
    public const string Inactive = "INACTIVE";

    /// <summary>The table: one row for each integration whose credentials are refused.</summary>
    public const string Schema = "CREATE TABLE refused_credentials (integration TEXT PRIMARY KEY REFERENCES integrations, since INTEGER NOT NULL);";

    /// <summary>Since when the vendor refuses the credentials of an integration; null where it does not.</summary>
    /// <param name="integration">Its id.</param>
    public DateTimeOffset? RefusedSince(string integration) =>
        file.Value("SELECT since FROM refused_credentials WHERE integration = ?", integration) is long since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;

    /// <summary>How an integration is: one of the three words.</summary>
    public string Of(ServedIntegration integration) =>
        !integration.State.Enabled || accounts.Connect(integration.Stored) is null ? Inactive
        : RefusedSince(integration.Stored.Id) is null ? Active
        : Invalid;

    /// <summary>Notes what went wrong at the vendor; only where it refuses the credentials, that matters here.</summary>
    public void Note(Integration integration, ConnectorException error)
    {
        if (error.Error == ConnectorError.Authentication)
        {
            Refused(integration);
        }
    }

    /// <summary>Notes that the vendor refuses the credentials.</summary>
    public void Refused(Integration integration) => Change(integration, "INSERT OR IGNORE INTO refused_credentials SELECT id, ? FROM integrations WHERE id = ? AND deleted_at IS NULL", file.Now, integration.Id);

    /// <summary>Notes that the vendor takes the credentials.</summary>
    public void Accepted(Integration integration) => Change(integration, "DELETE FROM refused_credentials WHERE integration = ?", integration.Id);

    /// <inheritdoc/>
    public void Forget(string integration) => file.Run("DELETE FROM refused_credentials WHERE integration = ?", integration);

    // Together with what is known, so that nobody is told twice, or not at all.
    private void Change(Integration integration, string sql, params object[] values) => file.Together(() =>
    {
        if (file.Run(sql, values) > 0 && directory.Owner(integration) is var (environment, served) && served.State.Enabled)
        {
            events.Publish(environment, ServerEvents.StateChanged(served, Of(served), file.Clock.GetUtcNow()));
        }

        return true;
    });
}
