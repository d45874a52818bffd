using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds how a unified value is made of vendor data, led by the unified type.</summary>
internal sealed partial class ValueBinder(BindContext context, PathBinder paths, TestBinder tests, ConversionBinder conversions, TableBinder tables)
{
    private readonly KeyBinder _keys = new(context, paths);

    /// <summary>The value of a field or member, or null when it has no meaning; reports why.</summary>
    public ValueSpec? Bind(YamlNode node, FieldType field, PathScope scope, string what) =>
        field.List ? List(node, field.Type, scope, what) : One(node, field.Type, scope, what);

    /// <summary>The members of an object or union case, in the vocabulary's order.</summary>
    /// <param name="at">Where to report what is missing.</param>
    /// <param name="entries">The members as written.</param>
    /// <param name="members">The members there are.</param>
    /// <param name="scope">What paths start from.</param>
    /// <param name="what">The object in messages.</param>
    public EquatableArray<MemberValue> Members(YamlNode at, IEnumerable<YamlEntry> entries, EquatableArray<FieldType> members, PathScope scope, string what)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var bound = new Dictionary<string, ValueSpec>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var name = entry.Key.Text;
            if (members.FirstOrDefault(m => m.Name == name) is not { } member)
            {
                context.Report(DiagnosticRules.UnknownField, entry.Key, $"{what} has no '{name}'{Suggest.Hint(name, members.Where(static m => !m.Base).Select(static m => m.Name))}");
                continue;
            }

            named.Add(name);
            if (member.Base)
            {
                context.Report(DiagnosticRules.BaseField, entry.Key, $"'{name}' of {what} is given by the store; remove the line.");
            }
            else if (Bind(entry.Value, member, scope, $"{what}.{name}") is { } value)
            {
                bound[name] = value;
            }
        }

        foreach (var missing in members.Where(m => m.Required && !m.Base && !named.Contains(m.Name)))
        {
            context.Report(DiagnosticRules.RequiredField, at, $"{what} needs '{missing.Name}': {missing.Doc}");
        }

        return members.Where(m => bound.ContainsKey(m.Name)).Select(m => new MemberValue(m.Name, bound[m.Name])).ToEquatable();
    }

    private ValueSpec? One(YamlNode node, TypeRef type, PathScope scope, string what)
    {
        if (node is YamlScalar { IsEmpty: false } path)
        {
            return Path(path, null, type, scope, what);
        }

        if (node is not YamlMapping mapping)
        {
            return null;
        }

        return Grammar.Construct(mapping.Entries.Select(static e => e.Key.Text).ToList())?.Name switch
        {
            "from" => From(mapping, type, scope, what),
            "pick" => Pick(mapping, type, scope, what),
            "position" => Position(mapping, type, scope, what),
            "constant" => mapping.Scalar("value") is { } constant ? Constant(constant, type, what) : null,
            "match" => Match(mapping, type, scope, what),
            "switch" => Switch(mapping, type, scope, what),
            "one_of" => OneOf(mapping, type, scope, what),
            "first_of" => FirstOf(mapping, item => One(item, type, scope, what)),
            "join" => Join(mapping, type, scope, what),
            "using" => Using(mapping, type, scope, what),
            "key" => _keys.Bind(mapping, type, scope, what),
            null => Object(mapping, type, scope, what),
            var construct => Wrong(mapping, type, what, $"'{construct}' makes a list"),
        };
    }

    private ValueSpec? List(YamlNode node, TypeRef type, PathScope scope, string what)
    {
        if (node is YamlScalar { IsEmpty: false } path)
        {
            return ListAt(path, null, type, scope, what);
        }

        if (node is not YamlMapping mapping)
        {
            return null;
        }

        return Grammar.Construct(mapping.Entries.Select(static e => e.Key.Text).ToList())?.Name switch
        {
            "each" => Each(mapping, type, scope, what),
            "list" => new ValueSpec.ListOf(mapping.Items("list").Select(item => One(item, type, scope, what)).OfType<ValueSpec>().ToEquatable()),
            "first_of" => FirstOf(mapping, item => List(item, type, scope, what)),
            "from" when mapping["table"] is not null => Row(mapping, scope, (take, row) => List(take, type, row, what)),
            "from" when mapping.Scalar("from") is { } from => ListAt(from, mapping, type, scope, what),
            null => WithoutConstruct(mapping, type, what, list: true),
            _ => WrongList(mapping, what),
        };
    }

    private ValueSpec? Path(YamlScalar node, YamlMapping? options, TypeRef type, PathScope scope, string what)
    {
        if (type is TypeRef.Object or TypeRef.Union)
        {
            return Wrong(node, type, what, "a path gives a single value");
        }

        var bound = paths.BindSingle(node, scope);
        var conversion = options is null ? Conversion.Plain : conversions.Bind(options, bound?.View.Format, IsKnown(bound));
        if (bound is not { } path)
        {
            return null;
        }

        if (path.Path.Root == PathRoot.Parent && type is TypeRef.Reference { Model: var model } && scope.ParentModel is { Length: > 0 } parent && model != parent)
        {
            context.Report(DiagnosticRules.NoParent, node, $"{what} references {model}, but the parent is one of {parent}.");
        }

        _keys.CheckReference(node, path.Path, type, what);
        return new ValueSpec.From(path.Path, conversions.Check(node, path, conversion, type, what));
    }

    private static bool IsKnown(BoundPath? path) => path is { View.IsLost: false } && path.View != SchemaView.Unknown;

    private ValueSpec? From(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (mapping.Scalar("from") is not { } from)
        {
            return null;
        }

        if (mapping["map"] is null)
        {
            Idle(mapping, "otherwise", "without 'map'; for a value that is not there write 'default'");
            Idle(mapping, "per_connection", "without 'map', whose entries a connection adds to");
        }

        if (mapping["table"] is null)
        {
            Idle(mapping, "take", "without 'table', in whose row it looks");
        }

        var value = mapping["table"] is not null ? Row(mapping, scope, (take, row) => One(take, type, row, what))
            : mapping.Map("map") is { } map ? Map(mapping, map, from, type, scope, what)
            : Path(from, mapping, type, scope, what);
        return value is not null && mapping.Scalar("default") is { } constant && Constant(constant, type, what) is { } otherwise
            ? new ValueSpec.FirstOf(new([value, otherwise]))
            : value;
    }

    private ValueSpec.Map? Map(YamlMapping mapping, YamlMapping map, YamlScalar from, TypeRef type, PathScope scope, string what)
    {
        Idle(mapping, "as", "beside 'map', which translates the vendor's text as it is");
        Idle(mapping, "strip", "beside 'map', which translates the vendor's text as it is");
        var entries = new List<MapEntry>();
        foreach (var entry in map.Entries.Where(static e => e.Value is YamlScalar { IsEmpty: false }))
        {
            var unified = (YamlScalar)entry.Value;
            conversions.CheckUnified(unified, unified.Text, type, what);
            entries.Add(new MapEntry(entry.Key.Text, unified.Text));
        }

        var otherwise = mapping.Scalar("otherwise");
        if (otherwise is not null)
        {
            conversions.CheckUnified(otherwise, otherwise.Text, type, what);
        }

        if (paths.BindSingle(from, scope) is not { } path)
        {
            return null;
        }

        CheckDiscriminator(from, path, map.Entries.Select(static e => e.Key), otherwise is not null);
        return new ValueSpec.Map(path.Path, entries.ToEquatable(), otherwise?.Text, Own(mapping, type, what));
    }

    private OwnMap? Own(YamlMapping mapping, TypeRef type, string what)
    {
        if (!mapping.Flag("per_connection"))
        {
            return null;
        }

        if (type is not (TypeRef.Enum or TypeRef.Scalar { Kind: ScalarKind.String }))
        {
            context.Report(DiagnosticRules.WrongConstruct, mapping.Entry("per_connection")!.Key, $"{what} is {Types.Says(type)}; connections translate values into texts and words of the vocabulary alone.");
        }

        return new OwnMap(what, type is TypeRef.Enum { Name: var name } && context.Vocabulary.Enum(name) is { } words ? words.Values : default);
    }

    private ValueSpec.Constant? Constant(YamlScalar node, TypeRef type, string what)
    {
        conversions.CheckUnified(node, node.Text, type, what);
        return new ValueSpec.Constant(node.Text);
    }

    private ValueSpec.Match Match(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        var cases = new List<MatchCase>();
        foreach (var item in mapping.Items("match").OfType<YamlMapping>())
        {
            if (item.Entries.All(static e => e.Key.Text == "then" || e.Value is YamlMapping { Entries.Count: 0 }))
            {
                context.Report(DiagnosticRules.MissingOption, item, "This case has no test, so that it would always hold; the value for the rest stands under 'otherwise'.");
            }

            if (item.Scalar("then") is { } then)
            {
                conversions.CheckUnified(then, then.Text, type, what);
                cases.Add(new MatchCase(tests.Bind(item, scope), then.Text));
            }
        }

        var otherwise = mapping.Scalar("otherwise");
        if (otherwise is not null)
        {
            conversions.CheckUnified(otherwise, otherwise.Text, type, what);
        }

        return new ValueSpec.Match(cases.ToEquatable(), otherwise?.Text);
    }

    private static ValueSpec.FirstOf? FirstOf(YamlMapping mapping, Func<YamlNode, ValueSpec?> bind) =>
        new ValueSpec.FirstOf(mapping.Items("first_of").Select(bind).OfType<ValueSpec>().ToEquatable());

    private ValueSpec? Join(YamlMapping mapping, TypeRef type, PathScope scope, string what) =>
        type is TypeRef.Scalar { Kind: ScalarKind.String }
            ? new ValueSpec.Join(mapping.Items("join").Select(item => One(item, type, scope, what)).OfType<ValueSpec>().ToEquatable(), mapping["separator"] is YamlScalar separator ? separator.Text : "\n")
            : Wrong(mapping, type, what, "'join' makes a text");

    private ValueSpec? Using(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (type is TypeRef.Object or TypeRef.Union)
        {
            return Wrong(mapping, type, what, "'using' makes a single value");
        }

        if (mapping.Scalar("using") is not { } method || mapping.Scalar("from") is not { } from)
        {
            return null;
        }

        if (!ScalarSyntax.IsMethod(method.Text))
        {
            context.Report(DiagnosticRules.Malformed, method, $"'{method.Text}' cannot be the name of a C# method; write letters, digits and underscores, a capital first.");
        }

        return paths.BindSingle(from, scope) is { } path ? new ValueSpec.Using(method.Text, path.Path) : null;
    }

    private ValueSpec? Object(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (type is TypeRef.Object { Name: var name } && context.Vocabulary.Object(name) is { } known)
        {
            return new ValueSpec.ObjectOf(Members(mapping, mapping.Entries.Where(static e => e.Key.Text != "note"), known.Members, scope, what));
        }

        return WithoutConstruct(mapping, type, what);
    }

    private ValueSpec? WithoutConstruct(YamlMapping mapping, TypeRef type, string what, bool list = false)
    {
        var keys = mapping.Entries.Select(static e => e.Key.Text).ToList();
        var near = keys.Select(k => Suggest.Nearest(k, Grammar.ConstructKeys)).FirstOrDefault(static n => n is not null);
        context.Report(DiagnosticRules.WrongConstruct, mapping, $"{what} is {(list ? "a list" : Types.Says(type))}, but this mapping has none of the keys of a construct{(near is null ? "" : $" (did you mean '{near}'?)")}.");
        return null;
    }

    private void CheckDiscriminator(YamlScalar node, BoundPath path, IEnumerable<YamlScalar> named, bool otherwise)
    {
        if (path.View.Kind is JsonKind.Object or JsonKind.Array)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{node.Text}', whose values cannot be named.");
            return;
        }

        if (path.View.Values is not { Count: > 0 } values)
        {
            return;
        }

        var names = named.ToList();
        foreach (var name in names)
        {
            paths.CheckValue(name, path.View, name.Text, $"'{node.Text}'");
        }

        var missing = values.Except(names.Select(static n => n.Text)).ToList();
        if (missing.Count > 0 && !otherwise)
        {
            context.Report(DiagnosticRules.MissingValues, node, $"'{node.Text}' can also be {string.Join(", ", missing.Select(static v => $"'{v}'"))} in the contract; name {(missing.Count == 1 ? "it" : "them")}, or say 'otherwise'.");
        }
    }

    private ValueSpec? Wrong(YamlNode node, TypeRef type, string what, string why)
    {
        context.Report(DiagnosticRules.WrongConstruct, node, $"{what} is {Types.Says(type)}, but {why}.");
        return null;
    }

    private ValueSpec? WrongList(YamlNode node, string what)
    {
        context.Report(DiagnosticRules.ListMismatch, node, $"{what} is a list; write 'each', 'list: [...]', or the path of a list.");
        return null;
    }

    private void Idle(YamlMapping mapping, string key, string why)
    {
        if (mapping.Entry(key) is { } idle)
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{key}' has no meaning {why}.");
        }
    }
}
