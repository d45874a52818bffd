using Connectors.Mutation.Tests.Specs;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Breaking;

/// <summary>Makes mutants of places.</summary>
internal static class Break
{
    /// <summary>Writes something else in place of a node; the diagnostic is expected where it stood.</summary>
    public static Mutant Replaced(this SoundSpec spec, YamlNode node, string with, string id, params string[] follows) =>
        spec.Of(Edits.Replace(spec.Text, node, with), $"'{spec.Text.Substring(node.Span.Start, Math.Min(node.Span.Length, 40))}' becomes '{with}'", id, follows);

    /// <summary>As <see cref="Replaced"/>, with the diagnostic elsewhere.</summary>
    public static Mutant ReplacedAt(this SoundSpec spec, YamlNode node, string with, YamlNode at, string id, params string[] follows) =>
        spec.Of(Edits.Replace(spec.Text, node, with, at), $"'{spec.Text.Substring(node.Span.Start, Math.Min(node.Span.Length, 40))}' becomes '{with}'", id, follows);

    /// <summary>Takes an entry out; the diagnostic is expected at another node.</summary>
    public static Mutant? Removed(this SoundSpec spec, KeyPlace key, YamlNode at, string id, params string[] follows) =>
        Edits.Remove(spec.Text, key.Mapping, key.Entry, at) is { } edited ? spec.Of(edited, $"{key.Path} is taken out", id, follows) : null;

    /// <summary>Adds an entry; the diagnostic is expected at it.</summary>
    public static Mutant Added(this SoundSpec spec, YamlMapping mapping, string entry, string id, params string[] follows) =>
        spec.Of(Edits.Add(spec.Text, mapping, entry), $"'{entry}' is added", id, follows);

    /// <summary>As <see cref="Added"/>, with the diagnostic at a place before it.</summary>
    public static Mutant AddedAt(this SoundSpec spec, YamlMapping mapping, string entry, YamlNode at, string id, params string[] follows)
    {
        var edited = Edits.Add(spec.Text, mapping, entry);
        return spec.Of(edited with { Line = at.Span.Line + 1 }, $"'{entry}' is added", id, follows);
    }

    public static Mutant Of(this SoundSpec spec, Edited edited, string place, string id, params string[] follows) =>
        new(spec, place, edited.Text, id, edited.Line, follows);

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

    /// <summary>As <see cref="Typos"/>, of the name after the last dot.</summary>
    public static IEnumerable<string> EndTypos(string path) => Typos(path[(path.LastIndexOf('.') + 1)..]).Select(typo => path[..(path.LastIndexOf('.') + 1)] + typo);

    /// <summary>The first of <see cref="Typos"/>.</summary>
    public static string Typo(string name, params IEnumerable<string> known) => Typos(name, known).First();

    public static IEnumerable<ValuePlace> Texts(this SoundSpec spec, string what) => spec.Values.Where(v => v.What == what && v.Scalar is { IsEmpty: false });

    public static IEnumerable<KeyPlace> Named(this SoundSpec spec, string of) => spec.Keys.Where(k => k.Of == of);

    public static KeyPlace? Key(this SoundSpec spec, string path) => spec.Keys.FirstOrDefault(k => k.Path == path);

    public static bool IsFlow(this SoundSpec spec, YamlNode node) => Edits.IsFlow(spec.Text, node);
}
