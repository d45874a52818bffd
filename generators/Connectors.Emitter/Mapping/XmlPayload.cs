using Connectors.Emitter.Text;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>A payload of XML, read with an <c>XmlCursor</c>: attributes first, then the children in any order.</summary>
/// <remarks>A list is an element that occurs several times, so its items are read where its parent's children are.</remarks>
internal sealed class XmlPayload(MapperClass owner, string name, string parameter, string path) : Payload(owner, name, parameter, path)
{
    /// <inheritdoc/>
    protected override void Value(SourceWriter writer, PathNode node, string reader)
    {
        foreach (var slot in node.Slots.Where(s => s.Reading.Looks))
        {
            Fill(writer, slot, reader);
        }

        var moves = node.Slots.Where(s => s.Reading.Moves).Select(s => (Action<string>)(r => Fill(writer, s, r))).ToList();
        if (Elements(node).Any())
        {
            moves.Add(r => Call(writer, node, r, ChildrenMethod));
        }
        else if (Texts(node).Count > 0 || node.Members.Any() || moves.Count == 0)
        {
            moves.Add(r => Content(writer, node, r));
        }

        Each(writer, moves, reader, node.Name);
    }

    private static IEnumerable<PathNode> Of(PathNode node, XmlNodeKind kind) => node.Members.Where(m => Xml(m).Kind == kind);

    private static XmlNode Xml(PathNode member) => ((PathStep.Property)member.Step!).Xml ?? new XmlNode(XmlNodeKind.Element, ((PathStep.Property)member.Step!).Name, "");

    private static IEnumerable<PathNode> Elements(PathNode node) => Of(node, XmlNodeKind.Element);

    // What is read of the element's own text, whether the spec names the text or the element.
    private static List<Slot> Texts(PathNode node) => [.. node.Slots.Concat(Of(node, XmlNodeKind.Text).SelectMany(t => t.Slots)).Where(s => s.Reading is { Moves: false, Looks: false })];

    // All but the last read a copy's beginning, so that each finds the element as it was.
    private static void Each(SourceWriter writer, List<Action<string>> moves, string reader, string name)
    {
        if (moves.Count == 1)
        {
            moves[0](reader);
            return;
        }

        writer.Line("{");
        using (writer.Indent())
        {
            var copy = "copy" + name;
            writer.Line($"var {copy} = {reader}.Recorded();");
            writer.Line($"var start{name} = {copy}.Position;");
            for (var i = 0; i < moves.Count; i++)
            {
                if (i > 0)
                {
                    writer.Line($"{copy}.Return(start{name});");
                }

                moves[i](copy);
            }
        }

        writer.Line("}");
    }

    private void Content(SourceWriter writer, PathNode node, string reader)
    {
        Attributes(writer, node, reader);
        var texts = Texts(node);
        if (texts.Count == 0)
        {
            writer.Line($"{reader}.Skip();");
            return;
        }

        writer.Line($"{reader}.ReadText({Literals.String(Name(node))});");
        foreach (var slot in texts)
        {
            Fill(writer, slot, reader);
        }
    }

    /// <summary>Writes the statements that read the attributes of the element the reader stands on, and leave it there.</summary>
    public void Attributes(SourceWriter writer, PathNode node, string reader)
    {
        foreach (var member in Of(node, XmlNodeKind.Attribute))
        {
            var xml = Xml(member);
            var take = $"{reader}.Attribute({Literals.String(xml.Name)}{(xml.Namespace.Length == 0 ? "" : ", " + Namespace(xml.Namespace))});";
            var looks = member.Slots.Where(s => s.Reading.Looks).ToList();
            writer.Line(looks.Count == 0 ? take : string.Concat(looks.Select(l => $"found.{l.Name} = ")) + take);
            foreach (var slot in member.Slots.Except(looks))
            {
                Fill(writer, slot, reader);
            }
        }
    }

    private string Namespace(string ns) =>
        ns.Length == 0 ? "\"\"" : Owner.Once(("namespace", ns), "Namespace", name => Owner.AddField($"private const string {name} = {Literals.String(ns)};"));

    private void ChildrenMethod(string method, PathNode node)
    {
        // Asked for now, because fields are written before methods are.
        var namespaces = Elements(node).ToDictionary(e => e, e => Namespace(Xml(e).Namespace));
        foreach (var item in Elements(node).SelectMany(e => e.Items))
        {
            if (item.Step is PathStep.Where { Xml.Namespace: { Length: > 0 } ns })
            {
                Namespace(ns);
            }
        }

        Owner.Add(writer =>
        {
            using (Method(writer, method, node, "children"))
            {
                Attributes(writer, node, "reader");
                Lists(writer, node);
                using (writer.Open($"while (reader.NextChild({Literals.String(Name(node))}))"))
                {
                    using (writer.Open("switch (reader.Name)"))
                    {
                        foreach (var element in Elements(node))
                        {
                            writer.Line($"case {Literals.String(Xml(element).Name)} when reader.Namespace == {namespaces[element]}:");
                            using (writer.Indent())
                            {
                                Child(writer, element);
                                writer.Line("break;");
                            }
                        }

                        // What is not known is read over; records must not be, or a list in another namespace would pass for an empty one.
                        foreach (var records in Elements(node).Where(e => e.Items.Any(i => i.Slots.Any(s => s.Reading.Kind == SlotKind.Do))))
                        {
                            writer.Line($"case {Literals.String(Xml(records).Name)}:");
                            using (writer.Indent())
                            {
                                writer.Line($"reader.Note({Literals.String(Name(records))}, \"the element stands in another namespace than the contract has it in\");");
                                writer.Line("reader.Skip();");
                                writer.Line("break;");
                            }
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
    }

    // The lists among the children are there, though empty, as soon as their parent is.
    private static void Lists(SourceWriter writer, PathNode node)
    {
        var lists = Elements(node).Where(e => e.Items.Any() && !e.Repeats).SelectMany(e => e.Collected()).ToList();
        if (lists.Count == 0)
        {
            Leave(writer, "reader.SkipNil() || !reader.Enter()");
        }
        else
        {
            Leave(writer, "reader.SkipNil()");
            foreach (var slot in lists)
            {
                writer.Line($"found.{slot.Name} = [];");
            }

            Leave(writer, "!reader.Enter()");
        }

        foreach (var item in Elements(node).SelectMany(e => e.Items))
        {
            switch (item.Step)
            {
                case PathStep.Index when item.Parent!.Items.First(i => i.Step is PathStep.Index) == item:
                    writer.Line($"var position{item.Parent.Name} = 0;");
                    break;
                case PathStep.Where:
                    writer.Line($"var seen{item.Name} = false;");
                    break;
            }
        }
    }

    private static void Leave(SourceWriter writer, string condition)
    {
        using (writer.Open($"if ({condition})"))
        {
            writer.Line("return;");
        }

        writer.Line();
    }

    private void Child(SourceWriter writer, PathNode element)
    {
        if (!element.Items.Any())
        {
            Value(writer, element, "reader");
            return;
        }

        foreach (var slot in element.Slots.Where(s => s.Reading.Looks))
        {
            Fill(writer, slot, "reader");
        }

        Each(writer, [.. element.Items.Select(i => (Action<string>)(r => Item(writer, i, r)))], "reader", element.Name + "Items");
        if (element.Items.Any(i => i.Step is PathStep.Index))
        {
            writer.Line($"position{element.Name}++;");
        }
    }

    private void Item(SourceWriter writer, PathNode item, string reader)
    {
        switch (item.Step)
        {
            case PathStep.Index index:
                Chosen(writer, item, reader, $"position{item.Parent!.Name} == {Literals.Integer(index.Position)}", "");
                break;
            case PathStep.Where { Xml: { Kind: XmlNodeKind.Element } xml } where:
                writer.Line($"var item{item.Name} = {reader}.Recorded();");
                Chosen(writer, item, "item" + item.Name, $"!seen{item.Name} && item{item.Name}.HasChild({Arguments(xml, where.Value)})", $"seen{item.Name} = true;");
                break;
            case PathStep.Where where:
                Chosen(writer, item, reader, $"!seen{item.Name} && {reader}.HasAttribute({Arguments(where.Xml ?? new XmlNode(XmlNodeKind.Attribute, where.Member, ""), where.Value)})", $"seen{item.Name} = true;");
                break;
            default:
                Value(writer, item, reader);
                break;
        }
    }

    private string Arguments(XmlNode xml, string value) => $"{Literals.String(xml.Name)}, {Namespace(xml.Namespace)}, {Literals.String(value)}";

    private void Chosen(SourceWriter writer, PathNode item, string reader, string test, string note)
    {
        using (writer.Open($"if ({test})"))
        {
            if (note.Length > 0)
            {
                writer.Line(note);
            }

            Value(writer, item, reader);
        }

        using (writer.Open("else"))
        {
            writer.Line($"{reader}.Skip();");
        }

        writer.Line();
    }
}
