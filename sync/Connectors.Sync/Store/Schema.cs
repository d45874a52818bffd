using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Connectors.Sync.Store;

/// <summary>The tables of a record store, and how older files become current ones.</summary>
internal static class Schema
{
    /// <summary>Marks the file as ours, so that no other program's database is taken for a store ("CONN").</summary>
    public const int ApplicationId = 0x434F4E4E;

    /// <summary>Entry <c>i</c> leads from version <c>i</c> to <c>i + 1</c>; entries are never edited once released.</summary>
    private static readonly string[] Steps = [FirstVersion, Actions, Dropped, Tokens, Made];

    /// <summary>The version this program writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Brings the database to the current version; a new, empty file too.</summary>
    /// <exception cref="StoreException">The file is not a store, or newer than this program.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var version = Verify(connection);
        for (; version < Version; version++)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, Steps[version]);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}; PRAGMA application_id = {ApplicationId}"));
            transaction.Commit();
        }
    }

    /// <summary>Checks that this program can read the file, and returns its version; 0 for a new one.</summary>
    /// <exception cref="StoreException">The file is not a store, or newer than this program.</exception>
    public static int Verify(SqliteConnection connection)
    {
        long application, version, tables;
        try
        {
            application = Number(connection, "PRAGMA application_id");
            version = Number(connection, "PRAGMA user_version");
            tables = Number(connection, "SELECT count(*) FROM sqlite_master");
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new StoreException(StoreError.NotAStore, $"{connection.DataSource} is not a database. Name another file.", error);
        }

        if (tables > 0 && application != ApplicationId)
        {
            throw new StoreException(StoreError.NotAStore, $"{connection.DataSource} is a database of another program. Name another file.");
        }

        if (version > Version)
        {
            throw new StoreException(
                StoreError.NewerVersion,
                string.Create(CultureInfo.InvariantCulture, $"{connection.DataSource} has schema version {version}; this program knows versions up to {Version}. Use a newer program."));
        }

        return (int)version;
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    // Times are milliseconds since 1970 in UTC. "parent" is the number of the parent record whose children a scope is; 0 for a list.
    private const string FirstVersion = """
        CREATE TABLE integrations (
          n INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          connector TEXT NOT NULL,
          name TEXT NOT NULL UNIQUE,
          account TEXT NOT NULL,
          created_at INTEGER NOT NULL
        );

        -- A model of an integration. Its next delta run asks for what changed since synced_from; full_from is when it was last read whole.
        CREATE TABLE models (
          n INTEGER PRIMARY KEY,
          integration INTEGER NOT NULL REFERENCES integrations,
          name TEXT NOT NULL,
          live INTEGER NOT NULL DEFAULT 0,
          synced_from INTEGER,
          full_from INTEGER,
          UNIQUE (integration, name)
        );

        -- Small columns first: a look-up that compares hashes never touches the overflow pages of a long record.
        CREATE TABLE records (
          n INTEGER PRIMARY KEY,
          model INTEGER NOT NULL,
          id TEXT NOT NULL,
          parent INTEGER,
          changed_at INTEGER NOT NULL,
          changed_run INTEGER NOT NULL,
          remote_deleted_at INTEGER,
          hash BLOB NOT NULL,
          raw_hash BLOB,
          remote_id TEXT NOT NULL,
          remote_id_2 TEXT,
          content TEXT NOT NULL,
          raw TEXT
        );
        CREATE UNIQUE INDEX records_by_id ON records (model, id);
        CREATE INDEX records_by_parent ON records (model, parent) WHERE parent IS NOT NULL;

        -- Further parents that show a record, besides the one in records.parent that owns its content; hash is of the content they show.
        CREATE TABLE sharings (
          record INTEGER NOT NULL,
          parent INTEGER NOT NULL,
          model INTEGER NOT NULL,
          hash BLOB NOT NULL,
          PRIMARY KEY (record, parent)
        ) WITHOUT ROWID;
        CREATE INDEX sharings_by_parent ON sharings (model, parent);

        -- Records that a scope, read completely, no longer shows: since which run, and whether that is proof enough.
        CREATE TABLE absences (
          model INTEGER NOT NULL,
          parent INTEGER NOT NULL,
          record INTEGER NOT NULL,
          run INTEGER NOT NULL,
          lost INTEGER NOT NULL,
          PRIMARY KEY (model, parent, record)
        ) WITHOUT ROWID;

        -- The last run that read a scope to its end; 0 where it has to be read again.
        CREATE TABLE scopes (
          model INTEGER NOT NULL,
          parent INTEGER NOT NULL,
          run INTEGER NOT NULL,
          PRIMARY KEY (model, parent)
        ) WITHOUT ROWID;

        -- Where the reading of a scope stands; gone when it is complete. "model" is the one that declares the source.
        CREATE TABLE checkpoints (
          model INTEGER NOT NULL,
          parent INTEGER NOT NULL,
          resume TEXT NOT NULL,
          since INTEGER,
          elements INTEGER NOT NULL,
          total INTEGER,
          skipped INTEGER NOT NULL,
          PRIMARY KEY (model, parent)
        ) WITHOUT ROWID;

        -- The records seen so far in the reading of a scope: one bit each, 4,096 to a row.
        CREATE TABLE seen (
          model INTEGER NOT NULL,
          parent INTEGER NOT NULL,
          chunk INTEGER NOT NULL,
          bits BLOB NOT NULL,
          PRIMARY KEY (model, parent, chunk)
        ) WITHOUT ROWID;

        -- What could not be read; remote_id is null where not even the id was there, record is set where an earlier version is stored.
        CREATE TABLE set_aside (
          n INTEGER PRIMARY KEY,
          model INTEGER NOT NULL,
          parent INTEGER NOT NULL,
          remote_id TEXT,
          record INTEGER,
          path TEXT NOT NULL,
          reason TEXT NOT NULL,
          run INTEGER NOT NULL,
          UNIQUE (model, parent, remote_id)
        );

        CREATE TABLE runs (
          n INTEGER PRIMARY KEY,
          integration INTEGER NOT NULL REFERENCES integrations,
          kind TEXT NOT NULL,
          models TEXT NOT NULL,
          started_at INTEGER NOT NULL,
          ended_at INTEGER,
          status TEXT NOT NULL
        );
        CREATE TABLE counts (
          run INTEGER NOT NULL,
          model INTEGER NOT NULL,
          pages INTEGER NOT NULL,
          added INTEGER NOT NULL,
          changed INTEGER NOT NULL,
          unchanged INTEGER NOT NULL,
          returned INTEGER NOT NULL,
          deleted INTEGER NOT NULL,
          set_aside INTEGER NOT NULL,
          PRIMARY KEY (run, model)
        ) WITHOUT ROWID;
        """;

    // How many elements a run passed over by the spec's word.
    private const string Dropped = "ALTER TABLE counts ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;";

    // What a vendor has granted to an integration, sealed with a key that is not in the file.
    private const string Tokens = """
        CREATE TABLE tokens (
          integration INTEGER PRIMARY KEY REFERENCES integrations,
          sealed BLOB NOT NULL
        );
        """;

    // What actions have made, or found while they made something else: with only these, a sync keeps no other candidates and applications.
    private const string Made = """
        CREATE TABLE made (
          model INTEGER NOT NULL,
          id TEXT NOT NULL,
          PRIMARY KEY (model, id)
        ) WITHOUT ROWID;
        """;

    // What idempotency keys have done. A step that is not done was begun, and nobody knows what came of it; taken is a JSON object of texts.
    private const string Actions = """
        CREATE TABLE actions (
          n INTEGER PRIMARY KEY,
          integration INTEGER NOT NULL REFERENCES integrations,
          key TEXT NOT NULL,
          action TEXT NOT NULL,
          fingerprint TEXT NOT NULL,
          started_at INTEGER NOT NULL,
          UNIQUE (integration, key)
        );
        CREATE TABLE action_steps (
          n INTEGER PRIMARY KEY,
          action INTEGER NOT NULL REFERENCES actions,
          step TEXT NOT NULL,
          done INTEGER NOT NULL,
          existed INTEGER NOT NULL,
          taken TEXT NOT NULL,
          UNIQUE (action, step)
        );
        """;
}
