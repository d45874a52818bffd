using System.Globalization;

namespace Connectors.Cli.Terminal;

/// <summary>Numbers with the noun they count.</summary>
internal static class Count
{
    /// <summary><c>no errors</c>, <c>1 error</c>, <c>12,000 errors</c>.</summary>
    public static string Of(long number, string noun) => number switch
    {
        0 => $"no {noun}s",
        1 => $"1 {noun}",
        _ => $"{Number(number)} {noun}s",
    };

    /// <summary><c>12,000</c></summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
