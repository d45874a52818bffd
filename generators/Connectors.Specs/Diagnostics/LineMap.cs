namespace Connectors.Specs.Diagnostics;

/// <summary>Turns offsets of a text into places, counting lines as editors and the C# compiler do.</summary>
public sealed class LineMap
{
    private readonly int _length;
    private readonly List<int> _starts = [0];

    /// <summary>Reads the line ends of <paramref name="text"/>.</summary>
    public LineMap(string text)
    {
        _length = text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\u0085' or '\u2028' or '\u2029' || (c == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
            {
                _starts.Add(i + 1);
            }
        }
    }

    /// <summary>The stretch between two offsets, both moved inside the text.</summary>
    public TextSpan Span(long start, long end)
    {
        var from = Clamp(start);
        var to = Math.Max(from, Clamp(end));
        var (line, column) = Place(from);
        var (endLine, endColumn) = Place(to);
        return new TextSpan(from, to - from, line, column, endLine, endColumn);
    }

    private int Clamp(long offset) => (int)Math.Min(Math.Max(offset, 0), _length);

    private (int Line, int Column) Place(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line, offset - _starts[line]);
    }
}
