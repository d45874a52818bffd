using System.Buffers;
using System.Text;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>What XML 1.0 says of letters, told of UTF-8 that is valid.</summary>
internal static class XmlLetters
{
    /// <summary>A reference whose end has not arrived.</summary>
    public const int Unfinished = 0;

    /// <summary>A reference to what is none.</summary>
    public const int None = -1;

    private const int Beyond = 0x110000;

    public static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>=?<&\"'"u8);

    // The first byte of U+FFFE and U+FFFF, which no document may have, and of many letters that it may.
    private static readonly byte[] Suspects = [.. Enumerable.Range(0, ' ').Where(b => b is not ('\t' or '\n' or '\r')).Select(b => (byte)b), 0xEF];

    /// <summary>What has to be looked at in a text.</summary>
    public static readonly SearchValues<byte> TextStops = SearchValues.Create([.. Suspects, .. "<&]\r"u8]);

    /// <summary>What has to be looked at in the value of an attribute.</summary>
    public static readonly SearchValues<byte> ValueStops = SearchValues.Create([.. Suspects, .. "<&\"'\t\r\n"u8]);

    private static readonly SearchValues<byte> AnyStops = SearchValues.Create(Suspects);
    private static readonly SearchValues<byte> TextMarks = SearchValues.Create("&\r"u8);
    private static readonly SearchValues<byte> ValueMarks = SearchValues.Create("&\t\r\n"u8);

    /// <summary>Whether it is layout where no text is.</summary>
    public static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>How many bytes of layout a text begins with.</summary>
    public static int Spaces(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && IsSpace(text[length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>Whether a byte that <see cref="TextStops"/> or <see cref="ValueStops"/> found begins a letter that no document may have.</summary>
    public static bool IsForbidden(ReadOnlySpan<byte> text) =>
        text is [< (byte)' ' and not ((byte)'\t' or (byte)'\n' or (byte)'\r'), ..] or [0xEF, 0xBF, 0xBE or 0xBF, ..];

    /// <summary>Where the first letter stands that no document may have; negative when there is none.</summary>
    public static int Forbidden(ReadOnlySpan<byte> text)
    {
        for (var at = 0; text[at..].IndexOfAny(AnyStops) is >= 0 and var next; at++)
        {
            at += next;
            if (IsForbidden(text[at..]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Reads the reference that a text begins with.</summary>
    /// <returns>Its length in bytes; <see cref="Unfinished"/>, <see cref="None"/>.</returns>
    public static int Reference(ReadOnlySpan<byte> text, out Rune letter)
    {
        letter = default;
        if (text is [_, (byte)'#', ..])
        {
            return Number(text, out letter);
        }

        var (known, meant) = text switch
        {
            [_, (byte)'l', ..] => ("&lt;", '<'),
            [_, (byte)'g', ..] => ("&gt;", '>'),
            [_, (byte)'q', ..] => ("&quot;", '"'),
            [_, (byte)'a', (byte)'m', ..] => ("&amp;", '&'),
            [_, (byte)'a', ..] => ("&apos;", '\''),
            _ => ("&", '&'),
        };
        letter = new Rune(meant);
        var length = Math.Min(known.Length, text.Length);
        return !Ascii.Equals(text[..length], known.AsSpan(0, length)) ? None : length < known.Length || text.Length == 1 ? Unfinished : length == 1 ? None : length;
    }

    /// <summary>A text as it is meant: references replaced, ends of lines as one letter; in the value of an attribute layout as spaces.</summary>
    /// <param name="raw">The text, which has been looked at.</param>
    /// <param name="kind">What it stands in.</param>
    /// <param name="to">Has room for as many letters as the text has bytes.</param>
    /// <returns>How many letters it has.</returns>
    public static int Decode(ReadOnlySpan<byte> raw, XmlTextKind kind, Span<char> to)
    {
        var length = 0;
        while (true)
        {
            var mark = kind switch
            {
                XmlTextKind.Text => raw.IndexOfAny(TextMarks),
                XmlTextKind.Cdata => raw.IndexOf((byte)'\r'),
                XmlTextKind.Value => raw.IndexOfAny(ValueMarks),
                _ => -1,
            };
            if (mark < 0)
            {
                return length + Chars(raw, to[length..]);
            }

            length += Chars(raw[..mark], to[length..]);
            raw = raw[mark..];
            var taken = raw is [(byte)'\r', (byte)'\n', ..] ? 2 : 1;
            if (raw[0] == '&')
            {
                taken = Reference(raw, out var letter);
                length += letter.EncodeToUtf16(to[length..]);
            }
            else
            {
                to[length++] = kind == XmlTextKind.Value ? ' ' : '\n';
            }

            raw = raw[taken..];
        }
    }

    /// <summary>As <see cref="Decode(ReadOnlySpan{byte}, XmlTextKind, Span{char})"/>, as a string.</summary>
    public static string Decode(ReadOnlySpan<byte> raw, XmlTextKind kind)
    {
        if (kind == XmlTextKind.Plain)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var letters = ArrayPool<char>.Shared.Rent(raw.Length);
        var text = new string(letters, 0, Decode(raw, kind, letters));
        ArrayPool<char>.Shared.Return(letters);
        return text;
    }

    // Most texts are short and ASCII, for which there is a shorter way.
    private static int Chars(ReadOnlySpan<byte> raw, Span<char> to) =>
        Ascii.ToUtf16(raw, to, out var length) == OperationStatus.Done ? length : length + Encoding.UTF8.GetChars(raw[length..], to[length..]);

    private static int Number(ReadOnlySpan<byte> text, out Rune letter)
    {
        var isHex = text is [_, _, (byte)'x', ..];
        var (first, number) = (isHex ? 3 : 2, 0);
        letter = default;
        for (var at = first; at < text.Length; at++)
        {
            if (text[at] == ';')
            {
                letter = at > first && IsLetter(number) ? new Rune(number) : default;
                return letter == default ? None : at + 1;
            }

            var digit = DigitOf(text[at]);
            if (digit >= (isHex ? 16 : 10))
            {
                return None;
            }

            number = Math.Min(Beyond, (number * (isHex ? 16 : 10)) + digit);
        }

        return Unfinished;
    }

    private static int DigitOf(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        _ => int.MaxValue,
    };

    private static bool IsLetter(int number) => number is '\t' or '\n' or '\r' or (>= ' ' and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and < Beyond);
}

/// <summary>What a text stands in, which decides what has to be replaced in it.</summary>
internal enum XmlTextKind
{
    /// <summary>Nothing has to be replaced.</summary>
    Plain,

    /// <summary>Between tags.</summary>
    Text,

    /// <summary>A CDATA section.</summary>
    Cdata,

    /// <summary>An attribute.</summary>
    Value,
}
