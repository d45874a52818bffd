using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Actions;

/// <summary>
/// What generated inputs are read from JSON with. A member that is null counts as not given; one of another type is a finding and counts as not given.
/// </summary>
public static class InputJson
{
    private static readonly string[] Times =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary>Whether a value is an object; a finding where not.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">Where the value stands; empty for the whole input.</param>
    /// <param name="value">The value.</param>
    public static bool IsObject(ref Findings? findings, string path, JsonElement value) =>
        value.ValueKind == JsonValueKind.Object || Wrong(ref findings, path.Length == 0 ? "." : path, "an object", value);

    /// <summary>Finds the members that an object should not have; with a similar name that it could.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="json">The object.</param>
    /// <param name="path">Its path; empty for the whole input.</param>
    /// <param name="known">The members it can have.</param>
    public static void Only(ref Findings? findings, JsonElement json, string path, params ReadOnlySpan<string> known)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                var similar = Similar(member.Name, known);
                // The name is the caller's own text: it is shown in its path as far as it is a name at all.
                Findings.Add(
                    ref findings,
                    At(path, Shown(member.Name)),
                    FindingKind.Unknown,
                    similar is null ? "There is no such input." : $"There is no such input; is '{similar}' meant?");
            }
        }
    }

    /// <summary>A text; null when it is not given.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="json">The object.</param>
    /// <param name="path">Its path; empty for the whole input.</param>
    /// <param name="name">The member.</param>
    /// <param name="required">Whether it is a finding when it is not given.</param>
    public static string? Text(ref Findings? findings, JsonElement json, string path, string name, bool required = false)
    {
        if (Member(ref findings, json, path, name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Wrong(ref findings, At(path, name), "a text", value);
            return null;
        }

        return Content(ref findings, At(path, name), value);
    }

    /// <summary>A number; null when it is not given.</summary>
    /// <inheritdoc cref="Text"/>
    public static decimal? Number(ref Findings? findings, JsonElement json, string path, string name, bool required = false)
    {
        if (Member(ref findings, json, path, name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
        {
            return number;
        }

        Wrong(ref findings, At(path, name), "a number", value);
        return null;
    }

    /// <summary>true or false; null when it is not given.</summary>
    /// <inheritdoc cref="Text"/>
    public static bool? Flag(ref Findings? findings, JsonElement json, string path, string name, bool required = false)
    {
        if (Member(ref findings, json, path, name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Wrong(ref findings, At(path, name), "true or false", value);
        return null;
    }

    /// <summary>A point in time, ISO 8601 with an offset or Z, or a date, which is its first second in UTC; null when it is not given.</summary>
    /// <inheritdoc cref="Text"/>
    public static DateTimeOffset? Time(ref Findings? findings, JsonElement json, string path, string name, bool required = false)
    {
        if (Text(ref findings, json, path, name, required) is not { } text)
        {
            return null;
        }

        if (IsTime(text, out var time))
        {
            return time;
        }

        Findings.Add(ref findings, At(path, name), FindingKind.Malformed, "It is not a date, or date and time with offset, as ISO 8601.");
        return null;
    }

    /// <summary>Any JSON; empty when it is not given.</summary>
    /// <inheritdoc cref="Text"/>
    public static RawJson Any(ref Findings? findings, JsonElement json, string path, string name, bool required = false) =>
        Member(ref findings, json, path, name, required) is { } value ? new RawJson(Encoding.UTF8.GetBytes(value.GetRawText())) : default;

    /// <summary>An object; null when it is not given.</summary>
    /// <inheritdoc cref="Text"/>
    public static JsonElement? Object(ref Findings? findings, JsonElement json, string path, string name, bool required = false) =>
        Member(ref findings, json, path, name, required) is { } value && IsObject(ref findings, At(path, name), value) ? value : null;

    /// <summary>The items of a list; none when it is not given. That each is an object is for <see cref="IsObject"/> to see.</summary>
    /// <inheritdoc cref="Text"/>
    public static ImmutableArray<JsonElement> List(ref Findings? findings, JsonElement json, string path, string name, bool required = false)
    {
        if (Member(ref findings, json, path, name, required) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray()];
        }

        Wrong(ref findings, At(path, name), "a list", value);
        return [];
    }

    /// <summary>The answer of a screening question: a text, a number, true or false, a list of texts, or a file; null when it is not given.</summary>
    /// <inheritdoc cref="Text"/>
    public static AnswerInput? Answer(ref Findings? findings, JsonElement json, string path, string name, bool required = false)
    {
        if (Member(ref findings, json, path, name, required) is not { } value)
        {
            return null;
        }

        var at = At(path, name);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Content(ref findings, at, value) is { } text ? (AnswerInput)text : null;
            case JsonValueKind.Number when value.TryGetDecimal(out var number):
                return number;
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            case JsonValueKind.Object:
                Only(ref findings, value, at, "name", "content_type", "data", "data_url");
                return AnswerInput.Of(new FileInput
                {
                    Name = Text(ref findings, value, at, "name", required: true) ?? "",
                    ContentType = Text(ref findings, value, at, "content_type"),
                    Data = Text(ref findings, value, at, "data"),
                    DataUrl = Text(ref findings, value, at, "data_url"),
                });
            case JsonValueKind.Array when value.EnumerateArray().All(o => o.ValueKind == JsonValueKind.String):
                var options = new List<string>();
                foreach (var option in value.EnumerateArray())
                {
                    options.Add(Content(ref findings, at, option) ?? "");
                }

                return AnswerInput.Of(options);
            default:
                Wrong(ref findings, at, "a text, a number, true or false, a list of texts, or a file", value);
                return null;
        }
    }

    /// <summary>The path of a member, of an item of it with <paramref name="index"/>.</summary>
    /// <param name="path">The path of the object; empty for the whole input.</param>
    /// <param name="name">The member.</param>
    /// <param name="index">The item's index, from 0.</param>
    public static string At(string path, string name, int? index = null)
    {
        var member = path.Length == 0 ? name : path + "." + name;
        return index is { } item ? new InputPath(member, item).ToString() : member;
    }

    /// <summary>Reads a date, or a date and time with an offset.</summary>
    internal static bool IsTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
        && (text.Length <= 10 || text[^1] is 'Z' || text.AsSpan(10).IndexOfAny('+', '-') >= 0);

    private static JsonElement? Member(ref Findings? findings, JsonElement json, string path, string name, bool required)
    {
        if (json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        if (required)
        {
            InputChecks.Missing(ref findings, At(path, name));
        }

        return null;
    }

    private static string? Content(ref Findings? findings, string path, JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            Findings.Add(ref findings, path, FindingKind.Malformed, "It has half a character, which is no Unicode.");
            return null;
        }
    }

    private static bool Wrong(ref Findings? findings, string path, string expected, JsonElement met)
    {
        var what = met.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => expected == "a number" ? "too large a number" : "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            _ => "null",
        };
        Findings.Add(ref findings, path, FindingKind.WrongType, $"Expected {expected}, found {what}.");
        return false;
    }

    private static string Shown(string name) =>
        name.Length is > 0 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? name : "?";

    private static string? Similar(string name, ReadOnlySpan<string> known)
    {
        string? nearest = null;
        var least = Math.Max(2, Math.Min(name.Length, 30) / 3) + 1;
        foreach (var candidate in known)
        {
            if (name.Length <= 60 && Distance(name, candidate) is var distance && distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    // How many letters have to be changed, added or left out.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
