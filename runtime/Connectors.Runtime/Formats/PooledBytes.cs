using System.Buffers;

namespace Connectors.Runtime.Formats;

/// <summary>Bytes in an array of the shared pool, given back on disposal.</summary>
internal sealed class PooledBytes : IDisposable
{
    /// <summary>How large the first array is, in bytes.</summary>
    public const int FirstSize = 16 * 1024;

    private byte[] _array;
    private int _length;

    private PooledBytes(byte[] array) => _array = array;

    /// <summary>The bytes; not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, _length);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">What to read.</param>
    /// <param name="largest">How many bytes there may be: one more and reading stops, so that a small reply cannot unfold into all of memory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UnreadableReplyException">There are more.</exception>
    public static async Task<PooledBytes> ReadAsync(Stream stream, int largest, CancellationToken cancellationToken)
    {
        var bytes = new PooledBytes(ArrayPool<byte>.Shared.Rent(FirstSize));
        try
        {
            while (await stream.ReadAsync(bytes.Room(), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                bytes._length += read;
                if (bytes._length > largest)
                {
                    throw new UnreadableReplyException(FormattableString.Invariant($"the reply is larger than {largest:N0} bytes"));
                }
            }

            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Takes over an array that was rented of the shared pool.</summary>
    public static PooledBytes Own(byte[] rented, int length) => new(rented) { _length = length };

    /// <summary>Wraps a copy of bytes.</summary>
    public static PooledBytes Of(ReadOnlySpan<byte> source)
    {
        var bytes = new PooledBytes(ArrayPool<byte>.Shared.Rent(Math.Max(1, source.Length))) { _length = source.Length };
        source.CopyTo(bytes._array);
        return bytes;
    }

    /// <summary>Hands the array over to a new owner; this one has nothing left to give back.</summary>
    public PooledBytes Keep()
    {
        var kept = new PooledBytes(_array) { _length = _length };
        _array = [];
        _length = 0;
        return kept;
    }

    /// <summary>The bytes as a stream, valid until disposal.</summary>
    public Stream AsStream() => new MemoryStream(_array, 0, _length, writable: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        var array = Interlocked.Exchange(ref _array, []);
        _length = 0;
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private Memory<byte> Room()
    {
        if (_length == _array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_array.Length * 2);
            _array.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_array);
            _array = larger;
        }

        return _array.AsMemory(_length);
    }
}
