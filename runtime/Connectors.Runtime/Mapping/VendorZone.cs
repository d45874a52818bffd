using System.Collections.Concurrent;

namespace Connectors.Runtime.Mapping;

/// <summary>A vendor's time zone: turns its local times into points in time.</summary>
/// <remarks>A time in the gap of spring moves on by the gap; one that an autumn night has twice is its first occurrence. Safe for concurrent use.</remarks>
internal sealed class VendorZone
{
    // Ten years of days without two in one place.
    private const int Remembered = 4096;

    // No zone changes its offset and takes that back within this time.
    private const int HoursBetweenLooks = 6;

    private static readonly ConcurrentDictionary<string, VendorZone> Zones = new(StringComparer.Ordinal);

    private readonly TimeZoneInfo _zone;

    // Days on which the offset does not change, by their number: most of them, and asking the zone's rules costs more than reading the text.
    // One entry is the day's number (32 bits, from 1) and its offset in minutes (32 bits), so that it is read and written at once.
    private readonly long[] _days = new long[Remembered];

    private VendorZone(TimeZoneInfo zone) => _zone = zone;

    /// <summary>The zone of an IANA id; formats of one zone share it, and what it remembers.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know it.</exception>
    public static VendorZone Of(string id) => Zones.GetOrAdd(id, static id => new VendorZone(TimeZoneInfo.FindSystemTimeZoneById(id)));

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

    // A day with one offset, from before its beginning in the zone furthest to the east to after its end in the one furthest to the west.
    private bool IsPlain(DateTime date, out TimeSpan offset)
    {
        offset = default;
        if (date <= DateTime.MinValue.AddDays(1) || date >= DateTime.MaxValue.AddDays(-2))
        {
            return false;
        }

        var from = DateTime.SpecifyKind(date, DateTimeKind.Utc).AddHours(-18);
        offset = _zone.GetUtcOffset(from);
        for (var hours = HoursBetweenLooks; hours <= 60; hours += HoursBetweenLooks)
        {
            if (_zone.GetUtcOffset(from.AddHours(hours)) != offset)
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
