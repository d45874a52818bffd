namespace Connectors.Sandbox.Data;

/// <summary>What has happened to the records of a model since the sandbox started, laid over the pure function that makes them.</summary>
/// <remarks>Safe for use by many requests while changes are made.</remarks>
internal sealed class Overlay
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, State> _states = [];
    private readonly Dictionary<long, List<long>> _added = [];
    private readonly Dictionary<long, long> _parents = [];
    private long[] _deleted = [];
    private bool _deletedStale;
    private volatile bool _touched;
    private long _extra;

    /// <summary>Whether anything happened at all.</summary>
    public bool Touched => _touched;

    /// <summary>How often a record has changed.</summary>
    public int Revision(long index) => Find(index).Revision;

    /// <summary>Whether the record is gone.</summary>
    public bool IsDeleted(long index) => Find(index).Deleted;

    /// <summary>When the record changed last; null when it has not.</summary>
    public DateTimeOffset? Stamp(long index) => Find(index).Stamp;

    /// <summary>When an added record was made; null for one that was there from the start.</summary>
    public DateTimeOffset? Made(long index) => Find(index).Made;

    /// <summary>The parent of an added record; -1 for one that was there from the start.</summary>
    public long ParentOfAdded(long index)
    {
        if (!_touched)
        {
            return -1;
        }

        lock (_lock)
        {
            return _parents.GetValueOrDefault(index, -1);
        }
    }

    /// <summary>How many records were added.</summary>
    public long Extra => Interlocked.Read(ref _extra);

    /// <summary>Gives a record new content.</summary>
    public void Change(long index, DateTimeOffset now) => Update(index, s => s with { Revision = s.Revision + 1, Stamp = now });

    /// <summary>Notes that something else than the made content of a record changed.</summary>
    public void Touch(long index, DateTimeOffset now) => Update(index, s => s with { Stamp = now });

    /// <summary>Takes a record away.</summary>
    public void Delete(long index, DateTimeOffset now) => Update(index, s => s with { Deleted = true, Stamp = now });

    /// <summary>Brings a deleted record back.</summary>
    public void Return(long index, DateTimeOffset now) => Update(index, s => s with { Deleted = false, Stamp = now });

    /// <summary>Adds a record after the last.</summary>
    /// <param name="first">The number of records there were at the start.</param>
    /// <param name="parent">The parent's index; -1 for none.</param>
    /// <param name="now">When.</param>
    /// <param name="prepare">Told the index before anybody can see the record.</param>
    /// <returns>Its index.</returns>
    public long Add(long first, long parent, DateTimeOffset now, Action<long>? prepare = null)
    {
        lock (_lock)
        {
            var index = first + _extra;
            prepare?.Invoke(index);
            Interlocked.Increment(ref _extra);
            _parents[index] = parent;
            if (!_added.TryGetValue(parent, out var list))
            {
                _added[parent] = list = [];
            }

            list.Add(index);
            _states[index] = new State(0, false, now, now);
            _touched = true;
            return index;
        }
    }

    /// <summary>The records added to a parent (-1: to the list), in order.</summary>
    public long[] AddedTo(long parent)
    {
        lock (_lock)
        {
            return _added.TryGetValue(parent, out var list) ? [.. list] : [];
        }
    }

    /// <summary>The deleted records with indexes from <paramref name="start"/> to before <paramref name="end"/>, in order.</summary>
    public ReadOnlySpan<long> DeletedIn(long start, long end)
    {
        if (!_touched)
        {
            return default;
        }

        lock (_lock)
        {
            if (_deletedStale)
            {
                _deleted = [.. _states.Where(s => s.Value.Deleted).Select(s => s.Key).Order()];
                _deletedStale = false;
            }

            var from = Lower(_deleted, start);
            return _deleted.AsSpan(from, Lower(_deleted, end) - from);
        }
    }

    /// <summary>The records whose last change is not before a time, in order.</summary>
    public long[] ChangedSince(DateTimeOffset since)
    {
        lock (_lock)
        {
            return [.. _states.Where(s => s.Value.Stamp >= since).Select(s => s.Key).Order()];
        }
    }

    private static int Lower(long[] sorted, long value)
    {
        var found = Array.BinarySearch(sorted, value);
        return found < 0 ? ~found : found;
    }

    private State Find(long index)
    {
        if (!_touched)
        {
            return default;
        }

        lock (_lock)
        {
            return _states.GetValueOrDefault(index);
        }
    }

    private void Update(long index, Func<State, State> change)
    {
        lock (_lock)
        {
            _states[index] = change(_states.GetValueOrDefault(index));
            _deletedStale = true;
            _touched = true;
        }
    }

    private readonly record struct State(int Revision, bool Deleted, DateTimeOffset? Stamp, DateTimeOffset? Made);
}
