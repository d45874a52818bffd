using Connectors.Specs.Model;

namespace Connectors.Sandbox.Data;

/// <summary>The records of a list in order, as they are now.</summary>
internal abstract class Listing
{
    /// <summary>How many there are.</summary>
    public abstract long Count { get; }

    /// <summary>The index of the record at a position.</summary>
    public abstract long At(long position);

    /// <summary>The position of the first record after the one with that index, which need not be in the list any more.</summary>
    public abstract long After(long index);

    /// <summary>Lists the records of a parent (-1: of the whole model), changed since a time where one is given.</summary>
    /// <param name="records">The model.</param>
    /// <param name="parent">The parent's index.</param>
    /// <param name="since">The time; null for everything.</param>
    /// <param name="sees">What the time is compared with.</param>
    /// <param name="joined">For join rows: the records shown in them; a row whose record is gone is gone.</param>
    public static Listing Of(Population records, long parent, DateTimeOffset? since, SinceSees sees, Population? joined)
    {
        var inRange = parent < 0 || parent < records.Parent!.Count;
        var start = parent < 0 || !inRange ? 0 : records.Start(parent);
        var end = parent < 0 ? records.Count : inRange ? records.Start(parent + 1) : 0;
        var added = parent < 0 && records.Parent is not null
            ? Between(records.Count, records.Total)
            : records.Overlay.Touched ? records.Overlay.AddedTo(parent) : [];
        if (since is null && joined?.Overlay.Touched != true)
        {
            return new Range(start, end, records.ListsDeleted ? [] : records.Overlay.DeletedIn(start, end).ToArray(), [.. added.Where(a => !records.IsHidden(a))]);
        }

        // Nothing that was there from the start has changed later than the origin, unless the overlay says so.
        var candidates = since > VendorClock.Origin && joined?.Overlay.Touched != true
            ? records.Overlay.ChangedSince(since.Value).Where(i => (i >= start && i < end) || added.Contains(i))
            : Between(start, end).Concat(added);
        return new Chosen([.. candidates.Where(i =>
            !records.IsHidden(i)
            && (joined is null || !joined.Overlay.IsDeleted(World.Joined(records, joined, i)))
            && (since is null || Seen(records, joined, i, sees) >= since))]);
    }

    /// <summary>The records of this list that are not later than a time.</summary>
    public Listing Until(Population records, DateTimeOffset until, SinceSees sees, Population? joined) => Where(i => Seen(records, joined, i, sees) <= until);

    /// <summary>The records of this list that a filter lets through.</summary>
    public Listing Where(Func<long, bool> keep)
    {
        var kept = new List<long>();
        for (var i = 0L; i < Count; i++)
        {
            if (At(i) is var index && keep(index))
            {
                kept.Add(index);
            }
        }

        return new Chosen([.. kept]);
    }

    private static DateTimeOffset Seen(Population records, Population? joined, long index, SinceSees sees)
    {
        if (sees == SinceSees.Created)
        {
            return VendorClock.Created(records, index);
        }

        var own = VendorClock.Modified(records, index);
        return joined?.Overlay.Stamp(World.Joined(records, joined, index)) is { } stamp && stamp > own ? stamp : own;
    }

    private static long[] Between(long start, long end)
    {
        var indexes = new long[end - start];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = start + i;
        }

        return indexes;
    }

    /// <summary>A stretch of indexes without the deleted, then the added.</summary>
    private sealed class Range(long start, long end, long[] deleted, long[] added) : Listing
    {
        private readonly long _base = end - start - deleted.Length;

        public override long Count => _base + added.Length;

        public override long At(long position)
        {
            if (position >= _base)
            {
                return added[position - _base];
            }

            var index = start + position;
            foreach (var gone in deleted)
            {
                if (gone > index)
                {
                    break;
                }

                index++;
            }

            return index;
        }

        public override long After(long index) =>
            index >= end ? _base + added.LongCount(a => a <= index) : index < start ? 0 : index + 1 - start - deleted.LongCount(d => d <= index);
    }

    /// <summary>Indexes one by one, in order.</summary>
    private sealed class Chosen(long[] indexes) : Listing
    {
        public override long Count => indexes.Length;

        public override long At(long position) => indexes[position];

        public override long After(long index)
        {
            var found = Array.BinarySearch(indexes, index);
            return found < 0 ? ~found : found + 1;
        }
    }
}
