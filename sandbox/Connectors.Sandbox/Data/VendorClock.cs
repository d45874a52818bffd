namespace Connectors.Sandbox.Data;

/// <summary>When things happened at the vendor, and what time it is there.</summary>
/// <param name="time">The clock.</param>
internal sealed class VendorClock(TimeProvider time)
{
    /// <summary>The moment up to which records were made; whatever changes later is stamped by the clock.</summary>
    public static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan History = TimeSpan.FromDays(730);
    private long _offset;

    /// <summary>The vendor's time.</summary>
    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    /// <summary>Moves the vendor's time; it may go backwards.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    /// <summary>When a record was made.</summary>
    public static DateTimeOffset Created(Population records, long index) =>
        index >= records.Count && records.Overlay.Made(index) is { } added
            ? added
            : Origin.AddSeconds(-60 - Dice.Below(Dice.Mix(records.Identity(index), 1), (long)History.TotalSeconds));

    /// <summary>When a record changed last; never before it was made.</summary>
    public static DateTimeOffset Modified(Population records, long index)
    {
        if (records.Overlay.Touched && records.Overlay.Stamp(index) is { } stamp)
        {
            return stamp;
        }

        var created = Created(records, index);
        return created.AddSeconds(Dice.Below(Dice.Mix(records.Identity(index), 2), (long)(Origin - created).TotalSeconds));
    }
}
