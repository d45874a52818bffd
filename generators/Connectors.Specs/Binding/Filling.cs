using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A place of a step's request that something fills.</summary>
/// <param name="At">The place; what stands in the items of a list by the list's path and its own.</param>
/// <param name="Node">The text that names it; null for what the step says itself.</param>
/// <param name="Row">The row that fills it, or the list; null for what is there in every request.</param>
internal sealed record Filling(Place At, YamlScalar? Node, string? Row)
{
    /// <summary>What it is one possibility of, of which exactly one has a value; null when it stands by itself.</summary>
    public string? Choice { get; init; }

    /// <summary>Which possibility of <see cref="Choice"/>.</summary>
    public string? Case { get; init; }

    /// <summary>Whether the items of a list stand there.</summary>
    public bool IsList { get; init; }

    /// <summary>The list whose items it stands in, for what the spec itself says in each of them; null otherwise.</summary>
    public string? Items { get; init; }

    /// <summary>The path of a body member without positions in lists.</summary>
    public string Path => BodyNeeds.WithoutPositions(At.Name);

    /// <summary>Whether it never has a value together with another.</summary>
    public bool Excludes(Filling other) => Choice is not null && Choice == other.Choice && Case != other.Case;

    /// <summary>Whether it is a body member at a path, or below it.</summary>
    public bool Within(string path) => At.Kind == PlaceKind.Body && (Path == path || IsBelow(path));

    /// <summary>Whether it is a body member below a path; the empty path is the body.</summary>
    public bool IsBelow(string path) => At.Kind == PlaceKind.Body && (path.Length == 0 || Path.StartsWith(path + ".", StringComparison.Ordinal));
}
