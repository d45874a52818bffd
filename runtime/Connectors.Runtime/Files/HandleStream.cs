using Microsoft.Win32.SafeHandles;

namespace Connectors.Runtime.Files;

/// <summary>Reads an open file from its beginning, with a position of its own; the handle stays open.</summary>
internal sealed class HandleStream(SafeFileHandle file, long length) : ReadOnlyStream
{
    private long _at;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(file, Within(buffer.Length) is var most && most < buffer.Length ? buffer[..most] : buffer, _at);
        _at += read;
        return read;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await RandomAccess.ReadAsync(file, buffer[..Within(buffer.Length)], _at, cancellationToken).ConfigureAwait(false);
        _at += read;
        return read;
    }

    private int Within(int wanted) => (int)Math.Min(wanted, length - _at);
}
