using Connectors.Specs.Contracts;
using Connectors.Specs.Language;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Specs;

/// <summary>Finds the places of a sound spec that operators work on, led by the grammar, the vocabulary and the contract.</summary>
internal sealed class Outline(VocabularySpec vocabulary, Contract contract)
{
    /// <summary>The unified text of a map, match or constant, as opposed to a vendor's.</summary>
    public static Shape UnifiedText { get; } = new Shape.Text("a unified value");

    private YamlMapping? _tables;

    public List<KeyPlace> Keys { get; } = [];

    public List<ValuePlace> Values { get; } = [];

    public void Walk(YamlMapping root)
    {
        _tables = root["tables"] as YamlMapping;
        Walk(root, new Shape.Keyed("connector"), "", null);
    }

    private void Walk(YamlNode node, Shape shape, string path, ContractView? view)
    {
        switch (shape)
        {
            case Shape.Either either:
                Values.Add(new ValuePlace(path, node, shape) { In = view });
                if (either.Shapes.FirstOrDefault(s => Fits(node, s)) is { } fitting)
                {
                    Walk(node, fitting, path, view);
                }

                break;
            case Shape.List list when node is YamlSequence sequence:
                Values.Add(new ValuePlace(path, node, shape));
                for (var i = 0; i < sequence.Items.Count; i++)
                {
                    Walk(sequence.Items[i], list.Item, $"{path}[{i}]", view);
                }

                break;
            case Shape.Map map when node is YamlMapping mapping:
                Values.Add(new ValuePlace(path, node, shape));
                foreach (var entry in mapping.Entries)
                {
                    var below = Below(path, entry.Key.Text);
                    Keys.Add(new KeyPlace(below, entry, mapping, map.Key, null));
                    if (map.Key == "a model of the vocabulary" && vocabulary.Model(entry.Key.Text) is { } model)
                    {
                        Model(model, (YamlMapping)((YamlMapping)node)[entry.Key.Text]!, below, mapping);
                    }
                    else
                    {
                        Walk(entry.Value, map.Value, below, view);
                    }
                }

                break;
            case Shape.Tree tree when node is YamlMapping members:
                foreach (var entry in members.Entries)
                {
                    Keys.Add(new KeyPlace(Below(path, entry.Key.Text), entry, members, "a member", null));
                    Walk(entry.Value, tree, Below(path, entry.Key.Text), view);
                }

                break;
            case Shape.Tree tree when node is YamlSequence items:
                for (var i = 0; i < items.Items.Count; i++)
                {
                    Walk(items.Items[i], tree, $"{path}[{i}]", view);
                }

                break;
            case Shape.Tree tree:
                Walk(node, tree.Leaf, path, view);
                break;
            case Shape.Keyed keyed when node is YamlMapping mapping:
                Values.Add(new ValuePlace(path, node, shape));
                Keyed(mapping, Grammar.Mapping(keyed.Name), path, view);
                break;
            default:
                Values.Add(new ValuePlace(path, node, shape) { In = view });
                break;
        }
    }

    private void Keyed(YamlMapping mapping, MappingShape kind, string path, ContractView? view)
    {
        var (reply, row) = kind.Name == "table" ? Replies(mapping) : (view, view);
        foreach (var entry in mapping.Entries)
        {
            if (kind.Key(entry.Key.Text) is { } rule)
            {
                Keys.Add(new KeyPlace(Below(path, entry.Key.Text), entry, mapping, kind.Name, rule));
                Walk(entry.Value, rule.Value, Below(path, entry.Key.Text), entry.Key.Text == "key" ? row : reply);
            }
        }
    }

    private void Model(ModelType type, YamlMapping model, string path, YamlMapping models)
    {
        var (reply, record) = Replies((model["read"] as YamlMapping)!, models);
        Values.Add(new ValuePlace(path, model, new Shape.Keyed("model")));
        foreach (var entry in model.Entries)
        {
            var rule = Grammar.Mapping("model").Key(entry.Key.Text)!;
            Keys.Add(new KeyPlace(Below(path, entry.Key.Text), entry, model, "model", rule));
            if (entry.Key.Text != "fields")
            {
                Walk(entry.Value, rule.Value, Below(path, entry.Key.Text), entry.Key.Text == "read" ? reply : record);
            }
            else
            {
                Values.Add(new ValuePlace(Below(path, "fields"), entry.Value, rule.Value));
                foreach (var field in ((YamlMapping)entry.Value).Entries)
                {
                    Member(field, (YamlMapping)entry.Value, type.Fields, "a unified field", Below(path, "fields"), record);
                }
            }
        }
    }

    private void Member(YamlEntry entry, YamlMapping mapping, IEnumerable<FieldType> fields, string of, string path, ContractView? view)
    {
        if (fields.FirstOrDefault(f => f.Name == entry.Key.Text) is not { } field)
        {
            return;
        }

        var below = Below(path, field.Name);
        Keys.Add(new KeyPlace(below, entry, mapping, of, null) { Field = field });
        Unified(entry.Value, field.Type, field.List, below, view);
    }

    /// <summary>A value that is made for the unified model.</summary>
    private void Unified(YamlNode node, TypeRef type, bool list, string path, ContractView? view)
    {
        var value = new ValuePlace(path, node, new Shape.Unified(false)) { Type = type, List = list, In = view };
        if (node is not YamlMapping mapping)
        {
            Values.Add(path.EndsWith(".remote_data", StringComparison.Ordinal) || path.EndsWith(".custom_fields", StringComparison.Ordinal) ? value with { Shape = new Shape.Text("a switch") } : value with { Shape = new Shape.Text("a path") });
            return;
        }

        Values.Add(value);
        var construct = Grammar.Construct([.. mapping.Entries.Select(e => e.Key.Text)]);
        if (construct is null)
        {
            var members = type is TypeRef.Object o ? vocabulary.Object(o.Name)!.Members : default;
            foreach (var entry in mapping.Entries)
            {
                Member(entry, mapping, members, "a unified member", path, view);
            }

            return;
        }

        var at = construct.Name == "each" ? view?.At(mapping["each"] is YamlScalar each ? each.Text : "")?.Items : view;
        foreach (var entry in mapping.Entries)
        {
            var below = Below(path, entry.Key.Text);
            if (construct.Key(entry.Key.Text) is { } rule)
            {
                Keys.Add(new KeyPlace(below, entry, mapping, construct.Name, rule));
                Inside(construct, mapping, entry, rule, type, list, below, view, at);
            }
            else if (construct.Name == "switch")
            {
                Keys.Add(new KeyPlace(below, entry, mapping, "a vendor value", null));
                foreach (var told in entry.Value is YamlSequence several ? several.Items : [entry.Value])
                {
                    Case(told, type, below, view);
                }

            }
            else if (type is TypeRef.Object o)
            {
                Member(entry, mapping, vocabulary.Object(o.Name)!.Members, "a unified member", path, at);
            }
        }
    }

    private void Inside(MappingShape construct, YamlMapping mapping, YamlEntry entry, KeyShape rule, TypeRef type, bool list, string path, ContractView? view, ContractView? item)
    {
        switch (construct.Name, entry.Key.Text)
        {
            case ("from", "map"):
                Values.Add(new ValuePlace(path, entry.Value, rule.Value));
                foreach (var pair in ((YamlMapping)entry.Value).Entries)
                {
                    Keys.Add(new KeyPlace(Below(path, pair.Key.Text), pair, (YamlMapping)entry.Value, "a vendor value", null));
                    Values.Add(new ValuePlace(Below(path, pair.Key.Text), pair.Value, UnifiedText) { Type = type });
                }

                break;
            case ("from", "otherwise" or "default") or ("match", "otherwise") or ("constant", "value"):
                Values.Add(new ValuePlace(path, entry.Value, UnifiedText) { Type = type });
                break;
            case ("from", "from") when mapping["table"] is not null:
                // What is looked up need not fit what is made of the row.
                Values.Add(new ValuePlace(path, entry.Value, rule.Value) { In = view });
                break;
            case ("from", "take"):
                Unified(entry.Value, type, list, path, mapping["table"] is YamlScalar table && _tables?[table.Text] is YamlMapping rows ? Replies(rows).Record : null);
                break;
            case ("from", "from"):
                Values.Add(new ValuePlace(path, entry.Value, rule.Value) { Type = type, List = list, In = view });
                break;
            case ("match", "match"):
                Walk(entry.Value, rule.Value, path, view);
                foreach (var then in Values.Where(v => v.Path.StartsWith(path + "[", StringComparison.Ordinal) && v.Path.EndsWith(".then", StringComparison.Ordinal)).ToList())
                {
                    Values.Remove(then);
                    Values.Add(then with { Shape = UnifiedText, Type = type });
                }

                break;
            case ("switch", "otherwise"):
                Case(entry.Value, type, path, view);
                break;
            case ("one_of", _):
                foreach (var one in ((YamlMapping)entry.Value).Entries)
                {
                    Keys.Add(new KeyPlace(Below(path, one.Key.Text), one, (YamlMapping)entry.Value, "a case", null));
                    Members(one.Value, CaseOf(type, one.Key.Text), Below(path, one.Key.Text), view);
                }

                break;
            case ("first_of" or "join" or "list", "first_of" or "join" or "list"):
                Values.Add(new ValuePlace(path, entry.Value, rule.Value));
                var items = ((YamlSequence)entry.Value).Items;
                for (var i = 0; i < items.Count; i++)
                {
                    Unified(items[i], type, list && construct.Name == "first_of", $"{path}[{i}]", view);
                }

                break;
            case ("each", "item"):
                Unified(entry.Value, type, false, path, item);
                break;
            default:
                Walk(entry.Value, rule.Value, path, view);
                break;
        }
    }

    private void Case(YamlNode node, TypeRef type, string path, ContractView? view)
    {
        var mapping = (YamlMapping)node;
        Values.Add(new ValuePlace(path, node, new Shape.Keyed("switch case")));
        var entry = mapping.Entry("type")!;
        Keys.Add(new KeyPlace(Below(path, "type"), entry, mapping, "switch case", Grammar.Mapping("switch case").Key("type")));
        Values.Add(new ValuePlace(Below(path, "type"), entry.Value, new Shape.Text("a case")) { Type = type });
        Members(node, CaseOf(type, ((YamlScalar)entry.Value).Text), path, view);
    }

    private void Members(YamlNode node, UnionCase? type, string path, ContractView? view)
    {
        foreach (var entry in ((YamlMapping)node).Entries.Where(e => e.Key.Text != "type" && Grammar.Mapping("test").Key(e.Key.Text) is null))
        {
            Member(entry, (YamlMapping)node, type?.Members ?? default, "a unified member", path, view);
        }
    }

    private UnionCase? CaseOf(TypeRef type, string name) => type is TypeRef.Union union ? vocabulary.Union(union.Name)!.Cases.FirstOrDefault(c => c.Name == name) : null;

    /// <summary>What a read's reply holds, and what one of its records.</summary>
    private (ContractView? Reply, ContractView? Record) Replies(YamlMapping read, YamlMapping models)
    {
        if (read["with"] is YamlScalar host)
        {
            return (null, Replies((YamlMapping)((YamlMapping)models[host.Text]!)["read"]!, models).Record);
        }

        if (read["within"] is YamlScalar around && read["each"] is YamlScalar each)
        {
            return (null, Replies((YamlMapping)((YamlMapping)models[around.Text]!)["read"]!, models).Record?.At(each.Text)?.Items);
        }

        return Replies(read);
    }

    private (ContractView? Reply, ContractView? Record) Replies(YamlMapping read)
    {
        var request = (read["call"] ?? read["get"] ?? read["post"]) as YamlScalar;
        var operation = contract.Operations.FirstOrDefault(o => Same(o.Path, request?.Text ?? "") && (o.Soap is not null || o.Method == (read["get"] is null ? "POST" : "GET")));
        var reply = operation?.Success?.Body is { } body ? new ContractView(contract, body) : null;
        return (reply, read["records"] is YamlScalar records ? reply?.At(records.Text)?.Items : null);
    }

    private static bool Same(string contract, string written)
    {
        static IEnumerable<string> Parts(string path) => path.Split('/').Select(p => p.StartsWith('{') ? "{}" : p);
        return Parts(contract).SequenceEqual(Parts(written));
    }

    private static bool Fits(YamlNode node, Shape shape) => node switch
    {
        YamlSequence => shape is Shape.List,
        YamlMapping => shape is Shape.Map or Shape.Keyed,
        _ => shape is not (Shape.List or Shape.Map or Shape.Keyed),
    };

    private static string Below(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
