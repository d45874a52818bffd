using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Connectors.Runtime.Mapping;

/// <summary>
/// The bytes of a text as they arrive, without byte order mark. They are UTF-8 whatever arrives: what is none becomes U+FFFD, as Unicode advises, because one broken letter in one name must not
/// hold up every other record. Letters are whole: of one that has not arrived nothing is shown.
/// </summary>
internal sealed class Utf8Buffer : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _unfinished;
    private bool _hasBegun;

    /// <summary>Where what has not been read begins.</summary>
    public int At { get; set; }

    /// <summary>Where what has arrived ends.</summary>
    public int End { get; private set; }

    /// <summary>Whether nothing more arrives.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What has arrived and not been read.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(At, End - At);

    /// <summary>Some of what has arrived; it stays where it is until <see cref="Forget"/>.</summary>
    public ReadOnlySpan<byte> Part(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Room for what arrives next; never empty.</summary>
    public Memory<byte> Room()
    {
        Make(End + _unfinished + 1);
        return _bytes.AsMemory(End + _unfinished);
    }

    /// <summary>Takes in what has been put into <see cref="Room"/>.</summary>
    /// <param name="read">How many bytes; 0 for the end.</param>
    public void Take(int read)
    {
        HasEnded = read == 0;
        var fresh = _bytes.AsSpan(End, _unfinished + read);
        _unfinished = HasEnded ? 0 : Unfinished(fresh);
        var whole = fresh[..^_unfinished];
        if (Utf8.IsValid(whole))
        {
            End += whole.Length;
        }
        else
        {
            Mend(whole, fresh[^_unfinished..]);
        }

        if (!_hasBegun && End > 0)
        {
            _hasBegun = true;
            At = Rest.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            Forget();
        }
    }

    /// <summary>Lets what has been read make room.</summary>
    public void Forget()
    {
        if (At > 0)
        {
            _bytes.AsSpan(At, End + _unfinished - At).CopyTo(_bytes);
            (End, At) = (End - At, 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        (At, End, _unfinished, HasEnded) = (0, 0, 0, true);
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Mend(ReadOnlySpan<byte> broken, ReadOnlySpan<byte> unfinished)
    {
        var mended = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(broken));
        var rest = unfinished.ToArray();
        Make(End + mended.Length + rest.Length);
        mended.CopyTo(_bytes, End);
        End += mended.Length;
        rest.CopyTo(_bytes, End);
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
        if (size <= _bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, _bytes.Length * 2));
        _bytes.AsSpan(0, End + _unfinished).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
