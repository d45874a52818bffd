using System.Globalization;
using System.Text.Json;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Mapping;

/// <summary>Reads points in time that carry their offset. All results are in UTC.</summary>
public static class TimeValue
{
    private const string Expected = "a date and time as ISO 8601 with an offset or Z";
    private const int Longest = 40;

    private static readonly string[] Lenient =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>ISO 8601 date and time with an offset or Z; an empty text is null.</summary>
    public static DateTimeOffset? Iso(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw JsonFault.WrongType(path, Expected, reader.TokenType);
        }

        // The reader takes a time without offset for one of this machine's zone, so the offset is looked for first.
        if (HasOffset(reader.ValueSpan) && reader.TryGetDateTimeOffset(out var time))
        {
            return time.ToUniversalTime();
        }

        if (JsonValue.Text(ref reader, path) is not { } text)
        {
            return null;
        }

        return TryIso(text, out time) ? time : throw JsonFault.Unreadable(path, Expected);
    }

    /// <summary>ISO 8601 date and time with an offset or Z, in the text the cursor has read; null without a text.</summary>
    /// <param name="reader">Has read it.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public static DateTimeOffset? Iso(XmlCursor reader, string path)
    {
        var text = XmlValue.Trimmed(reader);
        if (text.IsEmpty)
        {
            return null;
        }

        if (TryIso(text, out var time))
        {
            return time;
        }

        XmlFault.Unreadable(reader, path, Expected);
        return null;
    }

    /// <summary>Seconds since 1970-01-01 UTC, in the text the cursor has read; fractions are kept to the millisecond.</summary>
    public static DateTimeOffset? UnixSeconds(XmlCursor reader, string path) => Unix(reader, path, 1000, "Unix time in seconds");

    /// <summary>Milliseconds since 1970-01-01 UTC, in the text the cursor has read.</summary>
    public static DateTimeOffset? UnixMilliseconds(XmlCursor reader, string path) => Unix(reader, path, 1, "Unix time in milliseconds");

    /// <summary>Seconds since 1970-01-01 UTC, as a number or a text; fractions are kept to the millisecond.</summary>
    public static DateTimeOffset? UnixSeconds(ref Utf8JsonReader reader, string path) => Unix(ref reader, path, 1000, "Unix time in seconds");

    /// <summary>Milliseconds since 1970-01-01 UTC, as a number or a text.</summary>
    public static DateTimeOffset? UnixMilliseconds(ref Utf8JsonReader reader, string path) => Unix(ref reader, path, 1, "Unix time in milliseconds");

    /// <summary>A point in time as ISO 8601 in UTC to the second, for a request.</summary>
    public static string WriteIso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A point in time in UTC in a format of .NET's custom words, for a request.</summary>
    public static string Write(DateTimeOffset time, string format) => time.ToUniversalTime().ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A point in time as seconds since 1970-01-01 UTC, for a request.</summary>
    public static string WriteUnixSeconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>A point in time as milliseconds since 1970-01-01 UTC, for a request.</summary>
    public static string WriteUnixMilliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? Unix(ref Utf8JsonReader reader, string path, int milliseconds, string expected)
    {
        decimal number;
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetDecimal(out number):
                break;
            case JsonTokenType.String:
                if (JsonValue.Text(ref reader, path) is not { } text)
                {
                    return null;
                }

                if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
                {
                    throw JsonFault.Unreadable(path, expected);
                }

                break;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number:
                throw JsonFault.Unreadable(path, expected);
            default:
                throw JsonFault.WrongType(path, expected, reader.TokenType);
        }

        return Unix(number, milliseconds) ?? throw JsonFault.Unreadable(path, expected);
    }

    private static DateTimeOffset? Unix(XmlCursor reader, string path, int milliseconds, string expected)
    {
        if (XmlValue.Number(reader, path) is not { } number)
        {
            return null;
        }

        if (Unix(number, milliseconds) is { } time)
        {
            return time;
        }

        XmlFault.Unreadable(reader, path, expected);
        return null;
    }

    private static DateTimeOffset? Unix(decimal number, int milliseconds)
    {
        var bound = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() / milliseconds;
        var least = DateTimeOffset.MinValue.ToUnixTimeMilliseconds() / milliseconds;
        return number >= least && number <= bound ? DateTimeOffset.FromUnixTimeMilliseconds((long)(number * milliseconds)) : null;
    }

    /// <summary>ISO 8601 date and time with an offset or Z, in UTC.</summary>
    internal static bool TryIso(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length > Longest || !HasOffset(text) || !DateTimeOffset.TryParseExact(text, Lenient, CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
        {
            return false;
        }

        time = time.ToUniversalTime();
        return true;
    }

    private static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.Length > 10 && (text[^1] is (byte)'Z' or (byte)'z' || text[10..].IndexOfAny((byte)'+', (byte)'-') >= 0);

    private static bool HasOffset(ReadOnlySpan<char> text) =>
        text.Length > 10 && (text[^1] is 'Z' or 'z' || text[10..].IndexOfAny('+', '-') >= 0);
}
