using Connectors.Mutation.Tests.Specs;
using Connectors.Specs.Language;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Breaking;

/// <summary>Breaks the spec language: its keys, words, numbers and small texts, wherever the grammar has them.</summary>
internal static class ShapeOperators
{
    public static IEnumerable<Operator> All =>
    [
        new("a key of the language is mistyped", spec => Words(spec).SelectMany(key => Break.Typos(key.Name, key.Kind!.Keys.Select(k => k.Name)).Select(typo => spec.Mistyped(key.Entry.Key, typo, "CONN1001", Consequences.OfLostKey)))),
        new("a required key is missing", spec => spec.Keys.Where(key => key.Rule is { Required: true } && !Tells(key)).Select(key => spec.Removed(key, key.Mapping, "CONN1002", Consequences.OfLostKey))),
        new("none of several keys is there", spec => spec.Keys.Where(key => IsChosen(key) && !key.Kind!.ChoiceOptional).Select(key => spec.Removed(key, key.Mapping, "CONN1002", Consequences.OfLostKey))),
        new("two keys exclude one another", spec => spec.Keys.Where(IsChosen).Select(key => Second(spec, key))),
        new("a word of the language is mistyped", spec => spec.Values.Where(v => v is { Shape: Shape.Word, Scalar: not null }).Select(v => spec.Replaced(v.Node, Break.Typo(v.Scalar!.Text, ((Shape.Word)v.Shape).Words), "CONN1004", Consequences.OfLostWord))),
        new("yes instead of true", spec => spec.Values.Where(v => v.Shape is Shape.Flag).Select(v => spec.Replaced(v.Node, v.Scalar!.Text == "true" ? "yes" : "no", "CONN1005", "CONN3011"))),
        new("a number is written as a word", spec => Numbers(spec).Select(v => spec.Replaced(v.Node, "many", "CONN1005", "CONN3008"))),
        new("a number is smaller than the smallest", spec => Numbers(spec).Where(v => ((Shape.Whole)v.Shape).Least > 0).Select(v => spec.Replaced(v.Node, $"{((Shape.Whole)v.Shape).Least - 1}", "CONN1005", "CONN3008", "CONN3009"))),
        new("a number is larger than the largest", spec => Numbers(spec).Where(v => ((Shape.Whole)v.Shape).Most < int.MaxValue).Select(v => spec.Replaced(v.Node, $"{((Shape.Whole)v.Shape).Most + 1}", "CONN1005", "CONN3008", "CONN3009"))),
        new("a list where a text is wanted", spec => spec.Values.Where(v => v is { Shape: Shape.Text or Shape.Word or Shape.Flag or Shape.Whole, Scalar: not null } && v.What is not "a switch" && !IsUnifiedPath(v) && !MayBeList(spec, v)).Select(v => spec.Replaced(v.Node, $"[{spec.Text[Edits.Start(v.Node)..Edits.End(v.Node)]}]", IsInBody(v) ? "CONN3008" : "CONN1003", Consequences.OfLostValue))),
        new("a list where a unified value is wanted", spec => spec.Values.Where(v => IsUnifiedPath(v) && v.What is not "a switch").Select(v => spec.Replaced(v.Node, $"[{spec.Text[Edits.Start(v.Node)..Edits.End(v.Node)]}]", "CONN1003", "CONN2006"))),
        new("a value is missing after its key", spec => Texts(spec).Where(v => !v.Path.EndsWith(']')).Select(v => spec.ReplacedAt(v.Node, "", v.Node, "CONN1003", Consequences.OfLostValue))),
        new("a text where a mapping is wanted", spec => spec.Values.Where(v => v is { Shape: Shape.Keyed or Shape.Map, Node: YamlMapping } && v.Path.Length > 0 && spec.IsFlow(v.Node) && !MayBeText(spec, v) && !IsMarkedInFlow(spec, v)).Select(v => spec.Replaced(v.Node, "something", "CONN1003", Consequences.OfLostValue))),
        new("a text where a list is wanted", spec => spec.Values.Where(v => v is { Shape: Shape.List, Node: YamlSequence } && spec.IsFlow(v.Node) && !spec.Values.Any(o => o.Path == v.Path && o.Shape is Shape.Either)).Select(v => spec.Replaced(v.Node, "something", "CONN1003", Consequences.OfLostValue))),
        new("a time span without its unit", spec => spec.Texts("a time span").Select(v => spec.Replaced(v.Node, v.Scalar!.Text[..^1], "CONN1005"))),
        new("a time span with an unknown unit", spec => spec.Texts("a time span").Select(v => spec.Replaced(v.Node, v.Scalar!.Text[..^1] + "min", "CONN1005"))),
        new("a rate over an unknown time", spec => spec.Texts("a rate").Select(v => spec.Replaced(v.Node, v.Scalar!.Text.Split('/')[0] + "/fortnight", "CONN1005"))),
        new("a rate of none", spec => spec.Texts("a rate").Select(v => spec.Replaced(v.Node, "0/" + v.Scalar!.Text.Split('/')[1], "CONN1005"))),
        new("a date format in another language's letters", spec => spec.Texts("a date format").Select(v => spec.Replaced(v.Node, '"' + v.Scalar!.Text.Replace("yyyy", "YYYY", StringComparison.Ordinal) + '"', "CONN1005", "CONN3003"))),
        new("a date format with months for minutes", spec => spec.Texts("a date format").Where(v => v.Scalar!.Text.Contains("mm", StringComparison.Ordinal)).Select(v => spec.Replaced(v.Node, '"' + v.Scalar!.Text.Replace("mm", "MM", StringComparison.Ordinal) + '"', "CONN1005"))),
        new("a date format without a day", spec => spec.Texts("a date format").Select(v => spec.Replaced(v.Node, '"' + v.Scalar!.Text.Replace("dd", "00", StringComparison.Ordinal) + '"', "CONN1005", "CONN3003"))),
        new("a day with hours", spec => spec.Texts("a date format").Where(v => spec.Key(v.Path[..v.Path.LastIndexOf('.')] + ".as")?.Entry.Value is YamlScalar { Text: "date" }).Select(v => spec.Replaced(v.Node, '"' + v.Scalar!.Text + " HH:mm\"", "CONN1005", "CONN3003"))),
        new("a zone without its region", spec => spec.Texts("a time zone").Where(v => !v.Scalar!.Text.EndsWith("/UTC", StringComparison.Ordinal)).Select(v => spec.Replaced(v.Node, v.Scalar!.Text.Split('/')[^1], "CONN1005", "CONN2018"))),
        new("a zone that does not exist", spec => spec.Texts("a time zone").SelectMany(v => Break.Typos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN1005", "CONN2018")))),
        new("a broken regular expression", spec => spec.Texts("a regular expression").Select(v => spec.Replaced(v.Node, "'^[a-z'", "CONN1005", "CONN2020"))),
        new("a path with two dots", spec => Paths(spec).Where(v => v.Scalar!.Text.Contains('.', StringComparison.Ordinal) && v.Scalar.Text != ".").Select(v => spec.Replaced(v.Node, '"' + v.Scalar!.Text.Replace(".", "..", StringComparison.Ordinal) + '"', "CONN1007", Consequences.OfLostPlace))),
        new("a path with an open bracket", spec => Paths(spec).Where(v => v.Scalar!.Text != ".").Select(v => spec.Replaced(v.Node, '"' + v.Scalar!.Text + "[0\"", "CONN1007", Consequences.OfLostPlace))),
        new("a path that ends with a dot", spec => Paths(spec).Where(v => v.Scalar!.Text != ".").Select(v => spec.Replaced(v.Node, '"' + v.Scalar!.Text + ".\"", "CONN1007", Consequences.OfLostPlace))),
        new("a brace of a placeholder is missing", spec => spec.Texts("a text with placeholders").Where(v => v.Scalar!.Text.Contains('}', StringComparison.Ordinal)).Select(v => spec.Replaced(v.Node, '"' + v.Scalar!.Text.Replace("}", "", StringComparison.Ordinal) + '"', "CONN1008", "CONN1005", "CONN2012", "CONN2018", "CONN2024", "CONN3001"))),
        new("a name with capitals and blanks", spec => spec.Keys.Where(key => key.Of is "a name" or "a slug" && !key.Path.Contains(".remote_fields.", StringComparison.Ordinal)).Select(key => spec.Replaced(key.Entry.Key, "My Name", "CONN1005", "CONN2006", "CONN2041", "CONN2012", "CONN2023", "CONN2024", "CONN2027", "CONN3007"))),
    ];

    private static IEnumerable<KeyPlace> Words(SoundSpec spec) => spec.Keys.Where(key => key.Rule is not null && !Tells(key) && key.Kind!.Others is null);

    /// <summary>Whether the key makes the mapping the construct it is, so that without it the mapping would be something else.</summary>
    private static bool Tells(KeyPlace key) => Grammar.Construct([key.Name]) is not null && key.Of == Grammar.Construct([key.Name])!.Name || (key.Of == "constant") || (key.Of == "using") || (key.Of == "switch case");

    private static bool IsChosen(KeyPlace key) => key.Kind is { Choice.Count: > 0 } kind && kind.Choice.Contains(key.Name);

    /// <summary>Adds another key of the choice: with the same value where it takes one of the kind, else one that takes any text.</summary>
    private static Mutant? Second(SoundSpec spec, KeyPlace key)
    {
        var others = key.Kind!.Keys.Where(k => k.Name != key.Name && key.Kind.Choice.Contains(k.Name)).ToList();
        var same = others.FirstOrDefault(k => k.Value == key.Rule!.Value && k.Value is not Shape.Keyed);
        var value = same is not null ? spec.Text[Edits.Start(key.Entry.Value)..Edits.End(key.Entry.Value)] : "x";
        return (same ?? others.FirstOrDefault(k => k.Value is Shape.Text { What: not "a path" })) is { } other
            ? spec.Added(key.Mapping, $"{other.Name}: {value}", "CONN1006", Consequences.OfSecondChoice)
            : null;
    }

    private static IEnumerable<ValuePlace> Numbers(SoundSpec spec) => spec.Values.Where(v => v is { Shape: Shape.Whole, Scalar: not null });

    private static IEnumerable<ValuePlace> Texts(SoundSpec spec) => spec.Values.Where(v => v is { Shape: Shape.Text or Shape.Word or Shape.Flag or Shape.Whole, Scalar: not null } && v.What is not "a switch");

    private static bool MayBeText(SoundSpec spec, ValuePlace value) =>
        spec.Values.Any(v => v.Path == value.Path && v.Shape is Shape.Either either && either.Shapes.Any(s => s is Shape.Text or Shape.Word));

    private static bool MayBeList(SoundSpec spec, ValuePlace value) =>
        spec.Values.Any(v => v.Path == value.Path && v.Shape is Shape.Either either && either.Shapes.Any(s => s is Shape.List));

    /// <summary>Whether a list could stand there, were it not for the contract.</summary>
    private static bool IsInBody(ValuePlace value) => value.Path.Contains(".body.", StringComparison.Ordinal);

    // An anchored text within brackets is more than the reader of YAML takes.
    private static bool IsMarkedInFlow(SoundSpec spec, ValuePlace value) => spec.InFlow(value.Node) && spec.Anchors.Before(int.MaxValue).Any(a => a.Node == value.Node);

    private static IEnumerable<ValuePlace> Paths(SoundSpec spec) => spec.Texts("a path");

    /// <summary>Whether the path is a value in short form, in whose place a construct could stand.</summary>
    private static bool IsUnifiedPath(ValuePlace value) => value is { What: "a path", Type: not null } && !value.Path.EndsWith(".from", StringComparison.Ordinal);
}
