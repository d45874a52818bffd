using System.Buffers;
using System.Text;

namespace Connectors.Runtime.Actions;

/// <summary>Recognises the forms of texts in inputs without an allocation.</summary>
internal static class InputForms
{
    private const int LongestEmail = 254;
    private const int LongestLocalPart = 64;
    private const int FewestDigits = 3;
    private const int LongestPhone = 40;

    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Characters(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')), '\uFFFE', '\uFFFF']);
    private static readonly SearchValues<char> Visible = SearchValues.Create([.. Characters(c => c is >= ' ' and <= '~')]);
    private static readonly SearchValues<char> Surrogates = SearchValues.Create([.. Characters(char.IsSurrogate)]);
    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create([.. Characters(c => char.IsControl(c) || char.IsWhiteSpace(c)), .. "<>\"\\^`{|}"]);
    private static readonly SearchValues<char> NotInEmails = SearchValues.Create([.. Characters(c => char.IsControl(c) || char.IsWhiteSpace(c)), .. "<>()[],;:\\\""]);
    // The usual ones are told sooner.
    private static readonly SearchValues<char> UsualInEmails = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-+@");
    private static readonly SearchValues<char> Phones = SearchValues.Create("0123456789 +-()/.#*extEXT\u00A0");
    private static readonly SearchValues<char> MediaTypes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Whether a text is a media type.</summary>
    public static bool IsMediaType(ReadOnlySpan<char> value) =>
        value.IndexOf('/') is > 0 and var slash && !value[..slash].ContainsAnyExcept(MediaTypes) && slash + 1 < value.Length && !value[(slash + 1)..].ContainsAnyExcept(MediaTypes);

    /// <summary>Whether a text has nothing but visible ASCII and blanks, which is most texts, is told at once, and can stand anywhere.</summary>
    public static bool IsPlain(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(Visible);

    /// <summary>Whether a text has characters that a request cannot hold.</summary>
    public static bool HasControls(ReadOnlySpan<char> value) => value.ContainsAny(Controls);

    /// <summary>Whether a text is one e-mail address without a display name.</summary>
    public static bool IsEmail(ReadOnlySpan<char> value)
    {
        var at = value.IndexOf('@');
        return value.Length <= LongestEmail
            && at is > 0 and <= LongestLocalPart
            && (!value.ContainsAnyExcept(UsualInEmails) || !value.ContainsAny(NotInEmails))
            && AreLabels(value[..at])
            && AreLabels(value[(at + 1)..])
            && value[(at + 1)..].IndexOfAny('.', '@') is > 0 and var dot
            && value[at + 1 + dot] == '.'
            && !value[(at + 1)..].Contains('@');
    }

    // Neither at the ends nor next to each other may dots stand.
    private static bool AreLabels(ReadOnlySpan<char> value) => value is [not '.', ..] and [.., not '.'] && value.IndexOf("..") < 0;

    /// <summary>Host and what belongs to it; empty where the text is no address of the web.</summary>
    public static ReadOnlySpan<char> Authority(ReadOnlySpan<char> value)
    {
        var scheme = value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : value.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (scheme == 0 || value.ContainsAny(NotInAddresses))
        {
            return [];
        }

        var rest = value[scheme..];
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        return authority is [] or [':', ..] or ['.', ..] ? [] : authority;
    }

    /// <summary>Whether a text is a telephone number in any common form.</summary>
    public static bool IsPhone(ReadOnlySpan<char> value) => value.Length <= LongestPhone && !value.ContainsAnyExcept(Phones) && Digits(value) >= FewestDigits;

    private static int Digits(ReadOnlySpan<char> value)
    {
        var digits = 0;
        foreach (var c in value)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return digits;
    }

    /// <summary>How many characters a text has; one that takes two units of UTF-16 counts once.</summary>
    public static int Count(ReadOnlySpan<char> value)
    {
        var count = 0;
        foreach (var _ in value.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>Whether every half of a character has its other half.</summary>
    public static bool IsUnicode(ReadOnlySpan<char> value)
    {
        if (!value.ContainsAny(Surrogates))
        {
            return true;
        }

        while (!value.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(value, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            value = value[length..];
        }

        return true;
    }

    private static IEnumerable<char> Characters(Func<char, bool> wanted) => Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(wanted);
}
