using Connectors.Mutation.Tests.Specs;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Breaking;

/// <summary>Breaks actions: their steps, what flows between them, and what of the unified input goes where.</summary>
internal static class ActionOperators
{
    private static readonly VocabularySpec Vocabulary = SoundSpec.Vocabulary;

    public static IEnumerable<Operator> All =>
    [
        new("an action is mistyped", spec => Actions(spec).SelectMany(key => Break.Typos(key.Name).Select(typo => spec.Mistyped(key.Entry.Key, typo, "CONN2021", "CONN2030", "CONN2011")))),
        new("an input is mistyped", spec => Inputs(spec).SelectMany(key => Break.Typos(key.Name).Select(typo => spec.Mistyped(key.Entry.Key, typo, "CONN2022", Lost)))),
        new("a row of a list is mistyped", spec => Rows(spec).SelectMany(key => Break.Typos(key.Name).Select(typo => spec.Mistyped(key.Entry.Key, typo, "CONN2022", Lost)))),
        new("an input goes to a step that is not there", spec => Places(spec).SelectMany(v => Break.Typos(Step(v)).Select(typo => spec.Mistyped(v.Node, typo + v.Scalar!.Text[Step(v).Length..], "CONN2023", Lost)))),
        new("an input names a step alone", spec => Places(spec).Select(v => spec.Replaced(v.Node, Step(v) + ".", "CONN1005", Lost))),
        new("an input goes to a place that the contract lacks", spec => Places(spec).Where(v => v.What.Contains("body", StringComparison.Ordinal) && v.Scalar!.Text.Contains('.', StringComparison.Ordinal)).SelectMany(v => Break.EndTypos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN3006", Lost)))),
        new("an input fills a placeholder that the path lacks", spec => Places(spec).Where(v => v.What.Contains("placeholder", StringComparison.Ordinal)).SelectMany(v => Break.EndTypos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN2012", "CONN2012")))),
        new("a row of a list goes to a place that its items lack", spec => ItemPaths(spec).Where(v => !IsColumn(v)).SelectMany(v => TyposOf(spec, v).Select(typo => spec.Mistyped(v.Node, typo, "CONN3006", "CONN3007")))),
        new("a table lacks the column that an input is found by", spec => ItemPaths(spec).Where(IsColumn).SelectMany(v => TyposOf(spec, v).Select(typo => spec.Mistyped(v.Node, typo, "CONN3002")))),
        new("a required input is not covered", spec => Inputs(spec).Where(key => InputOf(key) is { Required: true, Accepted: false } && Action(key)!.Groups.Where(g => key.Name.StartsWith(g.Name + ".", StringComparison.Ordinal)).All(g => g.Required)).Select(key => spec.Removed(key, ActionKey(spec, key).Entry.Key, "CONN2006", Lost))),
        new("what the vendor demands is never filled", spec => Inputs(spec).Where(key => key.Entry.Value is YamlScalar && Demanded(spec, key)).Select(key => spec.Removed(key, Request(spec, key), "CONN3007", "CONN2006", "CONN2012", "CONN2022"))),
        new("two inputs go to one place", spec => Inputs(spec).Where(key => key.Entry.Value is YamlScalar).SelectMany(key => Inputs(spec).Where(o => o.Mapping == key.Mapping && o.Entry.Value is YamlScalar && Order(o) < Order(key)).Take(2).Select(o => spec.Replaced(key.Entry.Value, ((YamlScalar)o.Entry.Value).Text, "CONN2029", "CONN3003", "CONN3007")))),
        new("a placeholder names a step that is not there", spec => Uses(spec, "steps.").SelectMany(use => Break.Typos(use.Name.Split('.')[1]).Select(typo => Renamed(spec, use, $"steps.{typo}.{use.Name.Split('.')[2]}", "CONN2023", "CONN3007")))),
        new("a placeholder names a value that no step takes", spec => Uses(spec, "steps.").SelectMany(use => Break.EndTypos(use.Name).Select(typo => Renamed(spec, use, typo, "CONN2024", "CONN3007")))),
        new("a placeholder names an input that is none", spec => Uses(spec, "input.").SelectMany(use => Break.EndTypos(use.Name).Select(typo => Renamed(spec, use, typo, "CONN2012", "CONN2018")))),
        new("a placeholder names nothing of the environment", spec => Uses(spec, "environment.").SelectMany(use => Break.EndTypos(use.Name).Select(typo => Renamed(spec, use, typo, "CONN2012")))),
        new("a placeholder in a step's path is filled by nothing", spec => Uses(spec, "").Where(use => use.Value.Path.Contains(".steps.", StringComparison.Ordinal) && !use.Name.Contains('.', StringComparison.Ordinal)).SelectMany(use => Break.Typos(use.Name).Select(typo => Renamed(spec, use, typo, "CONN2012", "CONN2012")))),
        new("steps wait for one another", spec => Steps(spec).Where(step => Later(spec, step) is not null).Select(step => Circle(spec, step))),
        new("what is taken is used by nothing", spec => Steps(spec).Where(step => TakesOnce(step)).Select(step => spec.Added(Take(step)!, "unused: " + Break.Quoted(Take(step)!.Entries.Select(e => e.Value).OfType<YamlScalar>().First().Text), "CONN2025"))),
        new("what is taken has another name", spec => Steps(spec).Where(step => Take(step)?["remote_id"] is not null && ((YamlMapping)step.Entry.Value)["creates"] is not null).Select(step => spec.ReplacedAt(Take(step)!.Entry("remote_id")!.Key, "number", ((YamlMapping)step.Entry.Value)["creates"]!, "CONN2027", "CONN2024", "CONN3007"))),
        new("what is found lacks what the step takes", spec => spec.Keys.Where(k => k.Of == "find" && k.Name == "take").Select(k => spec.ReplacedAt(((YamlMapping)k.Entry.Value).Entries[0].Key, "number", k.Entry.Value, "CONN2024", "CONN2024"))),
        new("a taken value is mistyped", spec => spec.Keys.Where(k => k.Of == "a name" && k.Path.Contains(".take.", StringComparison.Ordinal) && k.Path.StartsWith("actions.", StringComparison.Ordinal) && k.Entry.Value is YamlScalar).SelectMany(k => Break.Typos(((YamlScalar)k.Entry.Value).Text).Select(typo => spec.Mistyped(k.Entry.Value, typo, "CONN3002")))),
        new("a taken header is mistyped", spec => spec.Keys.Where(k => k.Of == "taken value" && k.Name == "header").SelectMany(k => Break.Typos(((YamlScalar)k.Entry.Value).Text).Select(typo => spec.Mistyped(k.Entry.Value, typo, "CONN3010")))),
        new("a step makes a record that the action does not", spec => spec.Keys.Where(k => k.Of == "step" && k.Name == "creates").Select(k => spec.Replaced(k.Entry.Value, "jobs", "CONN2028", "CONN2028"))),
        new("a step makes a record of an unknown model", spec => spec.Keys.Where(k => k.Of == "step" && k.Name == "creates").SelectMany(k => Break.Typos(((YamlScalar)k.Entry.Value).Text, Vocabulary.Models.Select(m => m.Name)).Select(typo => spec.Mistyped(k.Entry.Value, typo, "CONN2003", "CONN2028")))),
        new("the action's answer is made by no step", spec => spec.Keys.Where(k => k.Of == "step" && k.Name == "creates" && ((YamlScalar)k.Entry.Value).Text == Answer(k)).Select(k => spec.Removed(k, ActionKey(spec, k).Entry.Key, "CONN2028", "CONN2028"))),
        new("an action is the same as one that is not there", spec => Same(spec).SelectMany(v => Break.Typos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN2030", "CONN2011")))),
        new("a field is required for an action that is none", spec => spec.Texts("an action").Where(v => v.Path.Contains(".required_for[", StringComparison.Ordinal)).SelectMany(v => Break.Typos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN2021")))),
        new("an action is the same as itself", spec => Same(spec).Select(v => spec.Replaced(v.Node, v.Path.Split('.')[1], "CONN2030", "CONN2011"))),
        new("a unified value is not translated", spec => Translations(spec).SelectMany(map => ((YamlMapping)map.Entry.Value).Entries.Select(e => spec.Of(Edits.Remove(spec.Text, (YamlMapping)map.Entry.Value, e, map.Entry.Value), $"{map.Path}.{e.Key.Text} is taken out", "CONN2031")))),
        new("unified values are sent as they are", spec => Translations(spec).Select(map => spec.Removed(map, InputKey(spec, map).Entry.Key, "CONN2031"))),
        new("a translated value is mistyped", spec => Translations(spec).SelectMany(map => ((YamlMapping)map.Entry.Value).Entries.SelectMany(e => Break.Typos(e.Key.Text).Select(typo => spec.Mistyped(e.Key, typo, "CONN2007", "CONN2031"))))),
        new("a translation that the contract lacks", spec => Translations(spec).SelectMany(map => ((YamlMapping)map.Entry.Value).Entries.SelectMany(e => Break.Typos(((YamlScalar)e.Value).Text).Where(typo => typo.Length > 1).Select(typo => spec.Mistyped(e.Value, typo, "CONN3005"))))),
        new("a format of answers is mistyped", spec => spec.Keys.Where(k => k.Of == "a format").SelectMany(k => Break.Typos(k.Name).Select(typo => spec.Mistyped(k.Entry.Key, typo, "CONN2009", "CONN1001", "CONN3007")))),
        new("a format that asks for nothing is answered", spec => spec.Keys.Where(k => k.Of == "item input" && k.Name == "by_format").Select(k => spec.Added((YamlMapping)k.Entry.Value, "INFORMATION: text", "CONN2009"))),
        new("an answer without its formats", spec => Rows(spec).Where(k => k.Entry.Value is YamlMapping m && m["by_format"] is not null).Select(k => spec.Of(Edits.Replace(spec.Text, Edits.End(k.Entry.Key), Edits.End(k.Entry.Value), ": text", k.Entry.Key.Span.Start), $"{k.Path} becomes a path", "CONN2008", "CONN3006", "CONN3007"))),
        new("several options where the contract has one", spec => spec.Keys.Where(k => k.Of == "a format" && k.Name == "MULTI_SELECT" && !spec.Soap && k.Mapping["SINGLE_SELECT"] is YamlScalar).Select(k => spec.Mistyped(k.Entry.Value, ((YamlScalar)k.Mapping["SINGLE_SELECT"]!).Text, "CONN3011", "CONN2029"))),
        new("a number with a comma is sent as it is", spec => spec.Keys.Where(k => k.Of is "answer case" or "item input" or "input" && k.Name == "as" && ((YamlScalar)k.Entry.Value).Text == "decimal_comma").Select(k => spec.Removed(k, k.Mapping["to"]!, "CONN3003"))),
        new("a date is sent as it is", spec => spec.Keys.Where(k => k.Of is "answer case" or "item input" or "input" && k.Name == "as" && ((YamlScalar)k.Entry.Value).Text == "date").Select(k => spec.Removed(k, k.Mapping["to"]!, "CONN3003", "CONN2017"))),
        new("a list goes to a place that is none", spec => Inputs(spec).Where(k => k.Entry.Value is YamlMapping m && m["each"] is not null && m["to"] is YamlScalar).SelectMany(k => Inputs(spec).Where(o => o.Mapping == k.Mapping && o.Entry.Value is YamlScalar v && Step(v.Text) == Step(((YamlScalar)((YamlMapping)k.Entry.Value)["to"]!).Text)).Take(1).Select(o => spec.Mistyped(((YamlMapping)k.Entry.Value)["to"]!, ((YamlScalar)o.Entry.Value).Text, "CONN3011", "CONN2029", "CONN3007", "CONN3006")))),
        new("a row of a list stands alone", spec => spec.Keys.Where(k => k.Name == "inputs" && k.Of == "action" && k.Entry.Value is YamlMapping && Action(k) is { } action && action.Groups.Any(g => g.Name == "screening_question_answers")).Select(k => spec.Added((YamlMapping)k.Entry.Value, "screening_question_answers.question_id: " + StepNames(spec, k).First() + ".x", "CONN2008", "CONN2011"))),
        new("a feature without what it stands on", spec => spec.Keys.Where(k => k.Of == "input" && k.Name == "default" && ((YamlScalar)k.Entry.Value).Text == "{environment.source_name}").SelectMany(k => spec.Texts("a feature").Where(f => f.Scalar!.Text == "source_writing").Select(f => spec.Removed(k, f.Node, "CONN2032")))),
        new("a searched member is mistyped", spec => spec.Keys.Where(k => k.Path.Contains(".find.where.", StringComparison.Ordinal)).SelectMany(k => Break.Typos(k.Name).Select(typo => spec.Mistyped(k.Entry.Key, typo, "CONN3002")))),
        new("records that are searched are mistyped", spec => spec.Keys.Where(k => k.Of == "find" && k.Name == "records" && ((YamlScalar)k.Entry.Value).Text != ".").SelectMany(k => Break.Typos(((YamlScalar)k.Entry.Value).Text).Select(typo => spec.Mistyped(k.Entry.Value, typo, "CONN3002")))),
        new("a request of a step is mistyped", spec => spec.Keys.Where(k => k.Of is "step" or "find" && k.Kind!.Choice.Contains(k.Name)).SelectMany(k => Break.Typos(((YamlScalar)k.Entry.Value).Text).Where(Break.IsPaired).Select(typo => spec.Replaced(k.Entry.Value, $"\"{typo}\"", "CONN3001", "CONN2006")))),
    ];

    private static IEnumerable<ValuePlace> Same(SoundSpec spec) => spec.Texts("an action").Where(v => v.Path.EndsWith(".same_as", StringComparison.Ordinal));

    /// <summary>What may follow from an input that is not there.</summary>
    private static string[] Lost => ["CONN2022", "CONN2006", "CONN2011", "CONN2012", "CONN2018", "CONN3007"];

    private static IEnumerable<KeyPlace> Actions(SoundSpec spec) => spec.Keys.Where(k => k.Path.StartsWith("actions.", StringComparison.Ordinal) && k.Path.Split('.').Length == 2);

    private static IEnumerable<KeyPlace> Inputs(SoundSpec spec) => spec.Named("a row").Where(k => k.Path.StartsWith("actions.", StringComparison.Ordinal));

    private static IEnumerable<KeyPlace> Rows(SoundSpec spec) => spec.Named("a row of an item");

    private static IEnumerable<KeyPlace> Steps(SoundSpec spec) => spec.Named("a name").Where(k => k.Path.StartsWith("actions.", StringComparison.Ordinal) && k.Path.Split('.') is [_, _, "steps", _]);

    private static IEnumerable<string> StepNames(SoundSpec spec, KeyPlace of) => Steps(spec).Where(s => s.Path.Split('.')[1] == of.Path.Split('.')[1]).Select(s => s.Name);

    /// <summary>Places in requests of steps.</summary>
    private static IEnumerable<ValuePlace> Places(SoundSpec spec) => spec.Values.Where(v => v.Scalar is not null && v.What.StartsWith("a step and a", StringComparison.Ordinal));

    /// <summary>Paths in the items of a vendor's list.</summary>
    private static IEnumerable<ValuePlace> ItemPaths(SoundSpec spec) =>
        spec.Texts("a path").Where(v => v.Path.StartsWith("actions.", StringComparison.Ordinal) && v.Path.Contains(".inputs.", StringComparison.Ordinal) && v.Scalar!.Text != ".");

    private static bool IsColumn(ValuePlace place) => place.Path.Split('.')[^1] is "by" or "take";

    private static IEnumerable<string> TyposOf(SoundSpec spec, ValuePlace place) =>
        Break.Typos(place.Scalar!.Text, spec.Contract.Schemas.SelectMany(s => new ContractView(spec.Contract, s.Schema).Members.Select(m => m.Name)));

    private static string Step(ValuePlace place) => Step(place.Scalar!.Text);

    private static string Step(string place) => place.Split('.')[0];

    private static ActionType? Action(KeyPlace key) => Vocabulary.Actions.FirstOrDefault(a => a.Name == key.Path.Split('.')[1]);

    private static string? Answer(KeyPlace key) => Action(key) is { Makes: { Count: > 0 } made } ? made[0].Model : null;

    private static FieldType? InputOf(KeyPlace key) => Action(key)?.Input(key.Name);

    private static int Order(KeyPlace key) => Action(key)!.Inputs.ToList().FindIndex(i => i.Name == key.Name);

    private static KeyPlace ActionKey(SoundSpec spec, KeyPlace key) => spec.Key($"actions.{key.Path.Split('.')[1]}")!;

    private static KeyPlace InputKey(SoundSpec spec, KeyPlace option) => spec.Keys.First(k => k.Entry.Value == option.Mapping);

    /// <summary>Whether a step takes something by its path, and from one reply alone, so that nothing else has to take the same.</summary>
    private static bool TakesOnce(KeyPlace step) => Take(step)?.Entries.Any(e => e.Value is YamlScalar) == true
        && step.Entry.Value is YamlMapping body && body["find"] is null && (body["on"] is not YamlSequence rules || rules.Items.All(r => (r as YamlMapping)?["take"] is null));

    private static YamlMapping? Take(KeyPlace step) => (step.Entry.Value as YamlMapping)?["take"] as YamlMapping;

    /// <summary>Whether the contract demands what an input fills, and nothing else does.</summary>
    private static bool Demanded(SoundSpec spec, KeyPlace key)
    {
        var parts = ((YamlScalar)key.Entry.Value).Text.Split('.');
        return parts.Length == 2 && Operation(spec, key) is { Body: { } body } && spec.Contract.Resolve(body) is { } schema && schema.Properties.Any(p => p.Required && p.Name == parts[1]);
    }

    private static Connectors.Specs.Contracts.ContractOperation? Operation(SoundSpec spec, KeyPlace key)
    {
        var request = ((YamlScalar)Request(spec, key)).Text;
        static string Plain(string path) => string.Join('/', path.Split('/').Select(p => p.StartsWith('{') ? "{}" : p));
        var step = Owner(spec, key);
        return spec.Contract.Operations.FirstOrDefault(o => Plain(o.Path) == Plain(request) && (o.Soap is not null || step[o.Method.ToLowerInvariant()] is not null));
    }

    private static YamlMapping Owner(SoundSpec spec, KeyPlace key) =>
        (YamlMapping)spec.Key($"actions.{key.Path.Split('.')[1]}.steps.{Step(((YamlScalar)key.Entry.Value).Text)}")!.Entry.Value;

    private static YamlNode Request(SoundSpec spec, KeyPlace key)
    {
        var step = Owner(spec, key);
        return (step["call"] ?? step["post"] ?? step["put"] ?? step["get"] ?? step["patch"] ?? step["delete"])!;
    }

    /// <summary>Placeholders of a root in the texts of actions.</summary>
    private static IEnumerable<(ValuePlace Value, string Name)> Uses(SoundSpec spec, string root) =>
        spec.Texts("a text with placeholders").Where(v => v.Path.StartsWith("actions.", StringComparison.Ordinal))
            .SelectMany(v => v.Scalar!.Text.Split('{').Skip(1).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)]).Where(name => name.StartsWith(root, StringComparison.Ordinal)).Select(name => (v, name)));

    private static Mutant? Renamed(SoundSpec spec, (ValuePlace Value, string Name) use, string name, string id, params string[] follows) =>
        spec.Replaced(use.Value.Node, $"\"{use.Value.Scalar!.Text.Replace($"{{{use.Name}}}", $"{{{name}}}", StringComparison.Ordinal)}\"", id, follows);

    /// <summary>The name of a step that uses what this one takes.</summary>
    private static string? Later(SoundSpec spec, KeyPlace step) =>
        Uses(spec, $"steps.{step.Name}.").Select(use => use.Value.Path.Split('.')).Where(path => path[1] == step.Path.Split('.')[1]).Select(path => path[3]).FirstOrDefault();

    /// <summary>Has a step use what comes of a later one.</summary>
    private static Mutant? Circle(SoundSpec spec, KeyPlace step)
    {
        var later = Steps(spec).First(s => s.Path == $"{step.Path[..step.Path.LastIndexOf('.')]}.{Later(spec, step)}");
        if (Take(later) is not { Entries: [var taken, ..] })
        {
            return null;
        }

        var text = $"\"{{steps.{later.Name}.{taken.Key.Text}}}\"";
        return ((YamlMapping)step.Entry.Value)["body"] is YamlMapping { Entries: [var first, ..] }
            ? spec.ReplacedAt(first.Value, text, step.Entry.Key, "CONN2026", "CONN2018", "CONN2024", "CONN2029", "CONN3007", "CONN3008")
            : spec.AddedAt((YamlMapping)step.Entry.Value, $"headers: {{ Prefer: {text} }}", step.Entry.Key, "CONN2026", "CONN2024", "CONN2017", "CONN3006");
    }

    /// <summary>Maps that write unified values for the vendor.</summary>
    private static IEnumerable<KeyPlace> Translations(SoundSpec spec) => spec.Keys.Where(k => k.Of is "input" or "item input" or "answer case" && k.Name == "map" && k.Entry.Value is YamlMapping);
}
