namespace Connectors.Runtime.Files;

/// <summary>The bytes that a text in base64 stands for, decoded piece by piece; white space in it is passed over.</summary>
/// <param name="text">Valid base64.</param>
internal sealed class Base64Stream(string text) : ReadOnlyStream
{
    /// <summary>How many characters are decoded at once: a multiple of four.</summary>
    private const int Chunk = 16 * 1024;

    private readonly char[] _group = new char[Chunk];
    private readonly byte[] _bytes = new byte[Chunk / 4 * 3];
    private int _at;
    private int _start;
    private int _end;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !Decode())
        {
            return 0;
        }

        var read = Math.Min(buffer.Length, _end - _start);
        _bytes.AsSpan(_start, read).CopyTo(buffer);
        _start += read;
        return read;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    private bool Decode()
    {
        var length = 0;
        for (; _at < text.Length && length < Chunk; _at++)
        {
            if (!char.IsWhiteSpace(text[_at]))
            {
                _group[length++] = text[_at];
            }
        }

        return Convert.TryFromBase64Chars(_group.AsSpan(0, length), _bytes, out _end) && (_start = 0) < _end;
    }
}
