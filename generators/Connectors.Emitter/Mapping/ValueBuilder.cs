using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Turns the values of a spec into C# expressions over the slots of a payload, asking the payload for the slots they need.</summary>
internal sealed partial class ValueBuilder
{
    private readonly MapperClass _owner;
    private readonly VocabularySpec _vocabulary;
    private readonly Payload _payload;
    private readonly EquatableArray<PathStep> _detailRoot;

    private readonly IReadOnlyList<PathStep> _base;

    /// <param name="owner">The class the expressions stand in.</param>
    /// <param name="vocabulary">What the values become.</param>
    /// <param name="payload">What they are read from.</param>
    /// <param name="wholeJson">Whether the text of the payload is needed, as <c>json</c>.</param>
    /// <param name="detailRoot">Where the detail stands in the reply of a lookup.</param>
    /// <param name="way">The way to the payload from its record; null for the record itself.</param>
    public ValueBuilder(MapperClass owner, VocabularySpec vocabulary, Payload payload, bool wholeJson, EquatableArray<PathStep> detailRoot = default, IReadOnlyList<PathStep>? way = null)
    {
        _base = way ?? [];
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
        ValueSpec.FirstOf first => $"({string.Join(" ?? ", first.Values.Select(v => v is ValueSpec.Match ? $"({Value(v, field, key)})" : Value(v, field, key)))})",
        ValueSpec.Join join => $"TextList.Join({Literals.String(join.Separator)}, {string.Join(", ", join.Values.Select(v => Value(v, field, key)))})",
        ValueSpec.ListOf list => ListOf(list, field, key),
        ValueSpec.Each each => Each(each, field, key),
        ValueSpec.Pick pick => Pick(pick, field, key),
        ValueSpec.Row row => Row(row, field, key),
        ValueSpec.Position => "(long?)context.Position",
        ValueSpec.ObjectOf record => ObjectOf(record, field, key),
        ValueSpec.Using custom => Using(custom, field, key),
        ValueSpec.Key parts => $"TwoPartId.{(field.Type is TypeRef.Reference ? "ReferenceOf" : "Of")}({Part(parts.Parts[0], field)}, {Part(parts.Parts[1], field)})",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "not a value of a spec"),
    };

    /// <summary>The expression that says whether one of the conditions holds.</summary>
    public string Any(EquatableArray<AllOf> conditions) => string.Join(" || ", conditions.Select(c => conditions.Count > 1 && c.Tests.Count > 1 ? $"({Tests(c.Tests)})" : Tests(c.Tests)));

    // What a key is about: its last word.
    private static string Last(string key) => Naming.Pascal(key.Substring(key.LastIndexOf('.') + 1));

    private static bool Inside(UnionValue value) => NeedsWholeJson(value.Members.Select(m => m.Value));

    private string From(ValueSpec.From from, FieldType field, string key)
    {
        if (from.Path.Root == PathRoot.Parent)
        {
            var isReference = field.Type is TypeRef.Reference or TypeRef.Option;
            return from.Path.Steps.Count == 0 ? isReference ? "context.Parent" : "context.ParentRemoteId"
                : isReference ? $"context.ParentPart({from.Path.Steps[0].Text})" : ParentPart(from.Path);
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

        var reading = Readings.Of(_owner, Whole(from.Path), ItemName(from.Path, field), from.As, field);
        return At(from.Path, from.Path.Type == JsonKind.Any && _owner.Format == PayloadFormat.Json ? reading with { Tokens = Tokens(from.As.Kind, field.Type) } : reading, field);
    }

    private static string ParentPart(VendorPath path) => path.Steps.Count == 0 ? "context.ParentRemoteId" : $"TwoPartId.Part(context.ParentRemoteId, {path.Steps[0].Text})";

    // A part of an id, as text.
    private string Part(VendorPath path, FieldType field) =>
        path.Root == PathRoot.Parent ? ParentPart(path) : At(path, Readings.Id(_owner, _payload.Name(path)), field with { List = false });

    // Where the contract lets anything stand, such as the answers to questions of all types, what is no value of the type is none.
    private static string? Tokens(ConversionKind conversion, TypeRef type) => conversion switch
    {
        ConversionKind.Raw => null,
        ConversionKind.Localised => "JsonTokenType.StartObject",
        ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds or ConversionKind.Scaled => "JsonTokenType.Number",
        not ConversionKind.Plain => "JsonTokenType.String",
        _ => type switch
        {
            TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number } => "JsonTokenType.Number",
            TypeRef.Scalar { Kind: ScalarKind.Boolean } => "JsonTokenType.True or JsonTokenType.False",
            TypeRef.Scalar { Kind: ScalarKind.Any } => null,
            TypeRef.OptionOrBoolean => "not (JsonTokenType.StartObject or JsonTokenType.StartArray)",
            TypeRef.Reference or TypeRef.Option => "JsonTokenType.String or JsonTokenType.Number",
            _ => "not (JsonTokenType.StartObject or JsonTokenType.StartArray)",
        },
    };

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

    // A method that translates the value the reader stands on.
    private Reading Table(ValueSpec.Map map, FieldType field, string key)
    {
        var type = _owner.Types.Value(field.Type);
        var method = _owner.Once((map, field.Type, _payload.Name(map.Path)), Last(key) + "Of", name =>
            _owner.Add(writer => TableWriter.Map(writer, name, _payload.Name(map.Path), map, field.Type, type, key, _owner, text => Constant(text, field.Type))));
        return Readings.Plain(_owner, type + "?", $"{method}($a, context)");
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
}
