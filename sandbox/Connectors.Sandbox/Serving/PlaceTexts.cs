using System.Text.RegularExpressions;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Takes values out of the texts that stand around them: <c>updated_at&gt;={value}</c>.</summary>
internal static class PlaceTexts
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The value, and the end of the time where the text has one; null for a text that is another.</summary>
    /// <param name="text">The text around the value; null where there is none.</param>
    /// <param name="sent">What was sent.</param>
    public static (string Value, string? Until)? Read(PlaceText? text, string sent)
    {
        if (text is null)
        {
            return (sent, null);
        }

        var pattern = string.Concat(text.Parts.Select(p => p.Kind switch
        {
            PlacePartKind.Value => "(?<value>.*?)",
            PlacePartKind.Until => "(?<until>.*?)",
            _ => Regex.Escape(p.Text),
        }));
        var match = Regex.Match(sent, $"^{pattern}$", RegexOptions.CultureInvariant | RegexOptions.Singleline, Longest);
        return !match.Success ? null : (match.Groups["value"].Value, match.Groups["until"] is { Success: true } until ? until.Value : null);
    }
}
