using System.Text.RegularExpressions;

namespace Connectors.Runtime.Connections;

/// <summary>Matches what people give with the regular expressions of specs and contracts. What is found does not depend on how busy the machine is.</summary>
internal static class Patterns
{
    /// <summary>Whether a pattern with a time limit is found in a text.</summary>
    public static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Either the pattern is slow, or the machine is.
            return IsMatchAtLast(pattern, text);
        }
    }

    private static bool IsMatchAtLast(Regex pattern, string text)
    {
        try
        {
            return new Regex(pattern.ToString(), pattern.Options | RegexOptions.NonBacktracking).IsMatch(text);
        }
        catch (NotSupportedException)
        {
            // It looks around itself or back, and a text that it chokes on is not what it is there to let in.
            return false;
        }
    }
}
