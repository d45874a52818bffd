using System.Text;

namespace Connectors.Runtime.Replies;

/// <summary>The text of a body that a vendor wrote for people: a sentence, or a page of HTML.</summary>
internal static class PlainText
{
    /// <summary>The text without tags, in one line; the contents of scripts and styles are no text.</summary>
    /// <param name="body">The body, taken as UTF-8.</param>
    /// <param name="most">How many bytes of it are looked at.</param>
    public static string Of(ReadOnlySpan<byte> body, int most)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, most)]);
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '<')
            {
                plain.Append(char.IsControl(text[i]) ? ' ' : text[i]);
                i++;
                continue;
            }

            plain.Append(' ');
            var end = Hidden(text, i) ?? text.IndexOf('>', i);
            i = end < 0 ? text.Length : end + 1;
        }

        return string.Join(' ', System.Net.WebUtility.HtmlDecode(plain.ToString()).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    // Where an element that shows nothing ends; null for any other. One that does not end hides the rest.
    private static int? Hidden(string text, int at)
    {
        foreach (var name in (ReadOnlySpan<string>)["script", "style", "head"])
        {
            if (string.Compare(text, at + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0 && at + 1 + name.Length < text.Length && !char.IsLetterOrDigit(text[at + 1 + name.Length]))
            {
                var close = text.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
                return close < 0 ? -1 : text.IndexOf('>', close);
            }
        }

        return null;
    }
}
