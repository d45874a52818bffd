using Connectors.Sync.Store;

namespace Connectors.Sync.Engine;

/// <summary>Streams the parents whose children a run has to read, in the order of their ids, some hundred at a time.</summary>
internal sealed class Parents(RecordStore store, Integration integration, SourceState state, ScopeLog scopes)
{
    private const int Batch = 200;

    /// <summary>How many parents were passed: read, being read, or not in need of it.</summary>
    public long Passed { get; private set; }

    /// <summary>How many parents there are.</summary>
    public long Total { get; private set; }

    /// <summary>The parents to read, each with the time since which its children are asked for (null for all of them), and that since which their details are.</summary>
    public IEnumerable<(Parent Parent, DateTimeOffset? Since, DateTimeOffset? DetailsSince)> Read()
    {
        Passed = 0;
        var after = "";
        while (true)
        {
            var batch = Next(after);
            foreach (var (parent, changedRun) in batch)
            {
                if (Wants(parent, changedRun, out var since, out var details))
                {
                    yield return (parent, since, details);
                }

                Passed++;
            }

            if (batch.Count < Batch)
            {
                yield break;
            }

            after = batch[^1].Parent.Id;
        }
    }

    private bool Wants(Parent parent, long changedRun, out DateTimeOffset? since, out DateTimeOffset? details)
    {
        // Without a since filter, asking an unchanged parent would mean to read all its children: that is for whole runs.
        var onlyChanged = state.Source.OnlyChanged || state.Source.Since is null;
        lock (store.Gate)
        {
            var wanted = scopes.Wants(parent.Number, changedRun, onlyChanged, out var neverRead);
            (since, details) = neverRead ? (null, null) : (state.Since, state.DetailsSince);
            return wanted;
        }
    }

    private List<(Parent Parent, long ChangedRun)> Next(string after)
    {
        var batch = new List<(Parent, long)>(Batch);
        lock (store.Gate)
        {
            if (store.FindModel(integration, state.Source.ForEach!) is not { } model)
            {
                return batch;
            }

            Total = store.Prepare("SELECT live FROM models WHERE n = ?").Bind(model).RunForNumber() ?? 0;
            var query = store.Prepare(
                    """
                    SELECT n, id, remote_id, changed_run FROM records
                    WHERE model = ? AND id > ? AND remote_deleted_at IS NULL ORDER BY id LIMIT ?
                    """)
                .Bind(model).Bind(after).Bind(Batch);
            while (query.Step())
            {
                batch.Add((new Parent(query.Long(0), query.Text(1), query.Text(2)), query.Long(3)));
            }

            query.Reset();
        }

        return batch;
    }
}
