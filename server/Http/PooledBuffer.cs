using System.Buffers;
using System.IO.Pipelines;

namespace Connectors.Server.Http;

/// <summary>A buffer that grows by blocks of memory that is used again: what was written is never moved, and a long answer needs no large piece of memory.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    // Below the size from which the garbage collector takes an array for a large object, which it seldom gives back.
    private const int BlockSize = 64 * 1024;

    // The shared pool keeps few blocks of a size. What many answers that wait for their readers need beyond those would be garbage at once.
    private static readonly ArrayPool<byte> Blocks = ArrayPool<byte>.Create(BlockSize, maxArraysPerBucket: 256);

    private readonly Queue<ArraySegment<byte>> _full = [];
    private byte[] _bytes = Blocks.Rent(BlockSize);
    private int _written;

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    /// <summary>What was written, in one piece of its own.</summary>
    public byte[] ToArray() => [.. _full.SelectMany(block => block), .. _bytes.AsSpan(0, _written)];

    /// <summary>
    /// Sends what was written, once, and gives its memory back block by block. The next one waits until most of those before are on their way, so that an answer whose
    /// reader is slow is not held twice.
    /// </summary>
    public async Task SendAsync(PipeWriter to, CancellationToken cancellationToken)
    {
        while (_full.TryPeek(out var block))
        {
            await to.WriteAsync(block, cancellationToken).ConfigureAwait(false);
            Blocks.Return(_full.Dequeue().Array!);
        }

        await to.WriteAsync(_bytes.AsMemory(0, _written), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        _written += count;
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var last = Interlocked.Exchange(ref _bytes, []);
        if (last.Length > 0)
        {
            foreach (var block in _full)
            {
                Blocks.Return(block.Array!);
            }

            Blocks.Return(last);
        }
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - _written < Math.Max(size, 1))
        {
            _full.Enqueue(new ArraySegment<byte>(_bytes, 0, _written));
            _bytes = Blocks.Rent(Math.Max(size, BlockSize));
            _written = 0;
        }
    }
}
