using System.Buffers;

namespace Connectors.Runtime.Errors;

/// <summary>Puts bytes in the place of others, and leaves all else as it is.</summary>
internal static class ByteReplacement
{
    /// <summary>The bytes with every occurrence replaced; themselves where there is none.</summary>
    /// <param name="bytes">Where it is looked for.</param>
    /// <param name="sought">What is looked for; not empty.</param>
    /// <param name="other">What takes its place.</param>
    /// <param name="asWord">Whether only what has no letters and digits beside it counts.</param>
    public static ReadOnlyMemory<byte> In(ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> sought, ReadOnlySpan<byte> other, bool asWord)
    {
        ArrayBufferWriter<byte>? replaced = null;
        var all = bytes.Span;
        var (done, from) = (0, 0);
        while (all[from..].IndexOf(sought) is >= 0 and var next)
        {
            var at = from + next;
            from = at + sought.Length;
            if (asWord && (IsWord(all[..at], ^1) || IsWord(all[from..], 0)))
            {
                from = at + 1;
                continue;
            }

            replaced ??= new ArrayBufferWriter<byte>(all.Length);
            replaced.Write(all[done..at]);
            replaced.Write(other);
            done = from;
        }

        replaced?.Write(all[done..]);
        return replaced?.WrittenMemory ?? bytes;
    }

    // What is not ASCII is a letter, or part of one.
    private static bool IsWord(ReadOnlySpan<byte> bytes, Index at) => !bytes.IsEmpty && (char.IsAsciiLetterOrDigit((char)bytes[at]) || bytes[at] >= 0x80);
}
