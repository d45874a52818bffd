using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Unions: one of several cases, chosen by a word of the vendor's or by what is there.</summary>
internal sealed partial class ValueBinder
{
    private ValueSpec.Switch? Switch(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (Union(mapping, type, what, "'switch'") is not { } union || mapping.Scalar("switch") is not { } discriminator)
        {
            return null;
        }

        var cases = mapping.Entries.Where(static e => e.Key.Text is not ("switch" or "otherwise" or "note")).ToList();
        var bound = cases.SelectMany(e => Told(e).Select(m => SwitchCase(m, union, scope, what) is { } value ? new SwitchCase(e.Key.Text, value) { Tests = tests.Bind(m, scope) } : null))
            .OfType<SwitchCase>()
            .ToEquatable();
        var otherwise = mapping.Map("otherwise") is { } rest ? SwitchCase(rest, union, scope, what) : null;
        if (paths.BindSingle(discriminator, scope) is not { } path)
        {
            return null;
        }

        CheckDiscriminator(discriminator, path, cases.Select(static e => e.Key), mapping["otherwise"] is not null);
        return new ValueSpec.Switch(path.Path, bound, otherwise);
    }

    /// <summary>The cases of a vendor's word: one, or several that their tests tell apart.</summary>
    private List<YamlMapping> Told(YamlEntry word)
    {
        var told = word.Value is YamlSequence several ? several.Items.OfType<YamlMapping>().ToList() : word.Value is YamlMapping one ? [one] : [];
        foreach (var early in told.Take(told.Count - 1).Where(static m => !m.Entries.Any(static e => IsTest(e.Key.Text) && e.Value is not YamlMapping { Entries.Count: 0 })))
        {
            context.Report(DiagnosticRules.MissingOption, early, "This case has no test, so that those after it would never be the one.");
        }

        return told;
    }

    private UnionValue? SwitchCase(YamlMapping mapping, UnionType union, PathScope scope, string what) =>
        mapping.Scalar("type") is { } type && Case(type, union) is { } found
            ? new UnionValue(found.Name, Members(mapping, mapping.Entries.Where(static e => e.Key.Text != "type" && !IsTest(e.Key.Text)), found.Members, scope, $"{what} ({found.Name})"))
            : null;

    private static bool IsTest(string key) => key is "is" or "has" or "set" or "starts" or "not";

    private ValueSpec.OneOf? OneOf(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (Union(mapping, type, what, "'one_of'") is not { } union)
        {
            return null;
        }

        var cases = new List<UnionValue>();
        foreach (var entry in mapping.Entries("one_of"))
        {
            if (Case(entry.Key, union) is { } found && entry.Value is YamlMapping members)
            {
                if (members.Entries.Count == 0)
                {
                    context.Report(DiagnosticRules.MissingOption, entry.Key, $"The case '{found.Name}' has no member, so that nothing would tell it.");
                }

                cases.Add(new UnionValue(found.Name, Members(members, members.Entries, found.Members, scope, $"{what} ({found.Name})")));
            }
        }

        return new ValueSpec.OneOf(cases.ToEquatable());
    }

    private UnionType? Union(YamlMapping node, TypeRef type, string what, string construct)
    {
        if (type is TypeRef.Union { Name: var name } && context.Vocabulary.Union(name) is { } union)
        {
            return union;
        }

        Wrong(node, type, what, $"{construct} makes a union");
        return null;
    }

    private UnionCase? Case(YamlScalar node, UnionType union)
    {
        var found = union.Cases.FirstOrDefault(c => c.Name == node.Text);
        if (found is null)
        {
            context.Report(DiagnosticRules.UnknownCase, node, $"'{node.Text}' is not a case of {union.Name} ({string.Join(", ", union.Cases.Select(static c => c.Name))}){Suggest.Hint(node.Text, union.Cases.Select(static c => c.Name))}");
        }

        return found;
    }
}
