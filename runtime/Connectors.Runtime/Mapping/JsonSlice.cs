using System.Runtime.InteropServices;
using System.Text.Json;

namespace Connectors.Runtime.Mapping;

/// <summary>Remembers where a JSON value begins, to take its text once it has been read.</summary>
/// <remarks>
/// A reader does not give back the text it reads, but every token it stands on is a window into it. The text must therefore be one piece of memory
/// (a reader made from a span), as replies are.
/// </remarks>
public readonly ref struct JsonSlice
{
    private readonly ReadOnlySpan<byte> _first;
    private readonly long _start;

    /// <summary>Begins at the token the reader stands on.</summary>
    public JsonSlice(scoped in Utf8JsonReader reader)
    {
        if (reader.HasValueSequence)
        {
            throw new ArgumentException("The reader must read one piece of memory.", nameof(reader));
        }

        // The window of a string leaves out its quote.
        var quote = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0;
        _first = quote == 0 ? reader.ValueSpan : MemoryMarshal.CreateReadOnlySpan(ref Before(reader.ValueSpan), reader.ValueSpan.Length + 1);
        _start = reader.TokenStartIndex;
    }

    /// <summary>The text from the beginning to the end of the token the reader stands on now; valid as long as the memory that is read.</summary>
    public ReadOnlySpan<byte> To(scoped in Utf8JsonReader reader) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(_first), (int)(reader.BytesConsumed - _start));

    /// <summary>The name it began at, with its quotes.</summary>
    /// <param name="reader">Still stands on the name.</param>
    internal ReadOnlySpan<byte> Name(scoped in Utf8JsonReader reader) => MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(_first), reader.ValueSpan.Length + 2);

    /// <summary>The text as the only member of an object: <c>{"/jobs":…}</c>.</summary>
    /// <param name="head">What stands before it: <c>{"/jobs":</c>.</param>
    /// <param name="reader">Stands on the value's last token.</param>
    public ReadOnlyMemory<byte> In(ReadOnlySpan<byte> head, scoped in Utf8JsonReader reader) => In(head, To(in reader), default, default);

    /// <summary>Two texts as the members of an object: <c>{"/jobs":…,"/jobs/{id}":…}</c>.</summary>
    /// <param name="head">What stands before the first: <c>{"/jobs":</c>.</param>
    /// <param name="first">The first.</param>
    /// <param name="between">What stands between the two, comma, name and colon.</param>
    /// <param name="second">The second; empty when there is none.</param>
    public static ReadOnlyMemory<byte> In(ReadOnlySpan<byte> head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> between, ReadOnlySpan<byte> second)
    {
        var middle = second.IsEmpty ? default : between;
        var whole = new byte[head.Length + first.Length + middle.Length + second.Length + 1];
        var rest = whole.AsSpan();
        Put(head, ref rest);
        Put(first, ref rest);
        Put(middle, ref rest);
        Put(second, ref rest);
        rest[0] = (byte)'}';
        return whole;
    }

    private static void Put(ReadOnlySpan<byte> text, ref Span<byte> rest)
    {
        text.CopyTo(rest);
        rest = rest[text.Length..];
    }

    private static ref byte Before(ReadOnlySpan<byte> text) => ref System.Runtime.CompilerServices.Unsafe.Subtract(ref MemoryMarshal.GetReference(text), 1);
}
