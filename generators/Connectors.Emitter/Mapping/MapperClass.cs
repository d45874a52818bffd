using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>A generated class that reads payloads: keeps its member names apart and collects its members until it is written.</summary>
internal sealed partial class MapperClass
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<object, string> _known = [];
    private readonly List<Action<SourceWriter>> _members = [];
    private readonly List<string> _fields = [];

    /// <param name="origin">The spec's file: <c>laura.yaml</c>.</param>
    /// <param name="format">The format of the payloads.</param>
    /// <param name="types">The C# types of values.</param>
    /// <param name="nulls">Texts that mean nothing.</param>
    /// <param name="reserved">Names the class uses itself.</param>
    public MapperClass(string origin, PayloadFormat format, CSharpTypes types, EquatableArray<string> nulls, params string[] reserved)
    {
        Origin = origin;
        Format = format;
        Types = types;
        Nulls = nulls;
        _names.UnionWith(reserved);
    }

    /// <summary>The spec's file.</summary>
    public string Origin { get; }

    public PayloadFormat Format { get; }

    /// <summary>The C# types of values.</summary>
    public CSharpTypes Types { get; }

    /// <summary>The shape of the record; null where the contract says nothing.</summary>
    public XmlShape? Shape { get; init; }

    /// <summary>The shape of the reply that has a record's detail; null where there is none, or the contract says nothing.</summary>
    public XmlShape? DetailShape { get; init; }

    /// <summary>Texts that mean nothing.</summary>
    public EquatableArray<string> Nulls { get; }

    /// <summary>A key of the spec as documentation names it: <c>laura.yaml: models.jobs.fields.status</c>.</summary>
    public string Cite(string key) => $"{Origin}: {key}";

    /// <summary>A member name nobody else has: the wanted one, or with a number after it.</summary>
    public string Unique(string wanted)
    {
        var name = wanted;
        for (var n = 2; !_names.Add(name); n++)
        {
            name = wanted + Literals.Integer(n);
        }

        return name;
    }

    /// <summary>A member that is made once for everything equal to <paramref name="what"/>.</summary>
    /// <param name="what">What it is made for; compared by value.</param>
    /// <param name="wanted">The name it would have.</param>
    /// <param name="make">Adds it under the name it got.</param>
    public string Once(object what, string wanted, Action<string> make)
    {
        if (!_known.TryGetValue(what, out var name))
        {
            name = Unique(wanted);
            _known.Add(what, name);
            make(name);
        }

        return name;
    }

    /// <summary>C# for the shape of what a path of the record leads to.</summary>
    public string ShapeAt(IEnumerable<PathStep> steps) => ShapeOf(Shape?.At(steps));

    /// <summary>C# for the shape of what a path of the detail's reply leads to.</summary>
    public string DetailShapeAt(IEnumerable<PathStep> steps) => ShapeOf(DetailShape?.At(steps));

    /// <summary>C# for a shape.</summary>
    public string ShapeOf(XmlShape? shape) =>
        shape is null or { Types.Count: 0 } ? "XmlShape.Unknown" : Once(shape, "Shape", name => _fields.Add($"private static readonly XmlShape {name} = {Create(shape)};"));

    private static string Create(XmlShape shape)
    {
        var types = shape.Types.Select(t => $"[{string.Join(", ", t.Children.Select(c =>
            $"new({Literals.String(c.Name)}, {Literals.String(c.Namespace)}, {Literals.Boolean(c.Many)}, {Literals.Integer(c.Type)})"))}]");
        return $"new([{string.Join(", ", types)}])";
    }

    /// <summary>Adds a member that is written after those before it.</summary>
    public void Add(Action<SourceWriter> member) => _members.Add(member);

    /// <summary>Adds a static field, written before all members.</summary>
    public void AddField(string declaration) => _fields.Add(declaration);

    /// <summary>Writes the static fields.</summary>
    public void WriteFields(SourceWriter writer)
    {
        foreach (var field in _fields)
        {
            writer.Line(field);
        }

        if (_fields.Count > 0)
        {
            writer.Line();
        }
    }

    /// <summary>Writes the members, an empty line before each.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="spaced">Whether something stands before the first, so that an empty line comes before it too.</param>
    public void WriteMembers(SourceWriter writer, bool spaced = true)
    {
        // A member may add others while it is written.
        for (var i = 0; i < _members.Count; i++)
        {
            if (spaced || i > 0)
            {
                writer.Line();
            }

            _members[i](writer);
        }
    }
}
