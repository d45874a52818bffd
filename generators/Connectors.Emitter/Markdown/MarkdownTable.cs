using System.Text;

namespace Connectors.Emitter.Markdown;

/// <summary>A table in GitHub's Markdown, its columns padded so that it reads well as text too.</summary>
internal sealed class MarkdownTable
{
    private readonly List<string[]> _rows = [];

    public MarkdownTable(params string[] head) => _rows.Add(head);

    /// <summary>Adds a row of as many cells as the head has.</summary>
    public void Add(params string[] cells) => _rows.Add(cells.Select(Escape).ToArray());

    /// <summary>Writes the table; nothing at all when it has no row.</summary>
    public void WriteTo(StringBuilder text)
    {
        if (_rows.Count == 1)
        {
            return;
        }

        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        Line(text, _rows[0], widths);
        Line(text, widths.Select(width => new string('-', width)).ToArray(), widths);
        foreach (var row in _rows.Skip(1))
        {
            Line(text, row, widths);
        }

        text.Append('\n');
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths)
    {
        text.Append('|');
        for (var column = 0; column < cells.Length; column++)
        {
            text.Append(' ').Append(cells[column].PadRight(widths[column])).Append(" |");
        }

        text.Append('\n');
    }

    private static string Escape(string cell) => cell.Replace("|", "\\|").Replace("\n", " ");
}
