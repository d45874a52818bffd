using System.Text.RegularExpressions;

namespace Connectors.Runtime.Errors;

/// <summary>Takes secrets and e-mail addresses out of texts that came from elsewhere and shortens them, before they reach a message.</summary>
internal sealed partial class Redactor
{
    /// <summary>How much of a text is looked at, in characters.</summary>
    public const int MostRead = 8192;

    private const string Hidden = "***";

    private readonly string[] _secrets;

    /// <summary>Creates a redactor.</summary>
    /// <param name="secrets">What must not be shown, in every form it is sent in.</param>
    public Redactor(IEnumerable<string> secrets) =>
        // The longest first: a secret that contains another one must not leave its remainder behind.
        _secrets = [.. secrets.Where(s => s.Length > 0).SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];

    /// <summary>The text in one line, without secrets, at most <paramref name="longest"/> characters.</summary>
    public string Clean(string text, int longest)
    {
        var clean = WithoutSecrets(text.Length > MostRead ? text[..MostRead] : text);
        if (text.Length > MostRead && _secrets.Length > 0)
        {
            // The cut may have gone through a secret, whose first half would no longer be recognised.
            clean = clean[..Math.Max(0, clean.Length - _secrets[0].Length)];
        }

        clean = Addresses().Replace(clean, Hidden);
        clean = Gaps().Replace(clean, " ").Trim();
        return clean.Length <= longest ? clean : clean[..(longest - 1)] + "…";
    }

    /// <summary>Whether a text shows a secret.</summary>
    public bool Reveals(string text) => _secrets.Any(s => text.Contains(s, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Forms(string secret) => [secret, Uri.EscapeDataString(secret)];

    private string WithoutSecrets(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    [GeneratedRegex(@"[^\s@<>""'(),;:]+@[^\s@<>""'(),;:]+", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Gaps();
}
