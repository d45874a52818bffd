using Connectors.Mutation.Tests.Specs;
using Connectors.Specs.Language;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Breaking;

/// <summary>Breaks what a spec says of the unified vocabulary and of itself.</summary>
internal static class VocabularyOperators
{
    private static readonly VocabularySpec Vocabulary = SoundSpec.Vocabulary;

    public static IEnumerable<Operator> All =>
    [
        new("the slug is not the file's name", spec => Break.Typos(spec.Slug).Select(typo => spec.Mistyped(spec.Root["connector"]!, typo, "CONN2001"))),
        new("a category without a vocabulary", spec => new[] { "hris", "atss" }.Select(other => spec.Replaced(spec.Root["category"]!, other, "CONN2002"))),
        new("a model is mistyped", spec => spec.Named("a model of the vocabulary").SelectMany(key => Break.Typos(key.Name, Vocabulary.Models.Select(m => m.Name)).Select(typo => spec.Mistyped(key.Entry.Key, typo, "CONN2003", "CONN2003")))),
        new("a read leans on a mistyped model", spec => Reads(spec).SelectMany(v => Break.Typos(v.Scalar!.Text, Vocabulary.Models.Select(m => m.Name)).Select(typo => spec.Mistyped(v.Node, typo, "CONN2003")))),
        new("a read leans on a model that the spec lacks", spec => Reads(spec).SelectMany(v => Vocabulary.Models.Select(m => m.Name).Except(spec.Models).Take(3).Select(other => spec.Replaced(v.Node, other, "CONN2003")))),
        new("a unified field is mistyped", spec => spec.Named("a unified field").SelectMany(key => Break.Typos(key.Name, ModelOf(key).Fields.Select(f => f.Name)).Select(typo => spec.Mistyped(key.Entry.Key, typo, "CONN2004", "CONN2006")))),
        new("a member is mistyped", spec => spec.Named("a unified member").SelectMany(key => Break.Typos(key.Name).Select(typo => spec.Mistyped(key.Entry.Key, typo, "CONN2004", "CONN2006")))),
        new("a member of another object", spec => spec.Named("a unified member").Select(key => spec.Added(key.Mapping, "interviewer: " + key.Name, "CONN2004"))),
        new("a row that the store gives", spec => spec.Keys.Where(key => key.Of == "model" && key.Name == "fields").SelectMany(key => new[] { "id", "changed_at", "remote_deleted_at" }.Select(row => spec.Added((YamlMapping)key.Entry.Value, $"{row}: id", "CONN2005")))),
        new("a required field is missing", spec => spec.Named("a unified field").Where(key => Required(key)).Select(key => spec.Removed(key, ModelKey(spec, key).Entry.Key, "CONN2006"))),
        new("a required member is missing", spec => spec.Named("a unified member").Where(key => key.Field!.Required).Select(key => spec.Removed(key, key.Mapping, "CONN2006"))),
        new("a unified value is mistyped", spec => Unified(spec).Where(v => EnumOf(v) is not null).SelectMany(v => Break.Typos(v.Scalar!.Text, EnumOf(v)!.Values).Select(typo => spec.Mistyped(v.Node, typo, "CONN2007")))),
        new("a value of another enumeration", spec => Unified(spec).Where(v => EnumOf(v) is not null).Select(v => spec.Replaced(v.Node, EnumOf(v)!.Values.Contains("RECRUITER") ? "OPEN" : "RECRUITER", "CONN2007"))),
        new("a default of another type", spec => Unified(spec).Where(v => v.Type is TypeRef.Scalar { Kind: ScalarKind.Boolean or ScalarKind.Integer or ScalarKind.Number }).Select(v => spec.Replaced(v.Node, "perhaps", "CONN2007"))),
        new("a path where an object is wanted", spec => spec.Values.Where(v => v is { Type: TypeRef.Object, List: false, Node: YamlMapping } && !spec.IsFlow(v.Node)).Select(v => Collapsed(spec, v, "CONN2008"))),
        new("a path where a union is wanted", spec => spec.Values.Where(v => v is { Type: TypeRef.Union, Node: YamlMapping } && !spec.IsFlow(v.Node)).Select(v => Collapsed(spec, v, "CONN2008"))),
        new("a constant where a reference is wanted", spec => spec.Values.Where(v => v is { Type: TypeRef.Reference, What: "a path", Scalar: not null }).Select(v => spec.Replaced(v.Node, "{ value: x }", "CONN2008"))),
        new("a list of values where one is wanted", spec => spec.Values.Where(v => v is { Type: TypeRef.Scalar or TypeRef.Reference, List: false, What: "a path", Scalar: not null } && InShortForm(v)).Select(v => spec.Replaced(v.Node, $"{{ list: [{Quoted(v)}] }}", "CONN2008"))),
        new("a joined text where none is wanted", spec => spec.Values.Where(v => v is { Type: TypeRef.Scalar { Kind: not ScalarKind.String } or TypeRef.Reference, List: false, What: "a path", Scalar: not null } && InShortForm(v)).Select(v => spec.Replaced(v.Node, $"{{ join: [{Quoted(v)}] }}", "CONN2008"))),
        new("the word of a construct is mistyped", spec => spec.Keys.Where(key => key.Name is "from" or "join" or "match" or "first_of" && Grammar.Construct([key.Name])?.Name == key.Of).SelectMany(key => Break.Typos(key.Name).Select(typo => spec.ReplacedAt(key.Entry.Key, typo, key.Mapping, "CONN2008", "CONN1003")))),
        new("a path where a flag is wanted", spec => spec.Texts("a switch").Select(v => spec.Replaced(v.Node, "data", "CONN2008"))),
        new("a case of a union is mistyped", spec => Cases(spec).SelectMany(c => Break.Typos(c.Text).Select(typo => spec.Mistyped(c, typo, "CONN2009")))),
        new("a case of another union", spec => Cases(spec).Select(c => spec.Replaced(c, "URL", "CONN2009"))),
        new("a feature is mistyped", spec => spec.Texts("a feature").SelectMany(v => Break.Typos(v.Scalar!.Text, Vocabulary.Features.Select(f => f.Id)).Select(typo => spec.Mistyped(v.Node, typo, "CONN2010")))),
        new("a feature that is none", spec => spec.Keys.Where(key => key.Path == "features").Select(key => spec.Replaced(((YamlSequence)key.Entry.Value).Items[0], "coffee", "CONN2010"))),
        new("a mapped row is said to be unsupported", spec => spec.Named("a unified field").Where(_ => spec.Root["unsupported"] is null).Select(key => spec.Added(spec.Root, $"unsupported: {{ {ModelOf(key).Name}: {{ {key.Name}: No. }} }}", "CONN2011"))),
        new("an unknown row is said to be missing", spec => spec.Models.Where(_ => spec.Root["unsupported"] is null).Select(model => spec.Added(spec.Root, $"unsupported: {{ {model}: {{ nothing_such: No. }} }}", "CONN2011"))),
        new("a placeholder is mistyped", spec => Templates(spec).SelectMany(v => Placeholders(v.Scalar!.Text).SelectMany(name => Break.Typos(name).Select(typo => spec.Replaced(v.Node, $"\"{v.Scalar!.Text.Replace($"{{{name}}}", $"{{{typo}}}", StringComparison.Ordinal)}\"", "CONN2012", "CONN2020"))))),
        new("a placeholder of another scope", spec => Templates(spec).SelectMany(v => Placeholders(v.Scalar!.Text).Select(name => spec.Replaced(v.Node, $"\"{v.Scalar!.Text.Replace($"{{{name}}}", "{record.remote_id}", StringComparison.Ordinal)}\"", "CONN2012")))),
        new("a connection field is renamed", spec => spec.Keys.Where(key => key.Path.StartsWith("connection.fields.", StringComparison.Ordinal) && key.Of == "a name").SelectMany(key => Uses(spec, key.Name).Take(1).Select(use => spec.ReplacedAt(key.Entry.Key, key.Name + "_", use, "CONN2012", "CONN2012")))),
        new("a connection field that nothing uses", spec => spec.Keys.Where(key => key.Path == "connection.fields").Select(key => spec.Added((YamlMapping)key.Entry.Value, "extra: { label: Extra }", "CONN2013"))),
        new("a read leans on itself", spec => Reads(spec).Select(v => spec.Replaced(v.Node, v.Path.Split('.')[1], "CONN2014", "CONN2003", "CONN2015"))),
        new("parents and children wait for one another", spec => Reads(spec).Where(v => v.Path.EndsWith(".for_each", StringComparison.Ordinal)).Select(v => Circle(spec, v))),
        new("a path to a parent where there is none", spec => Records(spec, parent: false).Where(v => v.Type is TypeRef.Reference or TypeRef.Scalar { Kind: ScalarKind.String }).Select(v => spec.Replaced(v.Node, "parent.remote_id", "CONN2015"))),
        new("another row of the parent", spec => Records(spec, parent: true).Where(v => v.Scalar!.Text == "parent.remote_id").Select(v => spec.Replaced(v.Node, "parent.name", "CONN2015"))),
        new("a reference to another model than the parent's", spec => Records(spec, parent: true).Where(v => v.Type is TypeRef.Reference { Model: var model } && spec.Key($"models.{v.Path.Split('.')[1]}.read.for_each") is { } parent && ((YamlScalar)parent.Entry.Value).Text != model).Select(v => spec.Replaced(v.Node, "parent.remote_id", "CONN2015"))),
        new("a request of an unknown api", spec => Requests(spec).Select(v => spec.Replaced(v.Node, $"\"other:{v.Scalar!.Text}\"", "CONN2016"))),
        new("an option without the word it belongs to", spec => spec.Named("from").Where(key => key.Name == "from" && key.Mapping["zone"] is null && key.Mapping["map"] is null && !Local(key.Mapping)).Select(key => spec.Added(key.Mapping, "zone: Europe/Paris", "CONN2017"))),
        new("the end of a day that has hours", spec => spec.Named("from").Where(key => key.Name == "as" && ((YamlScalar)key.Entry.Value).Text != "date").Select(key => spec.Added(key.Mapping, "end_of_day: true", "CONN2017"))),
        new("the rest of a map that is none", spec => spec.Named("from").Where(key => key.Name == "from" && key.Mapping["map"] is null).Select(key => spec.Added(key.Mapping, "otherwise: X", "CONN2017"))),
        new("a conversion beside a map", spec => spec.Named("from").Where(key => key.Name == "map").Select(key => spec.Added(key.Mapping, "as: localised", "CONN2017"))),
        new("a last page without page numbers", spec => spec.Named("paging").Where(key => key.Name is "offset" or "cursor" or "after").Select(key => spec.Added(key.Mapping, "last: id", "CONN2017", "CONN3002"))),
        new("only changed parents where there are none", spec => spec.Named("read").Where(key => key.Name is "get" or "call" or "post" && key.Mapping["for_each"] is null).Select(key => spec.Added(key.Mapping, "only: changed", "CONN2017"))),
        new("a request's options where the read is another's", spec => spec.Named("read").Where(key => key.Name == "with").Select(key => spec.Added(key.Mapping, "records: items", "CONN2017"))),
        new("a local time without a format", spec => spec.Keys.Where(key => key.Name == "format" && ((YamlScalar?)key.Mapping["as"])?.Text == "local_time").Select(key => spec.Removed(key, key.Mapping["as"]!, "CONN2018"))),
        new("a local time without a zone", spec => spec.Key("transport.zone") is { } zone && spec.Texts("a date format").FirstOrDefault() is { } first ? [spec.Removed(zone, spec.Keys.First(k => k.Path == Beside(first.Path, "as")).Entry.Value, "CONN2018", "CONN2018")] : []),
        new("a read without the place of its records", spec => spec.Named("read").Where(key => key.Name == "records").Select(key => spec.Removed(key, (key.Mapping["get"] ?? key.Mapping["call"] ?? key.Mapping["post"])!, "CONN2018"))),
        new("a rule without an outcome", spec => Rules(spec).Select(rule => Idle(spec, rule))),
        new("a case without a test", spec => spec.Named("match case").Where(key => key.Name is "is" or "has" or "set" or "starts" or "not").Select(key => spec.Removed(key, key.Mapping, "CONN2018"))),
        new("a case that nothing tells", spec => spec.Named("a case").Where(key => key.Entry.Value is YamlMapping { Entries.Count: 1 }).Select(key => spec.ReplacedAt(key.Entry.Value, "{ }", key.Entry.Key, "CONN2018", "CONN2006"))),
        new("a default that is no option", spec => spec.Named("connection field").Where(key => key.Name == "default" && key.Mapping["options"] is not null).Select(key => spec.Replaced(key.Entry.Value, "elsewhere", "CONN2019"))),
        new("an example that does not match its pattern", spec => spec.Named("connection field").Where(key => key.Name == "example" && key.Mapping["pattern"] is not null).Select(key => spec.Replaced(key.Entry.Value, "\"not / valid\"", "CONN2019"))),
        new("a secret with a default", spec => spec.Named("connection field").Where(key => key.Name == "secret").Select(key => spec.Added(key.Mapping, "default: x", "CONN2019"))),
        new("a field of the host without a pattern", spec => HostFields(spec).Select(key => spec.Removed(key, FieldKey(spec, key), "CONN2020"))),
        new("a field of the host with a pattern that lets all pass", spec => HostFields(spec).Select(key => spec.ReplacedAt(key.Entry.Value, "\".+\"", FieldKey(spec, key), "CONN2020"))),
    ];

    private static IEnumerable<ValuePlace> Unified(SoundSpec spec) => spec.Values.Where(v => v is { What: "a unified value", Scalar: not null });

    private static EnumType? EnumOf(ValuePlace value) => value.Type is TypeRef.Enum { Name: var name } ? Vocabulary.Enum(name) : null;

    private static ModelType ModelOf(KeyPlace key) => Vocabulary.Model(key.Path.Split('.')[1])!;

    private static KeyPlace ModelKey(SoundSpec spec, KeyPlace key) => spec.Key($"models.{key.Path.Split('.')[1]}")!;

    private static bool Required(KeyPlace key) => ModelOf(key) is { Joins: var joins } && (joins.Count > 0 ? joins.Contains(key.Name) : key.Name == "remote_id");

    private static bool Local(YamlMapping mapping) => (mapping["as"] as YamlScalar)?.Text is "local_time" or "date";

    private static bool InShortForm(ValuePlace value) => !value.Path.EndsWith(".from", StringComparison.Ordinal);

    private static string Quoted(ValuePlace value) => '"' + value.Scalar!.Text + '"';

    private static string Beside(string path, string key) => path[..(path.LastIndexOf('.') + 1)] + key;

    /// <summary>Puts a path in place of a mapping in lines.</summary>
    private static Mutant? Collapsed(SoundSpec spec, ValuePlace value, string id)
    {
        var key = spec.Keys.First(k => k.Entry.Value == value.Node).Entry.Key;
        return spec.Of(Edits.Replace(spec.Text, Edits.End(key), Edits.End(value.Node), ": data", key.Span.Start), $"{value.Path} becomes a path", id);
    }

    private static IEnumerable<YamlScalar> Cases(SoundSpec spec) => spec.Texts("a case").Select(v => v.Scalar!).Concat(spec.Named("a case").Select(k => k.Entry.Key));

    /// <summary>Texts with placeholders outside of actions, whose placeholders have operators of their own.</summary>
    private static IEnumerable<ValuePlace> Templates(SoundSpec spec) => spec.Texts("a text with placeholders").Where(v => !v.Path.StartsWith("actions.", StringComparison.Ordinal));

    /// <summary>Models that reads lean on.</summary>
    private static IEnumerable<ValuePlace> Reads(SoundSpec spec) => spec.Texts("a model").Where(v => v.Path.Contains(".read.", StringComparison.Ordinal));

    private static IEnumerable<string> Placeholders(string text) => text.Split('{').Skip(1).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)]);

    /// <summary>Makes the parent a child of its child.</summary>
    private static Mutant? Circle(SoundSpec spec, ValuePlace child)
    {
        var name = child.Path.Split('.')[1];
        var read = spec.Key($"models.{child.Scalar!.Text}.read")!.Entry.Value as YamlMapping;
        if (Vocabulary.Model(name)!.Joins.Count > 0 || read!["with"] is not null)
        {
            return null;
        }

        // Reads are planned in the vocabulary's order, so that the circle closes at the one that stands there first.
        var order = Vocabulary.Models.Select(m => m.Name).ToList();
        return order.IndexOf(name) < order.IndexOf(child.Scalar.Text)
            ? spec.AddedAt(read!, $"for_each: {name}", child.Node, "CONN2014")
            : spec.Added(read!, $"for_each: {name}", "CONN2014");
    }

    private static IEnumerable<ValuePlace> Records(SoundSpec spec, bool parent) =>
        spec.Values.Where(v => v is { What: "a path", Type: not null, Scalar: not null, List: false } && HasParent(spec, v.Path.Split('.')[1]) == parent && !v.Path.Contains('[', StringComparison.Ordinal));

    private static bool HasParent(SoundSpec spec, string model) =>
        spec.Key($"models.{model}.read.for_each") is not null || spec.Key($"models.{model}.read.within") is not null || (spec.Key($"models.{model}.read.with") is { Entry.Value: YamlScalar host } && HasParent(spec, host.Text));

    /// <summary>Where a connection field is used, in the order of the text.</summary>
    private static IEnumerable<YamlNode> Uses(SoundSpec spec, string field) =>
        spec.Values.Where(v => v.Scalar?.Text.Contains($"{{connection.{field}}}", StringComparison.Ordinal) == true || v.Scalar?.Text.Contains($"{{connection.{field}.", StringComparison.Ordinal) == true).Select(v => v.Node).OrderBy(n => n.Span.Start);

    private static IEnumerable<ValuePlace> Requests(SoundSpec spec) =>
        spec.Keys.Where(k => k.Of is "read" or "request" && k.Name is "get" or "post" or "call").Select(k => spec.Values.First(v => v.Node == k.Entry.Value));

    private static IEnumerable<YamlMapping> Rules(SoundSpec spec) => spec.Values.Where(v => v.Shape is Shape.Keyed { Name: "error rule" or "on" }).Select(v => (YamlMapping)v.Node);

    /// <summary>Keeps a rule's tests alone.</summary>
    private static Mutant? Idle(SoundSpec spec, YamlMapping rule)
    {
        var outcome = rule.Entries.FirstOrDefault(e => e.Key.Text is "means" or "retry" or "message" or "fields" or "then");
        var first = outcome is null ? -1 : rule.Entries.ToList().IndexOf(outcome);
        if (first <= 0 || !spec.IsFlow(rule))
        {
            return null;
        }

        return spec.Of(Edits.Replace(spec.Text, Edits.End(rule.Entries[first - 1].Value), Edits.End(rule.Entries[^1].Value), "", rule.Span.Start), "a rule loses its outcome", "CONN2018");
    }

    /// <summary>Patterns of fields that stand in the host of the address.</summary>
    private static IEnumerable<KeyPlace> HostFields(SoundSpec spec)
    {
        var address = (spec.Key("transport.rest") ?? spec.Key("transport.soap"))?.Entry.Value as YamlScalar;
        var host = address?.Text.Split("://")[1].Split('/')[0] ?? "";
        return spec.Named("connection field").Where(key => key.Name == "pattern" && host.Contains($"{{connection.{key.Path.Split('.')[^2]}}}", StringComparison.Ordinal));
    }

    private static YamlScalar FieldKey(SoundSpec spec, KeyPlace key) => spec.Key(key.Path[..key.Path.LastIndexOf('.')])!.Entry.Key;
}
