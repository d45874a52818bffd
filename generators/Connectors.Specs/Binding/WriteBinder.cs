using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A place of an input with what the contract says of it.</summary>
/// <param name="Node">The text that names it.</param>
/// <param name="View">The value there.</param>
/// <param name="IsXml">Whether it is in XML.</param>
/// <param name="File">How a file travels there, unless the spec says otherwise.</param>
internal sealed record InputSite(YamlScalar Node, SchemaView View, bool IsXml, FileForm File = FileForm.Base64)
{
    /// <summary>A single value there; where the contract has a list, its item.</summary>
    public SchemaView One => View.Kind == JsonKind.Array ? View.Items() ?? SchemaView.Unknown : View;
}

/// <summary>Binds how a unified value is written for the vendor, and checks that it can be written in all of its places.</summary>
internal sealed class WriteBinder(BindContext context, ConversionBinder conversions, PathBinder paths, ParameterBinder parameters)
{
    private static readonly string[] Translating = ["map", "refuse"];
    private static readonly string[] Converting = ["as", "format", "zone", "times"];

    /// <summary>How values of a type are written.</summary>
    /// <param name="key">Where mistakes without a better place go.</param>
    /// <param name="type">The unified type.</param>
    /// <param name="options">What the spec says of it.</param>
    /// <param name="sites">Where they are written.</param>
    /// <param name="what">The value in messages.</param>
    public WriteSpec Bind(YamlScalar key, TypeRef type, YamlMapping options, IReadOnlyList<InputSite> sites, string what)
    {
        if (options.Scalar("as") is { } word && Grammar.FileForms.ContainsKey(word.Text) && type is TypeRef.Scalar { Kind: ScalarKind.DateTime or ScalarKind.Integer or ScalarKind.Number })
        {
            context.Report(DiagnosticRules.WrongConstruct, word, $"'as: {word.Text}' writes files, and '{what}' is {Types.Says(type)}.");
        }

        switch (type)
        {
            case TypeRef.Enum(var name) when context.Vocabulary.Enum(name) is { } values:
                Idle(options, Converting, what, type);
                return (WriteSpec?)Table(options, values.Values, sites, what) ?? Same(key, values.Values, sites, what);
            case TypeRef.Scalar { Kind: ScalarKind.Boolean }:
                Idle(options, Converting, what, type);
                return (WriteSpec?)Table(options, new(["true", "false"]), sites, what) ?? Plain(type, sites, what);
            case TypeRef.Scalar { Kind: ScalarKind.DateTime }:
                Idle(options, Translating, what, type);
                return Time(options, sites, what);
            case TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number }:
                Idle(options, Translating, what, type);
                return Number(type, options, sites, what);
            case TypeRef.Scalar { Kind: ScalarKind.Bytes or ScalarKind.FileUrl } file:
                Idle(options, [.. Translating, .. Converting.Except(["as"])], what, type);
                Plain(type, sites, what);
                return new WriteSpec.File(Form(key, options, file.Kind, sites, what));
            case TypeRef.Scalar { Kind: ScalarKind.Any or ScalarKind.Answer } or TypeRef.Object or TypeRef.Union:
                context.Report(DiagnosticRules.WrongConstruct, key, $"'{what}' is {Types.Says(type)}, which no single place of a request takes.");
                return new WriteSpec.Plain();
            default:
                Idle(options, [.. Translating, .. Converting], what, type);
                return Plain(type, sites, what);
        }
    }

    /// <summary>How a file travels: as the spec says, else as its place wants it.</summary>
    private FileForm Form(YamlScalar key, YamlMapping options, ScalarKind kind, IReadOnlyList<InputSite> sites, string what)
    {
        if (options.Scalar("as") is not { } word)
        {
            return sites.Select(static s => s.File).DefaultIfEmpty(FileForm.Base64).First();
        }

        if (!Grammar.FileForms.TryGetValue(word.Text, out var form))
        {
            context.Report(DiagnosticRules.WrongConstruct, word, $"'{what}' is a file, which 'as: {word.Text}' does not write; there are {string.Join(", ", Grammar.FileForms.Keys.Select(static f => $"'{f}'"))}.");
            return FileForm.Base64;
        }

        if (form == FileForm.Url && kind != ScalarKind.FileUrl)
        {
            context.Report(DiagnosticRules.WrongConstruct, word, $"'{what}' is the file itself, which has no address.");
        }

        if (form == FileForm.Binary != sites.Any(static s => s.File == FileForm.Binary) && sites.Count > 0)
        {
            context.Report(DiagnosticRules.WrongConstruct, word, form == FileForm.Binary
                ? $"The file would be the whole body; write '.' as its path."
                : $"The file is the whole body, so that it cannot be written as '{word.Text}'.");
        }

        return form;
    }

    private WriteSpec.Plain Plain(TypeRef type, IReadOnlyList<InputSite> sites, string what)
    {
        foreach (var site in sites.Where(s => !Takes(s.One.Kind, type)))
        {
            Mismatch(site, type, what, type is TypeRef.Scalar { Kind: ScalarKind.Boolean } && site.One.Kind == JsonKind.String ? "; translate true and false with 'map'." : ".");
        }

        return new WriteSpec.Plain();
    }

    private static bool Takes(JsonKind kind, TypeRef type) => kind == JsonKind.Any || type switch
    {
        TypeRef.Scalar { Kind: ScalarKind.Boolean } => kind == JsonKind.Boolean,
        TypeRef.Scalar { Kind: ScalarKind.Integer } => kind is JsonKind.Integer or JsonKind.Number,
        TypeRef.Scalar { Kind: ScalarKind.Number } => kind == JsonKind.Number,
        TypeRef.Reference or TypeRef.Option or TypeRef.Scalar { Kind: ScalarKind.RemoteId } => kind is JsonKind.String or JsonKind.Integer or JsonKind.Number,
        _ => kind == JsonKind.String,
    };

    /// <summary>A table, or null when the spec has none.</summary>
    private WriteSpec.Map? Table(YamlMapping options, EquatableArray<string> values, IReadOnlyList<InputSite> sites, string what)
    {
        if (options.Entry("map") is not { Value: YamlMapping map } entry)
        {
            foreach (var idle in options.Entries.Where(static e => e.Key.Text == "refuse"))
            {
                context.Report(DiagnosticRules.IdleOption, idle.Key, "'refuse' has no meaning without 'map'.");
            }

            return null;
        }

        var refused = options.Items("refuse").OfType<YamlScalar>().ToList();
        foreach (var node in map.Entries.Select(static e => e.Key).Concat(refused).Where(n => !values.Contains(n.Text)))
        {
            context.Report(DiagnosticRules.UnifiedValue, node, $"'{node.Text}' is not a value of '{what}' ({string.Join(", ", values)}){Suggest.Hint(node.Text, values)}");
        }

        foreach (var node in refused.Where(r => map[r.Text] is not null))
        {
            context.Report(DiagnosticRules.UnifiedValue, node, $"'{node.Text}' is translated by 'map', so it is not refused.");
        }

        if (values.Where(v => map[v] is null && !refused.Any(r => r.Text == v)).ToList() is { Count: > 0 } missing)
        {
            context.Report(DiagnosticRules.UnmappedValues, map, $"'map' does not say what the vendor calls {string.Join(", ", missing)}; name them, or put them under 'refuse'.");
        }

        foreach (var (vendor, site) in map.Entries.Select(static e => e.Value).OfType<YamlScalar>().Where(static v => !v.IsEmpty).SelectMany(v => sites.Select(s => (v, s))))
        {
            if (site.One.Values.Count > 0)
            {
                paths.CheckValue(vendor, site.One, vendor.Text, $"'{site.Node.Text}'");
            }
            else
            {
                parameters.CheckText(vendor, vendor.Text, site.One, site.Node.Text);
            }
        }

        foreach (var site in sites.Where(static s => s.One.Kind is JsonKind.Object or JsonKind.Array))
        {
            context.Report(DiagnosticRules.TypeMismatch, site.Node, $"The contract has {JsonKindWords.Of(site.One.Kind)} at '{site.Node.Text}', where a text is written.");
        }

        return new WriteSpec.Map(map.Entries.Where(static e => e.Value is YamlScalar).Select(static e => new MapEntry(((YamlScalar)e.Value).Text, e.Key.Text)).ToEquatable());
    }

    /// <summary>Enumerations whose values the vendor calls by the same names.</summary>
    private WriteSpec.Plain Same(YamlScalar key, EquatableArray<string> values, IReadOnlyList<InputSite> sites, string what)
    {
        if (context.Contract is not null && sites.Any(s => s.One.Values.Count == 0 || values.Any(v => !s.One.Values.Contains(v))))
        {
            context.Report(DiagnosticRules.UnmappedValues, key, $"Say with 'map' what the vendor calls the values of '{what}': {string.Join(", ", values)}.");
        }

        return new WriteSpec.Plain();
    }

    private WriteSpec.Convert Time(YamlMapping options, IReadOnlyList<InputSite> sites, string what)
    {
        var conversion = conversions.Bind(options);
        if (conversion.Kind == ConversionKind.Plain)
        {
            foreach (var site in sites.Where(static s => s.View.Kind != JsonKind.String || s.View.Format != "date-time"))
            {
                Mismatch(site, new TypeRef.Scalar(ScalarKind.DateTime), what, $"; say how the vendor wants it with 'as: {string.Join("', '", Grammar.TimeForms)}'.");
            }

            return new WriteSpec.Convert(new Conversion { Kind = ConversionKind.DateTime });
        }

        var number = conversion.Kind is ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds;
        foreach (var site in sites.Where(s => context.Contract is not null && !Writes(conversion, s.One, number)))
        {
            Mismatch(site, new TypeRef.Scalar(ScalarKind.DateTime), what, $" with {Word(options)}.");
        }

        return new WriteSpec.Convert(conversion);
    }

    /// <summary>Whether a time in this form is what the contract has there; an unknown type takes any.</summary>
    private static bool Writes(Conversion conversion, SchemaView view, bool number) => conversion.Kind is not (ConversionKind.Scaled or ConversionKind.DecimalComma) && (view.Kind, view.Format) switch
    {
        (JsonKind.Any, _) => true,
        (JsonKind.Integer or JsonKind.Number, _) => number,
        (JsonKind.String, "xs:dateTime") => conversion.Kind is ConversionKind.DateTime or ConversionKind.LocalTime,
        (JsonKind.String, "xs:date" or "date") => conversion is { Kind: ConversionKind.Date, Format: "yyyy-MM-dd" },
        (JsonKind.String, "date-time") => conversion.Kind == ConversionKind.DateTime,
        (JsonKind.String, _) => !number,
        _ => false,
    };

    private WriteSpec Number(TypeRef type, YamlMapping options, IReadOnlyList<InputSite> sites, string what)
    {
        var conversion = conversions.Bind(options);
        if (conversion.Kind == ConversionKind.Plain)
        {
            foreach (var site in sites.Where(s => !Takes(s.One.Kind, type)))
            {
                Mismatch(site, type, what, site.One.Kind == JsonKind.String ? "; for numbers like 1.234,56 say 'as: decimal_comma'." : ".");
            }

            return new WriteSpec.Plain();
        }

        foreach (var site in sites.Where(s => conversion.Kind switch
        {
            ConversionKind.DecimalComma => s.One.Kind is not (JsonKind.String or JsonKind.Any),
            ConversionKind.Scaled => s.One.Kind is not (JsonKind.Integer or JsonKind.Number or JsonKind.Any),
            _ => true,
        }))
        {
            Mismatch(site, type, what, $" with {Word(options)}.");
        }

        return new WriteSpec.Convert(conversion);
    }

    private static string Word(YamlMapping options) => options.Text("as") is { } word ? $"'as: {word}'" : "'times'";

    private void Mismatch(InputSite site, TypeRef type, string what, string advice) => context.Report(
        DiagnosticRules.TypeMismatch, site.Node, $"'{what}' is {Types.Says(type)}, which does not become {JsonKindWords.Of(site.One.Kind)}, as the contract has it at '{site.Node.Text}'{advice}");

    private void Idle(YamlMapping options, IEnumerable<string> keys, string what, TypeRef type)
    {
        foreach (var entry in options.Entries.Where(e => keys.Contains(e.Key.Text)))
        {
            context.Report(DiagnosticRules.IdleOption, entry.Key, $"'{entry.Key.Text}' has no meaning for '{what}', which is {Types.Says(type)}.");
        }
    }
}
