namespace Connectors.Server.State;

/// <summary>The tables of environments, keys, integrations and secrets.</summary>
internal static class BasicTables
{
    public const string Step = """
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
        """;
}
