using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Connectors.Runtime.Mapping.Xml;

/// <content>What a document is made of. Each method is shown all that has arrived; where that ends too early it has changed nothing and is called again with more.</content>
internal sealed partial class Utf8XmlReader
{
    private static ReadOnlySpan<byte> CommentBegin => "<!--"u8;

    private static ReadOnlySpan<byte> CdataBegin => "<![CDATA["u8;

    private static ReadOnlySpan<byte> TypeBegin => "<!DOCTYPE"u8;

    private bool _hasBegun;
    private bool _hasRoot;
    private bool _inCdata;

    private Step Next(ReadOnlySpan<byte> rest) => rest switch
    {
        [] => Step.CutOff,
        _ when _inCdata => Cdata(rest, 0),
        [(byte)'<'] => Step.CutOff,
        [(byte)'<', (byte)'/', ..] => EndTag(rest),
        [(byte)'<', (byte)'?', ..] => Instruction(rest),
        [(byte)'<', (byte)'!', ..] => Declaration(rest),
        [(byte)'<', ..] => StartTag(rest),
        _ when _depth == 0 => Outside(rest),
        _ => Letters(rest),
    };

    private ReadState AtEnd() =>
        _hasRoot && _depth == 0 && _input.Rest.IsEmpty ? ReadState.EndOfFile : throw Broken("The document ends too early.", _input.Rest.Length);

    private Step Passed(int length)
    {
        _input.At += length;
        _hasBegun = true;
        return Step.Passed;
    }

    private Step Shown(int length)
    {
        Passed(length);
        return Step.Shown;
    }

    private Step Outside(ReadOnlySpan<byte> rest)
    {
        var spaces = XmlLetters.Spaces(rest);
        return spaces > 0 ? Passed(spaces) : throw Broken("Text stands outside of the root.", 0);
    }

    private Step Declaration(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith(CommentBegin))
        {
            return Comment(rest);
        }

        if (rest.StartsWith(CdataBegin))
        {
            return _depth > 0 ? Cdata(rest, CdataBegin.Length) : throw Broken("Text stands outside of the root.", 0);
        }

        return CommentBegin.StartsWith(rest) || CdataBegin.StartsWith(rest) || (TypeBegin.StartsWith(rest) && rest.Length < TypeBegin.Length)
            ? Step.CutOff
            : throw Broken("A document type is refused.", 0);
    }

    private Step Comment(ReadOnlySpan<byte> rest)
    {
        var end = rest[CommentBegin.Length..].IndexOf("--"u8);
        var after = CommentBegin.Length + end + 2;
        if (end < 0 || after == rest.Length)
        {
            return Step.CutOff;
        }

        RequireLetters(rest, CommentBegin.Length, end);
        return rest[after] == '>' ? Passed(after + 1) : throw Broken("A comment has two dashes in it.", after);
    }

    private Step Instruction(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf("?>"u8);
        if (end < 0)
        {
            return Step.CutOff;
        }

        var at = 2;
        var name = NameAt(rest, ref at)!;
        if (name.Text.Equals("xml", StringComparison.OrdinalIgnoreCase))
        {
            return !_hasBegun && XmlDeclaration().IsMatch(Encoding.UTF8.GetString(rest[2..end])) ? Passed(end + 2) : throw Broken("The declaration is none.", 0);
        }

        if (name.Prefix.Length > 0 || (at < end && !XmlLetters.IsSpace(rest[at])))
        {
            throw Broken("An instruction has no name.", 0);
        }

        RequireLetters(rest, at, end - at);
        return Passed(end + 2);
    }

    private void RequireLetters(ReadOnlySpan<byte> rest, int start, int length)
    {
        if (XmlLetters.Forbidden(rest.Slice(start, length)) is >= 0 and var at)
        {
            throw Broken("A letter is none of XML.", start + at);
        }
    }

    // Made by the compiler, as one that does not backtrack could not be: nothing of it repeats within what repeats, and a first page does not wait for it.
    [GeneratedRegex("""
        ^xml[\x20\t\r\n]+version[\x20\t\r\n]*=[\x20\t\r\n]*("1\.0[^"'<>&\x00-\x1F\uD800-\uDFFF\uFFFE\uFFFF]*"|'1\.0[^"'<>&\x00-\x1F\uD800-\uDFFF\uFFFE\uFFFF]*')
        ([\x20\t\r\n]+encoding[\x20\t\r\n]*=[\x20\t\r\n]*("[^"'<>&\x00-\x1F\uD800-\uDFFF\uFFFE\uFFFF]*"|'[^"'<>&\x00-\x1F\uD800-\uDFFF\uFFFE\uFFFF]*'))?
        ([\x20\t\r\n]+standalone[\x20\t\r\n]*=[\x20\t\r\n]*("(yes|no)"|'(yes|no)'))?[\x20\t\r\n]*\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex XmlDeclaration();
}
