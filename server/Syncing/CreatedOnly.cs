using Connectors.Runtime;
using Connectors.Server.State;
using Connectors.Sync.Engine;

namespace Connectors.Server.Syncing;

/// <summary>Of which integrations only the candidates and applications are kept that were made through this API.</summary>
internal sealed class CreatedOnly(StateFile file) : IForgets
{
    /// <summary>The feature, as the vocabulary names it.</summary>
    public const string Feature = "sync_only_created_applications";

    /// <summary>The table: one row for each of these integrations.</summary>
    public const string Schema = "CREATE TABLE created_only (integration TEXT PRIMARY KEY REFERENCES integrations);";

    /// <summary>Whether it is so for an integration.</summary>
    /// <param name="integration">Its id.</param>
    public bool IsOn(string integration) => file.Value("SELECT 1 FROM created_only WHERE integration = ?", integration) is not null;

    /// <summary>Switches it on or off; it holds from the next sync on.</summary>
    /// <param name="integration">The id of the integration.</param>
    /// <param name="on">Whether it is to be so.</param>
    public void Set(string integration, bool on) =>
        file.Run(on ? "INSERT OR IGNORE INTO created_only VALUES (?)" : "DELETE FROM created_only WHERE integration = ?", integration);

    /// <inheritdoc/>
    public void Forget(string integration) => Set(integration, on: false);

    /// <summary>What it costs at a vendor to keep single applications fresh, in sentences.</summary>
    public static string Cost(ConnectorDefinition connector)
    {
        var (name, source) = (connector.Descriptor.Name, connector.Sources.FirstOrDefault(s => s.Mappers.Any(m => m.Model == "applications")));
        if (source is null)
        {
            return $"{name} lists no applications, so that none are kept.";
        }

        var list = source.ForEach is { } parents ? $"the lists of applications of all {parents.Replace('_', ' ')}" : "the whole list of applications";
        var changes = source.Since is null ? "Other syncs read it too, because the vendor cannot tell what changed." : "Other syncs read only what changed.";
        return source.Lookup is null
            ? $"{name} gives no single applications by their ids: to keep a few of them fresh, each full sync reads {list}. {changes}"
            : $"{name} gives the details of single applications by their ids, and only those that were made here are asked for; to find them, each full sync reads {list}. {changes}";
    }
}

/// <summary>Switches what is kept of an integration.</summary>
internal sealed class CreatedOnlySwitch(CreatedOnly createdOnly, SyncQueue syncs)
{
    /// <summary>Switches it on or off, and queues a sync after which it is so. On, all others are marked as deleted; off, they are back.</summary>
    public void Set(ServedIntegration integration, bool on)
    {
        if (createdOnly.IsOn(integration.Stored.Id) == on)
        {
            return;
        }

        createdOnly.Set(integration.Stored.Id, on);
        if (integration.State.Enabled)
        {
            syncs.EnqueueAnew(integration.Stored, SyncKind.Full);
        }
    }
}
