using System.Buffers;
using Connectors.Runtime.Files;
using Connectors.Runtime.Formats;

namespace Connectors.Runtime.Replies;

/// <summary>
/// A body that is read while it arrives: decompressed, no longer than the bound, with a limit to the time spent waiting for the vendor. Its beginning
/// is taken in at once, which for most replies is all there is.
/// </summary>
/// <remarks>
/// Readers of XML read synchronously. Such reads wait for asynchronous ones underneath, which can be cancelled; where the beginning is not all, they belong
/// on a thread of their own.
/// </remarks>
internal sealed class ReplyStream : ReadOnlyStream
{
    /// <summary>How much of a reply is taken in at once, in bytes.</summary>
    public const int HeadLength = 256 * 1024;

    private readonly Stream _plain;
    private readonly int _largest;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationToken _caller;
    private byte[] _head = [];
    private int _headEnd;
    private int _headAt;
    private long _count;
    private TimeSpan _left;

    private ReplyStream(Stream plain, ConnectorOptions options, TimeSpan left, CancellationToken cancellationToken)
    {
        _plain = plain;
        _largest = options.LargestReply;
        _clock = options.Clock;
        _left = left;
        _caller = cancellationToken;
        _timeout = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Clock);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, cancellationToken);
    }

    /// <summary>Whether all of the reply has been taken in.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>How much of the reply has been taken in, in bytes.</summary>
    public long Taken => _count;

    /// <summary>The beginning of the reply, as far as it has been taken in; not to be used after disposal.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headEnd);

    /// <summary>Opens a body and takes its beginning in.</summary>
    /// <param name="content">The body.</param>
    /// <param name="options">Bounds and clock.</param>
    /// <param name="left">How long may be waited for the vendor.</param>
    /// <param name="cancellationToken">Ends every read of the stream.</param>
    /// <exception cref="UnreadableReplyException">It is too large or not encoded as it says.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public static async Task<ReplyStream> OpenAsync(HttpContent content, ConnectorOptions options, TimeSpan left, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > options.LargestReply)
        {
            throw TooLarge(options.LargestReply);
        }

        var raw = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var stream = new ReplyStream(ReplyBytes.Decompressed(raw, content), options, left, cancellationToken);
        try
        {
            await stream.TakeHeadAsync(content.Headers.ContentLength).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes reads that are under way and those that come later end.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (FromHead(buffer.AsSpan(offset, count)) is > 0 and var taken)
        {
            return taken;
        }

        if (IsWhole || count == 0)
        {
            return 0;
        }

        var pending = NextAsync(buffer.AsMemory(offset, count));
        return pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (FromHead(buffer) is > 0 and var taken)
        {
            return taken;
        }

        if (IsWhole || buffer.IsEmpty)
        {
            return 0;
        }

        // What is waited for cannot come in memory of the stack.
        var rented = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            var read = Read(rented, 0, buffer.Length);
            rented.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Whoever opened the stream said what ends its reads.</remarks>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        FromHead(buffer.Span) is > 0 and var taken ? new ValueTask<int>(taken) : IsWhole || buffer.IsEmpty ? new ValueTask<int>(0) : NextAsync(buffer);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            var head = Interlocked.Exchange(ref _head, []);
            _headEnd = _headAt = 0;
            if (head.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(head);
            }

            _plain.Dispose();
            _stop.Dispose();
            _timeout.Dispose();
        }

        base.Dispose(disposing);
    }

    private static UnreadableReplyException TooLarge(int largest) => new(FormattableString.Invariant($"the reply is larger than {largest:N0} bytes"));

    private async Task TakeHeadAsync(long? length)
    {
        // With room for a byte more, so that the end is found without a larger array.
        _head = ArrayPool<byte>.Shared.Rent((int)Math.Clamp((length ?? 0) + 1, PooledBytes.FirstSize, HeadLength));
        while (_headEnd < HeadLength)
        {
            if (_headEnd == _head.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_head.Length * 2);
                Head.CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_head);
                _head = larger;
            }

            var read = await NextAsync(_head.AsMemory(_headEnd)).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            _headEnd += read;
        }
    }

    private int FromHead(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _headEnd - _headAt);
        _head.AsSpan(_headAt, taken).CopyTo(buffer);
        _headAt += taken;
        return taken;
    }

    private async ValueTask<int> NextAsync(Memory<byte> buffer)
    {
        // Only the waiting counts: what is done with the records in between is not the vendor's time.
        var started = _clock.GetTimestamp();
        _timeout.CancelAfter(_left > TimeSpan.Zero ? _left : throw new TimeoutException());
        try
        {
            var read = await _plain.ReadAsync(buffer, _stop.Token).ConfigureAwait(false);
            IsWhole = read == 0;
            _count += read;
            return _count > _largest ? throw TooLarge(_largest) : read;
        }
        catch (OperationCanceledException) when (_timeout.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new UnreadableReplyException("the reply is not compressed as it says");
        }
        finally
        {
            _timeout.CancelAfter(Timeout.InfiniteTimeSpan);
            _left -= _clock.GetElapsedTime(started);
        }
    }
}
