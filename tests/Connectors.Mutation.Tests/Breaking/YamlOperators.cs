using Connectors.Mutation.Tests.Specs;
using Connectors.Specs.Language;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Breaking;

/// <summary>Breaks YAML itself.</summary>
internal static class YamlOperators
{
    public static IEnumerable<Operator> All =>
    [
        new("a key is given twice", spec => spec.Keys.Select(key => Twice(spec, key))),
        new("a line is indented by one blank more", spec => Blocks(spec).Where(key => key.Mapping.Entries[0] != key.Entry).Select(key => Indented(spec, key))),
        new("a line is indented by one blank less", spec => Blocks(spec).Where(key => key.Entry.Key.Span.Column > 0 && key.Mapping.Entries[^1] != key.Entry && key.Mapping.Entries[0] != key.Entry).Select(key => Outdented(spec, key))),
        new("a line is indented by a tab", spec => Blocks(spec).Where(key => key.Entry.Key.Span.Column > 0).Select(key => Tabbed(spec, key))),
        new("a quote is not closed", spec => Scalars(spec).Where(node => node.Quoted && !spec.InLines(node)).Select(node => Unquoted(spec, node))),
        new("a bracket is not closed", spec => spec.Values.Where(v => spec.IsFlow(v.Node) && !spec.InLines(v.Node)).Select(v => Unclosed(spec, v.Node))),
        new("a colon is missing after a key", spec => Blocks(spec).Where(key => key.Entry.Value is YamlScalar && Following(spec, key)).Select(key => NoColon(spec, key))),
        new("a placeholder is not quoted in flow style", spec => spec.Texts("a text with placeholders").Where(v => v.Scalar!.Text.Contains('{', StringComparison.Ordinal) && spec.InFlow(v.Node)).Select(v => spec.Replaced(v.Node, v.Scalar!.Text, "CONN0002", "CONN1001", "CONN1002", "CONN1003", "CONN2018", "CONN3006", "CONN3007"))),
        new("a placeholder at the start of a line's value is not quoted", spec => spec.Texts("a text with placeholders").Where(v => v.Scalar!.Text.StartsWith('{') && !spec.InFlow(v.Node)).Select(v => spec.Replaced(v.Node, v.Scalar!.Text, "CONN0002", "CONN1003"))),
        new("an alias leads nowhere", spec => Scalars(spec).Where(node => !node.Quoted && node.Text.Length > 0 && char.IsLetter(node.Text[0])).Select(node => (Node: node, Name: new string([.. node.Text.Where(char.IsLetter)]))).Where(n => !spec.Anchors.Names.Contains(n.Name)).Select(n => spec.Replaced(n.Node, "*" + n.Name, "CONN0005"))),
        new("an alias is mistyped", spec => Aliases(spec).SelectMany(key => Break.Typos(Name(spec, key), spec.Anchors.Names).Select(typo => Aliased(spec, key, typo, "CONN0005")))),
        new("an alias stands for something else", spec => Aliases(spec).SelectMany(key => Others(spec, key).Select(name => Aliased(spec, key, name, "CONN1001", [.. Consequences.OfLostKey, "CONN3002", "CONN3011"])))),
        new("a key is a list", spec => Blocks(spec).Where(key => key.Rule is { Required: false }).Select(key => spec.Replaced(key.Entry.Key, $"[{key.Name}]", "CONN0006", Consequences.OfLostKey))),
        new("a second document begins", spec => spec.Named("connector").Skip(1).Select(key => Document(spec, key))),
        new("the file is empty", spec => [spec.Of(new Edited("# nothing but a comment\n", 1), "everything is removed", "CONN0008")]),
    ];

    /// <summary>Keys whose value an alias brings.</summary>
    private static IEnumerable<KeyPlace> Aliases(SoundSpec spec) => spec.Keys.Where(key => key.Entry.Value.Use is not null);

    private static string Name(SoundSpec spec, KeyPlace key) => spec.Text[(Edits.Start(key.Entry.Value) + 1)..Edits.End(key.Entry.Value)];

    private static Mutant? Aliased(SoundSpec spec, KeyPlace key, string name, string id, params string[] follows) =>
        spec.Of(Edits.Replace(spec.Text, Edits.Start(key.Entry.Value), Edits.End(key.Entry.Value), "*" + name), $"{key.Path} becomes *{name}", id, follows);

    /// <summary>Anchors before an alias that mark a mapping with keys which the grammar lacks there.</summary>
    private static IEnumerable<string> Others(SoundSpec spec, KeyPlace key) =>
        (key.Rule?.Value as Shape.Keyed ?? (key.Rule?.Value as Shape.Either)?.Shapes.OfType<Shape.Keyed>().FirstOrDefault())?.Name is { } kind
            ? spec.Anchors.Before(Edits.Start(key.Entry.Value)).Where(a => a.Node is YamlMapping m && m.Entries.Any(e => Grammar.Mapping(kind).Key(e.Key.Text) is null)).Select(a => a.Name)
            : [];

    /// <summary>Keys at the start of a line.</summary>
    private static IEnumerable<KeyPlace> Blocks(SoundSpec spec) => spec.Keys.Where(key => !spec.IsFlow(key.Mapping) && Edits.Lines(spec.Text, key.Entry) is not null);

    private static IEnumerable<YamlScalar> Scalars(SoundSpec spec) => spec.Values.Select(v => v.Scalar).OfType<YamlScalar>().DistinctBy(node => node.Span);

    private static Mutant? Twice(SoundSpec spec, KeyPlace key)
    {
        if (spec.IsFlow(key.Mapping))
        {
            var end = Edits.End(key.Entry.Value);
            return spec.Of(Edits.Replace(spec.Text, end, end, ", " + Edits.Of(spec.Text, key.Entry)), $"{key.Path} stands twice", "CONN0003");
        }

        return Edits.Lines(spec.Text, key.Entry) is var (start, stop)
            ? spec.Of(Edits.Replace(spec.Text, stop, stop, spec.Text[start..stop]), $"{key.Path} stands twice", "CONN0003")
            : null;
    }

    private static Mutant? Indented(SoundSpec spec, KeyPlace key) =>
        spec.Of(Edits.Replace(spec.Text, key.Entry.Key.Span.Start, key.Entry.Key.Span.Start, " "), $"{key.Path} moves right", "CONN0001");

    private static Mutant? Outdented(SoundSpec spec, KeyPlace key) =>
        spec.Of(Edits.Replace(spec.Text, key.Entry.Key.Span.Start - 1, key.Entry.Key.Span.Start, ""), $"{key.Path} moves left", "CONN0001");

    private static Mutant? Tabbed(SoundSpec spec, KeyPlace key) =>
        spec.Of(Edits.Replace(spec.Text, Edits.LineStart(spec.Text, key.Entry.Key.Span.Start), key.Entry.Key.Span.Start, "\t"), $"{key.Path} stands behind a tab", "CONN0001");

    private static Mutant? Unquoted(SoundSpec spec, YamlScalar node) =>
        spec.Of(Edits.Replace(spec.Text, Edits.End(node) - 1, Edits.End(node), "", node.Span.Start), $"the end quote of '{node.Text}' is missing", "CONN0001");

    private static Mutant? Unclosed(SoundSpec spec, YamlNode node) =>
        spec.Of(Edits.Replace(spec.Text, Edits.End(node) - 1, Edits.End(node), "", node.Span.Start), $"the bracket of '{spec.Text.Substring(node.Span.Start, Math.Min(40, node.Span.Length))}' is not closed", "CONN0001", "CONN0003");

    private static bool Following(SoundSpec spec, KeyPlace key) => key.Mapping.Entries.ToList().IndexOf(key.Entry) is > 0 and var i && i + 1 < key.Mapping.Entries.Count;

    private static Mutant? NoColon(SoundSpec spec, KeyPlace key) =>
        spec.Of(Edits.Replace(spec.Text, Edits.End(key.Entry.Key), Edits.End(key.Entry.Key) + 1, "", key.Entry.Key.Span.Start), $"{key.Path} has no colon", "CONN0001");

    private static Mutant? Document(SoundSpec spec, KeyPlace key)
    {
        var start = key.Entry.Key.Span.Start;
        return spec.Of(Edits.Replace(spec.Text, start, start, "---\n", start), $"a document begins before {key.Path}", "CONN0007", [.. Consequences.OfLostKey, "CONN3006"]);
    }
}
