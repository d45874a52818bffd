using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds how a unified value is made of vendor data, led by the unified type.</summary>
internal sealed class ValueBinder(BindContext context, PathBinder paths, TestBinder tests, ConversionBinder conversions)
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

    private static bool IsKnown(BoundPath? path) => path is not null && path.View != SchemaView.Unknown;

    private ValueSpec? From(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (mapping.Scalar("from") is not { } from)
        {
            return null;
        }

        if (mapping["map"] is null && mapping.Entry("otherwise") is { } idle)
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, "'otherwise' has no meaning without 'map'; for a value that is not there write 'default'.");
        }

        var value = mapping.Map("map") is { } map ? Map(mapping, map, from, type, scope, what) : Path(from, mapping, type, scope, what);
        return value is not null && mapping.Scalar("default") is { } constant && Constant(constant, type, what) is { } otherwise
            ? new ValueSpec.FirstOf(new([value, otherwise]))
            : value;
    }

    private ValueSpec.Map? Map(YamlMapping mapping, YamlMapping map, YamlScalar from, TypeRef type, PathScope scope, string what)
    {
        if (mapping.Entry("as") is { } idle)
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, "'as' has no meaning beside 'map', which translates the vendor's text as it is.");
        }

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
        return new ValueSpec.Map(path.Path, entries.ToEquatable(), otherwise?.Text);
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

    private ValueSpec.Switch? Switch(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (Union(mapping, type, what, "'switch'") is not { } union || mapping.Scalar("switch") is not { } discriminator)
        {
            return null;
        }

        var cases = mapping.Entries.Where(static e => e.Key.Text is not ("switch" or "otherwise" or "note")).ToList();
        var bound = cases.Where(static e => e.Value is YamlMapping)
            .Select(e => (Vendor: e.Key.Text, Value: SwitchCase((YamlMapping)e.Value, union, scope, what)))
            .Where(static c => c.Value is not null)
            .Select(static c => new SwitchCase(c.Vendor, c.Value!))
            .ToEquatable();
        var otherwise = mapping.Map("otherwise") is { } rest ? SwitchCase(rest, union, scope, what) : null;
        if (paths.BindSingle(discriminator, scope) is not { } path)
        {
            return null;
        }

        CheckDiscriminator(discriminator, path, cases.Select(static e => e.Key), mapping["otherwise"] is not null);
        return new ValueSpec.Switch(path.Path, bound, otherwise);
    }

    private UnionValue? SwitchCase(YamlMapping mapping, UnionType union, PathScope scope, string what) =>
        mapping.Scalar("type") is { } type && Case(type, union) is { } found
            ? new UnionValue(found.Name, Members(mapping, mapping.Entries.Where(static e => e.Key.Text != "type"), found.Members, scope, $"{what} ({found.Name})"))
            : null;

    private ValueSpec.OneOf? OneOf(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (Union(mapping, type, what, "'one_of'") is not { } union)
        {
            return null;
        }

        var cases = new List<UnionValue>();
        foreach (var entry in mapping.Entries("one_of"))
        {
            if (Case(entry.Key, union) is { } found && entry.Value is YamlMapping members)
            {
                if (members.Entries.Count == 0)
                {
                    context.Report(DiagnosticRules.MissingOption, entry.Key, $"The case '{found.Name}' has no member, so that nothing would tell it.");
                }

                cases.Add(new UnionValue(found.Name, Members(members, members.Entries, found.Members, scope, $"{what} ({found.Name})")));
            }
        }

        return new ValueSpec.OneOf(cases.ToEquatable());
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
        var constructs = new[] { "from", "value", "match", "switch", "one_of", "first_of", "join", "list", "each", "using" };
        var near = keys.Select(k => Suggest.Nearest(k, constructs)).FirstOrDefault(static n => n is not null);
        context.Report(DiagnosticRules.WrongConstruct, mapping, $"{what} is {(list ? "a list" : Types.Says(type))}, but this mapping has none of the keys of a construct{(near is null ? "" : $" (did you mean '{near}'?)")}.");
        return null;
    }

    private ValueSpec? Each(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (mapping.Scalar("each") is not { } each || paths.BindList(each, scope) is not { } list)
        {
            return null;
        }

        var item = scope.Item(list.Item, list.List);
        var members = mapping.Entries.Where(static e => e.Key.Text is not ("each" or "item" or "note")).ToList();
        ValueSpec? value;
        if (type is TypeRef.Object { Name: var name } && context.Vocabulary.Object(name) is { } known)
        {
            if (mapping.Entry("item") is { } idle)
            {
                context.Report(DiagnosticRules.IdleOption, idle.Key, $"'item' has no meaning for {what}, whose items are objects; write their members beside 'each'.");
            }

            value = new ValueSpec.ObjectOf(Members(mapping, members, known.Members, item, what));
        }
        else
        {
            foreach (var member in members)
            {
                context.Report(DiagnosticRules.UnknownField, member.Key, $"The items of {what} are single values without members; write 'item: {member.Key.Text}'.");
            }

            value = mapping["item"] is { } one ? One(one, type, item, what) : Path(new YamlScalar(".", false, each.Span), null, type, item, what);
        }

        return value switch
        {
            null => null,
            // The items themselves: the same as naming the list.
            ValueSpec.From { Path: { Root: PathRoot.Payload, Steps.Count: 0 }, As.Kind: not ConversionKind.Raw } whole => new ValueSpec.From(list.List.Path, whole.As),
            _ => new ValueSpec.Each(list.List.Path, value),
        };
    }

    /// <summary>A list of single values at a path; <c>a[].b</c> takes a value of each item of a.</summary>
    private ValueSpec.From? ListAt(YamlScalar node, YamlMapping? options, TypeRef type, PathScope scope, string what)
    {
        if (type is TypeRef.Object or TypeRef.Union)
        {
            Wrong(node, type, what, "its items have members; write 'each' with the path, and the members beside it");
            return null;
        }

        var bound = paths.Bind(node, scope);
        var conversion = options is null ? Conversion.Plain : conversions.Bind(options, (bound?.Several == true ? bound.View : bound?.View.Items())?.Format, IsKnown(bound));
        if (bound is not { } path)
        {
            return null;
        }

        var item = path.Several ? path.View : path.View.CanBeList ? path.View.Items() : null;
        if (item is null)
        {
            context.Report(DiagnosticRules.ListMismatch, node, $"'{node.Text}' is {PathBinder.Says(path.Path.Type)}, but {what} is a list; write 'list: [{node.Text}]'.");
            return null;
        }

        var single = new BoundPath(path.Path with { Type = item.Kind }, item);
        return new ValueSpec.From(path.Path, conversions.Check(node, single, conversion, type, what));
    }

    private void CheckDiscriminator(YamlScalar node, BoundPath path, IEnumerable<YamlScalar> named, bool otherwise)
    {
        if (path.View.Kind is JsonKind.Object or JsonKind.Array)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {PathBinder.Says(path.View.Kind)} at '{node.Text}', whose values cannot be named.");
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

    private UnionType? Union(YamlMapping node, TypeRef type, string what, string construct)
    {
        if (type is TypeRef.Union { Name: var name } && context.Vocabulary.Union(name) is { } union)
        {
            return union;
        }

        Wrong(node, type, what, $"{construct} makes a union");
        return null;
    }

    private UnionCase? Case(YamlScalar node, UnionType union)
    {
        var found = union.Cases.FirstOrDefault(c => c.Name == node.Text);
        if (found is null)
        {
            context.Report(DiagnosticRules.UnknownCase, node, $"'{node.Text}' is not a case of {union.Name} ({string.Join(", ", union.Cases.Select(static c => c.Name))}){Suggest.Hint(node.Text, union.Cases.Select(static c => c.Name))}");
        }

        return found;
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
}
