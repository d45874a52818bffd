using System.Collections.Immutable;
using System.Text;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Passthrough;

/// <summary>
/// The path of a request of the caller's own, which cannot lead out of the API's address. It is read as suspiciously as the most careless server would read it: escapes are
/// undone over and over, letters that look like others are taken for those, and every reading has to stay below the address.
/// </summary>
internal static class PassedPath
{
    /// <summary>How long it may be, in characters.</summary>
    private const int Longest = 8192;

    /// <summary>How often an escape may be escaped itself.</summary>
    private const int MostReadings = 4;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="given">As the caller gives it.</param>
    /// <param name="path">The path without its query, beginning with a slash; empty for the address itself.</param>
    /// <param name="query">The parameters of its query, not escaped, those of one name together.</param>
    /// <returns>What is wrong with it, as a sentence that shows nothing of it; null for nothing.</returns>
    public static string? Read(string given, out string path, out ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> query)
    {
        (path, query) = ("", []);
        if (given.Length > Longest)
        {
            return FormattableString.Invariant($"It is longer than {Longest:N0} characters.");
        }

        if (given.Contains('#', StringComparison.Ordinal))
        {
            return "It has a '#', which is never sent; write %23 for the sign itself.";
        }

        var mark = given.IndexOf('?', StringComparison.Ordinal);
        var own = mark < 0 ? given : given[..mark];
        if (own.Length > 0 && own[0] != '/')
        {
            if (own.Split('/')[0].AsSpan().IndexOfAny(':', '@') >= 0)
            {
                return "It is an address of its own; only paths below the API's address can be asked for, and begin with '/'.";
            }

            own = "/" + own;
        }

        if (Fault(own) is { } fault)
        {
            return fault;
        }

        path = own == "/" ? "" : own;
        query = mark < 0 ? [] : [.. QueryText.ReadAll(given[(mark + 1)..]).GroupBy(p => p.Name, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, g.Select(p => p.Value).ToImmutableArray()))];
        return null;
    }

    private static string? Fault(string path)
    {
        for (var reading = 0; reading <= MostReadings; reading++)
        {
            if (Plain(path) is not { } plain || plain.Any(char.IsControl))
            {
                return "It has control characters.";
            }

            if (FaultOf(plain) is { } fault)
            {
                return fault;
            }

            if (Unescaped(plain, isFirst: reading == 0) is not { } next)
            {
                return "It has a '%' that begins no escape, or escapes that are no UTF-8.";
            }

            if (next == plain)
            {
                return null;
            }

            path = next;
        }

        return "Its escapes are escaped over and over.";
    }

    private static string? FaultOf(string path) =>
        path.Contains('\\', StringComparison.Ordinal) ? "It has a backslash, which some servers take for a slash."
        : path.StartsWith("//", StringComparison.Ordinal) ? "It begins with two slashes, which would name another host."
        : path.Split('/').Any(LeadsUp) ? "It has a segment '.' or '..', which would lead elsewhere."
        : null;

    // Some servers take off what follows a semicolon before they look at a segment.
    private static bool LeadsUp(string segment) => segment.Split(';')[0].Trim() is "." or "..";

    // With letters that servers may fold into others as those: full-width dots and slashes. Null for what is no text.
    private static string? Plain(string path)
    {
        try
        {
            return path.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <param name="path">The path.</param>
    /// <param name="isFirst">Whether these are the caller's own escapes, which have to be whole; those within them may be anything.</param>
    private static string? Unescaped(string path, bool isFirst)
    {
        var bytes = new List<byte>(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (Uri.IsHexEncoding(path, i))
            {
                bytes.Add(Convert.ToByte(path.Substring(i + 1, 2), 16));
                i += 2;
            }
            else if (path[i] == '%' && isFirst)
            {
                return null;
            }
            else
            {
                var length = char.IsHighSurrogate(path[i]) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(path, i, length));
                i += length - 1;
            }
        }

        try
        {
            return (isFirst ? Strict : Encoding.UTF8).GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
