namespace Connectors.Runtime.Mapping;

/// <summary>A vendor's time zone: turns its local times into points in time.</summary>
/// <remarks>A time in the gap of spring moves on by the gap; one that an autumn night has twice is its first occurrence. Safe for concurrent use.</remarks>
internal sealed class VendorZone
{
    private const int Remembered = 512;

    private readonly TimeZoneInfo _zone;

    // Days on which the offset does not change, by their number: most of them, and asking the zone's rules costs more than reading the text.
    // One entry is the day's number (32 bits, from 1) and its offset in minutes (32 bits), so that it is read and written at once.
    private readonly long[] _days = new long[Remembered];

    private VendorZone(TimeZoneInfo zone) => _zone = zone;

    /// <summary>The zone of an IANA id.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know it.</exception>
    public static VendorZone Of(string id) => new(TimeZoneInfo.FindSystemTimeZoneById(id));

    /// <summary>The point in time of a local time, in UTC; times at the very ends of the calendar stop there.</summary>
    public DateTimeOffset ToUtc(DateTime local)
    {
        var day = (int)(local.Ticks / TimeSpan.TicksPerDay) + 1;
        var entry = Volatile.Read(ref _days[day % Remembered]);
        if ((int)(entry >> 32) != day)
        {
            if (!IsPlain(local.Date, out var offset))
            {
                return At(local, OffsetAt(local));
            }

            entry = ((long)day << 32) | (uint)(int)(offset.Ticks / TimeSpan.TicksPerMinute);
            Volatile.Write(ref _days[day % Remembered], entry);
        }

        return At(local, TimeSpan.FromMinutes((int)entry));
    }

    /// <summary>What clocks in the zone show at a point in time.</summary>
    public DateTime ToLocal(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone).DateTime;

    private static DateTimeOffset At(DateTime local, TimeSpan offset) =>
        new(Math.Clamp(local.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    // A day whose every quarter of an hour is valid, unambiguous and has the same offset.
    private bool IsPlain(DateTime date, out TimeSpan offset)
    {
        offset = _zone.GetUtcOffset(date);
        for (var minutes = 0; minutes < 24 * 60; minutes += 15)
        {
            var time = date.AddMinutes(minutes);
            if (_zone.IsInvalidTime(time) || _zone.IsAmbiguousTime(time) || _zone.GetUtcOffset(time) != offset)
            {
                return false;
            }
        }

        return true;
    }

    private TimeSpan OffsetAt(DateTime local)
    {
        if (_zone.IsAmbiguousTime(local))
        {
            return _zone.GetAmbiguousTimeOffsets(local).Max();
        }

        // Before the gap the old offset holds; with it a time inside lands as far after the gap as it stands after its beginning.
        while (_zone.IsInvalidTime(local) && local.Ticks > TimeSpan.TicksPerDay)
        {
            local = local.AddMinutes(-15);
        }

        return _zone.GetUtcOffset(local);
    }
}
