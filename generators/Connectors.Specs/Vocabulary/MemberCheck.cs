using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>Checks that a spec can name the members of objects and unions, and that the cases of a union can be told apart.</summary>
internal sealed class MemberCheck(VocabularyFile file, YamlMapping root, VocabularySpec vocabulary)
{
    /// <summary>Words of the spec language where a value is expected; an object's members stand in the same place.</summary>
    private static readonly HashSet<string> Reserved = new(["from", "join", "first_of", "list", "match", "switch", "one_of", "each", "pick", "where", "last", "newest", "oldest", "item", "using"], StringComparer.Ordinal);

    /// <summary>Words of tests, which stand beside the members of a union's case.</summary>
    private static readonly HashSet<string> Tests = new(["is", "has", "set", "starts", "not"], StringComparer.Ordinal);

    /// <summary>Reports what is wrong.</summary>
    public void Run()
    {
        Members();
        Unions();
    }

    private void Members()
    {
        foreach (var type in vocabulary.Objects)
        {
            foreach (var member in type.Members.Where(member => Reserved.Contains(member.Name) || (member.Name == "value" && StandsAlone(type.Name))))
            {
                file.Report(DiagnosticRules.VocabularyReservedName, Places.Of(root, "objects", type.Name, "members", member.Name), $"'{member.Name}' is a word of the spec language, so a spec could not tell it from the member.");
            }
        }

        foreach (var union in vocabulary.Unions)
        {
            foreach (var (name, member) in union.Cases.SelectMany(c => c.Members.Select(m => (c.Name, m))).Where(pair => Reserved.Contains(pair.m.Name) || Tests.Contains(pair.m.Name)))
            {
                file.Report(DiagnosticRules.VocabularyReservedName, Places.Of(root, "unions", union.Name, "cases", name, "members", member.Name), $"'{member.Name}' is a word of the spec language, so a spec could not tell it from the member.");
            }
        }
    }

    /// <summary>Whether an object is a value by itself somewhere, not only an item of lists.</summary>
    private bool StandsAlone(string type) => AllFields().Any(field => !field.List && field.Type is TypeRef.Object(var name) && name == type);

    private IEnumerable<FieldType> AllFields() => vocabulary.Models.SelectMany(m => m.Fields)
        .Concat(vocabulary.Objects.SelectMany(o => o.Members))
        .Concat(vocabulary.Unions.SelectMany(u => u.Cases).SelectMany(c => c.Members));

    private void Unions()
    {
        foreach (var union in vocabulary.Unions)
        {
            var seen = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var @case in union.Cases)
            {
                var problem = union.Discriminator is { } discriminator
                    ? @case.Members.Any(m => m.Name == discriminator) ? $"has a member named like the discriminator '{discriminator}'" : null
                    : @case.Members.Count == 0 ? "has no member that could tell it from the others"
                    : @case.Members.Where(m => seen.ContainsKey(m.Name)).Select(m => $"has the member '{m.Name}', as {seen[m.Name]} has").FirstOrDefault();
                if (problem is not null)
                {
                    file.Report(DiagnosticRules.VocabularyUnion, Places.Of(root, "unions", union.Name, "cases", @case.Name), $"{@case.Name} of '{union.Name}' {problem}.");
                }

                foreach (var member in @case.Members)
                {
                    seen[member.Name] = @case.Name;
                }
            }
        }

        var users = vocabulary.Objects.Select(o => (Section: "objects", Key: "members", o.Name, Fields: o.Members))
            .Concat(vocabulary.Models.Select(m => (Section: "models", Key: "fields", m.Name, m.Fields)));
        foreach (var (section, key, name, fields) in users)
        {
            foreach (var field in fields)
            {
                OptionsOf(field, fields, Places.Of(root, section, name, key, field.Name));
            }
        }
    }

    /// <summary>A union's case may take options of a question; the question stands beside the union, wherever that is used.</summary>
    private void OptionsOf(FieldType user, EquatableArray<FieldType> siblings, TextSpan place)
    {
        if (user.Type is not TypeRef.Union(var name) || vocabulary.Union(name) is not { } union)
        {
            return;
        }

        foreach (var member in union.Cases.SelectMany(c => c.Members))
        {
            var of = member.Type switch { TypeRef.Option(var o) => o, TypeRef.OptionOrBoolean(var o) => o, _ => null };
            if (of is not null && !siblings.Any(sibling => sibling.Name == of && sibling.Type is TypeRef.Reference))
            {
                file.Report(DiagnosticRules.VocabularyReference, place, $"'{name}' takes options of '{of}', but beside '{user.Name}' there is no ref of that name.");
            }
        }
    }
}
