using System.Buffers;
using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>
/// The bytes of a document as they arrive, without byte order mark. They are UTF-8 whatever the stream holds: what is none becomes U+FFFD, as Unicode advises, because one broken letter in one
/// name must not hold up every other record.
/// </summary>
/// <param name="stream">The document; closed with this.</param>
/// <param name="most">How many bytes it may have.</param>
internal sealed class XmlInput(Stream stream, long most) : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _end;
    private int _unfinished;
    private bool _ended;
    private long _count;
    private int _line = 1;
    private int _column = 1;
    private bool _begun;

    /// <summary>Where in the buffer what has not been read begins.</summary>
    public int At { get; set; }

    /// <summary>What has arrived and not been read.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(At, _end - At);

    /// <summary>Some of the buffer; what has been read stays where it is until <see cref="More"/>.</summary>
    public ReadOnlySpan<byte> Part(int start, int length) => _buffer.AsSpan(start, length);

    /// <summary>Takes more in, at least as much again as there is: what did not suffice is looked at from its beginning, which must not be done for every few bytes.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="XmlException">The document is larger than allowed.</exception>
    public bool More()
    {
        Forget();
        var (before, wanted) = (_end, Math.Max(1, _end * 2));
        while (!_ended && _end < wanted)
        {
            Take();
        }

        return _end > before;
    }

    /// <summary>The line and column of a place in the buffer, from 1.</summary>
    public (int Line, int Column) Place(int at)
    {
        var before = _buffer.AsSpan(0, Math.Min(at, _end));
        var lastLine = before.LastIndexOf((byte)'\n');
        return (_line + before.Count((byte)'\n'), (lastLine < 0 ? _column : 1) + Encoding.UTF8.GetCharCount(before[(lastLine + 1)..]));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        (At, _end, _ended) = (0, 0, true);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        stream.Dispose();
    }

    // What has been read makes room.
    private void Forget()
    {
        if (At == 0)
        {
            return;
        }

        (_line, _column) = Place(At);
        _buffer.AsSpan(At, _end + _unfinished - At).CopyTo(_buffer);
        (_end, At) = (_end - At, 0);
    }

    private void Take()
    {
        Make(_end + _unfinished + 1);
        var read = stream.Read(_buffer, _end + _unfinished, _buffer.Length - _end - _unfinished);
        _count += read;
        if (_count > most)
        {
            throw new XmlException(FormattableString.Invariant($"The document is larger than {most:N0} bytes."));
        }

        _ended = read == 0;
        var fresh = _buffer.AsSpan(_end, _unfinished + read);
        _unfinished = _ended ? 0 : Unfinished(fresh);
        var whole = fresh[..^_unfinished];
        if (Utf8.IsValid(whole))
        {
            _end += whole.Length;
        }
        else
        {
            Mend(whole, fresh[^_unfinished..]);
        }

        SkipMark();
    }

    private void Mend(ReadOnlySpan<byte> broken, ReadOnlySpan<byte> unfinished)
    {
        var mended = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(broken));
        var rest = unfinished.ToArray();
        Make(_end + mended.Length + rest.Length);
        mended.CopyTo(_buffer, _end);
        _end += mended.Length;
        rest.CopyTo(_buffer, _end);
    }

    private void SkipMark()
    {
        if (!_begun && _end > 0)
        {
            _begun = true;
            if (Rest.StartsWith(Encoding.UTF8.Preamble))
            {
                // A letter that no column counts.
                (At, _column) = (Encoding.UTF8.Preamble.Length, 0);
            }
        }
    }

    // The bytes at the end that may begin a letter.
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            // All but the first of a letter's bytes have this form.
            if ((bytes[^length] & 0xC0) != 0x80)
            {
                return Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
            }
        }

        return 0;
    }

    private void Make(int size)
    {
        if (size <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, _buffer.Length * 2));
        _buffer.AsSpan(0, _end + _unfinished).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
