using Connectors.Emitter.Mapping;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>Writes how unified values become the vendor's texts: what a mapper does, the other way round.</summary>
internal sealed class WrittenValue(CSharpTypes types)
{
    private readonly Dictionary<Conversion, string> _formats = [];

    /// <summary>The static fields with the formats of times that were used.</summary>
    public IEnumerable<string> Fields => _formats.Select(f => $"private static readonly TimeFormat {f.Value} = {TimeFormats.Create(f.Key)};");

    /// <summary>C# for the text of an input; null where nothing is to be sent.</summary>
    /// <param name="write">How it is written.</param>
    /// <param name="field">The input.</param>
    /// <param name="value">C# for its value.</param>
    /// <param name="nullable">Whether that may be null.</param>
    public string Of(WriteSpec write, FieldType field, string value, bool nullable) => (write, field.Type) switch
    {
        (WriteSpec.Map map, TypeRef.Enum { Name: var name }) when types.IsOpen(name) => Map(map, value + (nullable ? "?.Value" : ".Value"), Literals.String),
        (WriteSpec.Map map, TypeRef.Enum { Name: var name }) => Map(map, value, unified => types.EnumValue(name, unified)),
        (WriteSpec.Map map, TypeRef.Scalar { Kind: ScalarKind.Boolean }) => Map(map, value, static unified => unified),
        (WriteSpec.Map map, _) => Map(map, value, Literals.String),
        (WriteSpec.Convert { As: var conversion }, TypeRef.Scalar { Kind: ScalarKind.DateTime }) => Time(conversion, value),
        (WriteSpec.Convert { As: var conversion }, TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number }) => Number(conversion, value),
        (_, TypeRef.Enum { Name: var name }) => value + (nullable ? "?." : ".") + (types.IsOpen(name) ? "Value" : "ToWire()"),
        (_, TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number }) => $"WrittenText.Number({value})",
        (_, TypeRef.Scalar { Kind: ScalarKind.Boolean }) => $"WrittenText.Flag({value})",
        (_, TypeRef.Scalar { Kind: ScalarKind.DateTime }) => $"WrittenText.Time({value}, TimeValue.WriteIso)",
        (_, TypeRef.Scalar { Kind: ScalarKind.Any }) => value + (nullable ? "?." : ".") + "ToString()",
        _ => value,
    };

    /// <summary>C# for the text of a resolved answer of one format.</summary>
    /// <param name="format">The vocabulary's case: <c>DATE</c>.</param>
    /// <param name="write">How it is written.</param>
    /// <param name="answer">C# for the answer.</param>
    public string Of(string format, WriteSpec write, string answer) => (format, write) switch
    {
        ("NUMBER", WriteSpec.Convert { As: var conversion }) => Number(conversion, $"{answer}.Number"),
        ("NUMBER", _) => $"WrittenText.Number({answer}.Number)",
        ("BOOLEAN", WriteSpec.Map map) => Map(map, $"{answer}.Flag", static unified => unified),
        ("BOOLEAN", _) => $"WrittenText.Flag({answer}.Flag)",
        ("DATE", WriteSpec.Convert { As: var conversion }) => Time(conversion, $"{answer}.Time"),
        (_, WriteSpec.Map map) => Map(map, $"{answer}.Text", Literals.String),
        _ => $"{answer}.Text",
    };

    private string Time(Conversion conversion, string value) => conversion.Kind switch
    {
        ConversionKind.Date => $"WrittenText.Time({value}, {Format(conversion)}.WriteDay)",
        ConversionKind.LocalTime => $"WrittenText.Time({value}, {Format(conversion)}.Write)",
        ConversionKind.UnixSeconds => $"WrittenText.Time({value}, TimeValue.WriteUnixSeconds)",
        ConversionKind.UnixMilliseconds => $"WrittenText.Time({value}, TimeValue.WriteUnixMilliseconds)",
        _ => $"WrittenText.Time({value}, TimeValue.WriteIso)",
    };

    private static string Number(Conversion conversion, string value) => conversion.Kind switch
    {
        ConversionKind.DecimalComma => $"WrittenText.CommaNumber({value})",
        ConversionKind.Scaled => $"WrittenText.Number({value} / {Literals.Decimal(conversion.Times)})",
        _ => $"WrittenText.Number({value})",
    };

    private string Format(Conversion conversion)
    {
        if (!_formats.TryGetValue(conversion, out var name))
        {
            var kind = conversion.Kind == ConversionKind.Date ? "Date" : "LocalTime";
            _formats[conversion] = name = kind + "Format" + (_formats.Count == 0 ? "" : Literals.Integer(_formats.Count + 1));
        }

        return name;
    }

    private static string Map(WriteSpec.Map map, string value, Func<string, string> unified) =>
        $"{value} switch {{ {string.Concat(map.Entries.Select(e => $"{unified(e.Unified)} => {Literals.String(e.Vendor)}, "))}_ => null }}";
}
