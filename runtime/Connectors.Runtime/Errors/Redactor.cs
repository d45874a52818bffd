using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Connectors.Runtime.Errors;

/// <summary>Takes secrets and e-mail addresses out of texts that came from elsewhere and shortens them, before they reach a message.</summary>
internal sealed partial class Redactor
{
    /// <summary>How much of a text is looked at, in characters.</summary>
    public const int MostRead = 8192;

    private const string Hidden = "***";

    /// <summary>Shorter secrets cannot be distinguished from the words of a body.</summary>
    private const int ShortestInBody = 4;

    /// <summary>What is shorter may be part of other words of a body, and counts only where it stands by itself.</summary>
    private const int ShortestAnywhere = 8;

    /// <summary>How many of the values that log-ins gave are kept; old ones are worth nothing any more.</summary>
    private const int MostLearned = 64;

    private readonly Lock _lock = new();
    private readonly string[] _given;
    private readonly Queue<string> _learned = [];
    private volatile string[] _secrets;

    /// <param name="secrets">What must not be shown, in every form it is sent in.</param>
    public Redactor(IEnumerable<string> secrets)
    {
        _given = [.. secrets];
        _secrets = Ordered(_given);
    }

    /// <summary>Hides more: what a log-in gave.</summary>
    public void Learn(IEnumerable<string> secrets)
    {
        lock (_lock)
        {
            foreach (var secret in secrets)
            {
                _learned.Enqueue(secret);
            }

            while (_learned.Count > MostLearned)
            {
                _learned.Dequeue();
            }

            _secrets = Ordered([.. _given, .. _learned]);
        }
    }

    /// <summary>The text in one line, without secrets, at most <paramref name="longest"/> characters.</summary>
    public string Clean(string text, int longest)
    {
        var clean = Hide(text.Length > MostRead ? text[..MostRead] : text);
        if (text.Length > MostRead && _secrets is [var longestSecret, ..])
        {
            // The cut may have gone through a secret, whose first half would no longer be recognised.
            clean = clean[..Math.Max(0, clean.Length - longestSecret.Length)];
        }

        clean = Addresses().Replace(clean, Hidden);
        clean = Gaps().Replace(clean, " ").Trim();
        return clean.Length <= longest ? clean : clean[..(longest - 1)] + "…";
    }

    /// <summary>The text with nothing but its secrets taken out.</summary>
    public string Hide(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>A body with nothing but its secrets taken out, text or not; itself where it has none.</summary>
    /// <param name="body">The body.</param>
    /// <param name="encoding">What its texts are written in.</param>
    public ReadOnlyMemory<byte> Hide(ReadOnlyMemory<byte> body, Encoding encoding)
    {
        foreach (var secret in _secrets.Where(s => s.Length >= ShortestInBody))
        {
            body = ByteReplacement.In(body, encoding.GetBytes(secret), encoding.GetBytes(Hidden), asWord: secret.Length < ShortestAnywhere);
        }

        return body;
    }

    /// <summary>Whether a text shows a secret.</summary>
    public bool Reveals(string text) => _secrets.Any(s => text.Contains(s, StringComparison.OrdinalIgnoreCase));

    // The longest first: a secret that contains another one must not leave its remainder behind.
    private static string[] Ordered(IEnumerable<string> secrets) =>
        [.. secrets.Where(s => s.Length > 0).SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];

    private static IEnumerable<string> Forms(string secret) =>
    [
        secret, Uri.EscapeDataString(secret), System.Net.WebUtility.HtmlEncode(secret), Markup(secret),
        JavaScriptEncoder.Default.Encode(secret), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret), secret.Replace("/", "\\/", StringComparison.Ordinal),
    ];

    private static string Markup(string secret) =>
        secret.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"[^\s@<>""'(),;:]+@[^\s@<>""'(),;:]+", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Gaps();
}
