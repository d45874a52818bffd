using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>A payload of JSON, read with a <c>Utf8JsonReader</c> that is passed by reference.</summary>
internal sealed class JsonPayload(MapperClass owner, string name, string parameter, string path) : Payload(owner, name, parameter, path)
{
    /// <inheritdoc/>
    protected override void Value(SourceWriter writer, PathNode node, string reader)
    {
        foreach (var slot in node.Slots.Concat(node.Lists.SelectMany(l => l.Slots)).Where(s => !s.Reading.Moves))
        {
            Guarded(writer, slot, reader);
        }

        foreach (var key in node.Keys)
        {
            Key(writer, node, key);
        }

        var moves = node.Slots.Concat(node.Lists.SelectMany(l => l.Slots)).Where(s => s.Reading.Moves).Select(s => (Action<string>)(r => Guarded(writer, s, r))).ToList();
        var anything = node.Slots.Concat(node.Items.SelectMany(i => i.Slots)).Any(s => s.Reading.Tokens is not null);
        if (node.Members.Any())
        {
            moves.Add(r => Call(writer, node, r, MembersMethod));
        }

        if (node.Items.Any())
        {
            moves.Add(r => When(writer, anything ? $"{r}.TokenType == JsonTokenType.StartArray" : null, () => Call(writer, node, r, ItemsMethod)));
        }

        moves.AddRange(node.Lists.Where(l => l.Items.Any()).Select(l => (Action<string>)(r => Call(writer, l, r, ItemsMethod))));
        if (anything)
        {
            // Whoever reads what stands here may have passed it over.
            moves.Add(r => writer.Line($"{r}.Skip();"));
        }

        if (moves.Count == 0 && node.Slots.All(s => s.Reading.Looks))
        {
            writer.Line($"{reader}.Skip();");
        }

        Each(writer, moves, reader);
    }

    private void Guarded(SourceWriter writer, Slot slot, string reader) =>
        When(writer, slot.Reading.Tokens is { } tokens ? $"{reader}.TokenType is {tokens}" : null, () => Fill(writer, slot, reader));

    private static void When(SourceWriter writer, string? condition, Action write)
    {
        if (condition is null)
        {
            write();
            return;
        }

        using (writer.Open($"if ({condition})"))
        {
            write();
        }
    }

    // The name is read as a text, by a reader of its own: of an item the one that goes with it, of a record the one that the page has noted.
    private void Key(SourceWriter writer, PathNode node, PathNode key)
    {
        writer.Line("{");
        using (writer.Indent())
        {
            writer.Line($"var name = {(node.Parent is null && IsRecord ? $"{Argument}.Key" : KeyName)};");
            Value(writer, key, "name");
        }

        writer.Line("}");
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

    private void MembersMethod(string method, PathNode node) => Owner.Add(writer =>
    {
        using (Method(writer, method, node, "members"))
        {
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

    private void ItemsMethod(string method, PathNode node) => Owner.Add(writer =>
    {
        using (Method(writer, method, node, "items"))
        {
            var values = node.Step as PathStep.Values;
            using (writer.Open($"if (!JsonValue.{(values is null ? "IsList" : "IsObject")}(ref reader, {Literals.String(Name(values is null ? node : node.Parent!))}))"))
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

            using (writer.Open(values is null ? "while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)" : "while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)"))
            {
                if (values is not null)
                {
                    Named(writer, values.Rest ? node.Parent!.Members : []);
                }

                Each(writer, [.. node.Items.Select(i => (Action<string>)(r => Item(writer, i, r)))], "reader");
                if (chosen.Any(i => i.Step is PathStep.Index))
                {
                    writer.Line("position++;");
                }
            }
        }
    });

    // Steps over what is named elsewhere, and from a name to its value.
    private static void Named(SourceWriter writer, IEnumerable<PathNode> elsewhere)
    {
        var tests = elsewhere.Select(m => $"reader.ValueTextEquals({Literals.Utf8(((PathStep.Property)m.Step!).Name)})").ToList();
        if (tests.Count > 0)
        {
            using (writer.Open($"if ({string.Join("\n    || ", tests)})"))
            {
                writer.Line("reader.Skip();");
                writer.Line("continue;");
            }

            writer.Line();
        }

        writer.Line($"var {KeyName} = JsonText.Name(in reader);");
        writer.Line("reader.Read();");
    }

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
}
