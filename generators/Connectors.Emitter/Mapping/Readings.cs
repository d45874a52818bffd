using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Chooses how a vendor value is read, from what it is to become and how the spec says it is written.</summary>
internal static class Readings
{
    /// <summary>An id: text or number.</summary>
    public static Reading Id(MapperClass owner, string path) => Text(owner, $"{owner.Format.Values}.Id($a, {Literals.String(path)})");

    /// <summary>A text, or any other scalar as JSON writes it.</summary>
    public static Reading Scalar(MapperClass owner, string path) => Text(owner, $"{owner.Format.Values}.Scalar($a, {Literals.String(path)})");

    /// <summary>Whether anything but null is there.</summary>
    public static Reading Set(MapperClass owner) => new("bool", owner.Format.IsSet) { Looks = true };

    /// <summary>The reading of a value that becomes a unified one.</summary>
    /// <param name="owner">The class it is read in.</param>
    /// <param name="path">The vendor's value.</param>
    /// <param name="name">What faults call it.</param>
    /// <param name="conversion">How it is written.</param>
    /// <param name="field">What it becomes; of a list, its items.</param>
    public static Reading Of(MapperClass owner, VendorPath path, string name, Conversion conversion, FieldType field)
    {
        var at = Literals.String(name);
        return conversion.Kind switch
        {
            ConversionKind.Localised => owner.Format.Localised(owner, at),
            ConversionKind.DateTime => Plain(owner, "DateTimeOffset?", $"TimeValue.Iso($a, {at})"),
            ConversionKind.UnixSeconds => Plain(owner, "DateTimeOffset?", $"TimeValue.UnixSeconds($a, {at})"),
            ConversionKind.UnixMilliseconds => Plain(owner, "DateTimeOffset?", $"TimeValue.UnixMilliseconds($a, {at})"),
            ConversionKind.LocalTime or ConversionKind.Date => Plain(owner, "DateTimeOffset?", $"{TimeFormats.Field(owner, conversion)}.Read($a, {at})"),
            ConversionKind.Country => Plain(owner, "string?", $"CountryCode.Read($a, {at})"),
            ConversionKind.Scaled when field.Type is TypeRef.Scalar { Kind: ScalarKind.Integer } =>
                Plain(owner, "long?", $"{owner.Format.Values}.ScaledInteger($a, {at}, {Literals.Decimal(conversion.Times)})"),
            ConversionKind.Scaled => Plain(owner, "decimal?", $"{owner.Format.Values}.Scaled($a, {at}, {Literals.Decimal(conversion.Times)})"),
            ConversionKind.DecimalComma when field.Type is TypeRef.Scalar { Kind: ScalarKind.Integer } => Plain(owner, "long?", $"{owner.Format.Values}.DecimalCommaInteger($a, {at})"),
            ConversionKind.DecimalComma => Plain(owner, "decimal?", $"{owner.Format.Values}.DecimalComma($a, {at})"),
            ConversionKind.GivenName => Text(owner, $"PersonName.Given({owner.Format.Values}.Text($a, {at}))"),
            ConversionKind.FamilyName => Text(owner, $"PersonName.Family({owner.Format.Values}.Text($a, {at}))"),
            ConversionKind.Raw => owner.Format.Raw(owner, path),
            _ when conversion.Strip is { } before => Stripped(AsItStands(owner, path, name, field), before),
            _ => AsItStands(owner, path, name, field),
        };
    }

    private static Reading Stripped(Reading reading, string before) => reading with { Expression = $"Prefix.Without({Literals.String(before)}, {reading.Expression})" };

    private static Reading AsItStands(MapperClass owner, VendorPath path, string name, FieldType field)
    {
        var at = Literals.String(name);
        return field.Type switch
        {
            TypeRef.Scalar { Kind: ScalarKind.Any } => owner.Format.Raw(owner, path),
            TypeRef.Scalar { Kind: ScalarKind.Integer } => Plain(owner, "long?", $"{owner.Format.Values}.Integer($a, {at})"),
            TypeRef.Scalar { Kind: ScalarKind.Number } => Plain(owner, "decimal?", $"{owner.Format.Values}.Number($a, {at})"),
            TypeRef.Scalar { Kind: ScalarKind.Boolean } => Plain(owner, "bool?", $"{owner.Format.Values}.Boolean($a, {at})"),
            TypeRef.Scalar { Kind: ScalarKind.DateTime } => Plain(owner, "DateTimeOffset?", $"TimeValue.Iso($a, {at})"),
            TypeRef.Reference or TypeRef.Option => Plain(owner, "Reference?", $"{owner.Format.Values}.Reference($a, {at})"),
            TypeRef.OptionOrBoolean when path.Type is JsonKind.Boolean && owner.Format == PayloadFormat.Xml => Plain(owner, "OptionOrBoolean?", $"XmlValue.BooleanOption($a, {at})"),
            TypeRef.OptionOrBoolean => Plain(owner, "OptionOrBoolean?", $"{owner.Format.Values}.OptionOrBoolean($a, {at})"),
            // Whether an id is a text or a number is the vendor's affair, today and tomorrow.
            _ when field.Name is WellKnown.RemoteId or WellKnown.Key => Id(owner, name),
            _ when path.Type is JsonKind.String => Text(owner, $"{owner.Format.Values}.Text($a, {at})"),
            _ => Scalar(owner, name),
        };
    }

    private static Reading Text(MapperClass owner, string expression) => Plain(owner, "string?", expression);

    /// <summary>A reading of one token, with the absent value where the vendor writes "nothing".</summary>
    public static Reading Plain(MapperClass owner, string type, string expression, string absent = "null") =>
        new(type, owner.Nulls.Count == 0 ? expression : $"{NothingMethod(owner)}($a) ? {absent} : {expression}");

    private static string NothingMethod(MapperClass owner) => owner.Once("nothing", "IsNothing", name => owner.Add(writer =>
    {
        writer.Summary("Whether the vendor writes \"nothing\" here.");
        writer.Line($"private static bool {name}({owner.Format.Parameter}) =>");
        using (writer.Indent())
        {
            writer.Line($"{owner.Format.IsAny(owner.Nulls)};");
        }
    }));

    /// <summary>The method that drops a text that means nothing.</summary>
    public static string ClearMethod(MapperClass owner) => owner.Once("clear", "ClearNothing", name => owner.Add(writer =>
    {
        writer.Summary("A text, unless it is the vendor's way to write \"nothing\".");
        writer.Line($"private static string? {name}(string? text) => text is {string.Join(" or ", owner.Nulls.Select(Literals.String))} ? null : text;");
    }));
}
