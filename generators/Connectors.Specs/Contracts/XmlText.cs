using System.Xml;
using System.Xml.Linq;
using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Contracts;

/// <summary>A file of a contract that is written in XML: its elements, and where they stand.</summary>
internal sealed class XmlText
{
    private const int MostCharacters = 8 * 1024 * 1024;
    private const int MostLevels = 128;

    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly LineMap _map;
    private readonly List<int> _lines;

    private XmlText(SourceText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _map = new LineMap(source.Text);
        _lines = Lines(source.Text);
    }

    /// <summary>The file's path.</summary>
    public string Path => _source.Path;

    /// <summary>The topmost element.</summary>
    public XElement Root { get; private set; } = null!;

    /// <summary>Reads a file; null when it is not XML that is read, which is reported. Nothing outside of it is fetched, and entities are not expanded.</summary>
    public static XmlText? Load(SourceText source, DiagnosticBag diagnostics)
    {
        var text = new XmlText(source, diagnostics);
        if (source.Text.Length > MostCharacters)
        {
            text.Report(DiagnosticRules.WsdlTooLarge, null, "The file has more than 8 million characters.");
            return null;
        }

        try
        {
            using (var reader = text.Reader())
            {
                while (reader.Read())
                {
                    if (reader.Depth > MostLevels)
                    {
                        text.Report(DiagnosticRules.WsdlTooLarge, (IXmlLineInfo)reader, $"Elements are nested more than {MostLevels} levels deep here.");
                        return null;
                    }
                }
            }

            using var again = text.Reader();
            text.Root = XDocument.Load(again, LoadOptions.SetLineInfo).Root!;
            return text;
        }
        catch (XmlException fault)
        {
            text.Report(DiagnosticRules.WsdlSyntax, text.Span(fault.LineNumber, fault.LinePosition), Sentence(fault.Message));
            return null;
        }
    }

    /// <summary>Reports a mistake at an element, attribute or part of a schema; at the beginning of the file when its place is not known.</summary>
    public void Report(DiagnosticRule rule, IXmlLineInfo? place, string message) =>
        Report(rule, place?.HasLineInfo() == true ? Span(place.LineNumber, place.LinePosition) : Span(0, 0), message);

    /// <summary>Reports a mistake at a line and column, both from 1.</summary>
    public void Report(DiagnosticRule rule, int line, int column, string message) => Report(rule, Span(line, column), message);

    /// <summary>The message of an XML library as a sentence of its own, without the place, which stands beside it.</summary>
    public static string Sentence(string message)
    {
        var line = message.IndexOf(" Line ", StringComparison.Ordinal);
        var sentence = (line > 0 ? message.Substring(0, line) : message).Trim();
        return sentence.Length > 0 && sentence[sentence.Length - 1] is '.' or '?' ? sentence : sentence + ".";
    }

    private void Report(DiagnosticRule rule, TextSpan span, string message) => _diagnostics.Report(rule, Path, span, message);

    private XmlReader Reader() => XmlReader.Create(new StringReader(Mark > 0 ? _source.Text.Substring(Mark) : _source.Text), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
    });

    /// <summary>The length of a byte order mark that has been left in the text.</summary>
    private int Mark => _source.Text.Length > 0 && _source.Text[0] == '\uFEFF' ? 1 : 0;

    /// <summary>The name, or the sign, that stands at a line and column.</summary>
    private TextSpan Span(int line, int column)
    {
        if (line < 1)
        {
            return _map.Span(0, 0);
        }

        var text = _source.Text;
        var start = Math.Min(_lines[Math.Min(line, _lines.Count) - 1] + Math.Max(column - 1, 0) + (line == 1 ? Mark : 0), text.Length);
        var end = start;
        while (end < text.Length && text[end] is not (' ' or '\t' or '\r' or '\n' or '/' or '>' or '<' or '='))
        {
            end++;
        }

        return _map.Span(start, end);
    }

    /// <summary>Where lines begin as XML counts them; other line ends of Unicode are none.</summary>
    private static List<int> Lines(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return starts;
    }
}
