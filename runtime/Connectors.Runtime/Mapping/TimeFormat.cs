using System.Globalization;
using System.Text.Json;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Mapping;

/// <summary>A vendor's way to write dates and local times, in .NET's custom words (<c>yyyy-MM-dd HH:mm</c>), in its zone.</summary>
/// <remarks>Made once per connector and safe for concurrent use. Formats of fixed digits are read from UTF-8 without an allocation.</remarks>
public sealed class TimeFormat
{
    private const int Longest = 64;

    private static readonly string[] IsoTimes = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd' 'HH:mm"];
    private static readonly string[] IsoDates = ["yyyy-MM-dd"];

    private readonly string[] _formats;
    private readonly FixedDigits? _digits;
    private readonly VendorZone _zone;
    private readonly string _expected;
    private readonly bool _date;
    private readonly bool _offsets;
    private readonly string _written;
    private readonly bool _endOfDay;

    private TimeFormat(string? format, string zone, bool date, bool endOfDay)
    {
        _formats = format is null ? (date ? IsoDates : IsoTimes) : [format];
        _digits = FixedDigits.Of(format ?? (date ? IsoDates[0] : "yyyy-MM-ddTHH:mm:ss"));
        _zone = VendorZone.Of(zone);
        _date = date;
        _offsets = format is null && !date;
        _written = format ?? (date ? IsoDates[0] : "yyyy-MM-dd'T'HH:mm:ss");
        _endOfDay = endOfDay;
        _expected = (date ? "a date as " : "a local time as ") + (_offsets ? "yyyy-MM-ddTHH:mm:ss" : _written);
    }

    /// <summary>Local date and time.</summary>
    /// <param name="format">The format; null for ISO 8601, with or without a fraction. A time that has an offset nonetheless is the one it says. Written are whole seconds without one.</param>
    /// <param name="zone">The IANA zone.</param>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone.</exception>
    public static TimeFormat LocalTime(string? format, string zone) => new(format, zone, date: false, endOfDay: false);

    /// <summary>A date: its first second, or with <paramref name="endOfDay"/> its last one.</summary>
    /// <param name="format">The format; null for ISO 8601.</param>
    /// <param name="zone">The IANA zone.</param>
    /// <param name="endOfDay">Whether the last second of the day is meant.</param>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone.</exception>
    public static TimeFormat Date(string? format, string zone, bool endOfDay = false) => new(format, zone, date: true, endOfDay);

    /// <summary>The point in time a text names, in UTC; null for null and for an empty text.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public DateTimeOffset? Read(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw JsonFault.WrongType(path, _expected, reader.TokenType);
        }

        if (_digits is not null && !reader.ValueIsEscaped && _digits.TryRead(reader.ValueSpan, out var local))
        {
            return InZone(local);
        }

        if (JsonValue.Text(ref reader, path) is not { } text)
        {
            return null;
        }

        return TryRead(text.AsSpan().Trim(), out var time) ? time : throw JsonFault.Unreadable(path, _expected);
    }

    /// <summary>The point in time that the text the cursor has read names, in UTC; null without a text.</summary>
    /// <param name="reader">Has read it.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public DateTimeOffset? Read(XmlCursor reader, string path)
    {
        var text = XmlValue.Trimmed(reader);
        if (text.IsEmpty)
        {
            return null;
        }

        if (_digits is not null && _digits.TryRead(text, out var local))
        {
            return InZone(local);
        }

        if (TryRead(text, out var time))
        {
            return time;
        }

        XmlFault.Unreadable(reader, path, _expected);
        return null;
    }

    /// <summary>A point in time as the vendor writes it.</summary>
    public string Write(DateTimeOffset time) => _zone.ToLocal(time).ToString(_written, CultureInfo.InvariantCulture);

    private bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        if (text.Length <= Longest && DateTime.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            time = InZone(local);
            return true;
        }

        return _offsets & TimeValue.TryIso(text, out time);
    }

    /// <summary>A day as the vendor writes it: midnight in UTC is that day in every zone, another time the day it is in the vendor's.</summary>
    public string WriteDay(DateTimeOffset time) =>
        time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? time.UtcDateTime.ToString(_formats[0], CultureInfo.InvariantCulture) : Write(time);

    private DateTimeOffset InZone(DateTime local)
    {
        local = DateTime.SpecifyKind(_date ? local.Date : local, DateTimeKind.Unspecified);
        if (!_endOfDay)
        {
            return _zone.ToUtc(local);
        }

        return local.Date == DateTime.MaxValue.Date
            ? _zone.ToUtc(local.Date.Add(new TimeSpan(23, 59, 59)))
            : _zone.ToUtc(local.AddDays(1)).AddSeconds(-1);
    }
}
