namespace Connectors.Runtime.Mapping;

/// <summary>Reads a date and time of fixed digits (<c>dd.MM.yyyy HH:mm</c>) straight from UTF-8.</summary>
internal sealed class FixedDigits
{
    private readonly string _format;

    private FixedDigits(string format) => _format = format;

    /// <summary>
    /// A reader of the format; null when it has words of other kinds (names, fractions, one-digit months). Where a fraction may be left out (<c>.FFF</c>), it reads the times without one.
    /// </summary>
    public static FixedDigits? Of(string format)
    {
        format = format.TrimEnd('F') is var whole && whole.Length < format.Length && whole.EndsWith('.') ? whole[..^1] : format;
        for (var at = 0; at < format.Length;)
        {
            var c = format[at];
            var run = 1;
            while (at + run < format.Length && format[at + run] == c)
            {
                run++;
            }

            var plain = c switch
            {
                'y' => run == 4,
                'M' or 'd' or 'H' or 'm' or 's' => run == 2,
                '.' or '-' or ' ' or 'T' => true,
                // Slash and colon stand for the culture's separators, which are these in the invariant culture.
                '/' or ':' => true,
                _ => false,
            };
            if (!plain)
            {
                return null;
            }

            at += run;
        }

        return format.Contains("yyyy", StringComparison.Ordinal) && format.Contains("MM", StringComparison.Ordinal) && format.Contains("dd", StringComparison.Ordinal)
            ? new FixedDigits(format)
            : null;
    }

    /// <summary>As for UTF-8.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out DateTime time)
    {
        Span<byte> bytes = stackalloc byte[_format.Length];
        time = default;
        return text.Length == bytes.Length
            && System.Text.Ascii.FromUtf16(text, bytes, out var written) == System.Buffers.OperationStatus.Done
            && TryRead(bytes[..written], out time);
    }

    /// <summary>Reads a text; false when it does not follow the format to the letter or names no date.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        if (text.Length != _format.Length)
        {
            return false;
        }

        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            var word = _format[at];
            if (!char.IsAsciiLetter(word) || word == 'T')
            {
                if (text[at] != word)
                {
                    return false;
                }

                continue;
            }

            if ((uint)digit > 9)
            {
                return false;
            }

            switch (word)
            {
                case 'y': year = (year * 10) + digit; break;
                case 'M': month = (month * 10) + digit; break;
                case 'd': day = (day * 10) + digit; break;
                case 'H': hour = (hour * 10) + digit; break;
                case 'm': minute = (minute * 10) + digit; break;
                default: second = (second * 10) + digit; break;
            }
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second);
        return true;
    }
}
