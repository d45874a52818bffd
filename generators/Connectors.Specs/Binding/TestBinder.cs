using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds conditions on vendor data.</summary>
internal sealed class TestBinder(BindContext context, PathBinder paths)
{
    /// <summary>The tests of a mapping, in the order of its keys; keys of other meaning are passed over.</summary>
    public EquatableArray<Test> Bind(YamlMapping mapping, PathScope scope) => mapping.Entries.SelectMany(entry => Bind(mapping, entry, scope)).OfType<Test>().ToEquatable();

    private IEnumerable<Test?> Bind(YamlMapping mapping, YamlEntry entry, PathScope scope) => entry.Key.Text switch
    {
        "is" => Pairs(entry).Select(pair => Is(pair, scope)),
        "has" => Pairs(entry).Select(pair => Has(pair, scope)),
        "starts" => Pairs(entry).Select(pair => Starts(pair, scope)),
        "set" => mapping.OneOrMany("set").OfType<YamlScalar>().Select(path => Set(path, scope)),
        "not" => [Not(entry, scope)],
        _ => [],
    };

    private static IReadOnlyList<YamlEntry> Pairs(YamlEntry entry) => (entry.Value as YamlMapping)?.Entries ?? [];

    private Test.Is? Is(YamlEntry pair, PathScope scope)
    {
        if (pair.Value is not YamlScalar { IsEmpty: false } value || paths.BindSingle(pair.Key, scope) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is JsonKind.Array or JsonKind.Object)
        {
            context.Report(DiagnosticRules.TypeMismatch, pair.Key, $"'{pair.Key.Text}' is {JsonKindWords.Of(path.View.Kind)} and cannot be one text{(path.View.Kind == JsonKind.Array ? "; for lists there is 'has'" : "")}.");
        }

        paths.CheckValue(value, path.View, value.Text, $"'{pair.Key.Text}'");
        return new Test.Is(path.Path, value.Text);
    }

    private Test.Has? Has(YamlEntry pair, PathScope scope)
    {
        if (pair.Value is not YamlScalar { IsEmpty: false } value || paths.BindList(pair.Key, scope) is not { } list)
        {
            return null;
        }

        paths.CheckValue(value, list.Item, value.Text, $"the items of '{pair.Key.Text}'");
        return new Test.Has(list.List.Path, value.Text);
    }

    private Test.Starts? Starts(YamlEntry pair, PathScope scope)
    {
        if (pair.Value is not YamlScalar { IsEmpty: false } value || paths.BindSingle(pair.Key, scope) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is not (JsonKind.String or JsonKind.Any))
        {
            context.Report(DiagnosticRules.TypeMismatch, pair.Key, $"'{pair.Key.Text}' is {JsonKindWords.Of(path.View.Kind)}; only a text starts with a text.");
        }

        return new Test.Starts(path.Path, value.Text);
    }

    private Test.Set? Set(YamlScalar node, PathScope scope) => paths.BindSingle(node, scope) is { } path ? new Test.Set(path.Path) : null;

    private Test.Not? Not(YamlEntry entry, PathScope scope)
    {
        if (entry.Value is not YamlMapping mapping)
        {
            return null;
        }

        var inner = Bind(mapping, scope);
        if (inner.Count != 1 && (inner.Count > 1 || mapping.Entries.Count == 0))
        {
            context.Report(DiagnosticRules.Choice, entry.Key, "'not' takes exactly one test; several negated tests are several entries of their own.");
        }

        return inner.Count == 1 ? new Test.Not(inner[0]) : null;
    }
}
