using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <content>What stands between tags.</content>
internal sealed partial class Utf8XmlReader
{
    /// <summary>A text of so many bytes whose end has not arrived is shown as far as it has.</summary>
    private const int LongText = 32 * 1024;

    private bool _inText;

    private Step Letters(ReadOnlySpan<byte> rest)
    {
        var (at, kind) = (0, XmlTextKind.Plain);
        while (rest[at..].IndexOfAny(XmlLetters.TextStops) is >= 0 and var next)
        {
            at += next;
            switch (rest[at])
            {
                case (byte)'<':
                    var type = TypeOf(rest[..at]);
                    _inText = false;
                    return Show(type, 0, at, kind, at);
                case (byte)'&':
                    kind = XmlTextKind.Text;
                    var length = Reference(rest, at);
                    if (length == XmlLetters.Unfinished)
                    {
                        return Part(rest, at, kind);
                    }

                    at += length;
                    break;
                case (byte)'\r':
                    // It may be the half of an end of line.
                    kind = XmlTextKind.Text;
                    if (at + 1 == rest.Length)
                    {
                        return Part(rest, at, kind);
                    }

                    at++;
                    break;
                case (byte)']':
                    if (rest[at..] is [_, (byte)']', (byte)'>', ..])
                    {
                        throw Broken("A text has the end of a CDATA section in it.", at);
                    }

                    if (rest[at..] is [_] or [_, (byte)']'])
                    {
                        return Part(rest, at, kind);
                    }

                    at++;
                    break;
                default:
                    RequireAllowed(rest, at++);
                    break;
            }
        }

        return Part(rest, rest.Length, kind);
    }

    // What has arrived of a text: enough to be shown, or not. What is only layout so far may yet be one with the text that follows.
    private Step Part(ReadOnlySpan<byte> rest, int length, XmlTextKind kind)
    {
        if (length < LongText || TypeOf(rest[..length]) == XmlNodeType.Whitespace)
        {
            return Step.CutOff;
        }

        _inText = true;
        return Show(XmlNodeType.Text, 0, length, kind, length);
    }

    private Step Cdata(ReadOnlySpan<byte> rest, int begin)
    {
        var length = rest[begin..].IndexOf("]]>"u8);
        _inCdata = length < 0;
        if (length >= 0)
        {
            RequireLetters(rest, begin, length);
            return Show(XmlNodeType.CDATA, begin, length, XmlTextKind.Cdata, begin + length + 3);
        }

        // Neither half of its end, nor half of a letter or of an end of line.
        length = Math.Max(0, rest.Length - begin - 2);
        while (length > 0 && (rest[begin + length] & 0xC0) == 0x80)
        {
            length--;
        }

        length -= length > 0 && rest[begin + length - 1] == '\r' ? 1 : 0;
        RequireLetters(rest, begin, length);
        if (length >= LongText)
        {
            return Show(XmlNodeType.CDATA, begin, length, XmlTextKind.Cdata, begin + length);
        }

        _inCdata = begin == 0;
        return Step.CutOff;
    }

    private Step Show(XmlNodeType type, int start, int length, XmlTextKind kind, int read)
    {
        Stand(type, XmlWord.Empty, "", _depth);
        (_text.Start, _text.Length, _text.Kind) = (_input.At + start, length, kind);
        return Shown(read);
    }

    private XmlNodeType TypeOf(ReadOnlySpan<byte> text) =>
        _inText || !IsLayout(text) ? XmlNodeType.Text : _open[_depth - 1].KeepsSpace ? XmlNodeType.SignificantWhitespace : XmlNodeType.Whitespace;

    // It may be written as references, too.
    private static bool IsLayout(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            text = text[XmlLetters.Spaces(text)..];
            if (text is not [(byte)'&', ..])
            {
                return text.IsEmpty;
            }

            var length = XmlLetters.Reference(text, out var letter);
            if (letter.Value > ' ')
            {
                return false;
            }

            text = text[length..];
        }
    }

    private int Reference(ReadOnlySpan<byte> rest, int at) =>
        XmlLetters.Reference(rest[at..], out _) is var length and not XmlLetters.None ? length : throw Broken("A reference means nothing.", at);

    private void RequireAllowed(ReadOnlySpan<byte> rest, int at)
    {
        if (XmlLetters.IsForbidden(rest[at..]))
        {
            throw Broken("A letter is none of XML.", at);
        }
    }
}
