using Connectors.Sync.Store;

namespace Connectors.Sync.Serving;

/// <summary>Removes all that a served store has of an integration, some thousand records at a time, so that nobody waits long for the store meanwhile.</summary>
internal sealed class IntegrationRemoval(RecordStore store, Integration integration)
{
    private const int Batch = 2000;

    /// <summary>What is noted of records until it is worked off.</summary>
    private static readonly string[] OfRecord = ["served_changes", "served_left", "served_returns"];

    /// <summary>What belongs to a model besides its records.</summary>
    private static readonly string[] OfModel = ["served_touches", "sharings", "absences", "scopes", "checkpoints", "seen", "set_aside", "counts", "made"];

    /// <summary>What belongs to the integration itself, in the order in which it can go.</summary>
    private static readonly string[] OfIntegration =
    [
        "DELETE FROM action_steps WHERE action IN (SELECT n FROM actions WHERE integration = ?)",
        "DELETE FROM actions WHERE integration = ?",
        "DELETE FROM tokens WHERE integration = ?",
        "DELETE FROM runs WHERE integration = ?",
        "DELETE FROM models WHERE integration = ?",
        "DELETE FROM integrations WHERE n = ?",
    ];

    /// <summary>Removes it.</summary>
    public void Run()
    {
        foreach (var model in Models())
        {
            bool more;
            do
            {
                lock (store.Gate)
                {
                    var removed = 0L;
                    store.InTransaction(() =>
                    {
                        foreach (var table in OfRecord)
                        {
                            store.Prepare($"DELETE FROM {table} WHERE record IN (SELECT n FROM records WHERE model = ? ORDER BY n LIMIT ?)").Bind(model).Bind((long)Batch).Run();
                        }

                        removed = store.Prepare("DELETE FROM records WHERE n IN (SELECT n FROM records WHERE model = ? ORDER BY n LIMIT ?)").Bind(model).Bind((long)Batch).Run();
                    });
                    more = removed == Batch;
                }
            }
            while (more);
        }

        lock (store.Gate)
        {
            store.InTransaction(() =>
            {
                foreach (var model in Models())
                {
                    foreach (var table in OfModel)
                    {
                        store.Prepare($"DELETE FROM {table} WHERE model = ?").Bind(model).Run();
                    }
                }

                foreach (var statement in OfIntegration)
                {
                    store.Prepare(statement).Bind(integration.Number).Run();
                }
            });
        }
    }

    private List<long> Models()
    {
        lock (store.Gate)
        {
            var models = new List<long>();
            var query = store.Prepare("SELECT n FROM models WHERE integration = ?").Bind(integration.Number);
            while (query.Step())
            {
                models.Add(query.Long(0));
            }

            query.Reset();
            return models;
        }
    }
}
