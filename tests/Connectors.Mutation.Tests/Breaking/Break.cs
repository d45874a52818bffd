using Connectors.Mutation.Tests.Specs;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Breaking;

/// <summary>Makes mutants of places.</summary>
internal static class Break
{
    /// <summary>Writes something else in place of a node; the diagnostic is expected where it stood.</summary>
    public static Mutant? Replaced(this SoundSpec spec, YamlNode node, string with, string id, params string[] follows) =>
        spec.Of(Edits.Replace(spec.Text, node, with), $"'{spec.Text.Substring(node.Span.Start, Math.Min(node.Span.Length, 40))}' becomes '{with}'", id, follows);

    /// <summary>As <see cref="Replaced"/>, with a text that is quoted where it must be.</summary>
    public static Mutant? Mistyped(this SoundSpec spec, YamlNode node, string text, string id, params string[] follows) =>
        spec.Replaced(node, Quoted(text), id, follows);

    /// <summary>A text as it can stand anywhere.</summary>
    public static string Quoted(string text) => text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ' ') || text.StartsWith('"') ? text : $"\"{text}\"";

    /// <summary>As <see cref="Replaced"/>, with the diagnostic elsewhere.</summary>
    public static Mutant? ReplacedAt(this SoundSpec spec, YamlNode node, string with, YamlNode at, string id, params string[] follows) =>
        spec.Of(Edits.Replace(spec.Text, node, with, at), $"'{spec.Text.Substring(node.Span.Start, Math.Min(node.Span.Length, 40))}' becomes '{with}'", id, follows);

    /// <summary>Takes an entry out; the diagnostic is expected at another node.</summary>
    public static Mutant? Removed(this SoundSpec spec, KeyPlace key, YamlNode at, string id, params string[] follows) =>
        spec.Of(Edits.Remove(spec.Text, key.Mapping, key.Entry, at), $"{key.Path} is taken out", id, follows);

    /// <summary>Adds an entry; the diagnostic is expected at it.</summary>
    public static Mutant? Added(this SoundSpec spec, YamlMapping mapping, string entry, string id, params string[] follows) =>
        spec.Of(Edits.Add(spec.Text, mapping, entry), $"'{entry}' is added", id, follows);

    /// <summary>As <see cref="Added"/>, with the diagnostic at a place before it.</summary>
    public static Mutant? AddedAt(this SoundSpec spec, YamlMapping mapping, string entry, YamlNode at, string id, params string[] follows)
    {
        var edited = Edits.Add(spec.Text, mapping, entry);
        return spec.Of(edited is null ? null : edited with { Line = at.Place.Line + 1 }, $"'{entry}' is added", id, follows);
    }

    /// <summary>The mutant of an edit; null where there is none, or where it takes out what aliases stand for.</summary>
    public static Mutant? Of(this SoundSpec spec, Edited? edited, string place, string id, params string[] follows) =>
        edited is not null && spec.Anchors.Kept(edited.Text) is { } text ? new(spec, place, text, id, edited.Line, follows) : null;

    /// <summary>Names as people mistype them: the last letter twice, the last letter left out, two letters swapped; none that is known.</summary>
    public static IEnumerable<string> Typos(string name, params IEnumerable<string> known)
    {
        var letters = name.TrimEnd('(', ')');
        var rest = name[letters.Length..];
        var typos = new List<string> { letters + letters[^1] + rest };
        if (letters.Length > 3)
        {
            typos.Add(letters[..^1] + rest);
        }

        for (var i = 1; i + 1 < letters.Length; i++)
        {
            if (letters[i] != letters[i + 1] && char.IsLetter(letters[i]) && char.IsLetter(letters[i + 1]))
            {
                typos.Add(letters[..i] + letters[i + 1] + letters[i] + letters[(i + 2)..] + rest);
                break;
            }
        }

        return typos.Except(known);
    }

    /// <summary>As <see cref="Typos"/>, of the name after the last dot, without the item that is taken there.</summary>
    public static IEnumerable<string> EndTypos(string path)
    {
        var name = path.LastIndexOf('.') + 1;
        var end = path.IndexOf('[', name) is > 0 and var bracket ? bracket : path.Length;
        return Typos(path[name..end]).Select(typo => path[..name] + typo + path[end..]);
    }

    /// <summary>Whether every brace has its partner.</summary>
    public static bool IsPaired(string text) => text.AsSpan().Count('{') == text.AsSpan().Count('}');

    /// <summary>The first of <see cref="Typos"/>.</summary>
    public static string Typo(string name, params IEnumerable<string> known) => Typos(name, known).First();

    public static IEnumerable<ValuePlace> Texts(this SoundSpec spec, string what) => spec.Values.Where(v => v.What == what && v.Scalar is { IsEmpty: false });

    public static IEnumerable<KeyPlace> Named(this SoundSpec spec, string of) => spec.Keys.Where(k => k.Of == of);

    /// <summary>The key at a path, be it one that an alias brings.</summary>
    public static KeyPlace? Key(this SoundSpec spec, string path) => spec.AllKeys.FirstOrDefault(k => k.Path == path);

    public static bool IsFlow(this SoundSpec spec, YamlNode node) => Edits.IsFlow(spec.Text, node);

    /// <summary>Whether a node stands within brackets.</summary>
    public static bool InFlow(this SoundSpec spec, YamlNode node) => spec.Around(node).Any(around => around.Span.Start < node.Span.Start);

    /// <summary>Whether brackets in which a node stands, its own among them, go on in another line: what is wrong with them may be told at any of these lines.</summary>
    public static bool InLines(this SoundSpec spec, YamlNode node) => spec.Around(node).Any(around => spec.Text.AsSpan(around.Span.Start, Edits.End(around) - around.Span.Start).Contains('\n'));

    private static IEnumerable<YamlNode> Around(this SoundSpec spec, YamlNode node) =>
        spec.Values.Select(v => v.Node).Where(n => n is not YamlScalar && spec.IsFlow(n) && n.Span.Start <= node.Span.Start && Edits.End(n) >= Edits.End(node));
}
