using System.Buffers.Text;
using System.Globalization;

namespace Connectors.Sandbox.Data;

/// <summary>A text being put together as UTF-8, already escaped for JSON and quoted. Reused, so that texts cost no allocation.</summary>
internal sealed class Utf8Text
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>The text with its quotes.</summary>
    public ReadOnlySpan<byte> Quoted => _bytes.AsSpan(0, _length);

    /// <summary>Starts a new text.</summary>
    public void Open()
    {
        _length = 0;
        Add((byte)'"');
    }

    /// <summary>Ends the text; one longer than <paramref name="limit"/> bytes (0: any length) is cut before a character.</summary>
    public void Close(int limit = 0)
    {
        if (limit > 0 && _length - 1 > limit)
        {
            _length = limit + 1;
            while (_length > 1 && (_bytes[_length] & 0xC0) == 0x80)
            {
                _length--;
            }

            // An escape is not cut in two.
            if (_bytes[_length - 1] == '\\' && _bytes[_length - 2] != '\\')
            {
                _length--;
            }
        }

        Add((byte)'"');
    }

    /// <summary>Adds a byte that needs no escape.</summary>
    public void Add(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    /// <summary>Adds UTF-8 that is escaped already.</summary>
    public void Add(ReadOnlySpan<byte> escaped)
    {
        Reserve(escaped.Length);
        escaped.CopyTo(_bytes.AsSpan(_length));
        _length += escaped.Length;
    }

    /// <summary>Adds a number, filled up with zeros on the left.</summary>
    public void Add(long value, int digits = 1)
    {
        Reserve(24);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var written, new System.Buffers.StandardFormat('D', (byte)digits));
        _length += written;
    }

    /// <summary>Adds the lower digits of a number in hexadecimal.</summary>
    public void AddHex(ulong value, int digits)
    {
        Reserve(digits);
        for (var shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        {
            _bytes[_length++] = "0123456789abcdef"u8[(int)(value >> shift) & 15];
        }
    }

    /// <summary>Adds a time in a custom format. Formats hold no characters that JSON escapes.</summary>
    public void Add(DateTime value, string format)
    {
        Reserve(64);
        value.TryFormat(_bytes.AsSpan(_length), out var written, format, CultureInfo.InvariantCulture);
        _length += written;
    }

    private void Reserve(int count)
    {
        if (_length + count + 1 > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count + 1));
        }
    }
}
