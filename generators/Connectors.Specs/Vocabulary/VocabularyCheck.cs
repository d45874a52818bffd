using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>Checks what only the whole vocabulary tells: names that are unique, joins, unions, groups, and objects that end.</summary>
internal sealed class VocabularyCheck(VocabularyFile file, YamlMapping root, VocabularySpec vocabulary)
{
    /// <summary>Reports what is wrong with <paramref name="vocabulary"/> as a whole.</summary>
    public static void Run(VocabularyFile file, YamlMapping root, VocabularySpec vocabulary)
    {
        var check = new VocabularyCheck(file, root, vocabulary);
        check.Names();
        check.Joins();
        check.Groups();
        new MemberCheck(file, root, vocabulary).Run();
        new ActionCheck(file, root, vocabulary).Run();
        CycleCheck.Run(file, root, vocabulary);
    }

    private void Names()
    {
        var types = vocabulary.Enums.Select(e => ("enums", e.Name, PascalCase.Of(e.Name)))
            .Concat(vocabulary.Objects.Select(o => ("objects", o.Name, PascalCase.Of(o.Name))))
            .Concat(vocabulary.Unions.Select(u => ("unions", u.Name, PascalCase.Of(u.Name))))
            .Concat(vocabulary.Models.Select(m => ("models", m.Name, m.TypeName)));
        Unique(types, "the C# type");
        Unique(vocabulary.Models.Select(m => ("models", m.Name, m.Id)).Concat(vocabulary.Actions.Select(a => ("actions", a.Name, a.Id))), "the id");
        Unique(vocabulary.Models.Select(m => ("models", m.Name, m.Label)), "the label");
        Unique(vocabulary.Actions.Select(a => ("actions", a.Name, a.Label)), "the label");
        Unique(vocabulary.Features.Select(f => ("features", f.Id, f.Label)), "the label");
    }

    private void Unique(IEnumerable<(string Section, string Name, string Value)> items, string what)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, name, value) in items)
        {
            if (value.Length > 0 && taken.TryGetValue(value, out var other))
            {
                file.Report(DiagnosticRules.VocabularyDuplicate, Places.Of(root, section, name), $"'{name}' has {what} '{value}', as '{other}' has.");
            }
            else if (value.Length > 0)
            {
                taken.Add(value, name);
            }
        }
    }

    private void Joins()
    {
        foreach (var model in vocabulary.Models)
        {
            var entry = Places.Entry(root, ["models", model.Name]);
            if ((entry?.Value as YamlMapping)?.Entry("joins") is not { } joins)
            {
                if (model.Field("remote_id") is not { Base: false, Required: true } && entry is not null)
                {
                    file.Report(DiagnosticRules.VocabularyJoin, entry.Key.Span, $"'{model.Name}' has neither a required remote_id, which 'common' would give it, nor 'joins', so nothing identifies its records.");
                }
            }
            else if (model.Joins.Distinct(StringComparer.Ordinal).Count() < 2 || model.Joins.Any(join => model.Field(join) is not { Required: true, Type: TypeRef.Reference }))
            {
                file.Report(DiagnosticRules.VocabularyJoin, joins.Value.Span, $"'joins' of '{model.Name}' must name two or more of its fields, each a required ref.");
            }
        }
    }

    private void Groups()
    {
        foreach (var action in vocabulary.Actions)
        {
            var declared = new HashSet<string>(action.Groups.Select(g => g.Name), StringComparer.Ordinal);
            var used = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in action.Inputs.Select(i => i.Name).Concat(action.Groups.Select(g => g.Name)))
            {
                if (path.LastIndexOf('.') is > 0 and var dot && used.Add(path.Substring(0, dot)) && !declared.Contains(path.Substring(0, dot)))
                {
                    file.Report(DiagnosticRules.VocabularyGroup, Places.Of(root, "actions", action.Name, "inputs", path), $"'{path.Substring(0, dot)}', the level above '{path}', is not among the groups of '{action.Name}'.");
                }
            }

            foreach (var idle in action.Groups.Where(group => !used.Contains(group.Name) || action.Inputs.Any(i => i.Name == group.Name)))
            {
                file.Report(DiagnosticRules.VocabularyGroup, Places.Of(root, "actions", action.Name, "groups", idle.Name), $"The group '{idle.Name}' of '{action.Name}' has no inputs, or is an input itself.");
            }
        }
    }
}
