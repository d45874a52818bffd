namespace Connectors.Server.State;

/// <summary>What the server knows of integrations besides their records.</summary>
internal sealed class Integrations(StateFile file)
{
    private const string Columns = "id, organization, creator_email, origin_id, enabled, created_at";

    /// <summary>Takes an integration into an environment, unless it is in one.</summary>
    public void Adopt(string id, string environment, string organization) =>
        file.Run("INSERT OR IGNORE INTO integrations (id, environment, organization, created_at) VALUES (?, ?, ?, ?)", id, environment, organization, file.Now);

    /// <summary>Notes the environment of an integration that is about to be connected. Until it is (<see cref="Add"/>) it counts as one that has ended: what comes of it is removed in time.</summary>
    public void Reserve(string id, string environment) => file.Run(
        """
        INSERT INTO integrations (id, environment, organization, created_at, deleted_at) VALUES (?, ?, '', ?, ?)
        ON CONFLICT DO UPDATE SET deleted_at = excluded.deleted_at WHERE deleted_at IS NOT NULL
        """,
        id,
        environment,
        file.Now,
        file.Now);

    /// <summary>Takes an integration that somebody has connected into an environment.</summary>
    public void Add(string id, string environment, string organization, string? creatorEmail, string? originId) => file.Run(
        """
        INSERT INTO integrations (id, environment, organization, creator_email, origin_id, created_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET organization = excluded.organization, creator_email = excluded.creator_email, origin_id = excluded.origin_id,
        created_at = excluded.created_at, deleted_at = NULL
        """,
        id,
        environment,
        organization,
        creatorEmail,
        originId,
        file.Now);

    /// <summary>The environment that has an integration; null where none has it, or no more.</summary>
    public string? EnvironmentOf(string id) => file.Value("SELECT environment FROM integrations WHERE id = ? AND deleted_at IS NULL", id) as string;

    /// <summary>What is known of an integration of an environment; null where it has none of that id, or no more.</summary>
    public IntegrationState? Find(string id, string environment) =>
        file.Row($"SELECT {Columns} FROM integrations WHERE id = ? AND environment = ? AND deleted_at IS NULL", Read, id, environment);

    /// <summary>The integrations of an environment, the newest first.</summary>
    public IReadOnlyList<IntegrationState> Of(string environment) =>
        file.Rows($"SELECT {Columns} FROM integrations WHERE environment = ? AND deleted_at IS NULL ORDER BY created_at DESC, id", Read, environment);

    /// <summary>Switches an integration on or off.</summary>
    public void Enable(string id, bool enabled) => file.Run("UPDATE integrations SET enabled = ? WHERE id = ?", enabled ? 1 : 0, id);

    /// <summary>Ends an integration: nothing answers for it any more.</summary>
    public void Delete(string id) => file.Run("UPDATE integrations SET deleted_at = ? WHERE id = ?", file.Now, id);

    /// <summary>The ids of integrations that ended before a time.</summary>
    public IReadOnlyList<string> DeletedBefore(DateTimeOffset time) =>
        file.Rows("SELECT id FROM integrations WHERE deleted_at <= ?", static row => row.Text(0), time.ToUnixTimeMilliseconds());

    /// <summary>Forgets whose account an integration was that has ended. That it has been there stays known, so that nobody takes it for a new one.</summary>
    public void Forget(string id) => file.Run("UPDATE integrations SET organization = '', creator_email = NULL, origin_id = NULL WHERE id = ?", id);

    private static IntegrationState Read(StateRow row) => new(row.Text(0), row.Text(1), row.TextOrNull(2), row.TextOrNull(3), row.Flag(4), row.Time(5));
}
