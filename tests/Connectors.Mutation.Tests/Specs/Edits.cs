using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Specs;

/// <summary>A text and where something of it stands.</summary>
/// <param name="Text">The changed text.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record Edited(string Text, int Line);

/// <summary>Changes of a spec's text that keep its layout, and the lines that places have afterwards.</summary>
internal static class Edits
{
    /// <summary>Replaces a stretch.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the stretch begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="with">What stands there then.</param>
    /// <param name="at">The offset whose line is wanted, in the old text; the stretch's own when null.</param>
    public static Edited Replace(string text, int start, int end, string with, int? at = null)
    {
        var changed = text[..start] + with + text[end..];
        var offset = at is null || at <= start ? at ?? start : Math.Max(start, at.Value + with.Length - (end - start));
        return new Edited(changed, changed.AsSpan(0, offset).Count('\n') + 1);
    }

    public static Edited Replace(string text, YamlNode node, string with, YamlNode? at = null) =>
        Replace(text, node.Span.Start, End(node), with, at?.Span.Start);

    /// <summary>Takes an entry out of its mapping; null where that leaves no mapping, or the entry shares its line with the dash of a list.</summary>
    public static Edited? Remove(string text, YamlMapping mapping, YamlEntry entry, YamlNode? at = null)
    {
        if (IsFlow(text, mapping))
        {
            var i = mapping.Entries.ToList().IndexOf(entry);
            var (start, end) = i + 1 < mapping.Entries.Count ? (entry.Key.Span.Start, mapping.Entries[i + 1].Key.Span.Start)
                : i > 0 ? (End(mapping.Entries[i - 1].Value), End(entry.Value))
                : (entry.Key.Span.Start, End(entry.Value));
            return Replace(text, start, end, "", at?.Span.Start);
        }

        return mapping.Entries.Count > 1 && Lines(text, entry) is var (first, last) ? Replace(text, first, last, "", at?.Span.Start) : null;
    }

    /// <summary>Takes an item out of a list; null where it is the only one of a list in lines.</summary>
    public static Edited? Remove(string text, YamlSequence list, int i)
    {
        if (IsFlow(text, list))
        {
            var (start, end) = i + 1 < list.Items.Count ? (list.Items[i].Span.Start, list.Items[i + 1].Span.Start)
                : i > 0 ? (End(list.Items[i - 1]), End(list.Items[i]))
                : (list.Items[i].Span.Start, End(list.Items[i]));
            return Replace(text, start, end, "");
        }

        return list.Items.Count > 1 ? Replace(text, LineStart(text, list.Items[i].Span.Start), LineEnd(text, End(list.Items[i])), "") : null;
    }

    /// <summary>Adds an entry at the end of a mapping; the line is the entry's.</summary>
    public static Edited Add(string text, YamlMapping mapping, string entry)
    {
        if (mapping.Entries.Count == 0)
        {
            return Replace(text, mapping.Span.Start + 1, mapping.Span.Start + 1, $" {entry} ");
        }

        var end = End(mapping.Entries[^1].Value);
        if (IsFlow(text, mapping))
        {
            var added = Replace(text, end, end, $", {entry}");
            return added;
        }

        var after = LineEnd(text, end);
        var indent = new string(' ', mapping.Entries[0].Key.Span.Column);
        var lines = string.Concat(entry.Split('\n').Select(line => $"{indent}{line}\n"));
        return Replace(text, after, after, lines);
    }

    /// <summary>The text of an entry, its first line without indentation.</summary>
    public static string Of(string text, YamlEntry entry) => text[entry.Key.Span.Start..End(entry.Value)];

    /// <summary>The whole lines of an entry; null when something else stands before it in the first.</summary>
    public static (int Start, int End)? Lines(string text, YamlEntry entry)
    {
        var start = LineStart(text, entry.Key.Span.Start);
        return text[start..entry.Key.Span.Start].All(c => c == ' ') ? (start, LineEnd(text, Math.Max(End(entry.Key), End(entry.Value)))) : null;
    }

    public static bool IsFlow(string text, YamlNode node) => node.Span.Length > 0 && text[node.Span.Start] is '{' or '[';

    public static int End(YamlNode node) => node.Span.Start + node.Span.Length;

    public static int LineStart(string text, int offset) => offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;

    /// <summary>The offset after the line break.</summary>
    public static int LineEnd(string text, int offset) => text.IndexOf('\n', offset) is >= 0 and var end ? end + 1 : text.Length;
}
