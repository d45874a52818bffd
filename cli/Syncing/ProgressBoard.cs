using Connectors.Sync.Engine;

namespace Connectors.Cli.Syncing;

/// <summary>Keeps what a run reports, model by model, for whoever shows it. Safe for concurrent use.</summary>
internal sealed class ProgressBoard(TimeProvider clock, Action<ModelProgress>? reported = null) : IProgress<SyncProgress>
{
    private readonly Lock _gate = new();
    private readonly List<ModelProgress> _models = [];

    /// <summary>The models reported so far, in the order they began.</summary>
    public IReadOnlyList<ModelProgress> Models
    {
        get
        {
            lock (_gate)
            {
                return [.. _models];
            }
        }
    }

    /// <inheritdoc/>
    public void Report(SyncProgress value)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var index = _models.FindIndex(m => m.Last.Model == value.Model);
            if (index < 0)
            {
                index = _models.Count;
                _models.Add(new ModelProgress(value, now, value, now));
            }
            else
            {
                _models[index] = _models[index] with { Last = value, LastAt = now };
            }

            reported?.Invoke(_models[index]);
        }
    }
}
