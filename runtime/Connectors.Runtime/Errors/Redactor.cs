using System.Text.RegularExpressions;

namespace Connectors.Runtime.Errors;

/// <summary>Takes secrets and e-mail addresses out of texts that came from elsewhere and shortens them, before they reach a message.</summary>
internal sealed partial class Redactor
{
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
        // Only as much is looked at as can be shown; the margin keeps a secret that straddles the end from being cut in half and missed.
        var margin = longest + (_secrets.Length == 0 ? 0 : _secrets[0].Length);
        var clean = Addresses().Replace(WithoutSecrets(text.Length > margin * 4 ? text[..(margin * 4)] : text), Hidden);
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
