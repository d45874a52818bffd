using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Lists, and values made of one item of a list.</summary>
internal sealed partial class ValueBinder
{
    private static readonly string[] EachWords = ["each", "rest", "item", "note"];
    private static readonly string[] PickWords = ["pick", "where", "last", "newest", "oldest", "item", "note"];

    private ValueSpec? Each(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (mapping.Scalar("each") is not { } each || paths.BindList(each, scope, several: true) is not { } list)
        {
            return null;
        }

        list = Rest(mapping, list);
        return Item(mapping, EachWords, each, type, scope.Item(list.Item, list.List), what) switch
        {
            null => null,
            // The items themselves: the same as naming the list.
            ValueSpec.From { Path: { Root: PathRoot.Payload, Steps.Count: 0 }, As.Kind: not ConversionKind.Raw } whole => new ValueSpec.From(list.List.Path, whole.As),
            var value => new ValueSpec.Each(list.List.Path, value),
        };
    }

    // Which values are named, the generated code knows when it has all paths.
    private (BoundPath List, SchemaView Item) Rest(YamlMapping mapping, (BoundPath List, SchemaView Item) list)
    {
        if (mapping.Entry("rest") is not { } rest)
        {
            return list;
        }

        var steps = list.List.Path.Steps.ToList();
        if (steps.Count == 0 || steps[steps.Count - 1] is not PathStep.Values)
        {
            context.Report(DiagnosticRules.IdleOption, rest.Key, "'rest' has no meaning without '*', the values of an object, at the end of 'each'.");
            return list;
        }

        steps[steps.Count - 1] = new PathStep.Values(mapping.Flag("rest"));
        return (list.List with { Path = list.List.Path with { Steps = steps.ToEquatable() } }, list.Item);
    }

    private ValueSpec.Pick? Pick(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (mapping.Scalar("pick") is not { } pick || paths.BindList(pick, scope, several: true) is not { } list)
        {
            return null;
        }

        var item = scope.Item(list.Item, list.List);
        if (mapping.Entry("where") is { Value: YamlMapping { Entries.Count: 0 } } empty)
        {
            context.Report(DiagnosticRules.MissingOption, empty.Key, "'where' has no test, so that it would always hold; without it every item counts.");
        }

        var where = mapping.Map("where") is { } tested ? tests.Bind(tested, item) : default;
        var order = mapping["newest"] is not null ? PickOrder.Newest : mapping["oldest"] is not null ? PickOrder.Oldest : mapping.Flag("last") ? PickOrder.Last : PickOrder.First;
        var time = (mapping["newest"] ?? mapping["oldest"]) is { } told ? One(told, new TypeRef.Scalar(ScalarKind.DateTime), item, $"what tells the {(order == PickOrder.Newest ? "newest" : "oldest")} of '{pick.Text}'") : null;
        return Item(mapping, PickWords, pick, type, item, what) is { } value ? new ValueSpec.Pick(list.List.Path, where, order, time, value) : null;
    }

    /// <summary>How an item of a list becomes a value: an object's members stand beside the construct's own words, anything else under <c>item</c>.</summary>
    private ValueSpec? Item(YamlMapping mapping, string[] words, YamlScalar list, TypeRef type, PathScope item, string what)
    {
        var members = mapping.Entries.Where(e => !words.Contains(e.Key.Text)).ToList();
        if (type is TypeRef.Object { Name: var name } && context.Vocabulary.Object(name) is { } known)
        {
            Idle(mapping, "item", $"for {what}, whose items are objects; write their members beside '{words[0]}'");
            return new ValueSpec.ObjectOf(Members(mapping, members, known.Members, item, what));
        }

        foreach (var member in members)
        {
            context.Report(DiagnosticRules.UnknownField, member.Key, $"The items of {what} are single values without members; write 'item: {member.Key.Text}'.");
        }

        return mapping["item"] is { } one ? One(one, type, item, what) : Path(new YamlScalar(".", false, list), null, type, item, what);
    }

    /// <summary>A list of single values at a path; <c>a[].b</c> takes a value of each item of a.</summary>
    private ValueSpec.From? ListAt(YamlScalar node, YamlMapping? options, TypeRef type, PathScope scope, string what)
    {
        if (type is TypeRef.Object or TypeRef.Union)
        {
            Wrong(node, type, what, "its items have members; write 'each' with the path, and the members beside it");
            return null;
        }

        var bound = paths.Bind(node, scope);
        var conversion = options is null ? Conversion.Plain : conversions.Bind(options, (bound?.Several == true ? bound.View : bound?.View.Items())?.Format, IsKnown(bound));
        if (bound is not { } path)
        {
            return null;
        }

        var item = path.Several ? path.View : path.View.CanBeList ? path.View.Items() : null;
        if (item is null)
        {
            context.Report(DiagnosticRules.ListMismatch, node, $"'{node.Text}' is {JsonKindWords.Of(path.Path.Type)}, but {what} is a list; write 'list: [{node.Text}]'.");
            return null;
        }

        var single = new BoundPath(path.Path with { Type = item.Kind }, item);
        return new ValueSpec.From(path.Path, conversions.Check(node, single, conversion, type, what));
    }

    private ValueSpec.Position? Position(YamlMapping mapping, TypeRef type, PathScope scope, string what)
    {
        if (type is not TypeRef.Scalar { Kind: ScalarKind.Integer })
        {
            Wrong(mapping, type, what, "'position' makes a whole number");
            return null;
        }

        if (scope.IsItem)
        {
            context.Report(DiagnosticRules.WrongConstruct, mapping, $"{what} is made of an item of a list, but 'position' is the place of a record in its own.");
        }

        return new ValueSpec.Position();
    }
}
