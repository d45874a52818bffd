using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Lists, and values made of one item of a list.</summary>
internal sealed partial class ValueBuilder
{
    private string ListOf(ValueSpec.ListOf list, FieldType field, string key)
    {
        var item = field with { List = false };
        var type = _owner.Types.Value(field.Type);
        return Built(Naming.Pascal(field.Name), field, key, body =>
        {
            body.Line($"List<{type}>? items = null;");
            for (var i = 0; i < list.Items.Count; i++)
            {
                var local = "item" + Literals.Integer(i + 1);
                var value = Value(list.Items[i], item, key);
                using (body.Open($"if ({(list.Items[i] is ValueSpec.Match or ValueSpec.FirstOf ? $"({value})" : value)} is {{ }} {local})"))
                {
                    body.Line($"(items ??= []).Add({local});");
                }

                body.Line();
            }

            body.Line("return items;");
        }, $"List<{type}>?");
    }

    private string Each(ValueSpec.Each each, FieldType field, string key)
    {
        var item = field with { List = false };
        if (each.Item is ValueSpec.From { Path: { Root: PathRoot.Payload, Steps.Count: 0 } } scalar && field.Type is not (TypeRef.Enum or TypeRef.Object or TypeRef.Union))
        {
            // The items are the values themselves.
            return At(each.Path, Readings.Of(_owner, Whole(each.Path) with { Type = scalar.Path.Type }, _payload.Name(each.Path) + "[]", scalar.As, item), field);
        }

        var reader = _owner.Once((each.Item, item.Type, _payload.Name(each.Path)), "Map" + Last(key) + "Item", name => ItemMethod(name, each.Item, item, _payload.Name(each.Path) + "[]", each.Path.Steps, key));
        return At(each.Path, new Reading(_owner.Types.Value(field.Type) + "?", $"{reader}($a, context{Payload.KeyArgument(each.Path.Steps)})", Moves: true), field);
    }

    private void ItemMethod(string method, ValueSpec item, FieldType field, string path, IEnumerable<PathStep> each, string key) => new PayloadReader(_owner, _vocabulary)
    {
        Method = method,
        Path = path,
        Base = [.. _base, .. each],
        Returns = _owner.Types.Local(field),
        WholeJson = NeedsWholeJson(item),
        Doc = $"One item of {_owner.Cite(key)}.",
    }.Write(items => items.Value(item, field, key));

    // The items that count are collected with their times, and one of them is chosen.
    private string Pick(ValueSpec.Pick pick, FieldType field, string key)
    {
        var item = field with { List = false, Required = false };
        var type = _owner.Types.Value(item.Type);
        var path = _payload.Name(pick.Path) + "[]";
        var reader = _owner.Once((pick, item.Type, path), "Map" + Last(key) + "Choice", name => new PayloadReader(_owner, _vocabulary)
        {
            Method = name,
            Path = path,
            Base = [.. _base, .. pick.Path.Steps],
            Returns = $"Picked<{type}>?",
            WholeJson = NeedsWholeJson(pick.Item),
            Doc = $"An item that {_owner.Cite(key)} may pick; null for one that does not count.",
        }.Write(items => items.Picked(pick, item, key)));
        var all = At(pick.Path, new Reading($"Picked<{type}>?", $"{reader}($a, context{Payload.KeyArgument(pick.Path.Steps)})", Moves: true), item with { List = true });
        return $"Picked.{pick.Order}({all})?.Value";
    }

    private string Picked(ValueSpec.Pick pick, FieldType item, string key)
    {
        var tests = pick.Where.Count == 0 ? "" : Tests(pick.Where) + "\n    && ";
        var time = pick.Time is { } told ? Value(told, new FieldType { Name = "time", Type = new TypeRef.Scalar(ScalarKind.DateTime) }, key) : "null";
        return $"{tests}{Value(pick.Item, item, key)} is {{ }} picked\n    ? new Picked<{_owner.Types.Value(item.Type)}>(picked, {time})\n    : null";
    }
}
