namespace Connectors.Server.Fields;

/// <summary>The tables of vendors' fields and custom fields in the server's own file.</summary>
internal static class FieldTables
{
    public const string Step = """
        -- What was found in an integration's records. Fields in the payload have a path as their key; shown is null where nobody has decided.
        CREATE TABLE integration_fields (
          n INTEGER PRIMARY KEY,
          integration TEXT NOT NULL REFERENCES integrations,
          id TEXT NOT NULL,
          model TEXT NOT NULL,
          key TEXT NOT NULL,
          is_custom INTEGER NOT NULL,
          in_payload INTEGER NOT NULL,
          label TEXT,
          shown INTEGER,
          UNIQUE (integration, id)
        );

        -- After which sync an integration's records were last looked through.
        CREATE TABLE field_looks (integration TEXT PRIMARY KEY REFERENCES integrations, sync INTEGER NOT NULL);

        CREATE TABLE custom_fields (
          n INTEGER PRIMARY KEY,
          environment TEXT NOT NULL REFERENCES environments,
          id TEXT NOT NULL UNIQUE,
          model TEXT NOT NULL,
          key TEXT NOT NULL,
          label TEXT,
          description TEXT,
          created_at INTEGER NOT NULL
        );
        CREATE TABLE custom_field_mappings (
          custom_field INTEGER NOT NULL REFERENCES custom_fields,
          integration TEXT NOT NULL REFERENCES integrations,
          field INTEGER NOT NULL REFERENCES integration_fields,
          PRIMARY KEY (custom_field, integration)
        ) WITHOUT ROWID;
        """;
}
