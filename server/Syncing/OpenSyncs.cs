using Connectors.Server.State;
using Connectors.Sync.Engine;

namespace Connectors.Server.Syncing;

/// <summary>A sync that has not ended, as it outlives the server.</summary>
internal sealed record OpenSync(string Id, string Integration, SyncKind Kind, bool ConfirmDeletions);

/// <summary>Remembers which syncs have not ended, so that whoever was given the id of one hears of its end, whatever becomes of the server meanwhile.</summary>
internal sealed class OpenSyncs(StateFile file) : IForgets
{
    /// <summary>The table: one row for each, in the order in which they were asked for.</summary>
    public const string Schema = """
        CREATE TABLE open_syncs (
          n INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          integration TEXT NOT NULL,
          kind TEXT NOT NULL,
          confirm_deletions INTEGER NOT NULL
        );
        """;

    /// <summary>All of them, in the order in which they were asked for.</summary>
    public IReadOnlyList<OpenSync> All =>
        file.Rows("SELECT id, integration, kind, confirm_deletions FROM open_syncs ORDER BY n", static row => new OpenSync(row.Text(0), row.Text(1), Enum.Parse<SyncKind>(row.Text(2)), row.Flag(3)));

    /// <summary>Notes that a sync was asked for.</summary>
    public void Add(QueuedSync sync) => file.Run(
        "INSERT INTO open_syncs (id, integration, kind, confirm_deletions) VALUES (?, ?, ?, ?)", sync.Id, sync.Integration.Id, sync.Kind.ToString(), sync.ConfirmDeletions ? 1 : 0);

    /// <summary>Notes that a sync has ended, or that nobody can run it any more.</summary>
    /// <param name="id">Its id.</param>
    public void Remove(string id) => file.Run("DELETE FROM open_syncs WHERE id = ?", id);

    /// <inheritdoc/>
    public void Forget(string integration) => file.Run("DELETE FROM open_syncs WHERE integration = ?", integration);
}
