using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Chooses how a vendor value is read, from what it is to become and how the spec says it is written.</summary>
internal static class Readings
{
    /// <summary>An id: text or number.</summary>
    public static Reading Id(MapperClass owner, string path) => Plain(owner, "string?", $"JsonValue.Id(ref $r, {Literals.String(path)})");

    /// <summary>A text, or any other scalar as JSON writes it.</summary>
    public static Reading Scalar(MapperClass owner, string path) => Plain(owner, "string?", $"JsonValue.Scalar(ref $r, {Literals.String(path)})");

    /// <summary>Whether anything but null is there.</summary>
    public static Reading Set() => new("bool", "$r.TokenType != JsonTokenType.Null") { Looks = true };

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
            ConversionKind.Localised => Localised(owner, at),
            ConversionKind.DateTime => Plain(owner, "DateTimeOffset?", $"TimeValue.Iso(ref $r, {at})"),
            ConversionKind.UnixSeconds => Plain(owner, "DateTimeOffset?", $"TimeValue.UnixSeconds(ref $r, {at})"),
            ConversionKind.UnixMilliseconds => Plain(owner, "DateTimeOffset?", $"TimeValue.UnixMilliseconds(ref $r, {at})"),
            ConversionKind.LocalTime or ConversionKind.Date => Plain(owner, "DateTimeOffset?", $"{TimeFormats.Field(owner, conversion)}.Read(ref $r, {at})"),
            ConversionKind.Country => Plain(owner, "string?", $"CountryCode.Read(ref $r, {at})"),
            ConversionKind.Scaled when field.Type is TypeRef.Scalar { Kind: ScalarKind.Integer } =>
                Plain(owner, "long?", $"JsonValue.ScaledInteger(ref $r, {at}, {Literals.Decimal(conversion.Times)})"),
            ConversionKind.Scaled => Plain(owner, "decimal?", $"JsonValue.Scaled(ref $r, {at}, {Literals.Decimal(conversion.Times)})"),
            ConversionKind.Raw => Raw,
            _ => AsItStands(owner, path.Type, name, field),
        };
    }

    private static Reading Raw { get; } = new("RawJson?", "JsonValue.Raw(ref $r)", Moves: true);

    private static Reading AsItStands(MapperClass owner, JsonKind kind, string name, FieldType field)
    {
        var at = Literals.String(name);
        return field.Type switch
        {
            TypeRef.Scalar { Kind: ScalarKind.Any } => Raw,
            TypeRef.Scalar { Kind: ScalarKind.Integer } => Plain(owner, "long?", $"JsonValue.Integer(ref $r, {at})"),
            TypeRef.Scalar { Kind: ScalarKind.Number } => Plain(owner, "decimal?", $"JsonValue.Number(ref $r, {at})"),
            TypeRef.Scalar { Kind: ScalarKind.Boolean } => Plain(owner, "bool?", $"JsonValue.Boolean(ref $r, {at})"),
            TypeRef.Scalar { Kind: ScalarKind.DateTime } => Plain(owner, "DateTimeOffset?", $"TimeValue.Iso(ref $r, {at})"),
            TypeRef.Reference or TypeRef.Option => Plain(owner, "Reference?", $"JsonValue.Reference(ref $r, {at})"),
            TypeRef.OptionOrBoolean => Plain(owner, "OptionOrBoolean?", $"JsonValue.OptionOrBoolean(ref $r, {at})"),
            // Whether an id is a text or a number is the vendor's affair, today and tomorrow.
            _ when field.Name is WellKnown.RemoteId or WellKnown.Key => Id(owner, name),
            _ when kind is JsonKind.String => Plain(owner, "string?", $"JsonValue.Text(ref $r, {at})"),
            _ => Scalar(owner, name),
        };
    }

    private static Reading Localised(MapperClass owner, string at)
    {
        var text = $"LocalisedText.Read(ref $r, context, {at})";
        return new("string?", owner.Nulls.Count == 0 ? text : $"{ClearMethod(owner)}({text})", Moves: true);
    }

    /// <summary>A reading of one token, with the absent value where the vendor writes "nothing".</summary>
    public static Reading Plain(MapperClass owner, string type, string expression, string absent = "null") =>
        new(type, owner.Nulls.Count == 0 ? expression : $"{NothingMethod(owner)}(ref $r) ? {absent} : {expression}");

    private static string NothingMethod(MapperClass owner) => owner.Once("nothing", "IsNothing", name => owner.Add(writer =>
    {
        writer.Summary("Whether the vendor writes \"nothing\" here.");
        writer.Line($"private static bool {name}(ref Utf8JsonReader reader) =>");
        using (writer.Indent())
        {
            var tests = string.Join(" || ", owner.Nulls.Select(n => $"reader.ValueTextEquals({Literals.Utf8(n)})"));
            writer.Line($"reader.TokenType == JsonTokenType.String && ({tests});");
        }
    }));

    private static string ClearMethod(MapperClass owner) => owner.Once("clear", "ClearNothing", name => owner.Add(writer =>
    {
        writer.Summary("A text, unless it is the vendor's way to write \"nothing\".");
        writer.Line($"private static string? {name}(string? text) => text is {string.Join(" or ", owner.Nulls.Select(Literals.String))} ? null : text;");
    }));
}
