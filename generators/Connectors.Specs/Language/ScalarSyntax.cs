using System.Globalization;
using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

/// <summary>Reads the small texts of the language: time spans, rates, date formats, zones, slugs.</summary>
public static class ScalarSyntax
{
    private static readonly string[] DateWords =
    [
        "yyyy", "yy", "MMMM", "MMM", "MM", "M", "dddd", "ddd", "dd", "d", "HH", "H", "hh", "h", "mm", "m", "ss", "s", "tt",
        .. Fractions('f'), .. Fractions('F'), // The large ones for a fraction that may be shorter, or missing with the point before it.
    ];

    /// <summary>Seconds of a time span such as <c>30s</c>, <c>1m</c>, <c>2h</c>, <c>1d</c>; null when it is none.</summary>
    public static int? Seconds(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.Substring(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var unit = text[text.Length - 1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        var seconds = (long)count * unit;
        return unit == 0 || seconds > 366L * 86_400 ? null : (int)seconds;
    }

    /// <summary>Bytes of a size such as <c>500KB</c> or <c>2MB</c>, 1024 to the next unit; null when it is none.</summary>
    public static long? Bytes(string text)
    {
        var digits = text.TakeWhile(static c => c is >= '0' and <= '9').Count();
        var unit = text.Substring(digits) switch { "B" => 1L, "KB" => 1L << 10, "MB" => 1L << 20, "GB" => 1L << 30, _ => 0 };
        return unit > 0 && int.TryParse(text.Substring(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count * unit : null;
    }

    /// <summary>A rate such as <c>120/minute</c> or <c>100/10s</c>; null when it is none.</summary>
    public static RateSpec? Rate(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || !int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var requests) || requests < 1)
        {
            return null;
        }

        var seconds = parts[1].Trim() switch { "second" => 1, "minute" => 60, "hour" => 3600, "day" => 86_400, var span => Seconds(span) ?? 0 };
        return seconds < 1 ? null : new RateSpec(requests, seconds);
    }

    /// <summary>Why a text is no date format, or null when it is one: known words, other signs as they stand, letters in single quotes (T needs none).</summary>
    public static string? DateFormatFault(string format)
    {
        var parts = new HashSet<char>();
        for (var at = 0; at < format.Length;)
        {
            var c = format[at];
            if (c == '\'')
            {
                var end = format.IndexOf('\'', at + 1);
                if (end < 0)
                {
                    return "a single quote is not closed";
                }

                at = end + 1;
                continue;
            }

            if (c is '%' or '"' or '\\')
            {
                return $"the sign '{c}' has no meaning in it";
            }

            if (!char.IsLetter(c) || c == 'T')
            {
                at++;
                continue;
            }

            var run = 1;
            while (at + run < format.Length && format[at + run] == c)
            {
                run++;
            }

            var word = format.Substring(at, run);
            if (!DateWords.Contains(word))
            {
                return $"'{word}' is not a word of date formats (yyyy, MM, dd, HH, mm, ss, …); put letters that stand for themselves in single quotes";
            }

            // The name of a weekday may stand beside the day's number; whoever writes another part twice means minutes by MM.
            if (!(c == 'd' && run > 2) && !parts.Add(c is 'h' ? 'H' : c))
            {
                return $"'{word}' gives a part that is there already{(c == 'M' ? "; minutes are 'mm'" : c == 'm' ? "; months are 'MM'" : "")}";
            }

            at += run;
        }

        var bare = new string(Unquoted(format).ToArray());
        return bare.IndexOf('y') < 0 || bare.IndexOf('M') < 0 || bare.IndexOf('d') < 0 ? "it lacks the year (yyyy), the month (MM) or the day (dd)" : null;
    }

    /// <summary>Whether a date format tells the hour.</summary>
    public static bool HasHours(string format) => Unquoted(format).Any(static c => c is 'H' or 'h');

    /// <summary>Whether a text can be a slug or the name of a connection field or api: lower case letters, digits and underscores, a letter first.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 64 && text[0] is >= 'a' and <= 'z' && text.All(static c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_');

    /// <summary>Whether a text can be the name of a C# method.</summary>
    public static bool IsMethod(string text) =>
        text.Length is > 0 and <= 100 && text[0] is >= 'A' and <= 'Z' && text.All(static c => c is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9' or '_');

    private static IEnumerable<string> Fractions(char digit) => Enumerable.Range(1, 7).Select(length => new string(digit, length));

    private static IEnumerable<char> Unquoted(string format)
    {
        var quoted = false;
        foreach (var c in format)
        {
            quoted ^= c == '\'';
            if (!quoted)
            {
                yield return c;
            }
        }
    }
}
