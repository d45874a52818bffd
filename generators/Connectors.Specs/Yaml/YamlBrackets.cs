namespace Connectors.Specs.Yaml;

/// <summary>
/// Finds the bracket to blame when a text is no YAML. A parser notices a bracket that is not closed wherever the rest stops making sense, often
/// at the end of the file; a person wants to know which one it is.
/// </summary>
internal static class YamlBrackets
{
    /// <summary>
    /// The offset of the first bracket that is closed by one of the other kind, not closed before a line that belongs to what is around it, or
    /// not closed at all; null when every bracket has its partner, or a quote has none.
    /// </summary>
    public static int? Unclosed(string text)
    {
        var open = new Stack<int>();
        var around = -1;
        for (var at = 0; at < text.Length;)
        {
            var end = LineEnd(text, at);
            var indent = Indent(text, at, end);
            var first = at + indent;
            if (first == end || text[first] == '#')
            {
                at = end + 1;
                continue;
            }

            if (open.Count > 0 && indent <= around && text[first] is not (']' or '}'))
            {
                return open.Peek();
            }

            if (open.Count == 0)
            {
                first = Value(text, first, end);
                // A bracket that begins its line has nothing around it that a later line could belong to.
                around = first == at + indent ? indent - 1 : indent;
                if (IsBlock(text, first, end))
                {
                    at = AfterBlock(text, end + 1, indent);
                    continue;
                }

                if (first >= end || text[first] is not ('[' or '{'))
                {
                    at = first < end && text[first] is '"' or '\'' ? LineEnd(text, AfterQuote(text, first) ?? text.Length) + 1 : end + 1;
                    continue;
                }
            }

            for (at = first; at < text.Length && text[at] is not ('\n' or '\r');)
            {
                switch (text[at])
                {
                    case '[' or '{':
                        open.Push(at);
                        break;
                    case ']' or '}' when open.Count > 0:
                        if (text[open.Peek()] != (text[at] == ']' ? '[' : '{'))
                        {
                            return open.Peek();
                        }

                        open.Pop();
                        break;
                    case '"' or '\'' when BeginsToken(text, at):
                        if (AfterQuote(text, at) is not { } closed)
                        {
                            return null;
                        }

                        at = closed;
                        continue;
                    case '#' when text[at - 1] is ' ' or '\t':
                        at = LineEnd(text, at);
                        continue;
                }

                at++;
                if (open.Count == 0)
                {
                    at = LineEnd(text, at);
                }
            }

            at++;
        }

        return open.Count > 0 ? open.Peek() : null;
    }

    private static int LineEnd(string text, int at)
    {
        var end = at >= text.Length ? -1 : text.IndexOfAny(['\n', '\r'], at);
        return end < 0 ? text.Length : end;
    }

    private static int Indent(string text, int at, int end)
    {
        var indent = 0;
        while (at + indent < end && text[at + indent] == ' ')
        {
            indent++;
        }

        return indent;
    }

    /// <summary>Where the value of a line begins: behind dashes, and behind a key with its colon where there is one.</summary>
    private static int Value(string text, int at, int end)
    {
        while (at + 1 < end && text[at] == '-' && text[at + 1] == ' ')
        {
            at += 1 + Indent(text, at + 1, end);
        }

        var key = at < end && text[at] is '"' or '\'' ? AfterQuote(text, at) ?? end : at;
        if (key >= end || text[key] is '[' or '{')
        {
            return at;
        }

        for (var colon = key; colon < end; colon++)
        {
            if (text[colon] == ':' && (colon + 1 == end || text[colon + 1] == ' '))
            {
                return AfterMark(text, colon + 1 + Indent(text, colon + 1, end), end);
            }

            if (text[colon] == '#' && text[colon - 1] == ' ')
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Behind the mark that aliases name, where there is one.</summary>
    private static int AfterMark(string text, int at, int end)
    {
        var blank = at < end && text[at] == '&' ? text.IndexOf(' ', at, end - at) : -1;
        return blank < 0 ? at : blank + Indent(text, blank, end);
    }

    private static bool IsBlock(string text, int at, int end) => at < end && text[at] is '|' or '>';

    /// <summary>The offset after the lines of a block text: those deeper than its key, and empty ones.</summary>
    private static int AfterBlock(string text, int at, int indent)
    {
        while (at < text.Length)
        {
            var end = LineEnd(text, at);
            var deep = Indent(text, at, end);
            if (deep <= indent && at + deep < end)
            {
                break;
            }

            at = end + 1;
        }

        return at;
    }

    private static bool BeginsToken(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && char.IsWhiteSpace(text[before]))
        {
            before--;
        }

        return before < 0 || text[before] is '[' or '{' or ',' or ':';
    }

    /// <summary>The offset after a quoted text; null when it does not end.</summary>
    private static int? AfterQuote(string text, int at)
    {
        var quote = text[at];
        for (var i = at + 1; i < text.Length; i++)
        {
            if (quote == '"' && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == quote && quote == '\'' && i + 1 < text.Length && text[i + 1] == quote)
            {
                i++;
            }
            else if (text[i] == quote)
            {
                return i + 1;
            }
        }

        return null;
    }
}
