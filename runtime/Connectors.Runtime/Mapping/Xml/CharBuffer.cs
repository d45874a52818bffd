using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>Characters taken from a reader, one piece after the other.</summary>
internal sealed class CharBuffer
{
    private char[] _chars = new char[256];

    /// <summary>How many there are.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<char> All => _chars.AsSpan(0, Length);

    /// <summary>Some of them.</summary>
    public ReadOnlySpan<char> Part(int start, int length) => _chars.AsSpan(start, length);

    /// <summary>Forgets them.</summary>
    public void Clear() => Length = 0;

    /// <summary>Forgets those after the first <paramref name="length"/>.</summary>
    public void Cut(int length) => Length = length;

    /// <summary>Adds the value of the reader's node.</summary>
    public void Add(XmlReader reader)
    {
        if (!reader.CanReadValueChunk)
        {
            Add(reader.Value);
            return;
        }

        int read;
        while ((read = reader.ReadValueChunk(_chars, Length, _chars.Length - Length)) > 0)
        {
            Length += read;
            if (Length == _chars.Length)
            {
                Array.Resize(ref _chars, Length * 2);
            }
        }
    }

    public void Add(string text)
    {
        // Never full, because a reader that is offered no room says that its value has ended.
        if (Length + text.Length >= _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(Length + text.Length + 1, _chars.Length * 2));
        }

        text.CopyTo(0, _chars, Length, text.Length);
        Length += text.Length;
    }
}
