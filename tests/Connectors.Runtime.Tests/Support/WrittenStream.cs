using System.Text;

namespace Connectors.Runtime.Tests.Support;

/// <summary>A reply with so many items that it has at least so many bytes, made while it is read.</summary>
/// <param name="begin">What stands before the items.</param>
/// <param name="item">Writes an item by its number, from 1; null for no items.</param>
/// <param name="length">How many bytes there are before it ends.</param>
/// <param name="end">What stands after the items.</param>
/// <param name="stalls">Whether nothing more comes after so many bytes, neither items nor the end.</param>
/// <param name="encoding">How it is encoded; null for UTF-8.</param>
internal sealed class WrittenStream(string begin, Func<long, string>? item = null, long length = 0, string end = "", bool stalls = false, Encoding? encoding = null) : Stream
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Encoding _encoding = encoding ?? new UTF8Encoding(false);
    private byte[] _chunk = (encoding ?? Encoding.UTF8).GetBytes(begin);
    private int _at;
    private bool _ended;

    public long Sent { get; private set; }

    public long Items { get; private set; }

    public bool IsDisposed { get; private set; }

    public Task Stalled => _stalled.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_at == _chunk.Length)
        {
            if (stalls && Sent > length)
            {
                _stalled.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            (_chunk, _at) = (Next(), 0);
        }

        var read = Math.Min(buffer.Length, _chunk.Length - _at);
        _chunk.AsSpan(_at, read).CopyTo(buffer.Span);
        _at += read;
        Sent += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private byte[] Next()
    {
        if (item is null || Sent > length)
        {
            var last = _ended ? "" : end;
            _ended = true;
            return _encoding.GetBytes(last);
        }

        var text = new StringBuilder();
        for (var i = 0; i < 100; i++)
        {
            text.Append(item(++Items));
        }

        return _encoding.GetBytes(text.ToString());
    }
}
