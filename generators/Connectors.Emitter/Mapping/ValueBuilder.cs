using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Turns the values of a spec into C# expressions over the slots of a payload, asking the payload for the slots they need.</summary>
internal sealed class ValueBuilder
{
    private readonly MapperClass _owner;
    private readonly VocabularySpec _vocabulary;
    private readonly Payload _payload;
    private readonly EquatableArray<PathStep> _detailRoot;

    // The way to the payload from its record.
    private IReadOnlyList<PathStep> _base = [];

    /// <summary>Prepares for a payload.</summary>
    /// <param name="owner">The class the expressions stand in.</param>
    /// <param name="vocabulary">What the values become.</param>
    /// <param name="payload">What they are read from.</param>
    /// <param name="wholeJson">Whether the text of the payload is needed, as <c>json</c>.</param>
    /// <param name="detailRoot">Where the detail stands in the reply of a lookup.</param>
    public ValueBuilder(MapperClass owner, VocabularySpec vocabulary, Payload payload, bool wholeJson, EquatableArray<PathStep> detailRoot = default)
    {
        _owner = owner;
        _vocabulary = vocabulary;
        _payload = payload;
        WholeJson = wholeJson;
        _detailRoot = detailRoot;
    }

    /// <summary>Whether the text of the payload is needed.</summary>
    public bool WholeJson { get; }

    private string Arguments => WholeJson ? "in found, context, json" : "in found, context";

    private string Parameters => $"in {_payload.Struct} found, MapContext context" + (WholeJson ? ", " + _owner.Format.WholeJson : "");

    /// <summary>Whether any of the values keeps its whole payload.</summary>
    public static bool NeedsWholeJson(params IEnumerable<ValueSpec> values) => values.Any(value => value switch
    {
        ValueSpec.From { Path: { Root: PathRoot.Payload, Steps.Count: 0 } } from => from.As.Kind == ConversionKind.Raw,
        ValueSpec.Switch choice => choice.Cases.Select(c => c.Value).Append(choice.Otherwise).OfType<UnionValue>().Any(Inside),
        ValueSpec.OneOf choice => choice.Cases.Any(Inside),
        ValueSpec.FirstOf first => NeedsWholeJson(first.Values),
        ValueSpec.Join join => NeedsWholeJson(join.Values),
        ValueSpec.ListOf list => NeedsWholeJson(list.Items),
        ValueSpec.ObjectOf record => NeedsWholeJson(record.Members.Select(m => m.Value)),
        _ => false,
    });

    /// <summary>The expression of a field's value; null for absent, also where the field is required.</summary>
    /// <param name="value">How the spec makes it.</param>
    /// <param name="field">What it becomes.</param>
    /// <param name="key">Where the spec says so: <c>models.jobs.fields.status</c>.</param>
    public string Value(ValueSpec value, FieldType field, string key) => value switch
    {
        ValueSpec.From from => From(from, field, key),
        ValueSpec.Constant constant => Constant(constant.Text, field.Type),
        ValueSpec.Map map => At(map.Path, Table(map, field, key), field),
        ValueSpec.Match match => Match(match, field),
        ValueSpec.Switch choice => Switch(choice, field, key),
        ValueSpec.OneOf choice => OneOf(choice, field, key),
        ValueSpec.FirstOf first when field.List => $"JsonList.FirstOf<{_owner.Types.Value(field.Type)}>({string.Join(", ", first.Values.Select(v => Value(v, field, key)))})",
        ValueSpec.FirstOf first => $"({string.Join(" ?? ", first.Values.Select(v => Value(v, field, key)))})",
        ValueSpec.Join join => $"TextList.Join({Literals.String(join.Separator)}, {string.Join(", ", join.Values.Select(v => Value(v, field, key)))})",
        ValueSpec.ListOf list => ListOf(list, field, key),
        ValueSpec.Each each => Each(each, field, key),
        ValueSpec.ObjectOf record => ObjectOf(record, field, key),
        ValueSpec.Using custom => Using(custom, field, key),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "not a value of a spec"),
    };

    // What a key is about: its last word.
    private static string Last(string key) => Naming.Pascal(key.Substring(key.LastIndexOf('.') + 1));

    private static bool Inside(UnionValue value) => NeedsWholeJson(value.Members.Select(m => m.Value));

    private string From(ValueSpec.From from, FieldType field, string key)
    {
        if (from.Path.Root == PathRoot.Parent)
        {
            return field.Type is TypeRef.Reference or TypeRef.Option ? "context.Parent" : "context.ParentRemoteId";
        }

        if (from is { As.Kind: ConversionKind.Raw, Path: { Root: PathRoot.Payload, Steps.Count: 0 } })
        {
            return "new RawJson(json.ToArray())";
        }

        if (field.Type is TypeRef.Enum { Name: var name } && _vocabulary.Enum(name) is { } values)
        {
            // The vendor's values are the unified ones.
            var same = new ValueSpec.Map(from.Path, values.Values.Select(v => new MapEntry(v, v)).ToEquatable(), null);
            return At(from.Path, Table(same, field, key), field);
        }

        return At(from.Path, Readings.Of(_owner, Whole(from.Path), ItemName(from.Path, field), from.As, field), field);
    }

    private VendorPath Whole(VendorPath path) => path with { Steps = _base.Concat(path.Steps).ToEquatable() };

    // A slot at a path; for a list one that collects the items.
    private string At(VendorPath path, Reading reading, FieldType field, string suffix = "")
    {
        if (path.Root == PathRoot.Parent)
        {
            throw new ArgumentException("The parent's id is the only thing known of a parent.", nameof(path));
        }

        IEnumerable<PathStep> steps = path.Root == PathRoot.Detail ? [.. _detailRoot, .. path.Steps] : path.Steps;
        if (!field.List)
        {
            return _payload.Slot(steps, reading, suffix, path.Root == PathRoot.Detail);
        }

        return _payload.Slot(Items(path, steps), reading with { Kind = SlotKind.Append, Type = reading.Type.TrimEnd('?') }, suffix, path.Root == PathRoot.Detail);
    }

    // What faults call a value: of a list, its items.
    private string ItemName(VendorPath path, FieldType field) =>
        field.List ? _payload.Name(path with { Steps = Items(path, path.Steps).ToEquatable() }) : _payload.Name(path);

    // A list that is named is meant item by item; what stands in the items of another list is a list only where the contract says so.
    private static IEnumerable<PathStep> Items(VendorPath path, IEnumerable<PathStep> steps)
    {
        var known = steps.ToList();
        var meant = known.Count > 0 && known[known.Count - 1] is PathStep.All || known.Any(s => s is PathStep.All) && path.Type is not JsonKind.Array;
        return meant ? known : known.Append(new PathStep.All());
    }

    private string Constant(string text, TypeRef type) => type switch
    {
        TypeRef.Enum named => _owner.Types.EnumValue(named.Name, text),
        TypeRef.Scalar { Kind: ScalarKind.Integer } => text + "L",
        TypeRef.Scalar { Kind: ScalarKind.Number } => text + "m",
        TypeRef.Scalar { Kind: ScalarKind.Boolean } => text,
        TypeRef.Scalar { Kind: ScalarKind.DateTime } => $"DateTimeOffset.Parse({Literals.String(text)}, System.Globalization.CultureInfo.InvariantCulture)",
        TypeRef.Scalar { Kind: ScalarKind.Any } => $"RawJson.Parse({Literals.String(text)})",
        TypeRef.Reference or TypeRef.Option => $"new Reference({Literals.String(text)})",
        TypeRef.OptionOrBoolean => text is "true" or "false" ? $"new OptionOrBoolean({text})" : $"new OptionOrBoolean(new Reference({Literals.String(text)}))",
        _ => Literals.String(text),
    };

    private string Match(ValueSpec.Match match, FieldType field)
    {
        var type = _owner.Types.Value(field.Type);
        var otherwise = match.Otherwise is { } text ? $"({type}?){Constant(text, field.Type)}" : $"default({type}?)";
        return match.Cases.Reverse().Aggregate(otherwise, (rest, c) => $"{Tests(c.Tests)}\n    ? {Constant(c.Then, field.Type)}\n    : {rest}");
    }

    private string Tests(EquatableArray<Test> tests) => tests.Count == 0 ? "true" : string.Join(" && ", tests.Select(One));

    private string One(Test test) => test switch
    {
        Test.Is t => Flag(t.Path, t.Path.Steps, _owner.Format.Is(t.Value, _payload.Name(t.Path)), "Is_" + t.Value),
        Test.Has t => Flag(t.Path, Items(t.Path, t.Path.Steps), _owner.Format.Is(t.Value, _payload.Name(t.Path)), "Has_" + t.Value),
        Test.Starts t => Flag(t.Path, t.Path.Steps, _owner.Format.Starts(t.Value, _payload.Name(t.Path)), "Starts_" + t.Value),
        Test.Set t => _payload.Slot(Steps(t.Path, t.Path.Steps), Readings.Set(_owner), "IsSet", t.Path.Root == PathRoot.Detail),
        Test.Not t => $"!{One(t.Inner)}",
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "not a test of a spec"),
    };

    private string Flag(VendorPath path, IEnumerable<PathStep> steps, string expression, string suffix)
    {
        var all = Steps(path, steps).ToList();
        var kind = all.Any(s => s is PathStep.All) ? SlotKind.Or : SlotKind.Assign;
        return _payload.Slot(all, new Reading("bool", expression, Kind: kind), Naming.Pascal(suffix), path.Root == PathRoot.Detail);
    }

    private IEnumerable<PathStep> Steps(VendorPath path, IEnumerable<PathStep> steps) => path.Root == PathRoot.Detail ? _detailRoot.Concat(steps) : steps;

    // A method that translates the value the reader stands on.
    private Reading Table(ValueSpec.Map map, FieldType field, string key)
    {
        var type = _owner.Types.Value(field.Type);
        var method = _owner.Once((map, field.Type, _payload.Name(map.Path)), Last(key) + "Of", name =>
            _owner.Add(writer => TableWriter.Map(writer, name, _payload.Name(map.Path), map, field.Type, type, key, _owner, text => Constant(text, field.Type))));
        return Readings.Plain(_owner, type + "?", $"{method}($a, context)");
    }

    private string Switch(ValueSpec.Switch choice, FieldType field, string key)
    {
        var label = Last(key);
        var vendor = choice.Cases.Select(c => c.Vendor).ToEquatable();
        var method = _owner.Once((_payload.Name(choice.Path), vendor, choice.Otherwise is null), label + "CaseOf", name =>
            _owner.Add(writer => TableWriter.Cases(writer, name, _payload.Name(choice.Path), vendor, choice.Otherwise is null, key, _owner)));
        var chosen = At(choice.Path, Readings.Plain(_owner, "int", $"{method}($a, context)", "0"), field with { List = false }, "Case");
        return Built(label, field, key, body =>
        {
            var union = ((TypeRef.Union)field.Type).Name;
            using (body.Open($"switch ({chosen})"))
            {
                for (var i = 0; i < choice.Cases.Count; i++)
                {
                    Case(body, $"case {Literals.Integer(i + 1)}:", union, choice.Cases[i].Value, key + "." + choice.Cases[i].Vendor);
                }

                if (choice.Otherwise is { } otherwise)
                {
                    Case(body, "case -1:", union, otherwise, key + ".otherwise");
                }

                body.Line("default:");
                using (body.Indent())
                {
                    body.Line("return null;");
                }
            }
        });
    }

    private void Case(SourceWriter body, string label, string union, UnionValue value, string key)
    {
        var statements = new SourceWriter();
        var locals = Return(statements, _owner.Types.UnionCase(union, value.Case), Naming.UnionCase(value.Case), Members(union, value), value.Members, key, nullWhenEmpty: false);
        body.Line(label);
        if (locals)
        {
            body.Line("{");
        }

        using (body.Indent())
        {
            body.Line(statements.ToString().TrimEnd('\n'));
        }

        if (locals)
        {
            body.Line("}");
        }
    }

    private string OneOf(ValueSpec.OneOf choice, FieldType field, string key)
    {
        var union = ((TypeRef.Union)field.Type).Name;
        return Built(Last(key), field, key, body =>
        {
            foreach (var value in choice.Cases)
            {
                var members = Members(union, value);
                var set = string.Join(" || ", value.Members.Select(m => $"{Expression(m, members, key)} is not null"));
                using (body.Open($"if ({set})"))
                {
                    Return(body, _owner.Types.UnionCase(union, value.Case), Naming.UnionCase(value.Case), members, value.Members, key + "." + value.Case, nullWhenEmpty: false);
                }

                body.Line();
            }

            body.Line("return null;");
        });
    }

    private string ListOf(ValueSpec.ListOf list, FieldType field, string key)
    {
        var item = field with { List = false };
        var type = _owner.Types.Value(field.Type);
        return Built(Naming.Pascal(field.Name), field, key, body =>
        {
            body.Line($"List<{type}>? items = null;");
            for (var i = 0; i < list.Items.Count; i++)
            {
                var local = "item" + Literals.Integer(i + 1);
                var value = Value(list.Items[i], item, key);
                using (body.Open($"if ({(list.Items[i] is ValueSpec.Match or ValueSpec.FirstOf ? $"({value})" : value)} is {{ }} {local})"))
                {
                    body.Line($"(items ??= []).Add({local});");
                }

                body.Line();
            }

            body.Line("return items;");
        }, $"List<{type}>?");
    }

    private string ObjectOf(ValueSpec.ObjectOf record, FieldType field, string key)
    {
        var type = ((TypeRef.Object)field.Type).Name;
        return Built(Naming.Pascal(field.Name), field with { List = false }, key, body =>
            Return(body, _owner.Types.Object(type), Naming.Pascal(type), _vocabulary.Object(type)!.Members, record.Members, key, nullWhenEmpty: true));
    }

    private string Each(ValueSpec.Each each, FieldType field, string key)
    {
        var item = field with { List = false };
        if (each.Item is ValueSpec.From { Path: { Root: PathRoot.Payload, Steps.Count: 0 } } scalar && field.Type is not (TypeRef.Enum or TypeRef.Object or TypeRef.Union))
        {
            // The items are the values themselves.
            return At(each.Path, Readings.Of(_owner, Whole(each.Path) with { Type = scalar.Path.Type }, _payload.Name(each.Path) + "[]", scalar.As, item), field);
        }

        var reader = _owner.Once((each.Item, item.Type, _payload.Name(each.Path)), "Map" + Last(key) + "Item", name => ItemMethod(name, each.Item, item, _payload.Name(each.Path) + "[]", each.Path.Steps, key));
        return At(each.Path, new Reading(_owner.Types.Value(field.Type) + "?", $"{reader}($a, context)", Moves: true), field);
    }

    private void ItemMethod(string method, ValueSpec item, FieldType field, string path, IEnumerable<PathStep> each, string key)
    {
        var payload = _owner.Format.Payload(_owner, method.Substring("Map".Length), path: path);
        var builder = new ValueBuilder(_owner, _vocabulary, payload, NeedsWholeJson(item)) { _base = [.. _base, .. each] };
        var value = builder.Value(item, field, key);
        _owner.Add(writer =>
        {
            writer.Summary($"One item of {_owner.Cite(key)}.");
            using (writer.Open($"private static {_owner.Types.Local(field)} {method}({_owner.Format.Parameter}, MapContext context)"))
            {
                if (builder.WholeJson)
                {
                    _owner.Format.BeginJson(writer, _owner, builder._base);
                }

                writer.Line($"var found = default({payload.Struct});");
                payload.Read(writer);
                if (builder.WholeJson)
                {
                    _owner.Format.EndJson(writer);
                }

                writer.Line($"return {value};");
            }

            writer.Line();
            payload.WriteStruct(writer);
        });
    }

    private string Using(ValueSpec.Using custom, FieldType field, string key)
    {
        var type = _owner.Types.Local(field);
        var method = _owner.Once(("using", custom.Method), custom.Method, name => _owner.Add(writer =>
        {
            writer.Summary($"Makes the value of {_owner.Cite(key)}; written by the author of the spec.");
            writer.Line("/// <param name=\"value\">The vendor's value as text; null when it is not there.</param>");
            writer.Line($"private static partial {type} {name}(string? value);");
        }));
        var text = custom.Path.Root == PathRoot.Parent
            ? "context.ParentRemoteId"
            : At(custom.Path, Readings.Scalar(_owner, _payload.Name(custom.Path)), field with { List = false });
        return $"{method}({text})";
    }

    private EquatableArray<FieldType> Members(string union, UnionValue value) => _vocabulary.Union(union)!.Cases.First(c => c.Name == value.Case).Members;

    private string Expression(MemberValue member, EquatableArray<FieldType> members, string key) =>
        Value(member.Value, members.First(m => m.Name == member.Name), key + "." + member.Name);

    // A method that makes a value of the slots.
    private string Built(string name, FieldType field, string key, Action<SourceWriter> body, string? returns = null)
    {
        // Written at once, because the slots it needs must be known before the reading methods are.
        var text = new SourceWriter();
        var method = _owner.Unique(name + "From");
        using (text.Open($"private static {returns ?? _owner.Types.Local(field)} {method}({Parameters})"))
        {
            body(text);
        }

        _owner.Add(writer => writer.Summary(_owner.Cite(key)).Line(text.ToString().TrimEnd('\n')));
        return $"{method}({Arguments})";
    }

    // Statements that return an object, or null where a member that must be there is not, or nothing is there at all; whether they have locals.
    private bool Return(
        SourceWriter body, string type, string owner, EquatableArray<FieldType> types, EquatableArray<MemberValue> values, string key, bool nullWhenEmpty)
    {
        var members = values.Select(v => (Field: types.First(t => t.Name == v.Name), Value: v)).Select(m =>
        {
            var expression = Value(m.Value.Value, m.Field, key + "." + m.Field.Name);
            return (m.Field, Expression: expression, Constant: m.Value.Value is ValueSpec.Constant);
        }).ToList();

        var locals = new List<(FieldType Field, string Name, bool Constant)>();
        foreach (var (field, expression, constant) in members)
        {
            var simple = constant || expression.StartsWith("found.", StringComparison.Ordinal) && !expression.Contains(' ');
            var local = simple ? expression : Naming.Camel(field.Name) is "found" or "context" or "json" ? Naming.Camel(field.Name) + "Value" : Naming.Camel(field.Name);
            if (!simple)
            {
                body.Line($"{_owner.Types.Local(field)} {local} = {expression};");
            }

            locals.Add((field, local, constant));
        }

        var needed = locals.Where(l => l is { Constant: false, Field: { Required: true, List: false } }).Select(l => $"{l.Name} is null").ToList();
        if (needed.Count == 0 && nullWhenEmpty && locals.Any(l => !l.Constant) && locals.All(l => !l.Constant))
        {
            needed.Add(string.Join(" && ", locals.Select(l => $"{l.Name} is null")));
        }

        if (needed.Count > 0)
        {
            using (body.Open($"if ({string.Join(" || ", needed)})"))
            {
                body.Line("return null;");
            }

            body.Line();
        }

        if (locals.Count == 0)
        {
            body.Line($"return new {type}();");
            return false;
        }

        using (body.Open($"return new {type}", "};"))
        {
            foreach (var (field, local, constant) in locals)
            {
                body.Line($"{Naming.Property(owner, field.Name)} = {Unwrapped(field, local, constant)},");
            }
        }

        return locals.Any(l => !l.Constant && !l.Name.StartsWith("found.", StringComparison.Ordinal));
    }

    private static string Unwrapped(FieldType field, string value, bool constant) => field switch
    {
        { List: true, Required: true } => $"JsonList.OrEmpty({value})",
        { Required: true, List: false } when !constant && CSharpTypes.IsStruct(field.Type) => value + ".Value",
        _ => value,
    };
}
