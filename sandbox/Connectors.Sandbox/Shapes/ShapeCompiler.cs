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

    // Types of XML whose values no spec reads as more than text.
    private static readonly Dictionary<string, string> XmlTexts = new(StringComparer.Ordinal)
    {
        ["byte"] = "JVBERi0xLjQK",
        ["xs:hexBinary"] = "255044462D",
        ["xs:time"] = "08:30:00",
        ["xs:duration"] = "P14D",
        ["xs:gYear"] = "2026",
        ["xs:gYearMonth"] = "2026-03",
        ["xs:gMonth"] = "--03",
        ["xs:gMonthDay"] = "--03-29",
        ["xs:gDay"] = "---29",
    };

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
        if (Resolve(schema, tree) is not { } found || SchemaKind.Of(found) != JsonKind.Object || found.Properties.Count == 0)
        {
            return Compile(schema, tree, site);
        }

        var members = Members(found, tree, site, guests, asked);
        var breakable = Array.FindIndex(members, m => m.Breakable);
        return new RecordShape([.. members.Select((m, i) => m with { Breakable = i == breakable })], guests) { Form = form };
    }

    /// <summary>Makes the shape of a whole reply; <paramref name="tree"/> says where paging and records stand.</summary>
    public Shape Reply(SchemaRef? schema, MeaningTree tree) => Compile(schema, tree, new Site("reply", null, 0));

    /// <summary>The schema at the end of a path; null when there is none.</summary>
    public SchemaRef? Follow(SchemaRef? from, IEnumerable<PathStep> steps)
    {
        foreach (var step in steps)
        {
            if (contract.Resolve(from) is not { } schema)
            {
                return null;
            }

            from = step switch
            {
                PathStep.Property property => Alternatives(schema).SelectMany(s => s.Properties).FirstOrDefault(p => p.Name == property.Name)?.Schema ?? schema.AdditionalProperties,
                PathStep.Values => new SchemaRef(null, new ContractSchema { Type = JsonKind.Array, Items = schema.AdditionalProperties ?? schema.Properties.Select(p => p.Schema).FirstOrDefault() }),
                PathStep.Key => new SchemaRef(null, new ContractSchema { Type = JsonKind.String }),
                _ => Alternatives(schema).Select(s => s.Items).FirstOrDefault(i => i is not null),
            };
        }

        return from;
    }

    private IEnumerable<ContractSchema> Alternatives(ContractSchema schema) =>
        schema.Alternatives.Count == 0 ? [schema] : schema.Alternatives.Select(contract.Resolve).OfType<ContractSchema>().SelectMany(Alternatives).Prepend(schema);

    /// <summary>The schema itself; of alternatives the first that has what the spec reads.</summary>
    private ContractSchema? Resolve(SchemaRef? reference, MeaningTree? tree)
    {
        var schema = contract.Resolve(reference);
        if (schema is not { Alternatives.Count: > 0 } || schema.Properties.Count > 0)
        {
            return schema;
        }

        var options = schema.Alternatives.Select(a => Resolve(a, tree)).OfType<ContractSchema>().ToList();
        var best = options.FirstOrDefault(o => tree is not null && o.Properties.Any(p => tree.Members.ContainsKey(p.Name))) ?? options.FirstOrDefault(o => SchemaKind.Of(o) != JsonKind.Any) ?? options.FirstOrDefault();
        return best is null ? schema : best with { Nullable = best.Nullable || schema.Nullable };
    }

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

        if (Resolve(reference, tree) is not { } schema)
        {
            return new AnyShape(site.Salt, nullable: false);
        }

        return SchemaKind.Of(schema) switch
        {
            JsonKind.Object => Object(schema, tree, site),
            JsonKind.Array => List(schema, tree, site),
            var kind when tree?.Meaning?.As.Strip is { } before => new PrefixedShape(before, Scalar(schema, kind, tree.Meaning, site)),
            var kind => Scalar(schema, kind, tree?.Meaning, site),
        };
    }

    // What stands at a place of an answer to questions of one type: as the contract says, or where it lets anything stand, what the case wants.
    private Shape Answered(QuestionType type, SchemaRef? reference, MeaningTree tree, Site site)
    {
        if (!tree.Answered.TryGetValue(type.Vendor, out var meant))
        {
            return new ConstantShape("null"u8.ToArray());
        }

        var known = Resolve(reference, meant.Tree);
        var schema = known is not null && SchemaKind.Of(known) != JsonKind.Any ? reference
            : new SchemaRef(null, new ContractSchema { Type = meant.Type, Items = meant.Type == JsonKind.Array ? new SchemaRef(null, new ContractSchema { Type = JsonKind.String }) : null });
        return Compile(schema, meant.Tree, site);
    }

    private Shape Object(ContractSchema schema, MeaningTree? tree, Site site)
    {
        if (tree?.Meaning is { As.Kind: ConversionKind.Localised } meaning && schema.Properties.Count > 0)
        {
            var languages = schema.Properties.Select(p => (JsonEncodedText.Encode(p.Name), Words.Language(p.Name), contract.Resolve(p.Schema)?.Nullable == true));
            var limit = schema.Properties.Min(p => contract.Resolve(p.Schema)?.MaxLength ?? 0);
            return new LocalisedShape([.. languages], TextKinds.Unified(meaning.Field), limit, site.Salt, site.Records?.Questions);
        }

        if (tree?.Values is { Nested: { } nested } list && Follow(new SchemaRef(null, schema), [new PathStep.Values(), new PathStep.All()]) is { } record)
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

            var resolved = Resolve(property.Schema, place);
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
            .All(p => contract.Resolve(p.Schema) is { } s && SchemaKind.Of(s) is not (JsonKind.Object or JsonKind.Array));

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

        if (site.About is null && (place.Meaning ?? place.Items?.Meaning) is { Role: MeaningRole.OptionReference } && SubjectOf(site)?.Questions is { } subject)
        {
            return new Condition.DependsOn(subject, options: schema?.Type != JsonKind.Boolean);
        }

        return place.Any(t => t.Meaning?.Role == MeaningRole.Earlier) ? new Condition.Depends() : null;
    }

    /// <summary>The model of questions that a precondition or an answer at this place is about.</summary>
    private Population? SubjectOf(Site site) => site.About ?? (site.Records is { } records ? world.JoinedBy(records.Model) : null);

    private Shape List(ContractSchema schema, MeaningTree? tree, Site site)
    {
        var below = site.Below("[]");
        var item = Resolve(schema.Items, tree?.Items);
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
        if (meaning?.Role == MeaningRole.OptionReference && SubjectOf(site)?.Questions is { } chosen)
        {
            return new ChosenOptionsShape(chosen, item is null ? JsonKind.String : SchemaKind.Of(item), site.Salt, site.Some);
        }

        if (item is not null && Values(item, meaning) is { Length: > 0 } values && item.Properties.Count == 0)
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
        var listed = contract.Resolve(item.Properties.FirstOrDefault(p => p.Name == member)?.Schema)?.Enum ?? default;
        var shapes = new List<Shape>();
        foreach (var value in listed.Count > 0 ? (IEnumerable<string>)listed : named.Append("other"))
        {
            tree.Member(member).Substitute = new ConstantShape([(byte)'"', .. Words.Escape(value), (byte)'"']);
            shapes.Add(Compile(items, tree, site.Below(value)));
        }

        return new KeyedListShape([.. shapes], site.Salt);
    }

    private Shape Scalar(ContractSchema schema, JsonKind kind, Meaning? meaning, Site site)
    {
        if (site.Records is null && PageNumberShape.Knows(site.Name, kind))
        {
            return new PageNumberShape(site.Name);
        }

        return meaning?.Role switch
        {
            MeaningRole.Id when site.Records is { } records => new IdShape(records.Ids, kind, static c => c.Index),
            MeaningRole.Reference => Reference(schema, kind, meaning, site),
            MeaningRole.Earlier when SubjectOf(site) is { } questions => new IdShape(questions.Ids, kind, static c => c.Subject),
            MeaningRole.Discriminator when meaning.Answer && site.About?.Questions is { } questions => new QuestionTypeShape(questions, static c => c.Subject),
            MeaningRole.Discriminator when site.Records?.Questions is { } questions => new QuestionTypeShape(questions, static c => c.Index),
            MeaningRole.OptionId when site.Records?.Questions is { } questions => new IdShape(questions.OptionIds, kind, static c => Questions.OptionIndex(c.Index, c.Item)),
            MeaningRole.OptionReference when kind != JsonKind.Boolean && SubjectOf(site)?.Questions is { } questions => new IdShape(
                questions.OptionIds,
                kind,
                c => c.Subject < 0 ? -1 : Questions.OptionIndex(c.Subject, Dice.Below(Dice.Mix(c.Hash), Math.Max(1, questions.OptionCount(c.Subject))))),
            _ => Value(schema, kind, meaning, site),
        };
    }

    private static Shape Value(ContractSchema schema, JsonKind kind, Meaning? meaning, Site site)
    {
        if (Values(schema, meaning) is { Length: > 0 } values)
        {
            return new ChoiceShape(values, site.Salt);
        }

        if (Time(schema, kind, meaning, site) is { } time)
        {
            return time;
        }

        if (meaning?.As.Kind == ConversionKind.DecimalComma)
        {
            return DecimalComma(meaning, site);
        }

        return kind switch
        {
            JsonKind.String => Text(schema, meaning, site),
            JsonKind.Integer => Number(schema, meaning, site),
            JsonKind.Number => meaning?.Answer == true || IsLimit(meaning) ? Number(schema, meaning, site) : new DecimalShape(schema.Minimum ?? 0, schema.Maximum ?? (schema.Minimum ?? 0) + 5000, site.Salt),
            JsonKind.Boolean => new BooleanShape(meaning is null ? site.Name.StartsWith("anonym", StringComparison.OrdinalIgnoreCase) ? 0 : 8 : 2, site.Salt),
            _ => new AnyShape(site.Salt, schema.Nullable),
        };
    }

    /// <summary>The values there can be, as JSON: the contract's, or where it lists none those that the spec names.</summary>
    private static byte[][] Values(ContractSchema schema, Meaning? meaning)
    {
        var kind = SchemaKind.Of(schema);
        var values = schema.Enum.Count > 0 ? schema.Enum.Where(v => !(schema.Nullable && v == "null")) : meaning?.Role == MeaningRole.Value ? meaning.Values : [];
        return [.. values.Select(v => kind is JsonKind.Integer or JsonKind.Number or JsonKind.Boolean ? Encoding.UTF8.GetBytes(v) : [(byte)'"', .. Words.Escape(v), (byte)'"'])];
    }

    private static TimeShape? Time(ContractSchema schema, JsonKind kind, Meaning? meaning, Site site)
    {
        var conversion = meaning?.As ?? Conversion.Plain;
        var timely = conversion.Kind is ConversionKind.DateTime or ConversionKind.LocalTime or ConversionKind.Date or ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds;
        if (!timely)
        {
            var implied = schema.Format switch
            {
                "date-time" => ConversionKind.DateTime,
                "date" or "xs:date" => ConversionKind.Date,
                "xs:dateTime" => ConversionKind.LocalTime,
                _ when kind == JsonKind.Integer && meaning is null && TimeShape.Sounds(site.Name) => schema.Description?.Contains("milli", StringComparison.OrdinalIgnoreCase) == true ? ConversionKind.UnixMilliseconds : ConversionKind.UnixSeconds,
                _ when meaning?.Scalar == ScalarKind.DateTime => kind == JsonKind.String ? ConversionKind.DateTime : ConversionKind.UnixSeconds,
                _ => ConversionKind.Plain,
            };
            if (implied == ConversionKind.Plain)
            {
                return null;
            }

            conversion = new Conversion { Kind = implied };
        }

        var moment = meaning?.Answer == true ? Moment.Day : TimeShape.MomentOf(meaning is null ? site.Name : meaning.Field[(meaning.Field.LastIndexOf('.') + 1)..]);
        return new TimeShape(site.Records, moment, conversion, kind == JsonKind.String, site.Salt);
    }

    private static Shape Text(ContractSchema schema, Meaning? meaning, Site site)
    {
        if (XmlTexts.GetValueOrDefault(schema.Format ?? "") is { } xml)
        {
            return new ConstantShape([(byte)'"', .. Words.Escape(xml), (byte)'"']);
        }

        if (schema.Pattern is { } pattern)
        {
            return new PatternShape(pattern, schema.Example, site.Salt);
        }

        if (schema.Format == "uuid")
        {
            var ids = IdScheme.For(schema, site.Salt);
            return new IdShape(ids, JsonKind.String, c => Dice.Below(Dice.Mix(c.Hash, site.Salt), 1_000_000));
        }

        var kind = meaning is null ? TextKinds.Vendor(site.Name)
            : meaning.As.Kind is ConversionKind.GivenName or ConversionKind.FamilyName ? TextKind.FullName
            : TextKinds.Unified(meaning.Field);
        kind = schema.Format switch
        {
            "uri" or "url" => TextKind.Url,
            "email" => TextKind.Email,
            _ => kind,
        };
        if (kind == TextKind.Words && meaning is null && schema.Example is { } example)
        {
            return new ConstantShape([(byte)'"', .. Words.Escape(example), (byte)'"']);
        }

        return new TextShape(kind, null, schema.MaxLength ?? 0, site.Salt, meaning?.Answer == true ? site.About?.Questions : null, meaning is null ? null : site.Records?.Questions);
    }

    private static DecimalCommaShape DecimalComma(Meaning meaning, Site site)
    {
        var salt = site.Salt;
        return (site.Records?.Questions, meaning.Field[(meaning.Field.LastIndexOf('.') + 1)..]) switch
        {
            ({ } own, "min") => new DecimalCommaShape(c => own.Minimum(c.Index) * 100),
            ({ } own, "max") => new DecimalCommaShape(c => own.Maximum(c.Index) * 100),
            (_, "weekly_hours") => new DecimalCommaShape(c => 50 * (1 + Dice.Below(Dice.Mix(c.Hash ^ salt), 80))),
            _ => new DecimalCommaShape(c => Dice.Below(Dice.Mix(c.Hash ^ salt), 9_000_000)),
        };
    }

    private static bool IsLimit(Meaning? meaning) =>
        meaning is not null && (meaning.Field.EndsWith(".format.min", StringComparison.Ordinal) || meaning.Field.EndsWith(".format.max", StringComparison.Ordinal));

    private static NumberShape Number(ContractSchema schema, Meaning? meaning, Site site)
    {
        var salt = site.Salt;
        if (site.Records?.Questions is { } own && meaning is not null)
        {
            switch (meaning.Field[(meaning.Field.LastIndexOf('.') + 1)..])
            {
                case "min":
                    return new NumberShape(c => own.Minimum(c.Index));
                case "max":
                    return new NumberShape(c => own.Maximum(c.Index));
                case "max_length":
                    return new NumberShape(c => own.MaxLength(c.Index) is > 0 and var length ? length : 10_000);
                default:
                    break;
            }
        }

        if (meaning?.Answer == true && site.About?.Questions is { } asked)
        {
            return new NumberShape(c => c.Subject < 0 ? 0 : asked.Minimum(c.Subject) + Dice.Below(Dice.Mix(c.Hash ^ salt), asked.Maximum(c.Subject) - asked.Minimum(c.Subject) + 1));
        }

        if (meaning?.Field.EndsWith("index", StringComparison.Ordinal) == true)
        {
            return new NumberShape(c => ((c.Rank + 1) * 10) + (c.Rank % 3 == 2 ? 5 : 0));
        }

        var least = (long)Math.Ceiling(schema.Minimum ?? 0);
        var most = Math.Max(least, (long)Math.Floor(schema.Maximum ?? least + 100));
        return new NumberShape(c => least + Dice.Below(Dice.Mix(c.Hash ^ salt), most - least + 1));
    }

    private IdShape Reference(ContractSchema schema, JsonKind kind, Meaning meaning, Site site)
    {
        var target = world.Find(meaning.Target!);
        var ids = target?.Ids ?? IdScheme.For(schema, site.Salt);
        return new IdShape(ids, kind, References.Pick(world, site.Records, target, site.About, site.Salt));
    }

    /// <summary>Where in a reply a shape stands.</summary>
    /// <param name="Path">The way from the record or the reply.</param>
    /// <param name="Records">The model of the record; null outside of records.</param>
    /// <param name="Depth">How deep.</param>
    private sealed record Site(string Path, Population? Records, int Depth)
    {
        /// <summary>The model of questions that the place is an answer to.</summary>
        public Population? About { get; init; }

        /// <summary>The case that answers have when no question is known.</summary>
        public string? FirstAnswer { get; init; }

        /// <summary>Whether a list here has at least one item.</summary>
        public bool Some { get; init; }

        /// <summary>Tells the chance of this place from that of others.</summary>
        public ulong Salt { get; } = Dice.Of(Path);

        /// <summary>The last name of the path; items of a list have that of the list.</summary>
        public string Name { get; } = Path.Split('/').Last(n => n != "[]");

        /// <summary>A place below.</summary>
        public Site Below(string name) => new(string.Create(CultureInfo.InvariantCulture, $"{Path}/{name}"), Records, Depth + 1) { About = About, FirstAnswer = FirstAnswer };
    }
}
