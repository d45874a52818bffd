using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>A place in a payload that some path leads to or through; all paths of a mapper make one tree, so that one pass reads them all.</summary>
internal sealed class PathNode
{
    private readonly List<PathNode> _children = [];

    private PathNode(PathNode? parent, PathStep? step)
    {
        Parent = parent;
        Step = step;
    }

    /// <summary>The top of a payload.</summary>
    public static PathNode Root() => new(null, null);

    /// <summary>The place this one is below; null for the top.</summary>
    public PathNode? Parent { get; }

    /// <summary>The step that leads here; null for the top.</summary>
    public PathStep? Step { get; }

    /// <summary>What is read here.</summary>
    public List<Slot> Slots { get; } = [];

    /// <summary>Members of the object here that are read.</summary>
    public IEnumerable<PathNode> Members => _children.Where(c => c.Step is PathStep.Property);

    /// <summary>Items of the list here that are read.</summary>
    public IEnumerable<PathNode> Items => _children.Where(c => c.Step is PathStep.Index or PathStep.Where or PathStep.All);

    /// <summary>The values of the object here as lists, where their items are read.</summary>
    public IEnumerable<PathNode> Lists => _children.Where(c => c.Step is PathStep.Values);

    /// <summary>The name that the value here has in its object, where it is read.</summary>
    public IEnumerable<PathNode> Keys => _children.Where(c => c.Step is PathStep.Key);

    /// <summary>The way here from the top.</summary>
    public IEnumerable<PathStep> Steps => Parent is null ? [] : Parent.Steps.Append(Step!);

    /// <summary>The place in Pascal case: <c>LinksRelApply</c>; empty for the top.</summary>
    public string Name => string.Concat(Steps.Select(s => s switch
    {
        PathStep.Property property => Naming.Pascal(property.Name),
        PathStep.Index index => "At" + Literals.Integer(index.Position),
        PathStep.Values values => values.Rest ? "Rest" : "Values",
        PathStep.Key => "Key",
        PathStep.Where where => Naming.Pascal(where.Member + "_" + where.Value),
        _ => "Item",
    }));

    /// <summary>Whether values here are collected from several items.</summary>
    public bool Repeats => Step is PathStep.All || Parent is { Repeats: true };

    /// <summary>The place below, made when it is not there.</summary>
    public PathNode At(PathStep step)
    {
        if (_children.FirstOrDefault(c => c.Step!.Equals(step)) is { } known)
        {
            return known;
        }

        var child = new PathNode(this, step);
        _children.Add(child);
        return child;
    }

    /// <summary>All slots here and below.</summary>
    public IEnumerable<Slot> All() => Slots.Concat(_children.SelectMany(c => c.All()));

    /// <summary>The slots here and below that collect the items of this list or of lists in it.</summary>
    public IEnumerable<Slot> Collected() => All().Where(s => s.Reading.Kind == SlotKind.Append);
}
