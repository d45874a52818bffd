using System.Globalization;

namespace Connectors.Runtime.Mapping;

/// <summary>Numbers with a decimal comma: <c>38,5</c>, <c>1.234,56</c>.</summary>
internal static class CommaNumber
{
    /// <summary>What such a number is called in faults.</summary>
    public const string Expected = "a number with a decimal comma";

    private const int Longest = 64;
    private const int Group = 3;

    /// <summary>Reads a number; false when it is none, or its dots do not stand between thousands.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        if (text.Length > Longest)
        {
            return false;
        }

        var comma = text.IndexOf(',');
        var whole = comma < 0 ? text : text[..comma];
        if (comma >= 0 && text[comma..].Contains('.'))
        {
            return false;
        }

        Span<char> plain = stackalloc char[Longest];
        var length = 0;
        var first = whole.IndexOf('.');
        for (var at = 0; at < whole.Length; at++)
        {
            if (whole[at] != '.')
            {
                plain[length++] = whole[at];
            }
            else if ((whole.Length - at) % (Group + 1) != 0)
            {
                return false;
            }
        }

        // Before the first dot there are one to three digits.
        if (first >= 0 && (whole[..first].TrimStart('-').Length is 0 or > Group))
        {
            return false;
        }

        if (comma >= 0)
        {
            plain[length++] = '.';
            text[(comma + 1)..].CopyTo(plain[length..]);
            length += text.Length - comma - 1;
        }

        return decimal.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
