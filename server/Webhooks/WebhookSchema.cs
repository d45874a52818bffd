namespace Connectors.Server.Webhooks;

/// <summary>The tables of webhooks.</summary>
internal static class WebhookSchema
{
    /// <summary>
    /// An endpoint's events have spaces between them. A delivery that is due_at some time is still to be made; one that is not was delivered or given up.
    /// </summary>
    public const string Tables = """
        CREATE TABLE webhook_endpoints (
          n INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          environment TEXT NOT NULL REFERENCES environments,
          url TEXT NOT NULL,
          events TEXT NOT NULL,
          secret BLOB NOT NULL,
          enabled INTEGER NOT NULL DEFAULT 1,
          created_at INTEGER NOT NULL,
          deleted_at INTEGER
        );
        CREATE TABLE webhook_events (
          n INTEGER PRIMARY KEY,
          type TEXT NOT NULL,
          body BLOB NOT NULL,
          created_at INTEGER NOT NULL
        );
        CREATE TABLE webhook_deliveries (
          n INTEGER PRIMARY KEY,
          endpoint INTEGER NOT NULL REFERENCES webhook_endpoints,
          event INTEGER NOT NULL REFERENCES webhook_events,
          queued_at INTEGER NOT NULL,
          due_at INTEGER,
          attempts INTEGER NOT NULL DEFAULT 0,
          tried_at INTEGER,
          delivered INTEGER NOT NULL DEFAULT 0,
          problem TEXT
        );
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX webhook_deliveries_of ON webhook_deliveries (endpoint, n);
        CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event);
        """;
}
