using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Requirements;

/// <summary>Where a spec would name a row that it lacks, and the commented key that would remind of it there.</summary>
/// <param name="Nearest">The innermost key above the place that the spec has; where it has none of them, the beginning of the file.</param>
/// <param name="Offset">Where <see cref="Comment"/> belongs, at the beginning of a line or the end of the file; null where the keys around stand in braces, which take no comments, or come by an alias.</param>
/// <param name="Comment">Whole lines of comment, each with its line end.</param>
public sealed record SpecRow(TextSpan Nearest, int? Offset, string Comment)
{
    /// <summary>Finds the place; null when the file is not the spec of <paramref name="slug"/>.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="slug">The connector's slug.</param>
    /// <param name="row">The row: <c>jobs.location</c>.</param>
    public static SpecRow? Find(SourceText spec, string slug, string row)
    {
        if (YamlReader.Read(spec, new DiagnosticBag()) is not YamlMapping root || (root["connector"] as YamlScalar)?.Text != slug)
        {
            return null;
        }

        var path = Path(root, row);
        var nearest = new LineMap(spec.Text).Span(0, 0);
        var level = root;
        var depth = 0;
        while (depth < path.Count && level.Entry(path[depth]) is { } entry)
        {
            nearest = entry.Key.Place;
            depth++;
            if (entry.Value is not YamlMapping below)
            {
                return new SpecRow(nearest, null, "");
            }

            level = below;
        }

        return InBraces(spec.Text, level) || depth == path.Count
            ? new SpecRow(nearest, null, "")
            : new SpecRow(nearest, LineAfter(spec.Text, level.Span.Start + level.Span.Length), Lines(spec.Text, level.Entries[0].Key.Span.Column, path.Skip(depth)));
    }

    /// <summary>The keys that lead to a row: <c>models</c>, <c>jobs</c>, <c>fields</c>, <c>location</c>.</summary>
    private static List<string> Path(YamlMapping root, string row)
    {
        var owner = RowLine.Owner(row);
        if (RowLine.IsFeature(row))
        {
            return [.. row.Split('.')];
        }

        var below = owner == row ? null : row.Substring(owner.Length + 1);
        var written = (root["actions"] as YamlMapping)?[owner] as YamlMapping;
        var known = (root["category"] as YamlScalar)?.Text is { } category ? Vocabularies.Of(category)?.Actions.FirstOrDefault(a => a.Name == owner) : null;
        if (written is null && known is null)
        {
            return below is null ? ["models", owner] : ["models", owner, "fields", below];
        }

        // An action that is made as another has its inputs there; inputs of a list stand under what each item has.
        owner = (written?["same_as"] as YamlScalar)?.Text ?? owner;
        var list = below is null ? null : known?.Groups.FirstOrDefault(g => g.List && below.StartsWith(g.Name + ".", StringComparison.Ordinal));
        return below is null ? ["actions", owner]
            : list is null ? ["actions", owner, "inputs", below]
            : ["actions", owner, "inputs", list.Name, "each", below.Substring(list.Name.Length + 1)];
    }

    // What an alias brings is as little the place of a row's own comment as what stands in braces.
    private static bool InBraces(string text, YamlMapping mapping) => mapping.Entries.Count == 0 || mapping.Use is not null || text[mapping.Span.Start] == '{';

    private static int LineAfter(string text, int offset)
    {
        // A block of text ends where the next line begins.
        if (text[offset - 1] == '\n')
        {
            return offset;
        }

        var end = text.IndexOf('\n', offset);
        return end < 0 ? text.Length : end + 1;
    }

    private static string Lines(string text, int column, IEnumerable<string> keys)
    {
        var newLine = text.Contains("\r\n") ? "\r\n" : "\n";
        var lines = keys.Select((key, depth) => $"{new string(' ', column)}# {new string(' ', depth * 2)}{key}:{newLine}");
        return (text.EndsWith("\n", StringComparison.Ordinal) ? "" : newLine) + string.Concat(lines);
    }
}
