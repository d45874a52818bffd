using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Yaml;

/// <summary>Tells texts that should have been quoted from other mistakes in YAML, and says so.</summary>
internal static class YamlTrap
{
    private const string Signs = "{}[]*&@`%!,:";

    /// <summary>Reports a syntax error between two offsets; where a sign that needs quotes stands there, as that.</summary>
    public static void Report(SourceText source, LineMap lines, DiagnosticBag diagnostics, long start, long end, string reason)
    {
        var span = lines.Span(start, Math.Max(end, start));
        var sign = span.Start < source.Text.Length ? source.Text[span.Start] : '\0';
        if (Signs.IndexOf(sign) >= 0)
        {
            diagnostics.Report(DiagnosticRules.YamlQuoting, source.Path, lines.Span(span.Start, span.Start + 1),
                $"The sign '{sign}' means something to YAML here; if it belongs to a text, quote it: put the whole text in double quotes.");
        }
        else
        {
            diagnostics.Report(DiagnosticRules.YamlSyntax, source.Path, span, $"This is not YAML: {Sentence(reason)}");
        }
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
