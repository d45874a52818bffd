using System.Globalization;
using System.Text.RegularExpressions;

namespace Connectors.Server.Layout;

/// <summary>The text of a query parameter.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">Its text, not empty.</param>
internal sealed partial record FilterText(string Name, string Value)
{
    // Of a fraction of a second the first seven digits count.
    private const int LongestTime = 27;

    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd"];

    /// <summary>The texts between commas.</summary>
    public IReadOnlyList<string> List => Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A date, or a date and time, in UTC.</summary>
    /// <exception cref="WrongParameterException">It is none.</exception>
    public DateTimeOffset Time =>
        TimeForm().IsMatch(Value) && Value.TrimEnd('Z') is var text && DateTimeOffset.TryParseExact(text[..Math.Min(text.Length, LongestTime)], Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new WrongParameterException(Name, "is a date, or a date and time in UTC such as 2026-01-31T08:00:00Z.");

    /// <summary>true or false.</summary>
    /// <exception cref="WrongParameterException">It is neither.</exception>
    public bool Flag => Value switch
    {
        "true" => true,
        "false" => false,
        _ => throw new WrongParameterException(Name, "is true or false."),
    };

    /// <summary>A whole number.</summary>
    /// <exception cref="WrongParameterException">It is none, or out of bounds.</exception>
    public int Number(int least, int most) =>
        int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new WrongParameterException(Name, string.Create(CultureInfo.InvariantCulture, $"is a whole number from {least} to {most}."));

    /// <summary>One of some words.</summary>
    /// <exception cref="WrongParameterException">It is another one.</exception>
    public string Word(IReadOnlyList<string> known) => known.Contains(Value) ? Value : throw Unknown(known);

    /// <summary>Some of some words, between commas.</summary>
    /// <exception cref="WrongParameterException">There is another one among them.</exception>
    public IReadOnlyList<string> Words(IReadOnlyList<string> known) => List is var words && words.All(known.Contains) ? words : throw Unknown(known);

    private WrongParameterException Unknown(IReadOnlyList<string> known) => new(Name, $"knows {string.Join(", ", known)}.");

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?)?Z?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeForm();
}

/// <summary>A query parameter has a value that it cannot have. The message names the parameter and never the value.</summary>
internal sealed class WrongParameterException(string name, string rule) : Exception($"The parameter '{name}' {rule}");
