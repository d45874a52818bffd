using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Connectors.Runtime.Requests;

/// <summary>Values of an input as texts of a request; what is null stays null.</summary>
public static class WrittenText
{
    /// <summary>A number with a decimal point.</summary>
    [return: NotNullIfNotNull(nameof(number))]
    public static string? Number(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A number with a decimal comma and no dots between thousands: <c>1234,5</c>.</summary>
    [return: NotNullIfNotNull(nameof(number))]
    public static string? CommaNumber(decimal? number) => Number(number)?.Replace('.', ',');

    /// <summary>true or false.</summary>
    [return: NotNullIfNotNull(nameof(flag))]
    public static string? Flag(bool? flag) => flag is not { } yes ? null : yes ? "true" : "false";

    /// <summary>A time as a vendor writes it.</summary>
    /// <param name="time">The time.</param>
    /// <param name="write">Writes it.</param>
    [return: NotNullIfNotNull(nameof(time))]
    public static string? Time(DateTimeOffset? time, Func<DateTimeOffset, string> write) => time is { } given ? write(given) : null;

    /// <summary>A day in UTC: <c>2026-02-28</c>.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A list with one text; empty without it.</summary>
    public static ImmutableArray<string> Only(string? text) => text is null ? [] : [text];

    /// <summary>Those of several texts that are there, each with what stands between it and the next that is; null where none is there.</summary>
    /// <param name="before">What stands before the first.</param>
    /// <param name="parts">The texts and what stands after each; after the last, at the end of the whole.</param>
    public static string? Gathered(string before, params ReadOnlySpan<(string? Text, string After)> parts)
    {
        var whole = new StringBuilder(before);
        var between = "";
        var any = false;
        foreach (var (text, after) in parts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                whole.Append(between).Append(text);
                (between, any) = (after, true);
            }
        }

        return any ? whole.Append(parts[^1].After).ToString() : null;
    }

    /// <summary>Texts joined; null where one of them is not there.</summary>
    public static string? Joined(params ReadOnlySpan<string?> parts) => parts.Contains(null) ? null : string.Concat(parts);
}
