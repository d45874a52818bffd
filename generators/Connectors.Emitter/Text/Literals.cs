using System.Globalization;
using System.Text;

namespace Connectors.Emitter.Text;

/// <summary>Values as C# literals, the same on every machine.</summary>
public static class Literals
{
    /// <summary>A text as a string literal, quotes included.</summary>
    public static string String(string text)
    {
        if (text.All(static c => c is >= ' ' and <= '~' and not ('"' or '\\')))
        {
            return "\"" + text + "\"";
        }

        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': literal.Append("\\\""); break;
                case '\\': literal.Append("\\\\"); break;
                case '\n': literal.Append("\\n"); break;
                case '\r': literal.Append("\\r"); break;
                case '\t': literal.Append("\\t"); break;
                default:
                    if (c < ' ' || c is '\u007F' or '\u0085' or '\u2028' or '\u2029' || char.IsSurrogate(c))
                    {
                        literal.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        literal.Append(c);
                    }

                    break;
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A text as a string literal, or <c>null</c>.</summary>
    public static string StringOrNull(string? text) => text is null ? "null" : String(text);

    /// <summary>A text as a UTF-8 literal; a text that is not valid UTF-16 has no such form and must not be given.</summary>
    public static string Utf8(string text) => String(text) + "u8";

    /// <summary>A whole number.</summary>
    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A decimal number with its suffix.</summary>
    public static string Decimal(decimal value) => value.ToString(CultureInfo.InvariantCulture) + "m";

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static string Boolean(bool value) => value ? "true" : "false";
}
