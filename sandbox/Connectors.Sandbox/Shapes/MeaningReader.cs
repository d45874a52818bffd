using Connectors.Sandbox.Data;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Shapes;

/// <summary>Turns the fields of a spec around: from "this unified field comes from that path" to "the value at that path means this".</summary>
internal sealed class MeaningReader(VocabularySpec vocabulary)
{
    /// <summary>The unified fields that an action's input can give: <c>candidates.first_name</c>.</summary>
    public IReadOnlySet<string> Given { get; } = vocabulary.Actions.SelectMany(a => a.Inputs).Select(i => i.Becomes).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private readonly Dictionary<string, MeaningTree> _tables = new(StringComparer.Ordinal);

    /// <summary>Tables that list the records of a model, because the same ids lead to both.</summary>
    public Dictionary<string, string> Listed { get; } = new(StringComparer.Ordinal);

    /// <summary>What the models that have been read so far read of the rows of a table.</summary>
    /// <param name="table">The table's name.</param>
    public MeaningTree Table(string table) => _tables.TryGetValue(table, out var tree) ? tree : _tables[table] = new MeaningTree();

    /// <summary>Which part of the ids of a model is the record's own, where they have two; -1 otherwise.</summary>
    public Func<string, int> OwnPart { get; init; } = static _ => -1;

    /// <summary>Adds what a model reads to the tree of its records.</summary>
    /// <param name="model">The model.</param>
    /// <param name="payload">The tree of its records.</param>
    /// <param name="detail">The tree of what is looked up for a record.</param>
    public void Read(ModelSpec model, MeaningTree payload, MeaningTree detail)
    {
        var type = vocabulary.Model(model.Name);
        foreach (var field in model.Fields)
        {
            Read(field.Value, type?.Field(field.Name), new Place(model.Name, model.Name + "." + field.Name, payload, detail, type) { Own = TwoParts.Own(model), OwnPartOf = OwnPart });
        }

        ReadTests(model.Keep.Concat(model.Drop).SelectMany(g => g.Tests), null, new Place(model.Name, model.Name + ".kind", payload, detail, type));
    }

    /// <summary>The <c>switch</c> that a model's vendor words decide; null when it has none.</summary>
    public static ValueSpec.Switch? SwitchOf(ModelSpec model) => model.Fields.Select(f => f.Value).OfType<ValueSpec.Switch>().FirstOrDefault();

    private void Read(ValueSpec value, FieldType? field, Place at)
    {
        switch (value)
        {
            case ValueSpec.From from:
                Mark(from.Path, field, at, from.As, []);
                break;
            case ValueSpec.Using written:
                Mark(written.Path, field, at, Conversion.Plain, []);
                break;
            case ValueSpec.Key key:
                ReadKey(key, field, at);
                break;
            case ValueSpec.Map map:
                Mark(map.Path, field, at, Conversion.Plain, [.. map.Entries.Select(e => e.Vendor)]);
                break;
            case ValueSpec.Match match:
                ReadTests(match.Cases.SelectMany(c => c.Tests), field, at);
                break;
            case ValueSpec.Switch choice when at.Answers is not null:
                ReadAnswers(choice, field, at);
                break;
            case ValueSpec.Switch choice:
                ReadSwitch(choice, field, at);
                break;
            case ValueSpec.OneOf one:
                foreach (var answer in one.Cases)
                {
                    ReadMembers(answer.Members, UnionMembers(field, answer.Case), at with { Answer = answer.Case });
                }

                break;
            case ValueSpec.FirstOf first:
                ReadAll(first.Values, field, at);
                break;
            case ValueSpec.Join join:
                ReadAll(join.Values, field, at);
                break;
            case ValueSpec.ListOf list:
                ReadAll(list.Items, field, at);
                break;
            case ValueSpec.Each each:
                ReadEach(each, field, at);
                break;
            case ValueSpec.Pick pick:
                ReadPick(pick, field, at);
                break;
            case ValueSpec.Row row:
                ReadRow(row, field, at);
                break;
            case ValueSpec.ObjectOf whole:
                ReadMembers(whole.Members, ObjectMembers(field), at);
                break;
            default:
                break;
        }
    }

    // Of an id of two parts one is the record's own; of a reference the same part is the other record's own.
    private static void ReadKey(ValueSpec.Key key, FieldType? field, Place at)
    {
        for (var i = 0; i < key.Parts.Count; i++)
        {
            var own = field?.Type is TypeRef.Reference { Model: var model } ? at.OwnPartOf(model) : at.Own;
            Mark(key.Parts[i], i == own ? field : null, i == own ? at : at with { Field = at.Field + ".part" }, Conversion.Plain, []);
        }
    }

    private void ReadAll(IEnumerable<ValueSpec> values, FieldType? field, Place at)
    {
        foreach (var value in values)
        {
            Read(value, field, at);
        }
    }

    private void ReadMembers(IEnumerable<MemberValue> members, IEnumerable<FieldType> types, Place at)
    {
        foreach (var member in members)
        {
            Read(member.Value, types.FirstOrDefault(t => t.Name == member.Name), at with { Field = at.Field + "." + member.Name });
        }
    }

    private static void ReadTests(IEnumerable<Test> tests, FieldType? field, Place at)
    {
        var flat = tests.Select(t => t is Test.Not not ? not.Inner : t).ToList();
        foreach (var path in flat.Select(PathOf).OfType<VendorPath>().Distinct())
        {
            var values = flat.Where(t => Equals(PathOf(t), path)).Select(ValueOf).OfType<string>().Distinct();
            Mark(path, field, at, Conversion.Plain, [.. values]);
        }
    }

    private static VendorPath? PathOf(Test test) => test switch
    {
        Test.Is t => t.Path,
        Test.Has t => t.Path,
        Test.Set t => t.Path,
        Test.Starts t => t.Path,
        _ => null,
    };

    private static string? ValueOf(Test test) => test switch
    {
        Test.Is t => t.Value,
        Test.Has t => t.Value,
        Test.Starts t => t.Value,
        _ => null,
    };

    private void ReadSwitch(ValueSpec.Switch choice, FieldType? field, Place at)
    {
        var place = Find(choice.Path, at);
        place.Always = true;
        place.Meaning ??= new Meaning { Model = at.Model, Field = at.Field, Role = MeaningRole.Discriminator, Values = [.. choice.Cases.Select(c => c.Vendor).Distinct()] };
        foreach (var one in choice.Cases)
        {
            ReadTests(one.Tests, null, at with { Type = one.Vendor });
            ReadMembers(one.Value.Members, UnionMembers(field, one.Value.Case), at with { Type = one.Vendor });
        }

        if (choice.Otherwise is { } rest)
        {
            ReadMembers(rest.Members, UnionMembers(field, rest.Case), at);
        }
    }

    // The question that an answer is about decides what its word says, and what stands at the same place for each of them.
    private void ReadAnswers(ValueSpec.Switch choice, FieldType? field, Place at)
    {
        var word = Find(choice.Path, at);
        word.Always = true;
        word.Meaning ??= new Meaning { Model = at.Model, Field = at.Field, Role = MeaningRole.Discriminator, Values = [.. choice.Cases.Select(c => c.Vendor)], Answer = true };
        foreach (var one in choice.Cases)
        {
            var tree = new MeaningTree();
            var members = UnionMembers(field, one.Value.Case);
            ReadMembers(one.Value.Members, members, at with { Payload = tree, Detail = tree });
            foreach (var (name, meant) in tree.Members)
            {
                var place = Find(new VendorPath(PathRoot.Payload, new([new PathStep.Property(name)]), JsonKind.Any), at);
                place.Always = true;
                place.Answered[one.Vendor] = new AnsweredCase(one.Value.Case, KindOf(one.Value.Members, members), meant);
            }
        }
    }

    private static JsonKind KindOf(IEnumerable<MemberValue> values, EquatableArray<FieldType> members)
    {
        var value = values.FirstOrDefault();
        var field = members.FirstOrDefault(m => m.Name == value?.Name);
        return field switch
        {
            null => JsonKind.Any,
            { List: true } => JsonKind.Array,
            _ when value?.Value is ValueSpec.From { As.Kind: ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds } => JsonKind.Integer,
            { Type: TypeRef.Scalar { Kind: ScalarKind.Number or ScalarKind.Integer } } => JsonKind.Integer,
            { Type: TypeRef.Scalar { Kind: ScalarKind.Boolean } } => JsonKind.Boolean,
            _ => JsonKind.String,
        };
    }

    private void ReadEach(ValueSpec.Each each, FieldType? field, Place at)
    {
        var list = Find(each.Path, at);
        var item = list.Item();
        var inner = at with { Payload = item, Detail = item, Type = null, Answer = null, InList = true };
        if (each.Item is not ValueSpec.ObjectOf whole)
        {
            Read(each.Item, field, inner);
            return;
        }

        var members = ObjectMembers(field).ToList();
        var types = whole.Members.ToDictionary(m => m.Name, m => members.FirstOrDefault(t => t.Name == m.Name)?.Type);
        list.Options |= at.Type is not null && types.ContainsKey("remote_id");
        if (whole.Members.Any(m => m.Value is ValueSpec.OneOf or ValueSpec.Switch) && types.Values.OfType<TypeRef.Reference>().FirstOrDefault() is { } about)
        {
            list.AnswersTo = about.Model;
        }

        ReadMembers(whole.Members, members, inner with { Option = list.Options, Answers = list.AnswersTo });
    }

    private void ReadPick(ValueSpec.Pick pick, FieldType? field, Place at)
    {
        var item = Find(pick.Path, at).Item();
        var inner = at with { Payload = item, Detail = item, Type = null, Answer = null, InList = true };
        ReadTests(pick.Where, null, inner);
        if (pick.Time is { } time)
        {
            Read(time, Time, inner with { Field = at.Field + "." + Time.Name });
        }

        Read(pick.Item, field, inner);
    }

    // The key leads to a row as a reference leads to a record.
    private void ReadRow(ValueSpec.Row row, FieldType? field, Place at)
    {
        var name = "tables." + row.Table;
        var tree = Table(row.Table);
        if (row.Path.Root != PathRoot.Parent)
        {
            Put(row.Path, at, new Meaning { Model = at.Model, Field = at.Field, Role = MeaningRole.Reference, Target = name });
            if (Find(row.Path, at, reads: false).Meaning is { Role: MeaningRole.Reference, Target: { } model } && model != name)
            {
                Listed[name] = model;
            }
        }

        Read(row.Take, field, at with { Model = name, Payload = tree, Detail = tree, Type = null, Answer = null, Option = false, InList = true });
    }

    private static FieldType Time { get; } = new() { Name = "remote_created_at", Type = new TypeRef.Scalar(ScalarKind.DateTime) };

    private static void Mark(VendorPath path, FieldType? field, Place at, Conversion conversion, string[] values)
    {
        if (path.Root != PathRoot.Parent)
        {
            Put(path, at, Interpret(field, at, conversion, values));
        }
    }

    private static void Put(VendorPath path, Place at, Meaning meaning)
    {
        var place = Find(path, at, meaning.Role != MeaningRole.Reference);
        var stronger = meaning.Role == MeaningRole.Id || (meaning.Role == MeaningRole.Reference && place.Meaning?.Role is null or MeaningRole.Value);
        if (place.Meaning is null || stronger)
        {
            place.Meaning = meaning;
        }
    }

    private static Meaning Interpret(FieldType? field, Place at, Conversion conversion, string[] values)
    {
        var name = at.Field[(at.Field.LastIndexOf('.') + 1)..];
        var (role, target) = field?.Type switch
        {
            _ when name == "remote_id" && !at.InList => (MeaningRole.Id, null),
            _ when name == "remote_id" && at.Option => (MeaningRole.OptionId, null),
            TypeRef.Reference reference => (IsEarlier(reference, name, at) ? MeaningRole.Earlier : MeaningRole.Reference, reference.Model),
            TypeRef.Option or TypeRef.OptionOrBoolean => (MeaningRole.OptionReference, at.Answers),
            _ => (MeaningRole.Value, (string?)null),
        };
        return new Meaning
        {
            Model = at.Model,
            Field = at.Field,
            Role = role,
            Target = target,
            Scalar = (field?.Type as TypeRef.Scalar)?.Kind,
            As = conversion,
            Values = values,
            Answer = at.Answer is not null,
        };
    }

    // A join row that refers to a second record of the model it joins means one that stands before it: a question's precondition.
    private static bool IsEarlier(TypeRef.Reference reference, string name, Place at) =>
        at.ModelType is { Joins.Count: > 0 } type
        && !type.Joins.Contains(name)
        && type.Joins.Any(j => type.Field(j)?.Type is TypeRef.Reference joined && joined.Model == reference.Model);

    private static MeaningTree Find(VendorPath path, Place at, bool reads = true)
    {
        var root = path.Root == PathRoot.Detail ? at.Detail : at.Payload;
        var first = true;
        return root.Descend(path.Steps, place =>
        {
            if (reads)
            {
                place.Readers.Add(at.Model);
            }

            if (first)
            {
                first = false;
                Belong(place, at);
            }
        });
    }

    private static void Belong(MeaningTree place, Place at)
    {
        if (at.Type is not null)
        {
            place.Types.Add(at.Type);
        }
        else if (at.Answer is not null)
        {
            place.Answers.Add(at.Answer);
        }
        else
        {
            place.Always = true;
        }
    }

    private EquatableArray<FieldType> ObjectMembers(FieldType? field) =>
        field?.Type is TypeRef.Object type && vocabulary.Object(type.Name) is { } found ? found.Members : default;

    private EquatableArray<FieldType> UnionMembers(FieldType? field, string name) =>
        field?.Type is TypeRef.Union type && vocabulary.Union(type.Name)?.Cases.FirstOrDefault(c => c.Name == name) is { } found ? found.Members : default;

    /// <summary>Where in the spec a value stands.</summary>
    private sealed record Place(string Model, string Field, MeaningTree Payload, MeaningTree Detail, ModelType? ModelType)
    {
        public string? Type { get; init; }

        /// <summary>Which part of the record's id is its own; -1 for none.</summary>
        public int Own { get; init; } = -1;

        /// <summary>Which part of the ids of a model is the record's own.</summary>
        public Func<string, int> OwnPartOf { get; init; } = static _ => -1;

        public string? Answer { get; init; }

        public string? Answers { get; init; }

        public bool Option { get; init; }

        public bool InList { get; init; }
    }
}
