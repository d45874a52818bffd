using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>Reads fields, members and inputs: a name and a mapping that gives its type.</summary>
/// <param name="file">Where mistakes go.</param>
/// <param name="names">The names the file defines.</param>
internal sealed class FieldReader(VocabularyFile file, VocabularyNames names)
{
    private static readonly Dictionary<string, ScalarKind> Scalars = new(StringComparer.Ordinal)
    {
        ["string"] = ScalarKind.String,
        ["integer"] = ScalarKind.Integer,
        ["number"] = ScalarKind.Number,
        ["boolean"] = ScalarKind.Boolean,
        ["datetime"] = ScalarKind.DateTime,
        ["any"] = ScalarKind.Any,
    };

    /// <summary>What only inputs of actions are, besides the above.</summary>
    private static readonly Dictionary<string, ScalarKind> InputScalars = new(StringComparer.Ordinal)
    {
        ["email"] = ScalarKind.Email,
        ["phone"] = ScalarKind.Phone,
        ["country"] = ScalarKind.Country,
        ["url"] = ScalarKind.Url,
        ["media_type"] = ScalarKind.MediaType,
        ["bytes"] = ScalarKind.Bytes,
        ["file_url"] = ScalarKind.FileUrl,
        ["remote_id"] = ScalarKind.RemoteId,
        ["answer"] = ScalarKind.Answer,
    };

    private static readonly string[] TypeKeys = ["type", "enum", "object", "union", "ref", "option_of", "option_or_boolean_of"];

    private static readonly string[] AllKeys = [.. TypeKeys, "list", "required", "base", "doc"];

    private static readonly string[] InputKeys = [.. TypeKeys, "list", "required", "becomes", "one_of", "describes", "accepted", "doc"];

    /// <summary>Reads the fields of a mapping in order; those with mistakes are left out.</summary>
    /// <param name="entries">Names and what is said of them.</param>
    /// <param name="style">How the names are written.</param>
    /// <param name="siblings">Checks that a sibling exists which <c>option_of</c> names; null where only the user of the fields can tell.</param>
    public EquatableArray<FieldType> Fields(IReadOnlyList<YamlEntry> entries, NameStyle style, Func<string, bool>? siblings) =>
        entries.Select(entry => Field(entry, style, siblings, input: false)).OfType<FieldType>().ToEquatable();

    /// <summary>Reads the inputs of an action in order; those with mistakes are left out.</summary>
    public EquatableArray<FieldType> Inputs(IReadOnlyList<YamlEntry> entries) =>
        entries.Select(entry => Field(entry, NameStyle.Dotted, static _ => false, input: true)).OfType<FieldType>().ToEquatable();

    private FieldType? Field(YamlEntry entry, NameStyle style, Func<string, bool>? siblings, bool input)
    {
        file.Name(entry.Key, style);
        if (file.Mapping(entry.Value, $"'{entry.Key.Text}'") is not { } body)
        {
            return null;
        }

        file.Keys(body, input ? InputKeys : AllKeys);
        return Type(body, entry.Key, siblings, input) is not { } type ? null : new FieldType
        {
            Name = entry.Key.Text,
            Type = type,
            List = file.Flag(body, "list"),
            Required = file.Flag(body, "required"),
            Base = !input && file.Flag(body, "base"),
            Doc = file.Text(body, "doc", entry.Key.Span),
            Becomes = input && body["becomes"] is not null ? file.Text(body, "becomes", entry.Key.Span) : null,
            OneOf = input && body["one_of"] is not null ? file.Text(body, "one_of", entry.Key.Span) : null,
            Describes = input && body["describes"] is not null ? file.Text(body, "describes", entry.Key.Span) : null,
            Accepted = input && file.Flag(body, "accepted"),
        };
    }

    private TypeRef? Type(YamlMapping body, YamlScalar owner, Func<string, bool>? siblings, bool input)
    {
        var given = body.Entries.Where(entry => TypeKeys.Contains(entry.Key.Text)).ToList();
        if (given is not [{ Value: YamlScalar named } only])
        {
            var found = given.Count == 0 ? "none is given" : given.Count > 1 ? "several are given" : $"'{given[0].Key.Text}' is not a text";
            file.Report(DiagnosticRules.VocabularyFieldType, owner.Span, $"'{owner.Text}' needs exactly one of {string.Join(", ", TypeKeys)}; {found}.");
            return null;
        }

        return only.Key.Text switch
        {
            "type" => Scalar(named, input),
            "enum" => Known(named, names.Enums, "an enum") ? new TypeRef.Enum(named.Text) : null,
            "object" => Known(named, names.Objects, "an object") ? new TypeRef.Object(named.Text) : null,
            "union" => Known(named, names.Unions, "a union") ? new TypeRef.Union(named.Text) : null,
            "ref" => Known(named, names.Models, "a model") ? new TypeRef.Reference(named.Text) : null,
            "option_of" => Sibling(named, siblings) ? new TypeRef.Option(named.Text) : null,
            _ => Sibling(named, siblings) ? new TypeRef.OptionOrBoolean(named.Text) : null,
        };
    }

    private TypeRef.Scalar? Scalar(YamlScalar named, bool input)
    {
        if (Scalars.TryGetValue(named.Text, out var kind) || (input && InputScalars.TryGetValue(named.Text, out kind)))
        {
            return new TypeRef.Scalar(kind);
        }

        file.Report(DiagnosticRules.VocabularyFieldType, named.Span, InputScalars.ContainsKey(named.Text)
            ? $"'{named.Text}' is a type of inputs alone; a field is a string."
            : $"'{named.Text}' is not a type{Suggest.Hint(named.Text, input ? Scalars.Keys.Concat(InputScalars.Keys) : Scalars.Keys)}");
        return null;
    }

    private bool Known(YamlScalar named, IReadOnlyCollection<string> defined, string what)
    {
        if (defined.Contains(named.Text))
        {
            return true;
        }

        file.Report(DiagnosticRules.VocabularyReference, named.Span, $"'{named.Text}' is not {what} of this vocabulary{Suggest.Hint(named.Text, defined)}");
        return false;
    }

    private bool Sibling(YamlScalar named, Func<string, bool>? siblings)
    {
        if (siblings is null || siblings(named.Text))
        {
            return true;
        }

        file.Report(DiagnosticRules.VocabularyReference, named.Span, $"'{named.Text}' is not a ref beside this field, so there is no question whose options could be meant.");
        return false;
    }
}
