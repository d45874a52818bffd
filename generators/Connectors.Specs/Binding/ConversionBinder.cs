using System.Globalization;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds <c>as:</c> with its options, and checks that a vendor value becomes the unified type with it.</summary>
internal sealed class ConversionBinder(BindContext context)
{
    private static readonly string[] LocalOptions = ["format", "zone"];

    /// <summary>The conversion that a mapping says; <see cref="ConversionKind.Plain"/> when it says none.</summary>
    /// <param name="mapping">Where it stands.</param>
    /// <param name="contractFormat">The format that the contract gives the value: a local time that it types as <c>xs:dateTime</c> needs no other.</param>
    /// <param name="isKnown">Whether the contract has the value; where it has not, which has been reported, a format may not be needed.</param>
    public Conversion Bind(YamlMapping mapping, string? contractFormat = null, bool isKnown = true)
    {
        var kind = mapping.Text("as") is { } word && Grammar.Conversions.TryGetValue(word, out var known) ? known : ConversionKind.Plain;
        var times = Times(mapping);
        if (times is not null && kind != ConversionKind.Plain)
        {
            Idle(mapping, "times", $"with 'as: {mapping.Text("as")}'");
        }

        if (kind != ConversionKind.Plain && mapping["strip"] is not null)
        {
            Idle(mapping, "strip", $"with 'as: {mapping.Text("as")}'");
        }

        var local = kind is ConversionKind.LocalTime or ConversionKind.Date;
        foreach (var option in LocalOptions.Where(o => !local && mapping[o] is not null))
        {
            Idle(mapping, option, "without 'as: local_time' or 'as: date'");
        }

        if (kind != ConversionKind.Date && mapping["end_of_day"] is not null)
        {
            Idle(mapping, "end_of_day", "without 'as: date'");
        }

        return local
            ? new Conversion { Kind = kind, Format = Format(mapping, kind, contractFormat, isKnown || !context.HasErrors), Zone = Zone(mapping, kind), EndOfDay = mapping.Flag("end_of_day") }
            : times is { } factor ? new Conversion { Kind = ConversionKind.Scaled, Times = factor }
            : new Conversion { Kind = kind, Strip = kind == ConversionKind.Plain ? mapping.Text("strip") : null };
    }

    /// <summary>The conversion with which a value becomes the type; reports when there is none.</summary>
    public Conversion Check(YamlNode node, BoundPath path, Conversion conversion, TypeRef type, string what)
    {
        var json = path.Path.Type;
        var plain = conversion.Kind == ConversionKind.Plain;
        if (plain && type is TypeRef.Scalar { Kind: ScalarKind.Any })
        {
            return new Conversion { Kind = ConversionKind.Raw };
        }

        if (plain && type is TypeRef.Scalar { Kind: ScalarKind.DateTime } && json == JsonKind.String && path.View.Format == "date-time")
        {
            return new Conversion { Kind = ConversionKind.DateTime };
        }

        if (context.Contract is null || path.View.IsLost)
        {
            // What keeps it from being looked up has been reported.
            return conversion;
        }

        if (conversion.Strip is { } strip && (type is not (TypeRef.Scalar { Kind: ScalarKind.String } or TypeRef.Reference or TypeRef.Option) || json is not (JsonKind.String or JsonKind.Any)))
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"'strip' takes '{strip}' off a text, and leaves a text or an id; the contract has {JsonKindWords.Of(json)} at '{path.Path.Text}', and {what} is {Types.Says(type)}.");
            return conversion;
        }

        if (plain && type is TypeRef.Enum name && context.Vocabulary.Enum(name.Name) is { } values)
        {
            CheckEnum(node, path, values, what);
            return conversion;
        }

        if (json == JsonKind.Array)
        {
            context.Report(DiagnosticRules.ListMismatch, node, $"'{path.Path.Text}' is a list, but {what} is one value; take an item with [0] or [key=value].");
        }
        else if (!Gives(conversion.Kind, type))
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"{Capital(what)} is {Types.Says(type)}{(plain ? "; say how the vendor writes it with 'as: datetime', 'local_time', 'date', 'unix_seconds' or 'unix_ms'" : $", which '{Word(conversion)}' does not give")}.");
        }
        else if (!Takes(conversion.Kind, type, json))
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(json)} at '{path.Path.Text}', which does not become {Types.Says(type)} ({what}){Advice(conversion, type, json)}");
        }

        return conversion;
    }

    /// <summary>Reports a text that is no value of the type.</summary>
    public void CheckUnified(YamlNode node, string text, TypeRef type, string what)
    {
        switch (type)
        {
            case TypeRef.Enum name when context.Vocabulary.Enum(name.Name) is { } values && !values.Values.Contains(text):
                context.Report(DiagnosticRules.UnifiedValue, node, $"'{text}' is not a value of {what} ({string.Join(", ", values.Values)}){Suggest.Hint(text, values.Values)}");
                break;
            case TypeRef.Scalar { Kind: var kind } when !Parses(kind, text):
                context.Report(DiagnosticRules.UnifiedValue, node, $"{Capital(what)} is {Types.Says(type)}, and '{text}' is none.");
                break;
            case TypeRef.Object or TypeRef.Union or TypeRef.Reference or TypeRef.Option or TypeRef.OptionOrBoolean:
                context.Report(DiagnosticRules.WrongConstruct, node, $"{Capital(what)} is {Types.Says(type)} and cannot be a constant.");
                break;
        }
    }

    private static bool Parses(ScalarKind kind, string text) => kind switch
    {
        ScalarKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ScalarKind.Number => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        ScalarKind.Boolean => text is "true" or "false",
        ScalarKind.DateTime => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => true,
    };

    /// <summary>Whether a conversion's result is of the type.</summary>
    private static bool Gives(ConversionKind kind, TypeRef type) => type switch
    {
        TypeRef.Scalar { Kind: ScalarKind.DateTime } => kind is ConversionKind.DateTime or ConversionKind.LocalTime or ConversionKind.Date or ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds,
        TypeRef.Scalar { Kind: ScalarKind.String } => kind is ConversionKind.Plain or ConversionKind.Localised or ConversionKind.Country or ConversionKind.GivenName or ConversionKind.FamilyName,
        TypeRef.Scalar { Kind: ScalarKind.Integer } => kind is ConversionKind.Plain or ConversionKind.Scaled,
        TypeRef.Scalar { Kind: ScalarKind.Number } => kind is ConversionKind.Plain or ConversionKind.Scaled or ConversionKind.DecimalComma,
        TypeRef.Scalar { Kind: ScalarKind.Any } => kind is ConversionKind.Raw,
        _ => kind is ConversionKind.Plain,
    };

    /// <summary>Whether a conversion to the type takes the JSON type.</summary>
    private static bool Takes(ConversionKind kind, TypeRef type, JsonKind json) => json == JsonKind.Any || kind switch
    {
        ConversionKind.Localised => json == JsonKind.Object,
        ConversionKind.DateTime or ConversionKind.LocalTime or ConversionKind.Date or ConversionKind.Country or ConversionKind.DecimalComma or ConversionKind.GivenName or ConversionKind.FamilyName => json == JsonKind.String,
        ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds or ConversionKind.Scaled => json is JsonKind.Integer or JsonKind.Number,
        ConversionKind.Raw => true,
        _ => type switch
        {
            TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number } => json is JsonKind.Integer or JsonKind.Number,
            TypeRef.Scalar { Kind: ScalarKind.Boolean } => json == JsonKind.Boolean,
            TypeRef.OptionOrBoolean => json is JsonKind.String or JsonKind.Integer or JsonKind.Number or JsonKind.Boolean,
            _ => json is JsonKind.String or JsonKind.Integer or JsonKind.Number,
        },
    };

    private static string Advice(Conversion conversion, TypeRef type, JsonKind json) => (conversion.Kind, type, json) switch
    {
        (ConversionKind.Plain, TypeRef.Scalar { Kind: ScalarKind.String }, JsonKind.Object) => "; for texts by language say 'as: localised'.",
        (ConversionKind.Plain, TypeRef.Scalar { Kind: ScalarKind.Number }, JsonKind.String) => "; for numbers like 1.234,56 say 'as: decimal_comma'.",
        (ConversionKind.Plain, TypeRef.Scalar { Kind: ScalarKind.Boolean }, JsonKind.String) => "; translate it with 'map'.",
        _ => ".",
    };

    private static string Word(Conversion conversion) =>
        conversion.Kind == ConversionKind.Scaled ? "times" : "as: " + Grammar.Conversions.FirstOrDefault(c => c.Value == conversion.Kind).Key;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private void CheckEnum(YamlNode node, BoundPath path, EnumType values, string what)
    {
        if (path.View.Values is { Count: > 0 } vendor && vendor.All(v => values.Values.Contains(v)))
        {
            return;
        }

        context.Report(DiagnosticRules.TypeMismatch, node, $"{Capital(what)} takes {string.Join(", ", values.Values)}; translate the vendor's values with 'map', 'match' or 'value'.");
    }

    private string? Format(YamlMapping mapping, ConversionKind kind, string? contractFormat, bool demanded)
    {
        if (mapping.Scalar("format") is not { } format)
        {
            if (kind == ConversionKind.LocalTime && contractFormat is not "xs:dateTime" && demanded)
            {
                context.Report(DiagnosticRules.MissingOption, mapping.Entry("as")!.Value, "'as: local_time' needs 'format', such as \"yyyy-MM-dd HH:mm\"; only what the contract types as xs:dateTime needs none.");
            }

            return kind == ConversionKind.Date ? "yyyy-MM-dd" : null;
        }

        if (ScalarSyntax.DateFormatFault(format.Text) is { } fault)
        {
            context.Report(DiagnosticRules.Malformed, format, $"The date format '{format.Text}' cannot be used: {fault}.");
        }
        else if (kind == ConversionKind.Date && ScalarSyntax.HasHours(format.Text))
        {
            context.Report(DiagnosticRules.Malformed, format, $"The date format '{format.Text}' has hours, which a day has not; write 'as: local_time'.");
        }
        else if (kind == ConversionKind.LocalTime && !ScalarSyntax.HasHours(format.Text))
        {
            context.Report(DiagnosticRules.Malformed, format, $"The date format '{format.Text}' has no hours, which a time has; write 'as: date'.");
        }

        return format.Text;
    }

    private string? Zone(YamlMapping mapping, ConversionKind kind)
    {
        var zone = context.ZoneOf(mapping);
        if (zone is null)
        {
            context.Report(DiagnosticRules.MissingOption, mapping.Entry("as")!.Value, $"'as: {(kind == ConversionKind.Date ? "date" : "local_time")}' needs a zone, here or as 'transport.zone'.");
        }

        return zone;
    }

    private decimal? Times(YamlMapping mapping)
    {
        if (mapping.Scalar("times") is not { } times)
        {
            return null;
        }

        if (decimal.TryParse(times.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor != 0)
        {
            return factor;
        }

        context.Report(DiagnosticRules.Malformed, times, $"'times' takes a number other than 0, not '{times.Text}'.");
        return null;
    }

    private void Idle(YamlMapping mapping, string key, string why) =>
        context.Report(DiagnosticRules.IdleOption, mapping.Entry(key)!.Key, $"'{key}' has no meaning {why}.");
}
