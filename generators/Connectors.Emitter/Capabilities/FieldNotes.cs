using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Capabilities;

/// <summary>Says in a sentence or two what a reader must know of a covered field, from the constructs that make it so.</summary>
/// <remarks>Coverage pages and generated descriptors show the same text, and neither can claim what the mapper does not do.</remarks>
public static class FieldNotes
{
    /// <summary>The note of a field: the spec's own, then what follows from its constructs; null when there is nothing to say.</summary>
    /// <param name="field">The covered field.</param>
    /// <param name="type">What the vocabulary says of it.</param>
    /// <param name="vocabulary">The vocabulary, for the values and members that are not covered.</param>
    public static string? Of(FieldSpec field, FieldType type, VocabularySpec vocabulary)
    {
        var sentences = Sentences(field.Value, type.Type, vocabulary).Distinct(StringComparer.Ordinal).ToList();
        if (field.Note is { } note)
        {
            sentences.Insert(0, note);
        }

        return sentences.Count == 0 ? null : string.Join(" ", sentences);
    }

    private static IEnumerable<string> Sentences(ValueSpec value, TypeRef type, VocabularySpec vocabulary) => value switch
    {
        ValueSpec.From from => OfPath(from.Path).Concat(OfConversion(from.As)),
        ValueSpec.Constant constant => [$"Always `{constant.Text}`."],
        ValueSpec.Map map => OfPath(map.Path).Concat(OfValues(map.Entries.Select(e => e.Unified).Append(map.Otherwise), type, vocabulary)).Concat(map.Own is not null ? ["A connection can bring its own translations."] : []),
        ValueSpec.Match match => OfValues(match.Cases.Select(c => c.Then).Append(match.Otherwise), type, vocabulary),
        ValueSpec.Switch choice => OfCases(choice.Cases.Select(c => c.Value.Case).Append(choice.Otherwise?.Case), type, vocabulary),
        ValueSpec.OneOf choice => OfCases(choice.Cases.Select(c => c.Case), type, vocabulary),
        ValueSpec.FirstOf first => OfAll(first.Values.Where(v => v is not ValueSpec.Constant).Select(v => Sentences(v, type, vocabulary))),
        ValueSpec.Join join => join.Values.SelectMany(v => Sentences(v, type, vocabulary)),
        ValueSpec.ListOf list => list.Items.SelectMany(i => Sentences(i, type, vocabulary)).Append(AtMost(list.Items.Count)),
        ValueSpec.Each each => Sentences(each.Item, type, vocabulary),
        ValueSpec.Pick pick => Sentences(pick.Item, type, vocabulary).Prepend($"Of several, the {(pick.Where.Count > 0 ? "fitting one" : "one")} that comes {pick.Order switch { PickOrder.First => "first", PickOrder.Last => "last", PickOrder.Newest => "latest in time", _ => "earliest in time" }}."),
        ValueSpec.Row row => OfPath(row.Path).Concat(Sentences(row.Take, type, vocabulary)),
        ValueSpec.ObjectOf record => OfMembers(record.Members.Select(m => m.Name), type, vocabulary),
        _ => [],
    };

    // Whichever value is there first: only what holds for each of them holds for the field.
    private static IEnumerable<string> OfAll(IEnumerable<IEnumerable<string>> values) =>
        values.DefaultIfEmpty([]).Aggregate(static (common, sentences) => common.Intersect(sentences));

    private static IEnumerable<string> OfPath(VendorPath path) =>
        path.Steps.OfType<PathStep.Index>().Select(step => step.Position == 0 ? "Only the first value is used." : $"Only value {step.Position + 1} is used.");

    private static IEnumerable<string> OfConversion(Conversion conversion) => conversion.Kind switch
    {
        ConversionKind.Localised => ["In one language, the connection's where the vendor has it."],
        ConversionKind.Date when conversion.EndOfDay => [$"A day, given as its last second{In(conversion.Zone)}."],
        ConversionKind.Date => [$"A day, given as its first second{In(conversion.Zone)}."],
        ConversionKind.LocalTime => [$"The vendor's local time{In(conversion.Zone)}."],
        ConversionKind.GivenName => ["Taken out of the full name."],
        ConversionKind.FamilyName => ["Taken out of the full name."],
        ConversionKind.Country => ["As a two-letter code where the vendor's text names a country, otherwise as written."],
        _ => [],
    };

    private static IEnumerable<string> OfValues(IEnumerable<string?> covered, TypeRef type, VocabularySpec vocabulary) =>
        type is TypeRef.Enum { Name: var name } && vocabulary.Enum(name) is { } known ? Only(covered, known.Values) : [];

    private static IEnumerable<string> OfCases(IEnumerable<string?> covered, TypeRef type, VocabularySpec vocabulary) =>
        type is TypeRef.Union { Name: var name } && vocabulary.Union(name) is { } known ? Only(covered, known.Cases.Select(c => c.Name)) : [];

    private static IEnumerable<string> OfMembers(IEnumerable<string?> covered, TypeRef type, VocabularySpec vocabulary) =>
        type is TypeRef.Object { Name: var name } && vocabulary.Object(name) is { } known ? Only(covered, known.Members.Where(m => !m.Base).Select(m => m.Name)) : [];

    private static IEnumerable<string> Only(IEnumerable<string?> covered, IEnumerable<string> known)
    {
        var all = known.ToList();
        var there = all.Where(covered.Contains).ToList();
        return there.Count == 0 || there.Count == all.Count ? [] : [$"Only {Enumeration(there)}."];
    }

    private static string Enumeration(IReadOnlyList<string> names)
    {
        var quoted = names.Select(n => $"`{n}`").ToList();
        return quoted.Count == 1 ? quoted[0] : string.Join(", ", quoted.Take(quoted.Count - 1)) + " and " + quoted[quoted.Count - 1];
    }

    private static string AtMost(int count) => count == 1 ? "At most one entry." : $"At most {count} entries.";

    private static string In(string? zone) => zone is null ? "" : $" in {zone}";
}
