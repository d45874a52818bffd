using System.Globalization;
using System.Text;
using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Data;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Shapes;

/// <summary>Makes shapes: the layout is the contract's, the sense is the spec's.</summary>
/// <param name="contract">The vendor's contract.</param>
/// <param name="world">The records.</param>
internal sealed class ShapeCompiler(Contract contract, World world)
{
    private const int Deepest = 12;

    private readonly Schemas _schemas = new(contract);
    private readonly ScalarCompiler _scalars = new(world);

    /// <summary>Makes the shape of a record.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="tree">What the spec reads of it.</param>
    /// <param name="records">Its model.</param>
    /// <param name="guests">Other models whose records are shown in it.</param>
    /// <param name="asked">Members that are there only when asked for, with their bits.</param>
    public Shape Record(SchemaRef? schema, MeaningTree tree, Population records, RecordShape.Guest[] guests, IReadOnlyDictionary<string, ulong> asked)
    {
        var site = new Site(records.Model, records, 0);
        var form = world.JoinedBy(records.Model) is { Questions: not null } questions && records.Parent is not null ? (records, questions) : ((Population, Population)?)null;
        if (_schemas.Resolve(schema, tree) is not { } found || SchemaKind.Of(found) != JsonKind.Object || found.Properties.Count == 0)
        {
            return Compile(schema, tree, site);
        }

        var members = Members(found, tree, site, guests, asked);
        var breakable = Array.FindIndex(members, m => m.Breakable);
        return new RecordShape([.. members.Select((m, i) => m with { Breakable = i == breakable })], guests) { Form = form };
    }

    /// <summary>Makes the shape of a whole reply; <paramref name="tree"/> says where paging and records stand.</summary>
    public Shape Reply(SchemaRef? schema, MeaningTree tree) => Compile(schema, tree, new Site("reply", null, 0));

    private Shape Compile(SchemaRef? reference, MeaningTree? tree, Site site)
    {
        if ((tree?.Substitute ?? tree?.Values?.Substitute) is { } substitute)
        {
            return substitute;
        }

        if (tree is { Answered.Count: > 0 } && site.About?.Questions is { } asked)
        {
            return new AnsweredShape(asked, [.. asked.Types.Select(t => Answered(t, reference, tree, site))]);
        }

        if (_schemas.Resolve(reference, tree) is not { } schema)
        {
            return new AnyShape(site.Salt, nullable: false);
        }

        return SchemaKind.Of(schema) switch
        {
            JsonKind.Object => Object(schema, tree, site),
            JsonKind.Array => List(schema, tree, site),
            var kind when tree?.Meaning?.As.Strip is { } before => new PrefixedShape(before, _scalars.Compile(schema, kind, tree.Meaning, site)),
            var kind => _scalars.Compile(schema, kind, tree?.Meaning, site),
        };
    }

    // What stands at a place of an answer to questions of one type: as the contract says, or where it lets anything stand, what the case wants.
    private Shape Answered(QuestionType type, SchemaRef? reference, MeaningTree tree, Site site)
    {
        if (!tree.Answered.TryGetValue(type.Vendor, out var meant))
        {
            return new ConstantShape("null"u8.ToArray());
        }

        var known = _schemas.Resolve(reference, meant.Tree);
        var schema = known is not null && SchemaKind.Of(known) != JsonKind.Any ? reference
            : new SchemaRef(null, new ContractSchema { Type = meant.Type, Items = meant.Type == JsonKind.Array ? new SchemaRef(null, new ContractSchema { Type = JsonKind.String }) : null });
        return Compile(schema, meant.Tree, site);
    }

    private Shape Object(ContractSchema schema, MeaningTree? tree, Site site)
    {
        if (tree?.Meaning is { As.Kind: ConversionKind.Localised } meaning && schema.Properties.Count > 0)
        {
            var languages = schema.Properties.Select(p => (JsonEncodedText.Encode(p.Name), Words.Language(p.Name), _schemas.Resolve(p.Schema)?.Nullable == true));
            var limit = schema.Properties.Min(p => _schemas.Resolve(p.Schema)?.MaxLength ?? 0);
            return new LocalisedShape([.. languages], TextKinds.Unified(meaning.Field), limit, site.Salt, site.Records?.Questions);
        }

        if (tree?.Values is { Nested: { } nested } list && _schemas.Follow(new SchemaRef(null, schema), [new PathStep.Values(), new PathStep.All()]) is { } record)
        {
            return new NestedShape(world.Of(nested), Record(record, list.Item(), world.Of(nested), [], new Dictionary<string, ulong>()), named: true);
        }

        return schema.Properties.Count == 0 && schema.AdditionalProperties is { } values
            ? new MapShape(Compile(values, tree?.Values?.Items ?? tree?.Members.Values.FirstOrDefault(), site.Below("*")), site.Salt)
            : new ObjectShape(Members(schema, tree, site, [], new Dictionary<string, ulong>()));
    }

    private Member[] Members(ContractSchema schema, MeaningTree? tree, Site site, RecordShape.Guest[] guests, IReadOnlyDictionary<string, ulong> asked)
    {
        var members = new List<Member>();
        foreach (var property in schema.Properties)
        {
            var place = tree?.Members.GetValueOrDefault(property.Name) ?? tree?.Values?.Items;
            if (schema.Joined && place is null && property.Name is not ("id" or "type"))
            {
                // Related records lead to each other without end; what the spec does not read of them is not there.
                continue;
            }

            var resolved = _schemas.Resolve(property.Schema, place);
            if (!property.Required && place is null && !IsLastChoice(schema, property, site) && (site.Depth >= Deepest || (site.Records is null && (resolved is null || !PageNumberShape.Knows(property.Name, SchemaKind.Of(resolved))))))
            {
                continue;
            }

            var guest = Array.FindIndex(guests, g => IsGuest(g.Records.Model, site, place));
            if (guest < 0 && place is null && guests.Length > 0 && world.JoinedBy(site.Records!.Model) == guests[0].Records)
            {
                guest = 0;
            }

            var inner = site.Below(property.Name) with { Records = guest >= 0 ? guests[guest].Records : site.Records, Some = property.Xml is { } xml && (property.Required || xml.Choice?.Required == true) };
            members.Add(new Member(JsonEncodedText.Encode(property.Name), Compile(property.Schema, place, inner))
            {
                Salt = inner.Salt,
                Required = property.Required || property.Xml?.Choice?.Required == true,
                Nullable = resolved?.Nullable == true || property.Xml?.Nillable == true,
                Nil = property.Xml?.Nillable == true,
                Choice = property.Xml?.Choice,
                Essential = place is not null && place.Any(IsEssential),
                When = place?.Presence ?? When(place, resolved, inner),
                AskedBit = asked.GetValueOrDefault(property.Name),
                HoldsId = place is not null && place.Any(t => t.Meaning?.Role == MeaningRole.Id),
                Breakable = place?.Meaning is { Role: MeaningRole.Value } && property.Required,
                Guest = guest,
            });
        }

        if (tree?.Values is { } rest && schema.AdditionalProperties is { } others)
        {
            foreach (var name in Words.CustomKeys.Take(3))
            {
                var inner = site.Below(Encoding.UTF8.GetString(name));
                members.Add(new Member(JsonEncodedText.Encode(name), Compile(others, rest.Items, inner)) { Salt = inner.Salt });
            }
        }

        return [.. members];
    }

    // Where values go no deeper, a choice that must be made is made among the alternatives that need not.
    private bool IsLastChoice(ContractSchema schema, SchemaProperty property, Site site) =>
        site.Records is not null
        && property.Xml?.Choice is { Required: true } choice
        && schema.Properties
            .Where(p => p.Xml?.Choice is { } other && other.Number == choice.Number && other.Alternative == choice.Alternative)
            .All(p => _schemas.Resolve(p.Schema) is { } s && SchemaKind.Of(s) is not (JsonKind.Object or JsonKind.Array));

    private static bool IsGuest(string guest, Site site, MeaningTree? place) =>
        place is not null && place.Readers.Contains(guest) && !place.Readers.Contains(site.Records!.Model);

    private static bool IsEssential(MeaningTree tree) =>
        tree.Substitute is not null || tree.Nested is not null || tree.Meaning?.Role is MeaningRole.Id or MeaningRole.Reference or MeaningRole.Earlier or MeaningRole.Discriminator or MeaningRole.OptionId;

    private Condition? When(MeaningTree? place, ContractSchema? schema, Site site)
    {
        if (place is null)
        {
            return null;
        }

        if (!place.Always && place.Types.Count > 0 && site.Records?.Questions is { } questions)
        {
            return new Condition.OfType(questions, [.. questions.Types.Select(t => place.Types.Contains(t.Vendor))]);
        }

        if (!place.Always && place.Answers.Count > 0)
        {
            return new Condition.Answers(site.About?.Questions, place.Answers, site.FirstAnswer ?? "");
        }

        if (site.About is null && (place.Meaning ?? place.Items?.Meaning) is { Role: MeaningRole.OptionReference } && site.SubjectIn(world)?.Questions is { } subject)
        {
            return new Condition.DependsOn(subject, options: schema?.Type != JsonKind.Boolean);
        }

        return place.Any(t => t.Meaning?.Role == MeaningRole.Earlier) ? new Condition.Depends() : null;
    }

    private Shape List(ContractSchema schema, MeaningTree? tree, Site site)
    {
        var below = site.Below("[]");
        var item = _schemas.Resolve(schema.Items, tree?.Items);
        if (tree?.Nested is { } nested)
        {
            return new NestedShape(world.Of(nested), Record(schema.Items, tree.Item(), world.Of(nested), [], new Dictionary<string, ulong>()));
        }

        if (tree?.AnswersTo is { } about && world.Find(about) is { } questions && site.Records is { } self)
        {
            var cases = tree.Item().Members.Values.SelectMany(m => m.Answers.Concat(m.Answered.Values.Select(a => a.Case))).ToHashSet(StringComparer.Ordinal);
            var answer = Compile(schema.Items, tree.Items, below with { About = questions, FirstAnswer = cases.FirstOrDefault() });
            return new AnswersShape(world, self, questions, cases, answer, site.Salt);
        }

        if (tree?.Options == true && site.Records?.Questions is { } owner)
        {
            return new OptionsShape(owner, Compile(schema.Items, tree.Items, below), site.Salt);
        }

        var meaning = tree?.Meaning ?? tree?.Items?.Meaning;
        if (meaning?.Role == MeaningRole.OptionReference && site.SubjectIn(world)?.Questions is { } chosen)
        {
            return new ChosenOptionsShape(chosen, item is null ? JsonKind.String : SchemaKind.Of(item), site.Salt, site.Some);
        }

        if (item is not null && ScalarCompiler.Values(item, meaning) is { Length: > 0 } values && item.Properties.Count == 0)
        {
            return new SubsetShape(values, site.Salt, site.Some);
        }

        if (item is not null && tree?.Key is { } key)
        {
            return Keyed(schema.Items, tree.Item(), item, key.Member, key.Values, below);
        }

        if (tree?.Items is { } parts && parts.Any(static t => t.Substitute is RecordsShape || t.AnswersTo is not null || t.Nested is not null))
        {
            // The records or answers stand in lists within this one: in its only item, so that each comes once.
            return new ListShape(Compile(schema.Items, parts, below), 1, 1, site.Salt);
        }

        var inner = tree?.Items ?? (meaning is null ? null : new MeaningTree { Meaning = meaning });
        return site.Depth >= Deepest && !(site.Some && item is not null && SchemaKind.Of(item) is not (JsonKind.Object or JsonKind.Array))
            ? new ConstantShape("[]"u8.ToArray())
            : new ListShape(Compile(schema.Items, inner, below), site.Some || meaning?.Field.EndsWith("email_addresses.email_address", StringComparison.Ordinal) == true ? 1 : 0, tree is null ? 2 : 3, site.Salt);
    }

    private KeyedListShape Keyed(SchemaRef? items, MeaningTree tree, ContractSchema item, string member, HashSet<string> named, Site site)
    {
        var listed = _schemas.Resolve(item.Properties.FirstOrDefault(p => p.Name == member)?.Schema)?.Enum ?? default;
        var shapes = new List<Shape>();
        foreach (var value in listed.Count > 0 ? (IEnumerable<string>)listed : named.Append("other"))
        {
            tree.Member(member).Substitute = new ConstantShape([(byte)'"', .. Words.Escape(value), (byte)'"']);
            shapes.Add(Compile(items, tree, site.Below(value)));
        }

        return new KeyedListShape([.. shapes], site.Salt);
    }
}
