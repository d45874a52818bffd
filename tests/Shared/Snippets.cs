using System.Text.RegularExpressions;

namespace Connectors.Tests.Shared;

/// <summary>The fenced blocks of a Markdown page.</summary>
internal static partial class Snippets
{
    /// <summary>Those of a language, without the fence.</summary>
    public static IReadOnlyList<string> Of(string page, string language) =>
        [.. Fence().Matches(page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value)];

    /// <summary>The block whose first line is <paramref name="heading"/>, which is a comment of the file itself.</summary>
    public static string Titled(string page, string heading) =>
        Of(page, "yaml").Single(block => block.StartsWith(heading + "\n", StringComparison.Ordinal));

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
