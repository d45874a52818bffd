using Connectors.Mutation.Tests.Breaking;
using Connectors.Mutation.Tests.Specs;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Meaning;

/// <summary>A changed spec that may still be valid, and then means something else.</summary>
/// <param name="Spec">The spec it was made of.</param>
/// <param name="Place">What was changed, for people.</param>
/// <param name="Text">The changed text.</param>
internal sealed record Variant(SoundSpec Spec, string Place, string Text)
{
    /// <summary>The variant of an edit; null where there is none, or where it takes out what aliases stand for.</summary>
    public static Variant? Of(SoundSpec spec, string place, string? text) => text is not null && spec.Anchors.Kept(text) is { } kept ? new(spec, place, kept) : null;
}

/// <summary>A way of changing what specs mean.</summary>
internal sealed record MeaningOperator(string Name, Func<SoundSpec, IEnumerable<Variant?>> Apply)
{
    /// <summary>Its variants of every spec.</summary>
    public IReadOnlyList<Variant> Variants() => [.. SoundSpec.All.SelectMany(spec => Apply(spec).OfType<Variant>().Where(v => v.Text != spec.Text)).DistinctBy(v => (v.Spec.File, v.Text))];
}

/// <summary>Changes what a spec means; most of what they make is valid, and what is not is the business of other operators.</summary>
internal static class MeaningOperators
{
    private static readonly VocabularySpec Vocabulary = SoundSpec.Vocabulary;

    public static IReadOnlyList<MeaningOperator> All { get; } =
    [
        new("an entry is taken out", spec => spec.Keys.Where(key => !IsForSandboxes(spec, key.Path)).Select(key => Variant.Of(spec, $"{key.Path} is taken out", Edits.Remove(spec.Text, key.Mapping, key.Entry)?.Text))),
        new("an item is taken out", spec => Lists(spec).SelectMany(v => Enumerable.Range(0, v.List.Items.Count).Select(i => Variant.Of(spec, $"{v.Path}[{i}] is taken out", Edits.Remove(spec.Text, v.List, i)?.Text)))),
        new("two items change places", spec => Lists(spec).Where(v => HasOrder(spec, v.Path, v.List)).SelectMany(v => Enumerable.Range(1, Math.Max(0, v.List.Items.Count - 1)).Where(i => !Exclude(v.List.Items[i - 1], v.List.Items[i])).Select(i => Swapped(spec, v.List.Items[i - 1], v.List.Items[i], $"{v.Path}[{i - 1}] and [{i}]")))),
        new("two fields change places", spec => spec.Keys.Where(k => k.Field is not null).SelectMany(a => spec.Keys.Where(b => b.Mapping == a.Mapping && b.Field?.Type == a.Field!.Type && b.Field.List == a.Field.List && b.Entry.Key.Span.Start > a.Entry.Key.Span.Start).Take(3).Select(b => Swapped(spec, a.Entry.Value, b.Entry.Value, $"{a.Path} and {b.Name}")))),
        new("two sent values change places", spec => spec.Keys.Where(k => k.Of is "a parameter" or "a member" or "sent value" or "basic").SelectMany(a => spec.Keys.Where(b => b.Mapping == a.Mapping && b.Of == a.Of && b.Entry.Key.Span.Start > a.Entry.Key.Span.Start).Select(b => Swapped(spec, a.Entry.Value, b.Entry.Value, $"{a.Path} and {b.Name}")))),
        new("a path leads to a sibling of the same type", spec => spec.Texts("a path").Where(v => v.In is not null && v.Scalar!.Text != ".").SelectMany(v => Siblings(v).Select(path => Replaced(spec, v, $"\"{path}\"")))),
        new("a unified value is another of its enumeration", spec => spec.Texts("a unified value").Where(v => v.Type is TypeRef.Enum).SelectMany(v => Vocabulary.Enum(((TypeRef.Enum)v.Type!).Name)!.Values.Where(o => o != v.Scalar!.Text).Take(2).Select(o => Replaced(spec, v, o)))),
        new("a constant is another", spec => spec.Texts("a unified value").Where(v => v.Type is not TypeRef.Enum).Select(v => Replaced(spec, v, v.Scalar!.Text switch { "true" => "false", "false" => "true", var text => text + "2" }))),
        new("a case of a union is another", spec => spec.Texts("a case").SelectMany(v => Vocabulary.Union(((TypeRef.Union)v.Type!).Name)!.Cases.Where(c => c.Name != v.Scalar!.Text).Select(c => Replaced(spec, v, c.Name)))),
        new("two vendor values change places", spec => spec.Keys.Where(k => k.Of == "a vendor value").SelectMany(a => spec.Keys.Where(b => b.Mapping == a.Mapping && b.Of == a.Of && b.Entry.Key.Span.Start > a.Entry.Key.Span.Start && Written(b.Entry.Value) != Written(a.Entry.Value)).Take(2).Select(b => Swapped(spec, a.Entry.Key, b.Entry.Key, $"{a.Path} and {b.Name}")))),
        new("a test asks for another value", spec => Tested(spec).SelectMany(v => Others(spec, v).Select(o => Replaced(spec, v, o)))),
        new("a word is another", spec => spec.Values.Where(v => v is { Shape: Shape.Word, Scalar: not null } && !IsForSandboxes(spec, v.Path)).SelectMany(v => ((Shape.Word)v.Shape).Words.Where(w => w != v.Scalar!.Text).Select(w => Replaced(spec, v, w)))),
        new("a flag is turned", spec => spec.Values.Where(v => v is { Shape: Shape.Flag, Scalar: not null } || (v is { What: "a switch", Scalar: not null })).Select(v => Replaced(spec, v, v.Scalar!.Text == "true" ? "false" : "true"))),
        new("a number is another", spec => spec.Values.Where(v => v is { Shape: Shape.Whole, Scalar: not null } or { What: "a number", Scalar: not null }).SelectMany(v => new[] { "1", "2", "99", "404", "409" }.Where(n => n != v.Scalar!.Text).Select(n => Replaced(spec, v, n)))),
        new("a time span is another", spec => spec.Texts("a time span").Select(v => Replaced(spec, v, "7" + v.Scalar!.Text))),
        new("a rate is another", spec => spec.Texts("a rate").SelectMany(v => new[] { "1" + v.Scalar!.Text, v.Scalar.Text.Split('/')[0] + "/hour" }.Select(r => Replaced(spec, v, r)))),
        new("a date format has its parts in another order", spec => spec.Texts("a date format").Select(v => Replaced(spec, v, '"' + v.Scalar!.Text.Replace("dd", "##", StringComparison.Ordinal).Replace("MM", "dd", StringComparison.Ordinal).Replace("##", "MM", StringComparison.Ordinal) + '"'))),
        new("a date format has no seconds or minutes", spec => spec.Texts("a date format").Where(v => v.Scalar!.Text.Contains(":mm", StringComparison.Ordinal)).Select(v => Replaced(spec, v, '"' + v.Scalar!.Text[..v.Scalar.Text.LastIndexOf(':')] + '"'))),
        new("a zone is another", spec => spec.Texts("a time zone").SelectMany(v => new[] { "UTC", "America/New_York" }.Where(zone => !SameTime(zone, v.Scalar!.Text)).Select(zone => Replaced(spec, v, zone)))),
        new("a zone of its own", spec => spec.Keys.Where(k => k.Name == "as" && k.Mapping["zone"] is null && ((YamlScalar)k.Entry.Value).Text is "local_time" or "date").Select(k => Variant.Of(spec, $"{k.Path} gets a zone", Edits.Add(spec.Text, k.Mapping, "zone: Asia/Tokyo")?.Text))),
        new("a text is another", spec => spec.Texts("a text").Where(v => Tested(spec).All(t => t.Node != v.Node)).Select(v => Replaced(spec, v, '"' + v.Scalar!.Text.Replace("\"", "", StringComparison.Ordinal) + " x\""))),
        new("a regular expression is another", spec => spec.Texts("a regular expression").Select(v => Replaced(spec, v, "\"^[a-z0-9-]{1,9}$\""))),
        new("a header is another", spec => spec.Texts("a header's name").SelectMany(v => new[] { "X-Token", "X-RateLimit-Remaining" }.Select(h => Replaced(spec, v, h)))),
        new("a sent text is another", spec => spec.Texts("a text with placeholders").SelectMany(v => new[] { v.Scalar!.Text + "x", "x" + v.Scalar.Text, v.Scalar.Text is "true" ? "false" : "7" }.Select(t => Replaced(spec, v, $"\"{t}\"")))),
        new("a placeholder names another field", spec => spec.Texts("a text with placeholders").SelectMany(v => Fields(spec).Where(f => !v.Scalar!.Text.Contains($"{{connection.{f}}}", StringComparison.Ordinal)).SelectMany(f => Fields(spec).Select(g => Replaced(spec, v, $"\"{v.Scalar!.Text.Replace($"{{connection.{g}}}", $"{{connection.{f}}}", StringComparison.Ordinal)}\""))))),
        new("a parameter is another of the operation", spec => Parameters(spec).Select(p => Variant.Of(spec, $"'{p.Node.Text}' becomes '{p.Other}'", Edits.Replace(spec.Text, p.Node, p.Other)?.Text))),
        new("a request is another", spec => spec.Keys.Where(k => k.Of is "read" or "request" && k.Name is "get" or "post" or "call").SelectMany(k => spec.Contract.Operations.Select(o => o.Path).Distinct().Where(path => !path.Contains('{', StringComparison.Ordinal)).Select(path => Variant.Of(spec, $"{k.Path} becomes {path}", Edits.Replace(spec.Text, k.Entry.Value, path)?.Text)))),
        new("a feature is another", spec => spec.Texts("a feature").SelectMany(v => Vocabulary.Features.Take(5).Select(f => Replaced(spec, v, f.Id)))),
        new("a reason of a record's absence is another", spec => spec.Texts("a reason").Select(v => Replaced(spec, v, "Because."))),
    ];

    private static IEnumerable<(string Path, YamlSequence List)> Lists(SoundSpec spec) =>
        spec.Values.Where(v => v.Node is YamlSequence).Select(v => (v.Path, (YamlSequence)v.Node)).DistinctBy(v => v.Item2);

    /// <summary>Whether the order of a list says something. The places of an input are a set, and so are the ways a list is sent in.</summary>
    private static bool HasOrder(SoundSpec spec, string path, YamlSequence list) =>
        !path.EndsWith(".to", StringComparison.Ordinal) && !spec.Values.Any(v => v.Node == list && v.Shape is Shape.List { Item: Shape.Keyed { Name: "input" } });

    /// <summary>Whether two cases never hold both, because one place would have to have two values: their order says nothing.</summary>
    private static bool Exclude(YamlNode one, YamlNode other) =>
        (one as YamlMapping)?["is"] is YamlMapping first && (other as YamlMapping)?["is"] is YamlMapping second
            && first.Entries.Any(e => e.Value is YamlScalar value && second[e.Key.Text] is YamlScalar also && also.Text != value.Text);

    /// <summary>Whether two zones are one under two names.</summary>
    private static bool SameTime(string one, string other) =>
        TimeZoneInfo.FindSystemTimeZoneById(one) is var zone && TimeZoneInfo.FindSystemTimeZoneById(other) is var also && zone.BaseUtcOffset == also.BaseUtcOffset && zone.HasSameRules(also);

    private static Variant? Replaced(SoundSpec spec, ValuePlace value, string with) =>
        Variant.Of(spec, $"{value.Path}: '{spec.Text[Edits.Start(value.Node)..Edits.End(value.Node)]}' becomes '{with}'", Edits.Replace(spec.Text, value.Node, with)?.Text);

    private static Variant? Swapped(SoundSpec spec, YamlNode a, YamlNode b, string what)
    {
        var (first, second) = (spec.Text[Edits.Start(a)..Edits.End(a)], spec.Text[Edits.Start(b)..Edits.End(b)]);
        return first == second || Edits.End(a) > Edits.Start(b) ? null
            : Variant.Of(spec, $"{what} change places", spec.Text[..Edits.Start(a)] + second + spec.Text[Edits.End(a)..Edits.Start(b)] + first + spec.Text[Edits.End(b)..]);
    }

    /// <summary>Paths to members beside the one a path ends at, or around it, whose values are of the same type.</summary>
    private static IEnumerable<string> Siblings(ValuePlace value)
    {
        var text = value.Scalar!.Text;
        var dot = text.LastIndexOf('.');
        var before = dot < 0 ? "" : text[..(dot + 1)];
        var parent = dot < 0 ? value.In : value.In!.At(text[..dot]);
        var kind = value.In!.At(text)?.Kind;
        return parent is null ? [] : parent.Members.Where(m => before + m.Name != text && m.View.Kind == kind).Select(m => before + m.Name);
    }

    private static List<ValuePlace> Tested(SoundSpec spec)
    {
        var nodes = spec.Keys.Where(k => k.Of == "a path").Select(k => k.Entry.Value).ToHashSet();
        return [.. spec.Values.Where(v => v.Scalar is not null && nodes.Contains(v.Node)).DistinctBy(v => v.Node)];
    }

    /// <summary>Other values that tests of the same path ask for.</summary>
    private static IEnumerable<string> Others(SoundSpec spec, ValuePlace value)
    {
        var path = spec.Keys.First(k => k.Entry.Value == value.Node).Name;
        return Tested(spec).Where(t => spec.Keys.First(k => k.Entry.Value == t.Node).Name == path).Select(t => t.Scalar!.Text)
            .Concat(spec.Contract.Schemas.SelectMany(s => new ContractView(spec.Contract, s.Schema).At(path)?.Values ?? [])).Distinct().Where(t => t != value.Scalar!.Text).Take(3);
    }

    private static IEnumerable<string> Fields(SoundSpec spec) => spec.Keys.Where(k => k.Of == "a name" && k.Path.StartsWith("connection.fields.", StringComparison.Ordinal)).Select(k => k.Name);

    /// <summary>Names of parameters and members of bodies, each with the others of its operation.</summary>
    private static IEnumerable<(YamlScalar Node, string Other)> Parameters(SoundSpec spec)
    {
        foreach (var read in spec.Keys.Where(k => k.Of is "read" or "request" && k.Name is "get" or "post" or "call"))
        {
            var name = ((YamlScalar)read.Entry.Value).Text;
            var operations = spec.Contract.Operations.Where(o => o.Path == name).ToList();
            var known = operations.SelectMany(o => o.Parameters.Select(p => p.Name)).Concat(operations.SelectMany(o => o.Body is { } body ? new ContractView(spec.Contract, body).Members.Select(m => m.Name) : [])).Distinct().ToList();
            var nodes = spec.Keys.Where(k => k.Of is "a parameter" or "a member" && (k.Mapping == read.Mapping["query"] || k.Mapping == read.Mapping["body"])).Select(k => k.Entry.Key)
                .Concat(spec.Keys.Where(k => k.Name is "query" or "body" && k.Entry.Value is YamlScalar && Within(k.Entry.Value, read.Mapping)).Select(k => (YamlScalar)k.Entry.Value));
            foreach (var node in nodes.ToList())
            {
                foreach (var other in known.Where(o => o != node.Text))
                {
                    yield return (node, other);
                }
            }
        }
    }

    /// <summary>Whether it is the format of an api that nothing but requests of callers' own goes to: only a sandbox answers in it, and tests of the sandbox look at that.</summary>
    private static bool IsForSandboxes(SoundSpec spec, string path) => path.Split('.') is ["transport", "apis", var api, "format"] && !spec.Text.Contains($"\"{api}:/", StringComparison.Ordinal);

    /// <summary>What a node says, however it is laid out, and whether it stands there or an alias brings it.</summary>
    private static string Written(YamlNode node) => node switch
    {
        YamlMapping mapping => "{" + string.Join(", ", mapping.Entries.Select(e => $"{e.Key.Text}: {Written(e.Value)}")) + "}",
        YamlSequence list => "[" + string.Join(", ", list.Items.Select(Written)) + "]",
        var text => ((YamlScalar)text).Text,
    };

    private static bool Within(YamlNode node, YamlMapping mapping) => Edits.Start(node) > Edits.Start(mapping) && Edits.End(node) <= Edits.End(mapping);
}
