using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>A JSON value that is read in one pass (a record, an item of a list, a reply): the slots its values are kept in and the methods that fill them.</summary>
internal sealed class Payload
{
    private readonly MapperClass _owner;
    private readonly string _name;
    private readonly string _parameter;
    private readonly string _path;
    private readonly HashSet<string> _slotNames = new(StringComparer.Ordinal);
    private readonly Dictionary<(PathNode, Reading), Slot> _slots = [];
    private readonly Dictionary<PathNode, string> _methods = [];

    /// <summary>Prepares a payload.</summary>
    /// <param name="owner">The class its members stand in.</param>
    /// <param name="name">What its members are named after: <c>Job</c>; empty for the class's own.</param>
    /// <param name="parameter">The parameter that goes with the reader: <c>MapContext context</c>.</param>
    /// <param name="path">Where it stands in the record, for faults: <c>answers[]</c>; empty for the record itself.</param>
    public Payload(MapperClass owner, string name, string parameter = "MapContext context", string path = "")
    {
        _owner = owner;
        _name = name;
        _parameter = parameter;
        _path = path;
        Struct = owner.Unique(name + "Found");
    }

    /// <summary>The struct of the slots.</summary>
    public string Struct { get; }

    /// <summary>The argument that goes with the reader: <c>context</c>.</summary>
    public string Argument => _parameter.Substring(_parameter.IndexOf(' ') + 1);

    /// <summary>The value's top.</summary>
    public PathNode Root { get; } = PathNode.Root();

    /// <summary>The top of the detail that a lookup adds.</summary>
    public PathNode Detail { get; } = PathNode.Root();

    /// <summary>What faults call a path: the way from the record.</summary>
    public string Name(VendorPath path) =>
        _path.Length == 0 || path.Root != PathRoot.Payload ? path.Text
        : path.Steps.Count == 0 ? _path
        : path.Steps[0] is PathStep.Property ? $"{_path}.{path.Text}" : _path + path.Text;

    /// <summary>A slot for what is read at a path, shared by all who read it alike; the expression that has its value.</summary>
    /// <param name="steps">The way down.</param>
    /// <param name="reading">How it is read.</param>
    /// <param name="suffix">What its name adds to the path, where the path alone does not say it.</param>
    /// <param name="detail">Whether the path starts at the detail.</param>
    public string Slot(IEnumerable<PathStep> steps, Reading reading, string suffix = "", bool detail = false)
    {
        var node = steps.Aggregate(detail ? Detail : Root, (at, step) => at.At(step));
        if (!_slots.TryGetValue((node, reading), out var slot))
        {
            var name = node.Step is PathStep.All && node.Parent is { Step: not null } list ? list.Name : node.Name;
            slot = new Slot(Unique((detail ? "Detail" : "") + name + suffix), reading);
            _slots.Add((node, reading), slot);
            node.Slots.Add(slot);
        }

        return "found." + slot.Name;
    }

    /// <summary>Writes the statements that read the value the reader stands on into <c>found</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="reader">The reader's name.</param>
    /// <param name="detail">Whether the value is the detail.</param>
    public void Read(SourceWriter writer, string reader = "reader", bool detail = false) => Value(writer, detail ? Detail : Root, reader);

    /// <summary>Writes the struct of the slots.</summary>
    public void WriteStruct(SourceWriter writer)
    {
        writer.Line("/// <summary>What has been read so far.</summary>");
        using (writer.Open($"private struct {Struct}"))
        {
            foreach (var slot in Root.All().Concat(Detail.All()))
            {
                writer.Line($"public {slot.FieldType} {slot.Name};");
            }
        }
    }

    private string Unique(string wanted)
    {
        wanted = wanted.Length == 0 ? "Value" : wanted;
        var name = wanted;
        for (var n = 2; !_slotNames.Add(name); n++)
        {
            name = wanted + Literals.Integer(n);
        }

        return name;
    }

    // The reader stands on the value's first token and is left on its last.
    private void Value(SourceWriter writer, PathNode node, string reader)
    {
        foreach (var slot in node.Slots.Where(s => !s.Reading.Moves))
        {
            Fill(writer, slot, reader);
        }

        var moves = node.Slots.Where(s => s.Reading.Moves).Select(s => (Action<string>)(r => Fill(writer, s, r))).ToList();
        if (node.Members.Any())
        {
            moves.Add(r => Call(writer, node, r, MembersMethod));
        }

        if (node.Items.Any())
        {
            moves.Add(r => Call(writer, node, r, ItemsMethod));
        }

        if (moves.Count == 0 && node.Slots.All(s => s.Reading.Looks))
        {
            writer.Line($"{reader}.Skip();");
        }

        Each(writer, moves, reader);
    }

    // All but the last read a copy, so that each finds the reader where it was.
    private static void Each(SourceWriter writer, List<Action<string>> moves, string reader)
    {
        for (var i = 0; i < moves.Count; i++)
        {
            if (i == moves.Count - 1)
            {
                moves[i](reader);
            }
            else
            {
                writer.Line("{");
                using (writer.Indent())
                {
                    writer.Line($"var copy = {reader};");
                    moves[i]("copy");
                }

                writer.Line("}");
            }
        }
    }

    private static void Fill(SourceWriter writer, Slot slot, string reader)
    {
        var value = slot.Reading.Expression.Replace("$r", reader);
        writer.Line(slot.Reading.Kind switch
        {
            SlotKind.Append => $"if ({value} is {{ }} item{slot.Name})\n{{\n    found.{slot.Name}!.Add(item{slot.Name});\n}}",
            SlotKind.Or => $"found.{slot.Name} |= {value};",
            _ => $"found.{slot.Name} = {value};",
        });
    }

    private void Call(SourceWriter writer, PathNode node, string reader, Action<string, PathNode> make)
    {
        if (!_methods.TryGetValue(node, out var method))
        {
            method = _owner.Unique("Read" + _name + (Top(node) == Detail ? "Detail" : "") + node.Name);
            _methods.Add(node, method);
            make(method, node);
        }

        writer.Line($"{method}(ref {reader}, {Argument}, ref found);");
    }

    private string Name(PathNode node) => Name(new VendorPath(Top(node) == Detail ? PathRoot.Detail : PathRoot.Payload, node.Steps.ToEquatable(), JsonKind.Any));

    private string What(PathNode node) => Name(node) is "." ? "the value" : $"<c>{XmlDoc.Escape(Name(node))}</c>";

    private static PathNode Top(PathNode node) => node.Parent is null ? node : Top(node.Parent);

    private void MembersMethod(string method, PathNode node) => _owner.Add(writer =>
    {
        writer.Line($"/// <summary>Reads the members of {What(node)}.</summary>");
        using (writer.Open($"private static void {method}(ref Utf8JsonReader reader, {_parameter}, ref {Struct} found)"))
        {
            Reset(writer, node);
            using (writer.Open($"if (!JsonValue.IsObject(ref reader, {Literals.String(Name(node))}))"))
            {
                writer.Line("return;");
            }

            writer.Line();
            using (writer.Open("while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)"))
            {
                using (writer.Open("switch (JsonText.Length(ref reader))"))
                {
                    foreach (var member in node.Members)
                    {
                        Member(writer, member);
                    }

                    writer.Line("default:");
                    using (writer.Indent())
                    {
                        writer.Line("reader.Skip();");
                        writer.Line("break;");
                    }
                }
            }
        }
    });

    private void Member(SourceWriter writer, PathNode member)
    {
        var name = ((PathStep.Property)member.Step!).Name;
        writer.Line($"case {System.Text.Encoding.UTF8.GetByteCount(name)} when reader.ValueTextEquals({Literals.Utf8(name)}):");
        using (writer.Indent())
        {
            writer.Line("reader.Read();");
            Value(writer, member, "reader");
            writer.Line("break;");
        }
    }

    private void ItemsMethod(string method, PathNode node) => _owner.Add(writer =>
    {
        writer.Line($"/// <summary>Reads the items of {What(node)}.</summary>");
        using (writer.Open($"private static void {method}(ref Utf8JsonReader reader, {_parameter}, ref {Struct} found)"))
        {
            Reset(writer, node);
            using (writer.Open($"if (!JsonValue.IsList(ref reader, {Literals.String(Name(node))}))"))
            {
                writer.Line("return;");
            }

            writer.Line();
            if (!node.Repeats)
            {
                foreach (var slot in node.Collected())
                {
                    writer.Line($"found.{slot.Name} = [];");
                }
            }

            var chosen = node.Items.Where(i => i.Step is not PathStep.All).ToList();
            if (chosen.Any(i => i.Step is PathStep.Index))
            {
                writer.Line("var position = 0;");
            }

            foreach (var item in chosen.Where(i => i.Step is PathStep.Where))
            {
                writer.Line($"var seen{item.Name} = false;");
            }

            using (writer.Open("while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)"))
            {
                Each(writer, [.. node.Items.Select(i => (Action<string>)(r => Item(writer, i, r)))], "reader");
                if (chosen.Any(i => i.Step is PathStep.Index))
                {
                    writer.Line("position++;");
                }
            }
        }
    });

    private void Item(SourceWriter writer, PathNode item, string reader)
    {
        switch (item.Step)
        {
            case PathStep.Index index:
                using (writer.Open($"if (position == {Literals.Integer(index.Position)})"))
                {
                    Value(writer, item, reader);
                }

                using (writer.Open("else"))
                {
                    writer.Line($"{reader}.Skip();");
                }

                break;
            case PathStep.Where where:
                writer.Line($"var match{item.Name} = {reader};");
                using (writer.Open($"if (seen{item.Name})"))
                {
                    writer.Line($"{reader}.Skip();");
                }

                using (writer.Open($"else if (JsonValue.HasMember(ref {reader}, {Literals.Utf8(where.Member)}, {Literals.Utf8(where.Value)}))"))
                {
                    writer.Line($"seen{item.Name} = true;");
                    Value(writer, item, "match" + item.Name);
                }

                break;
            default:
                Value(writer, item, reader);
                break;
        }
    }

    // A key that comes again replaces what it gave before, all of it; the top comes once, and what is collected goes on.
    private static void Reset(SourceWriter writer, PathNode node)
    {
        if (node.Parent is null || node.Repeats)
        {
            return;
        }

        // The slots at the place itself are filled by its caller, anew each time.
        foreach (var slot in node.All().Except(node.Slots))
        {
            writer.Line($"found.{slot.Name} = default;");
        }
    }
}
