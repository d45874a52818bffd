using System.Text;
using System.Text.Json;
using Connectors.Runtime.Formats;

namespace Connectors.Runtime.Tests.Formats;

/// <summary>However the rows of a reply arrive, they are the same.</summary>
public sealed class RowTests
{
    private const int Deepest = 8;

    private static readonly string[] LinePieces = ["{\"id\":1}", "{\"id\":", "2}", "[1,[2]]", "\"ö€😀\"", "3", "null", "\n", "\r\n", " \n", "\r", "\n\n", "x", "[[[[[[[[[]]]]]]]]]", " "];
    private static readonly string[] RowPieces = ["Nr", "Title", "1", "ö€😀", "\"", "\"\"", "\"a\"", "\"b;\r\nc\"", ";", ";", ";", "\n", "\r\n", "\r", "\n", "1;2\n", "3;\"4\"\r\n", " ", "true", "1.5"];

    [Fact]
    public void Lines_are_the_same_in_pieces_of_any_size() => Compare(new JsonLinesFormat(), LinePieces, "{");

    [Fact]
    public void Rows_are_the_same_in_pieces_of_any_size() => Compare(new CsvFormat { Separator = ';', Literals = ["Title"] }, RowPieces, "Nr;Title\n");

    private static void Compare(RowFormat format, string[] pieces, string begin)
    {
        var (whole, refused) = (0, 0);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var text = (random.Next(2) == 0 ? begin.TrimEnd('{') : "") + string.Concat(random.GetItems(pieces, random.Next(12)));
            var body = Encoding.UTF8.GetBytes(text);
            if (!format.IsRows(body.AsSpan().TrimStart(" \t\r\n"u8)))
            {
                continue;
            }

            var expected = Said(format.Read(body, Deepest));
            Assert.Equal((text, expected), (text, InPieces(format.Walk(Deepest), text, random)));
            _ = expected.Met is null ? whole++ : refused++;
        }

        Assert.True(whole > 2000 && refused > 2000, $"{whole} whole, {refused} refused");
    }

    // As whole letters arrive, a few at once.
    private static (string? Json, string? Met) InPieces(RowWalk walk, string text, Random random)
    {
        var elements = new List<string>();
        var faults = new List<ElementFault>();
        var rest = "";
        for (var at = 0; ;)
        {
            var next = Math.Min(text.Length, at + random.Next(5));
            next -= next > 0 && next < text.Length && char.IsLowSurrogate(text[next]) ? 1 : 0;
            rest += text[at..Math.Max(at, next)];
            at = Math.Max(at, next);
            var bytes = Encoding.UTF8.GetBytes(rest);
            var isAll = at == text.Length;
            rest = Encoding.UTF8.GetString(bytes[walk.Take(bytes, isAll, out var rows)..]);
            if (rows.Json is not { } json)
            {
                return (null, rows.Met);
            }

            using (json)
            using (var list = JsonDocument.Parse(json.Memory))
            {
                elements.AddRange(list.RootElement.EnumerateArray().Select(e => e.GetRawText()));
            }

            faults.AddRange(rows.Faults);
            if (isAll)
            {
                return (Said(elements, faults), null);
            }
        }
    }

    private static (string? Json, string? Met) Said(PlainBody body)
    {
        if (body.Json is not { } json)
        {
            return (null, body.Met);
        }

        using (json)
        using (var list = JsonDocument.Parse(json.Memory))
        {
            return (Said([.. list.RootElement.EnumerateArray().Select(e => e.GetRawText())], body.Faults), null);
        }
    }

    private static string Said(List<string> elements, IReadOnlyList<ElementFault> faults) =>
        string.Join(", ", elements.Concat(faults.Select(f => $"{Encoding.UTF8.GetString(f.Json.Span)} {f.Path} {f.Reason}")));
}
