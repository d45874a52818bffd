using Connectors.Mutation.Tests.Specs;
using Connectors.Specs.Contracts;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Breaking;

/// <summary>Breaks what a spec says of the vendor's contract.</summary>
internal static class ContractOperators
{
    public static IEnumerable<Operator> All =>
    [
        new("the contract is not there", spec => spec.Texts("a file").SelectMany(v => Break.Typos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN3000", "CONN2006")))),
        new("an operation is mistyped", spec => Requests(spec).SelectMany(v => Break.Typos(v.Scalar!.Text).Where(Break.IsPaired).Select(typo => spec.Replaced(v.Node, $"\"{typo}\"", "CONN3001", "CONN3007")))),
        new("another method than the contract's", spec => Requests(spec).Where(v => !spec.Soap && v.Path.EndsWith(".get", StringComparison.Ordinal) && Only(spec, v.Scalar!.Text, "GET")).Select(v => OtherMethod(spec, v))),
        new("a path is mistyped at its end", spec => Fields(spec).Where(v => v.In is not null).SelectMany(v => EndTypos(v).Select(typo => spec.Mistyped(v.Node, typo, "CONN3002", "CONN3004")))),
        new("a path is mistyped at its start", spec => Fields(spec).Where(v => v.In is not null && Steps(v) > 1).SelectMany(v => StartTypos(v).Select(typo => spec.Mistyped(v.Node, typo, "CONN3002")))),
        new("a path goes on behind its end", spec => Fields(spec).Where(v => v.In?.At(v.Scalar!.Text)?.Kind is JsonKind.Integer or JsonKind.Number or JsonKind.Boolean).Select(v => spec.Replaced(v.Node, $"\"{v.Scalar!.Text}.more\"", "CONN3002"))),
        new("the place of records or a page fact is mistyped", spec => Facts(spec).Where(v => v.Scalar!.Text != ".").SelectMany(v => EndTypos(v).Select(typo => spec.Mistyped(v.Node, typo, "CONN3002")))),
        new("a path of a reply rule is mistyped", spec => RulePaths(spec).SelectMany(node => NameTypos(node.Text).Select(typo => spec.Mistyped(node, typo, "CONN3002")))),
        new("a text by language is taken as it is", spec => spec.Keys.Where(key => key.Name == "as" && Word(key) == "localised").Select(key => spec.Removed(key, From(key), "CONN3003"))),
        new("a time is taken as it is", spec => spec.Keys.Where(key => key.Name == "as" && key.Of == "from" && TypeOf(spec, key) is TypeRef.Scalar { Kind: ScalarKind.DateTime }).Select(key => spec.Removed(key, From(key), "CONN3003", "CONN2017"))),
        new("a number with a comma is taken as it is", spec => spec.Keys.Where(key => key.Name == "as" && key.Of == "from" && Word(key) == "decimal_comma").Select(key => spec.Removed(key, From(key), "CONN3003"))),
        new("a conversion that does not fit the type", spec => spec.Keys.Where(key => key.Name == "as" && key.Of == "from").SelectMany(key => Grammar.Conversions.Keys.Where(word => !Fits(spec, key, word)).Select(word => spec.ReplacedAt(key.Entry.Value, word, From(key), "CONN3003", "CONN2017", "CONN2018")))),
        new("a path of another type", spec => Fields(spec).Where(v => v is { In: not null, List: false } && v.Type is TypeRef.Scalar or TypeRef.Reference && !Converted(spec, v)).SelectMany(v => OtherTypes(v).Select(path => spec.Replaced(v.Node, $"\"{path}\"", "CONN3003")))),
        new("an enumeration without a map", spec => spec.Keys.Where(key => key.Name == "map" && key.Of == "from" && key.Mapping["per_connection"] is null).Select(key => spec.Removed(key, From(key), "CONN3003"))),
        new("a value of the contract is not mapped", spec => spec.Keys.Where(key => key.Of == "a vendor value" && Total(spec, key)).Select(key => spec.Removed(key, Discriminator(spec, key), "CONN3004"))),
        new("a vendor value is mistyped", spec => spec.Keys.Where(key => key.Of == "a vendor value" && Told(spec, key).Count > 0).SelectMany(key => Break.Typos(key.Name, spec.Named("a vendor value").Select(k => k.Name)).Select(typo => spec.Mistyped(key.Entry.Key, typo, "CONN3005", "CONN3004")))),
        new("a value of a test is mistyped", spec => TestValues(spec).SelectMany(v => Break.Typos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN3005")))),
        new("the value in a path is mistyped", spec => Fields(spec).Where(v => v.Scalar!.Text.Contains('=', StringComparison.Ordinal) && Chosen(v) is { Values.Count: > 0 }).Select(v => spec.Replaced(v.Node, $"\"{v.Scalar!.Text.Replace("]", "x]", StringComparison.Ordinal)}\"", "CONN3005"))),
        new("a parameter is mistyped", spec => Parameters(spec).SelectMany(node => Break.Typos(node.Text).Select(typo => spec.Mistyped(node, typo, "CONN3006", "CONN3007")))),
        new("a parameter of another place", spec => spec.Keys.Where(key => key.Of is "counted marker" or "cursor marker" or "keyset marker" or "page size" or "since" && key.Name is "query" or "body").Select(key => spec.ReplacedAt(key.Entry.Key, "cookie", key.Entry.Value, "CONN3006", "CONN3007"))),
        new("a parameter that the contract demands is not sent", spec => spec.Soap ? Demanded(spec) : []),
        new("a parameter takes another value", spec => spec.Values.Where(v => v is { What: "a text with placeholders", Scalar: not null } && v.Path.Contains(".query.", StringComparison.Ordinal) && Parameter(spec, v) is { Values.Count: > 0 } or { Kind: JsonKind.Boolean }).SelectMany(v => Break.Typos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN3008", "CONN3007")))),
        new("a member of the body takes another type", spec => spec.Values.Where(v => v is { What: "a text with placeholders", Scalar: not null } && v.Path.Contains(".body.", StringComparison.Ordinal) && !v.Scalar.Text.Contains('{', StringComparison.Ordinal)).Select(v => spec.Replaced(v.Node, "sometimes", "CONN3008"))),
        new("pages larger than the contract allows", spec => spec.Soap ? [] : spec.Named("page size").Where(key => key.Name == "is").Select(key => spec.Replaced(key.Entry.Value, "5000", "CONN3008"))),
        new("a header is mistyped", spec => spec.Values.Where(v => v is { What: "a header's name", Scalar: not null } && v.Path.Contains(".retry", StringComparison.Ordinal)).SelectMany(v => Break.Typos(v.Scalar!.Text).Select(typo => spec.Mistyped(v.Node, typo, "CONN3010")))),
        new("a list where one value is wanted", spec => Fields(spec).Where(v => v is { In: not null, List: false } && v.Type is TypeRef.Scalar { Kind: not ScalarKind.Any } or TypeRef.Reference && !Converted(spec, v)).SelectMany(v => Beside(v).Where(m => m.View.Kind == JsonKind.Array && m.View.Items?.Kind is JsonKind.String or JsonKind.Integer).Take(2).Select(m => spec.Replaced(v.Node, $"\"{m.Path}\"", "CONN3011")))),
        new("the item of a list is not chosen", spec => Fields(spec).Where(v => v.Scalar!.Text.EndsWith("[0]", StringComparison.Ordinal)).Select(v => spec.Replaced(v.Node, $"\"{v.Scalar!.Text[..^3]}\"", Converted(spec, v) ? "CONN3003" : "CONN3011"))),
        new("records that are no list", spec => Facts(spec).Where(v => v.Path.EndsWith(".records", StringComparison.Ordinal)).SelectMany(v => v.In!.Members.Where(m => m.View.Kind is JsonKind.Integer or JsonKind.Boolean or JsonKind.String).Select(m => spec.Replaced(v.Node, m.Name, "CONN3011")))),
        new("a list is made of one value", spec => spec.Texts("a path").Where(v => v.Path.EndsWith(".each", StringComparison.Ordinal) && v.In is not null).SelectMany(v => v.In!.Members.Where(m => m.View.Kind is JsonKind.Integer or JsonKind.String).Take(2).Select(m => spec.Replaced(v.Node, m.Name, "CONN3011", "CONN3002")))),
        new("a paging fact of another type", spec => Facts(spec).Where(v => !v.Path.EndsWith(".records", StringComparison.Ordinal)).SelectMany(v => v.In!.Members.Where(m => Misfit(v, m.View)).Select(m => spec.Replaced(v.Node, m.Name, "CONN3003")))),
        new("a time that is not the contract's", spec => spec.Soap ? spec.Named("since").Where(key => key.Name == "as" && Word(key) == "local_time").SelectMany(key => new[] { "unix_seconds", "date" }.Select(word => spec.Replaced(key.Entry.Value, word, "CONN3003", "CONN1005", "CONN2017"))) : []),
    ];

    private static IEnumerable<ValuePlace> Requests(SoundSpec spec) =>
        spec.Keys.Where(k => k.Of is "read" or "request" && k.Name is "get" or "post" or "call").Select(k => spec.Values.First(v => v.Node == k.Entry.Value));

    /// <summary>Whether the contract has one method alone for a path.</summary>
    private static bool Only(SoundSpec spec, string path, string method)
    {
        static string Plain(string path) => string.Join('/', path.Split('/').Select(p => p.StartsWith('{') ? "{}" : p));
        return spec.Contract.Operations.Where(o => Plain(o.Path) == Plain(path)).Select(o => o.Method).Distinct().SequenceEqual([method]);
    }

    private static Mutant? OtherMethod(SoundSpec spec, ValuePlace value) => spec.ReplacedAt(spec.Key(value.Path)!.Entry.Key, "post", value.Node, "CONN3001");

    /// <summary>Paths from a record or an item of it.</summary>
    private static IEnumerable<ValuePlace> Fields(SoundSpec spec) => spec.Texts("a path").Where(v => v.Type is not null && v.Scalar!.Text != "." && !v.Scalar.Text.StartsWith("parent.", StringComparison.Ordinal));

    /// <summary>Where a reply keeps its records and what it says of pages.</summary>
    private static IEnumerable<ValuePlace> Facts(SoundSpec spec) =>
        spec.Texts("a path").Where(v => v is { In: not null, Type: null } && (v.Path.EndsWith(".read.records", StringComparison.Ordinal) || v.Path.Split('.')[^2] == "page"));

    private static int Steps(ValuePlace value) => value.Scalar!.Text.Split('.').Length;

    private static IEnumerable<string> EndTypos(ValuePlace value)
    {
        var text = value.Scalar!.Text;
        var bracket = text.EndsWith(']') ? text.LastIndexOf('[') : text.Length;
        var dot = text.LastIndexOf('.', bracket - 1) + 1;
        var parent = dot == 0 ? value.In : value.In!.At(text[..(dot - 1)]);
        return parent is null || parent.IsOpen ? [] : Break.Typos(text[dot..bracket], parent.Members.Select(m => m.Name)).Select(typo => $"\"{text[..dot]}{typo}{text[bracket..]}\"");
    }

    private static IEnumerable<string> StartTypos(ValuePlace value)
    {
        var text = value.Scalar!.Text;
        var end = text.IndexOfAny(['.', '[']);
        return value.In!.IsOpen ? [] : Break.Typos(text[..end], value.In.Members.Select(m => m.Name)).Select(typo => $"\"{typo}{text[end..]}\"");
    }

    /// <summary>A path whose last name is mistyped; the item it takes stays.</summary>
    private static IEnumerable<string> NameTypos(string path)
    {
        var name = path.EndsWith(']') ? path[..path.LastIndexOf('[')] : path;
        return Break.Typos(name).Select(typo => typo + path[name.Length..]);
    }

    private static IEnumerable<YamlScalar> RulePaths(SoundSpec spec) =>
        spec.Texts("a path").Where(v => v.Path.StartsWith("transport.errors", StringComparison.Ordinal)).Select(v => v.Scalar!)
            .Concat(spec.Keys.Where(k => k.Of == "a path" && (k.Path.Contains(".errors[", StringComparison.Ordinal) || k.Path.Contains(".stale[", StringComparison.Ordinal) || k.Path.Contains(".on[", StringComparison.Ordinal) || k.Path.Contains(".match[", StringComparison.Ordinal))).Select(k => k.Entry.Key));

    private static string Word(KeyPlace key) => ((YamlScalar)key.Entry.Value).Text;

    private static YamlNode From(KeyPlace key) => key.Mapping["from"]!;

    private static ValuePlace? Source(SoundSpec spec, KeyPlace key) => spec.Values.FirstOrDefault(v => v.Node == key.Mapping["from"]);

    private static TypeRef? TypeOf(SoundSpec spec, KeyPlace key) => Source(spec, key)?.Type;

    /// <summary>Whether a conversion could stand there: it gives the unified type and takes the contract's.</summary>
    private static bool Fits(SoundSpec spec, KeyPlace key, string word)
    {
        var source = Source(spec, key)!;
        var json = source.In?.At(source.Scalar!.Text)?.Kind ?? JsonKind.Any;
        var gives = (source.Type as TypeRef.Scalar)?.Kind switch
        {
            ScalarKind.DateTime => word is "datetime" or "local_time" or "date" or "unix_seconds" or "unix_ms",
            ScalarKind.String => word is "localised" or "country" or "given_name" or "family_name",
            ScalarKind.Number => word is "decimal_comma",
            ScalarKind.Any => word is "raw",
            _ => false,
        };
        return gives && (json == JsonKind.Any || word switch
        {
            "localised" => json == JsonKind.Object,
            "unix_seconds" or "unix_ms" => json is JsonKind.Integer or JsonKind.Number,
            "raw" => true,
            _ => json == JsonKind.String,
        });
    }

    private static bool Converted(SoundSpec spec, ValuePlace value) =>
        spec.Keys.Any(k => k.Entry.Value == value.Node && k.Name == "from" && (k.Mapping["as"] ?? k.Mapping["map"] ?? k.Mapping["times"]) is not null)
        || spec.Keys.Any(k => k.Entry.Value == value.Node && k.Name is "switch" or "each");

    /// <summary>The members beside the one a path ends at, with their paths.</summary>
    private static IEnumerable<(string Path, ContractView View)> Beside(ValuePlace value)
    {
        var text = value.Scalar!.Text;
        var dot = text.LastIndexOf('.');
        var parent = dot < 0 ? value.In : value.In!.At(text[..dot]);
        var before = dot < 0 ? "" : text[..(dot + 1)];
        return parent is null ? [] : parent.Members.Where(m => before + m.Name != text).Select(m => (before + m.Name, m.View));
    }

    private static IEnumerable<string> OtherTypes(ValuePlace value) =>
        Beside(value).Where(m => value.Type switch
        {
            TypeRef.Scalar { Kind: ScalarKind.String } or TypeRef.Reference => m.View.Kind is JsonKind.Object or JsonKind.Boolean,
            TypeRef.Scalar { Kind: ScalarKind.Boolean } => m.View.Kind is JsonKind.String or JsonKind.Integer or JsonKind.Object,
            TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number } => m.View.Kind is JsonKind.String or JsonKind.Object or JsonKind.Boolean,
            _ => false,
        }).Take(3).Select(m => m.Path);

    /// <summary>Whether a map or switch names every value the contract lists.</summary>
    private static bool Total(SoundSpec spec, KeyPlace key) =>
        key.Mapping["switch"] is null && spec.Keys.FirstOrDefault(k => k.Entry.Value == key.Mapping) is { Name: "map" } map && map.Mapping["otherwise"] is null && Told(spec, key).Contains(key.Name);

    /// <summary>The values that the contract lists where a map or switch looks.</summary>
    private static IReadOnlyList<string> Told(SoundSpec spec, KeyPlace key)
    {
        var looks = key.Mapping["switch"] ?? (spec.Keys.FirstOrDefault(k => k.Entry.Value == key.Mapping) is { Name: "map" } map ? map.Mapping["from"] : null);
        return spec.Values.FirstOrDefault(v => v.Node == looks) is { In: { } view, Scalar.Text: var path } && view.At(path) is { } told ? told.Kind == JsonKind.Boolean ? ["true", "false"] : told.Values : [];
    }

    /// <summary>What a path with <c>[key=value]</c> looks for the value in.</summary>
    private static ContractView? Chosen(ValuePlace value)
    {
        var text = value.Scalar!.Text;
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        return value.In?.At(text[..bracket])?.Items?.At(text[(bracket + 1)..text.IndexOf('=', StringComparison.Ordinal)]);
    }

    private static YamlNode Discriminator(SoundSpec spec, KeyPlace key) => spec.Keys.First(k => k.Entry.Value == key.Mapping).Mapping["from"]!;

    private static IEnumerable<ValuePlace> TestValues(SoundSpec spec)
    {
        var tested = spec.Keys.Where(k => k.Of == "a path").Select(k => k.Entry.Value).ToHashSet();
        return spec.Values.Where(v => v is { Scalar: not null, What: "a text" } && tested.Contains(v.Node) && (v.In?.At(spec.Keys.First(k => k.Entry.Value == v.Node).Name) is not { } told || told.Values.Count > 0 || told.Kind == JsonKind.Boolean));
    }

    /// <summary>Names of parameters and members of bodies, and markers that name them.</summary>
    private static IEnumerable<YamlScalar> Parameters(SoundSpec spec) =>
        spec.Keys.Where(k => k.Of is "a parameter" or "a member" && !k.Path.Contains(".extra.", StringComparison.Ordinal)).Select(k => k.Entry.Key)
            .Concat(spec.Keys.Where(k => k.Of is "counted marker" or "cursor marker" or "keyset marker" or "page size" or "since" or "sent value" && k.Name is "query" or "body" or "soap_header").Select(k => (YamlScalar)k.Entry.Value));

    /// <summary>Takes out members of the body that the contract demands.</summary>
    private static IEnumerable<Mutant?> Demanded(SoundSpec spec)
    {
        foreach (var request in Requests(spec))
        {
            var mapping = spec.Key(request.Path)!.Mapping;
            var body = spec.Contract.Operations.FirstOrDefault(o => o.Path == request.Scalar!.Text)?.Body;
            var demanded = spec.Contract.Resolve(body)?.Properties.Where(p => p.Required).Select(p => p.Name).ToHashSet() ?? [];
            foreach (var key in spec.Keys.Where(k => k.Of == "a member" && k.Mapping == mapping["body"] && demanded.Contains(k.Name)))
            {
                yield return spec.Removed(key, request.Node, "CONN3007");
            }

            foreach (var marker in spec.Keys.Where(k => k.Mapping == mapping["page"] && ((k.Entry.Value as YamlMapping)?["body"] as YamlScalar)?.Text is { } name && demanded.Contains(name)))
            {
                yield return spec.Removed(marker, request.Node, "CONN3007", "CONN1002");
            }
        }
    }

    /// <summary>What the contract says of the query parameter that a value is given to.</summary>
    private static ContractView? Parameter(SoundSpec spec, ValuePlace value)
    {
        static string Plain(string path) => string.Join('/', path.Split('/').Select(p => p.StartsWith('{') ? "{}" : p));
        var at = value.Path.IndexOf(".query.", StringComparison.Ordinal);
        var (owner, name) = (value.Path[..at], value.Path[(at + ".query.".Length)..].Split('[')[0]);
        var request = spec.Keys.FirstOrDefault(k => k.Path.StartsWith(owner + ".", StringComparison.Ordinal) && k.Path.Length > owner.Length && k.Kind?.Choice.Contains(k.Name) == true && k.Mapping == spec.Key(owner)?.Entry.Value && k.Entry.Value is YamlScalar);
        return request?.Entry.Value is YamlScalar { Text: var path } && spec.Contract.Operations.FirstOrDefault(o => Plain(o.Path) == Plain(path) && o.Method.Equals(request.Name, StringComparison.OrdinalIgnoreCase)) is { } operation
            && operation.Parameters.FirstOrDefault(p => p.Name == name) is { } parameter
            ? new ContractView(spec.Contract, parameter.Schema) is { Items: { } items } ? items : new ContractView(spec.Contract, parameter.Schema)
            : null;
    }

    private static bool Misfit(ValuePlace fact, ContractView view) => fact.Path.Split('.')[^1] switch
    {
        "more" or "done" => view.Kind is JsonKind.String or JsonKind.Integer or JsonKind.Array,
        "total" or "last" => view.Kind is JsonKind.Boolean or JsonKind.Array or JsonKind.Object,
        _ => false,
    };
}
