using System.Text;

namespace Connectors.Emitter.Text;

/// <summary>Texts of specs and vocabularies as XML documentation.</summary>
public static class XmlDoc
{
    /// <summary>A documentation element on one line, or with its tags on lines of their own where the text has several.</summary>
    public static string Element(string name, string text)
    {
        var escaped = Escape(text.Trim());
        return escaped.IndexOf('\n') < 0
            ? $"/// <{name}>{escaped}</{name}>"
            : $"/// <{name}>\n/// {escaped.Replace("\n", "\n/// ")}\n/// </{name}>";
    }

    /// <summary>The text with XML's own characters, and characters XML cannot carry, made harmless.</summary>
    public static string Escape(string text)
    {
        if (text.All(static c => c is >= ' ' and <= '~' and not ('&' or '<' or '>')))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            switch (c)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '\n' or '\t': escaped.Append(c); break;
                case '\u0085' or '\u2028' or '\u2029': escaped.Append(' '); break;
                default:
                    if (c >= ' ' && !char.IsSurrogate(c) && c < '\uFFFE')
                    {
                        escaped.Append(c);
                    }

                    break;
            }
        }

        return escaped.ToString();
    }
}
