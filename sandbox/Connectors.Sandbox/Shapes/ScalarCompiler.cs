using System.Text;
using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Data;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Shapes;

/// <summary>Makes shapes of single values: ids and what refers to them, choices, times, texts and numbers.</summary>
/// <param name="world">The records.</param>
internal sealed class ScalarCompiler(World world)
{
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

    /// <summary>Makes the shape of a value.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="kind">What the schema says it is in JSON.</param>
    /// <param name="meaning">What the spec reads in it; null for nothing.</param>
    /// <param name="site">Where it stands.</param>
    public Shape Compile(ContractSchema schema, JsonKind kind, Meaning? meaning, Site site)
    {
        if (site.Records is null && PageNumberShape.Knows(site.Name, kind))
        {
            return new PageNumberShape(site.Name);
        }

        return meaning?.Role switch
        {
            MeaningRole.Id when site.Records is { } records => new IdShape(records.Ids, kind, static c => c.Index),
            MeaningRole.Reference => Reference(schema, kind, meaning, site),
            MeaningRole.Earlier when site.SubjectIn(world) is { } questions => new IdShape(questions.Ids, kind, static c => c.Subject),
            MeaningRole.Discriminator when meaning.Answer && site.About?.Questions is { } questions => new QuestionTypeShape(questions, static c => c.Subject),
            MeaningRole.Discriminator when site.Records?.Questions is { } questions => new QuestionTypeShape(questions, static c => c.Index),
            MeaningRole.OptionId when site.Records?.Questions is { } questions => new IdShape(questions.OptionIds, kind, static c => Questions.OptionIndex(c.Index, c.Item)),
            MeaningRole.OptionReference when kind != JsonKind.Boolean && site.SubjectIn(world)?.Questions is { } questions => new IdShape(
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
    public static byte[][] Values(ContractSchema schema, Meaning? meaning)
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
}
