using System.Text.RegularExpressions;

namespace Connectors.Specs.Language;

/// <summary>Matches texts with the regular expressions of specs and contracts. What is found does not depend on how busy the machine is.</summary>
internal static class Patterns
{
    // RegexOptions.NonBacktracking, which this target cannot name: time grows with the text alone.
    private const RegexOptions Linear = (RegexOptions)1024;

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AtLast = TimeSpan.FromSeconds(10);

    /// <summary>Whether the pattern is found in the text.</summary>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    /// <exception cref="RegexMatchTimeoutException">It is one that nothing but backtracking can follow, and that takes seconds.</exception>
    public static bool IsMatch(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Soon);
        }
        catch (RegexMatchTimeoutException)
        {
            // Either the pattern is slow, or the machine is.
            return IsMatchAtLast(text, pattern);
        }
    }

    private static bool IsMatchAtLast(string text, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | Linear).IsMatch(text);
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentOutOfRangeException)
        {
            // It looks around itself or back, or an old runtime knows no such option.
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, AtLast);
        }
    }
}
