using System.Globalization;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Reads the time of a since filter as the vendor writes times.</summary>
internal static class SinceFilter
{
    /// <summary>The time; null when the text is none.</summary>
    public static DateTimeOffset? Parse(string text, Conversion conversion)
    {
        switch (conversion.Kind)
        {
            case ConversionKind.UnixSeconds:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
            case ConversionKind.UnixMilliseconds:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds) && Math.Abs(milliseconds) < 100_000_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
            case ConversionKind.LocalTime or ConversionKind.Date:
                return Local(text, conversion);
            default:
                return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        }
    }

    private static DateTimeOffset? Local(string text, Conversion conversion)
    {
        var format = conversion.Format ?? (conversion.Kind == ConversionKind.Date ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss");
        if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var zone = conversion.Zone is { } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Utc;
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(zone.IsInvalidTime(local) ? local.AddHours(1) : local));
    }
}
