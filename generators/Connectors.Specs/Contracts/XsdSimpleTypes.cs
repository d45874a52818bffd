using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>Turns simple types into schemas of texts, numbers and flags. All of them are texts in XML; the kind says what the text is of.</summary>
internal sealed class XsdSimpleTypes(XsdSet set, WsdlFiles files)
{
    private const int MostDerivations = 64;

    // Times keep the schema's own name as format: whether they carry an offset is for the spec to say.
    private static readonly Dictionary<string, ContractSchema> BuiltIn = new(StringComparer.Ordinal)
    {
        ["anyType"] = new ContractSchema(),
        ["anySimpleType"] = Of(JsonKind.String),
        ["string"] = Of(JsonKind.String),
        ["normalizedString"] = Of(JsonKind.String),
        ["token"] = Of(JsonKind.String),
        ["language"] = Of(JsonKind.String),
        ["Name"] = Of(JsonKind.String),
        ["NCName"] = Of(JsonKind.String),
        ["NMTOKEN"] = Of(JsonKind.String),
        ["NMTOKENS"] = Of(JsonKind.String),
        ["ID"] = Of(JsonKind.String),
        ["IDREF"] = Of(JsonKind.String),
        ["IDREFS"] = Of(JsonKind.String),
        ["ENTITY"] = Of(JsonKind.String),
        ["ENTITIES"] = Of(JsonKind.String),
        ["QName"] = Of(JsonKind.String),
        ["NOTATION"] = Of(JsonKind.String),
        ["anyURI"] = Of(JsonKind.String, "uri"),
        ["base64Binary"] = Of(JsonKind.String, "byte"),
        ["hexBinary"] = Of(JsonKind.String, "xs:hexBinary"),
        ["dateTime"] = Of(JsonKind.String, "xs:dateTime"),
        ["date"] = Of(JsonKind.String, "xs:date"),
        ["time"] = Of(JsonKind.String, "xs:time"),
        ["duration"] = Of(JsonKind.String, "xs:duration"),
        ["gYear"] = Of(JsonKind.String, "xs:gYear"),
        ["gYearMonth"] = Of(JsonKind.String, "xs:gYearMonth"),
        ["gMonth"] = Of(JsonKind.String, "xs:gMonth"),
        ["gMonthDay"] = Of(JsonKind.String, "xs:gMonthDay"),
        ["gDay"] = Of(JsonKind.String, "xs:gDay"),
        ["boolean"] = Of(JsonKind.Boolean),
        ["decimal"] = Of(JsonKind.Number),
        ["float"] = Of(JsonKind.Number, "float"),
        ["double"] = Of(JsonKind.Number, "double"),
        ["integer"] = Of(JsonKind.Integer),
        ["nonNegativeInteger"] = Of(JsonKind.Integer) with { Minimum = 0 },
        ["positiveInteger"] = Of(JsonKind.Integer) with { Minimum = 1 },
        ["nonPositiveInteger"] = Of(JsonKind.Integer) with { Maximum = 0 },
        ["negativeInteger"] = Of(JsonKind.Integer) with { Maximum = -1 },
        ["long"] = Of(JsonKind.Integer, "int64"),
        ["int"] = Of(JsonKind.Integer, "int32"),
        ["short"] = Of(JsonKind.Integer, "int32") with { Minimum = short.MinValue, Maximum = short.MaxValue },
        ["byte"] = Of(JsonKind.Integer, "int32") with { Minimum = sbyte.MinValue, Maximum = sbyte.MaxValue },
        ["unsignedLong"] = Of(JsonKind.Integer) with { Minimum = 0, Maximum = ulong.MaxValue },
        ["unsignedInt"] = Of(JsonKind.Integer, "int64") with { Minimum = 0, Maximum = uint.MaxValue },
        ["unsignedShort"] = Of(JsonKind.Integer, "int32") with { Minimum = 0, Maximum = ushort.MaxValue },
        ["unsignedByte"] = Of(JsonKind.Integer, "int32") with { Minimum = 0, Maximum = byte.MaxValue },
    };

    private readonly Dictionary<XmlQualifiedName, ContractSchema> _named = [];

    /// <summary>A built-in type; null when XML Schema has none of that name.</summary>
    public static ContractSchema? Known(string name) => BuiltIn.TryGetValue(name, out var schema) ? schema : null;

    public ContractSchema Read(XsdDocument document, XmlSchemaSimpleType type, int depth = 0)
    {
        if (depth > MostDerivations)
        {
            document.File.Report(DiagnosticRules.WsdlTooLarge, XsdSet.Place(type), $"The type is derived more than {MostDerivations} levels deep.");
            return Of(JsonKind.String);
        }

        switch (type.Content)
        {
            case XmlSchemaSimpleTypeRestriction restriction:
                var of = restriction.BaseType is { } inner ? Read(document, inner, depth + 1) : Named(document, restriction.BaseTypeName, restriction, depth + 1);
                return Facets(of, restriction.Facets);
            case XmlSchemaSimpleTypeUnion union:
                return Union(document, union, depth);
            case XmlSchemaSimpleTypeList list:
                files.Ignore(document.File, XsdSet.Place(list), "That a text is a list of values with blanks between them");
                return Of(JsonKind.String);
            default:
                return Of(JsonKind.String);
        }
    }

    /// <summary>A simple type by name; reports one that is not there.</summary>
    public ContractSchema Named(XsdDocument document, XmlQualifiedName reference, XmlSchemaObject at, int depth = 0)
    {
        var name = document.Name(reference);
        if (name.Namespace == XmlSchema.Namespace && Known(name.Name) is { } known)
        {
            return known;
        }

        if (_named.TryGetValue(name, out var read))
        {
            return read;
        }

        if (set.Types.TryGetValue(name, out var type) && type.Definition is XmlSchemaSimpleType simple)
        {
            // What a type that is derived from itself finds is this text.
            _named[name] = Of(JsonKind.String);
            return _named[name] = Read(type.Document, simple, depth);
        }

        var names = set.Types.Where(t => t.Value.Definition is XmlSchemaSimpleType).Select(static t => t.Key.Name);
        document.File.Report(DiagnosticRules.WsdlSchema, XsdSet.Place(at), type is null
            ? $"No schema defines the type '{name.Name}' in the namespace '{name.Namespace}'{Suggest.Hint(name.Name, names)}"
            : $"'{name.Name}' has elements or attributes, but a single value is wanted.");
        return Of(JsonKind.Any);
    }

    /// <summary>A schema with what the facets of a restriction say.</summary>
    public static ContractSchema Facets(ContractSchema schema, XmlSchemaObjectCollection facets)
    {
        var values = new List<string>();
        foreach (var facet in facets.OfType<XmlSchemaFacet>().Where(static f => f.Value is not null))
        {
            switch (facet)
            {
                case XmlSchemaEnumerationFacet:
                    values.Add(facet.Value!);
                    break;
                case XmlSchemaPatternFacet:
                    schema = schema with { Pattern = schema.Pattern is { } other ? $"{other}|{facet.Value}" : facet.Value };
                    break;
                case XmlSchemaMaxLengthFacet or XmlSchemaLengthFacet when int.TryParse(facet.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var length):
                    schema = schema with { MaxLength = length };
                    break;
                case XmlSchemaMinInclusiveFacet when Number(facet.Value!) is { } least:
                    schema = schema with { Minimum = least };
                    break;
                case XmlSchemaMaxInclusiveFacet when Number(facet.Value!) is { } most:
                    schema = schema with { Maximum = most };
                    break;
                case XmlSchemaMinExclusiveFacet when schema.Type == JsonKind.Integer && Number(facet.Value!) is { } below and < decimal.MaxValue - 1:
                    schema = schema with { Minimum = below + 1 };
                    break;
                case XmlSchemaMaxExclusiveFacet when schema.Type == JsonKind.Integer && Number(facet.Value!) is { } above and > decimal.MinValue + 1:
                    schema = schema with { Maximum = above - 1 };
                    break;
            }
        }

        return values.Count > 0 ? schema with { Enum = values.Distinct().ToEquatable() } : schema;
    }

    private ContractSchema Union(XsdDocument document, XmlSchemaSimpleTypeUnion union, int depth)
    {
        var members = (union.MemberTypes ?? []).Select(name => Named(document, name, union, depth + 1))
            .Concat(union.BaseTypes.OfType<XmlSchemaSimpleType>().Select(member => Read(document, member, depth + 1)))
            .Take(MostDerivations)
            .ToList();
        var listed = members.Count > 0 && members.All(static m => m.Enum.Count > 0) ? members.SelectMany(static m => m.Enum).Distinct().ToEquatable() : default;
        return new ContractSchema { Type = members.Select(static m => m.Type).Distinct().Count() == 1 ? members[0].Type : JsonKind.String, Enum = listed };
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ContractSchema Of(JsonKind kind, string? format = null) => new() { Type = kind, Format = format };
}
