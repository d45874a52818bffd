using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Specs;

/// <summary>A text and where something of it stands.</summary>
/// <param name="Text">The changed text.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record Edited(string Text, int Line);

/// <summary>Changes of a spec's text that keep its layout, and the lines that places have afterwards. What an alias brings is changed where it stands, and nowhere else.</summary>
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

    /// <summary>Replaces a node; null where an alias brings it.</summary>
    public static Edited? Replace(string text, YamlNode node, string with, YamlNode? at = null) =>
        node.Use is null ? Replace(text, Start(node), End(node), with, at is null ? null : Start(at)) : null;

    /// <summary>Takes an entry out of its mapping; null where that leaves no mapping, the entry shares its line with the dash of a list, or an alias brings it.</summary>
    public static Edited? Remove(string text, YamlMapping mapping, YamlEntry entry, YamlNode? at = null)
    {
        if (mapping.Use is not null)
        {
            return null;
        }

        if (IsFlow(text, mapping))
        {
            var i = mapping.Entries.ToList().IndexOf(entry);
            var (start, end) = i + 1 < mapping.Entries.Count ? (Start(entry.Key), Start(mapping.Entries[i + 1].Key))
                : i > 0 ? (End(mapping.Entries[i - 1].Value), End(entry.Value))
                : (Start(entry.Key), End(entry.Value));
            return Replace(text, start, end, "", at is null ? null : Start(at));
        }

        return mapping.Entries.Count > 1 && Lines(text, entry) is var (first, last) ? Replace(text, first, last, "", at is null ? null : Start(at)) : null;
    }

    /// <summary>Takes an item out of a list; null where it is the only one of a list in lines.</summary>
    public static Edited? Remove(string text, YamlSequence list, int i)
    {
        if (IsFlow(text, list))
        {
            var (start, end) = i + 1 < list.Items.Count ? (Start(list.Items[i]), Start(list.Items[i + 1]))
                : i > 0 ? (End(list.Items[i - 1]), End(list.Items[i]))
                : (Start(list.Items[i]), End(list.Items[i]));
            return Replace(text, start, end, "");
        }

        return list.Items.Count > 1 ? Replace(text, LineStart(text, Start(list.Items[i])), LineEnd(text, End(list.Items[i])), "") : null;
    }

    /// <summary>Adds an entry at the end of a mapping; the line is the entry's. Null where an alias brings the mapping.</summary>
    public static Edited? Add(string text, YamlMapping mapping, string entry)
    {
        if (mapping.Use is not null)
        {
            return null;
        }

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
    public static string Of(string text, YamlEntry entry) => text[Start(entry.Key)..End(entry.Value)];

    /// <summary>The whole lines of an entry; null when something else stands before it in the first.</summary>
    public static (int Start, int End)? Lines(string text, YamlEntry entry)
    {
        var start = LineStart(text, entry.Key.Span.Start);
        return text[start..entry.Key.Span.Start].All(c => c == ' ') ? (start, LineEnd(text, Math.Max(End(entry.Key), End(entry.Value)))) : null;
    }

    public static bool IsFlow(string text, YamlNode node) => node.Span.Length > 0 && text[node.Span.Start] is '{' or '[';

    /// <summary>Where a node, or the alias that brings it, begins.</summary>
    public static int Start(YamlNode node) => node.Place.Start;

    /// <summary>Where a node, or the alias that brings it, ends.</summary>
    public static int End(YamlNode node) => node.Place.Start + node.Place.Length;

    public static int LineStart(string text, int offset) => offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;

    /// <summary>The offset after the line break.</summary>
    public static int LineEnd(string text, int offset) => text.IndexOf('\n', offset) is >= 0 and var end ? end + 1 : text.Length;
}
