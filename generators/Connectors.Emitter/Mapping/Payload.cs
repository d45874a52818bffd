using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>A vendor value that is read in one pass (a record, an item of a list, a reply): the slots its values are kept in and the methods that fill them.</summary>
internal abstract class Payload
{
    private readonly string _name;
    private readonly string _parameter;
    private readonly string _path;
    private readonly HashSet<string> _slotNames = new(StringComparer.Ordinal);
    private readonly Dictionary<(PathNode, Reading), Slot> _slots = [];
    private readonly Dictionary<PathNode, string> _methods = [];

    /// <param name="owner">The class its members stand in.</param>
    /// <param name="name">What its members are named after: <c>Job</c>; empty for the class's own.</param>
    /// <param name="parameter">The parameter that goes with the reader: <c>MapContext context</c>.</param>
    /// <param name="path">Where it stands in the record, for faults: <c>answers[]</c>; empty for the record itself.</param>
    protected Payload(MapperClass owner, string name, string parameter, string path)
    {
        Owner = owner;
        _name = name;
        _parameter = parameter;
        _path = path;
        Struct = owner.Unique(name + "Found");
    }

    /// <summary>What generated code calls the reader on the name that an item of <see cref="PathStep.Values"/> has.</summary>
    public const string KeyName = "key";

    /// <summary>What goes with the reader of an item besides: its name, where it has one.</summary>
    /// <param name="list">The way to the list.</param>
    public static string KeyArgument(IReadOnlyList<PathStep> list) => list.Count > 0 && list[list.Count - 1] is PathStep.Values ? ", " + KeyName : "";

    /// <summary>The struct of the slots.</summary>
    public string Struct { get; }

    /// <summary>The class its members stand in.</summary>
    protected MapperClass Owner { get; }

    /// <summary>The argument that goes with the reader: <c>context</c>.</summary>
    public string Argument => _parameter.Substring(_parameter.IndexOf(' ') + 1);

    /// <summary>Whether it is the record itself, and no part of one.</summary>
    protected bool IsRecord => _path.Length == 0;

    /// <summary>The value's top.</summary>
    public PathNode Root { get; } = PathNode.Root();

    /// <summary>The top of the detail that a lookup adds.</summary>
    public PathNode Detail { get; } = PathNode.Root();

    /// <summary>What faults call a path: the way from the record.</summary>
    public string Name(VendorPath path) =>
        _path.Length == 0 || path.Root != PathRoot.Payload ? path.Text
        : path.Steps.Count == 0 ? _path
        : path.Steps[0] is PathStep.Property or PathStep.Values or PathStep.Key ? $"{_path}.{path.Text}" : _path + path.Text;

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
            foreach (var slot in Stored(Root).Concat(Stored(Detail)))
            {
                writer.Line($"public {slot.FieldType} {slot.Name};");
            }
        }
    }

    /// <summary>Writes the statements that read what stands at a place, and leave the reader on its last token.</summary>
    protected abstract void Value(SourceWriter writer, PathNode node, string reader);

    /// <summary>Writes what is done with a value that the reader stands on.</summary>
    protected void Fill(SourceWriter writer, Slot slot, string reader)
    {
        var value = slot.Reading.Expression.Replace("$a", Owner.Format.Argument(reader)).Replace("$r", reader);
        writer.Line(slot.Reading.Kind switch
        {
            SlotKind.Append => $"if ({value} is {{ }} item{slot.Name})\n{{\n    found.{slot.Name}!.Add(item{slot.Name});\n}}",
            SlotKind.Do => $"{value};",
            SlotKind.Or => $"found.{slot.Name} |= {value};",
            _ => $"found.{slot.Name} = {value};",
        });
    }

    /// <summary>Writes a call of the method that reads a place, which is made at the first one.</summary>
    protected void Call(SourceWriter writer, PathNode node, string reader, Action<string, PathNode> make)
    {
        if (!_methods.TryGetValue(node, out var method))
        {
            method = Owner.Unique("Read" + _name + (Top(node) == Detail ? "Detail" : "") + node.Name);
            _methods.Add(node, method);
            make(method, node);
        }

        writer.Line($"{method}({Owner.Format.Argument(reader)}, {Argument}, ref found);");
    }

    /// <summary>Opens such a method.</summary>
    protected SourceWriter.Block Method(SourceWriter writer, string method, PathNode node, string what)
    {
        writer.Line($"/// <summary>Reads the {what} of {What(node)}.</summary>");
        var block = writer.Open($"private static void {method}({Owner.Format.Parameter}, {_parameter}, ref {Struct} found)");
        Reset(writer, node);
        return block;
    }

    /// <summary>What faults call a place.</summary>
    protected string Name(PathNode node) => Name(new VendorPath(Top(node) == Detail ? PathRoot.Detail : PathRoot.Payload, node.Steps.ToEquatable(), JsonKind.Any));

    private string What(PathNode node) => Name(node) is "." ? "the value" : $"<c>{XmlDoc.Escape(Name(node))}</c>";

    private static PathNode Top(PathNode node) => node.Parent is null ? node : Top(node.Parent);

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

    private static IEnumerable<Slot> Stored(PathNode node) => node.All().Where(s => s.Reading.Kind != SlotKind.Do);

    // A key that comes again replaces what it gave before, all of it; the top comes once, and what is collected goes on.
    private static void Reset(SourceWriter writer, PathNode node)
    {
        if (node.Parent is null || node.Repeats)
        {
            return;
        }

        // The slots at the place itself are filled by its caller, anew each time.
        foreach (var slot in Stored(node).Except(node.Slots))
        {
            writer.Line($"found.{slot.Name} = default;");
        }
    }
}
