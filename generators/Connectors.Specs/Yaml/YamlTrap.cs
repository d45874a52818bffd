using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Yaml;

/// <summary>Tells what is behind a syntax error: a bracket, a tab, an indentation, a text that should have been quoted, or something else.</summary>
internal static class YamlTrap
{
    private const string Signs = "{}[]*&@`%!,:";

    /// <summary>Reports a syntax error that the parser met between two offsets, at the place where a person would mend it.</summary>
    public static void Report(SourceText source, LineMap lines, DiagnosticBag diagnostics, long start, long end, string reason)
    {
        var span = lines.Span(start, Math.Max(end, start));
        var text = source.Text;
        var sign = span.Start < text.Length ? text[span.Start] : '\0';
        if (YamlBrackets.Unclosed(text) is { } bracket && bracket < Math.Max(span.Start + span.Length, 1))
        {
            Syntax(lines.Span(bracket, bracket + 1), "The bracket that opens here is not closed.");
        }
        else if (reason.Contains("tab") && Tab(text, span.Start) is { } tab)
        {
            Syntax(lines.Span(tab, tab + 1), "A tab stands in the indentation here; YAML takes blanks alone.");
        }
        else if (sign == ':' && LoneKey(text, span.Start) is { } key)
        {
            Syntax(lines.Span(key, span.Start), "This line is indented further than the lines it belongs to.");
        }
        else if (Signs.IndexOf(sign) >= 0 && !(span.Start > 0 && text[span.Start - 1] is '"' or '\''))
        {
            diagnostics.Report(DiagnosticRules.YamlQuoting, source.Path, lines.Span(span.Start, span.Start + 1),
                $"The sign '{sign}' means something to YAML here; if it belongs to a text, quote it: put the whole text in double quotes.");
        }
        else
        {
            Syntax(span, $"This is not YAML: {Sentence(reason)}");
        }

        void Syntax(TextSpan at, string message) => diagnostics.Report(DiagnosticRules.YamlSyntax, source.Path, at, message);
    }

    /// <summary>Reports what reads as YAML but means something else than it looks like: <c>{connection.api_key}</c> is a mapping with a key and no value.</summary>
    public static void CheckEntry(SourceText source, DiagnosticBag diagnostics, bool flow, YamlScalar key, YamlNode value)
    {
        if (!flow || value is not YamlScalar { IsEmpty: true } || HasColon(source.Text, key.Span.Start + key.Span.Length))
        {
            return;
        }

        diagnostics.Report(DiagnosticRules.YamlQuoting, source.Path, key.Span,
            $"'{key.Text}' stands inside {{ }} without a value; if it is part of a text with braces or commas, quote it: put the whole text in double quotes.");
    }

    /// <summary>The first tab in the indentation of a line that holds something, at an offset or after it.</summary>
    private static int? Tab(string text, int offset)
    {
        for (var at = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1; at < text.Length; at = text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length)
        {
            var tab = -1;
            var first = at;
            for (; first < text.Length && (text[first] is ' ' or '\t'); first++)
            {
                tab = tab < 0 && text[first] == '\t' ? first : tab;
            }

            if (tab >= 0 && first < text.Length && text[first] is not ('\n' or '\r'))
            {
                return tab;
            }
        }

        return null;
    }

    /// <summary>Where the key before a colon begins, when it is a word alone with nothing but blanks before it in its line, which is not the first.</summary>
    private static int? LoneKey(string text, int colon)
    {
        var start = colon;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.' or '-' or '[' or ']'))
        {
            start--;
        }

        var line = text.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1;
        return start < colon && line > 0 && start > line && text.Substring(line, start - line).All(static c => c == ' ') ? start : null;
    }

    private static bool HasColon(string text, int offset)
    {
        while (offset < text.Length && char.IsWhiteSpace(text[offset]))
        {
            offset++;
        }

        return offset < text.Length && text[offset] == ':';
    }

    /// <summary>The parser's reason without the place it puts before it, which the diagnostic has already.</summary>
    private static string Sentence(string reason)
    {
        var at = reason.IndexOf("): ", StringComparison.Ordinal);
        var text = (at >= 0 ? reason.Substring(at + 3) : reason).Trim();
        return text.Length == 0 ? "the parser gives no reason." : char.ToLowerInvariant(text[0]) + text.Substring(1).TrimEnd('.') + ".";
    }
}
