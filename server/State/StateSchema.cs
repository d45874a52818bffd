namespace Connectors.Server.State;

/// <summary>How the server's own file came to be what it is.</summary>
internal static class StateSchema
{
    /// <summary>Entry i leads from version i to i + 1; entries are never edited once released.</summary>
    public static readonly string[] Steps =
    [
        """
        CREATE TABLE environments (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE api_keys (
          n INTEGER PRIMARY KEY,
          environment TEXT NOT NULL REFERENCES environments,
          name TEXT NOT NULL UNIQUE,
          hash BLOB NOT NULL UNIQUE,
          created_at INTEGER NOT NULL,
          revoked_at INTEGER
        );
        CREATE TABLE integrations (
          id TEXT PRIMARY KEY,
          environment TEXT NOT NULL REFERENCES environments,
          organization TEXT NOT NULL,
          creator_email TEXT,
          origin_id TEXT,
          enabled INTEGER NOT NULL DEFAULT 1,
          created_at INTEGER NOT NULL,
          deleted_at INTEGER
        );
        CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
        """,
        Fields.FieldTables.Step,
        Accounts.Credentials.Schema,
        Connect.Links.Schema,
        SignIn.SignInTokens.Tables,
        Webhooks.WebhookSchema.Tables,
        Syncing.SyncLog.Tables,
        Syncing.CreatedOnly.Schema,
    ];
}
