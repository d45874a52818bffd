using System.Text;
using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>The bytes of a document as they arrive, and where in it they are.</summary>
/// <param name="stream">The document; closed with this.</param>
/// <param name="most">How many bytes it may have.</param>
internal sealed class XmlInput(Stream stream, long most) : IDisposable
{
    private readonly Utf8Buffer _buffer = new();
    private long _count;
    private int _line = 1;
    private int _column = 1;

    /// <inheritdoc cref="Utf8Buffer.At"/>
    public int At
    {
        get => _buffer.At;
        set => _buffer.At = value;
    }

    /// <inheritdoc cref="Utf8Buffer.Rest"/>
    public ReadOnlySpan<byte> Rest => _buffer.Rest;

    /// <inheritdoc cref="Utf8Buffer.Part"/>
    public ReadOnlySpan<byte> Part(int start, int length) => _buffer.Part(start, length);

    /// <summary>Takes more in, at least as much again as there is: what did not suffice is looked at from its beginning, which must not be done for every few bytes.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="XmlException">The document is larger than allowed.</exception>
    public bool More()
    {
        (_line, _column) = Place(_buffer.At);
        _buffer.Forget();
        var (before, wanted) = (_buffer.End, Math.Max(1, _buffer.End * 2));
        while (!_buffer.HasEnded && _buffer.End < wanted)
        {
            var read = stream.Read(_buffer.Room().Span);
            _count += read;
            if (_count > most)
            {
                throw new XmlException(FormattableString.Invariant($"The document is larger than {most:N0} bytes."));
            }

            _buffer.Take(read);
        }

        return _buffer.End > before;
    }

    /// <summary>The line and column of a place in the buffer, from 1.</summary>
    public (int Line, int Column) Place(int at)
    {
        var before = _buffer.Part(0, Math.Min(at, _buffer.End));
        var lastLine = before.LastIndexOf((byte)'\n');
        return (_line + before.Count((byte)'\n'), (lastLine < 0 ? _column : 1) + Encoding.UTF8.GetCharCount(before[(lastLine + 1)..]));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffer.Dispose();
        stream.Dispose();
    }
}
