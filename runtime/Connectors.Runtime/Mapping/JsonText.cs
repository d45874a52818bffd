using System.Buffers;
using System.Text.Json;

namespace Connectors.Runtime.Mapping;

/// <summary>Tells names and texts apart quickly: generated mappers switch on the length and then compare.</summary>
public static class JsonText
{
    private const int LongestKnown = 256;

    /// <summary>The length in UTF-8 bytes of the name, text or other scalar the reader stands on, escapes resolved; -1 when it is longer than any that a spec names.</summary>
    /// <exception cref="InvalidOperationException">An escape in it is no Unicode.</exception>
    public static int Length(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped && !reader.HasValueSequence ? reader.ValueSpan.Length : Unescaped(ref reader);

    /// <summary>A reader of its own on the name that the reader stands on, as a text. The text must be one piece of memory, as replies are.</summary>
    public static Utf8JsonReader Name(scoped in Utf8JsonReader reader) => On(new JsonSlice(in reader).Name(in reader));

    /// <summary>A reader on a text in its quotes.</summary>
    internal static Utf8JsonReader On(ReadOnlySpan<byte> quoted)
    {
        var text = new Utf8JsonReader(quoted);
        text.Read();
        return text;
    }

    private static int Unescaped(ref Utf8JsonReader reader)
    {
        // One character takes six bytes when it is escaped and at least one when it is not.
        var written = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (written > LongestKnown * 6)
        {
            return -1;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)written);
        try
        {
            return reader.CopyString(buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
