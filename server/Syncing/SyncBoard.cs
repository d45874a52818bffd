using Connectors.Sync.Engine;

namespace Connectors.Server.Syncing;

/// <summary>How far a sync is, for those who want to look. Safe for concurrent use.</summary>
internal sealed class SyncBoard : IProgress<SyncProgress>
{
    private readonly Lock _gate = new();
    private readonly List<SyncProgress> _models = [];

    /// <summary>How far it is with each model, in the order it began with them.</summary>
    public IReadOnlyList<SyncProgress> Models
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
            var index = _models.FindIndex(m => m.Model == value.Model);
            if (index < 0)
            {
                _models.Add(value);
            }
            else
            {
                _models[index] = value;
            }
        }
    }
}
