using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>The related records that the paths into a reply need, found while the paths are bound.</summary>
internal sealed class Joins
{
    private const string Include = "include";

    private readonly List<(string Relationship, YamlScalar Node)> _needed = [];

    /// <summary>Notes that a path leads into what a relationship refers to.</summary>
    /// <param name="relationship">The relationship, dotted from the record.</param>
    /// <param name="node">The path.</param>
    public void Need(string relationship, YamlScalar node) => _needed.Add((relationship, node));

    /// <summary>A request that joins what the paths need.</summary>
    public RequestSpec Complete(RequestSpec request) => request.Format is WireFormat.JsonApi format && _needed.Count > 0
        ? request with { Format = format with { Joins = _needed.Select(static n => n.Relationship).Distinct().OrderBy(static r => r, StringComparer.Ordinal).ToEquatable() } }
        : request;

    /// <summary>Reports paths into records that the vendor includes only when asked to, and that the request does not ask for.</summary>
    public void CheckAsked(BindContext context, BoundRequest request)
    {
        if (request.Operation?.Parameters.Any(static p => p.In == PlaceKind.Query && p.Name == Include) != true)
        {
            return;
        }

        var sent = request.Spec.Send.FirstOrDefault(static s => s.At == new Place(PlaceKind.Query, Include))?.Values ?? default;
        if (sent.Any(static v => v.Parts.Any(static p => p is not TemplatePart.Literal)))
        {
            return;
        }

        var asked = sent.SelectMany(static v => v.Parts.OfType<TemplatePart.Literal>()).SelectMany(static p => p.Text.Split(',')).Select(static t => t.Trim()).ToList();
        foreach (var (relationship, node) in _needed.Where(n => !asked.Any(a => a == n.Relationship || a.StartsWith(n.Relationship + ".", StringComparison.Ordinal))))
        {
            context.Report(DiagnosticRules.MissingParameter, node, $"'{node.Text}' stands in an included record, which {request.Says} gives only when asked to; send '{relationship}' in its query parameter '{Include}'.");
        }
    }
}

/// <summary>Follows one path and notes the related records that it leads into.</summary>
/// <param name="joins">Where they are noted; null for nowhere.</param>
/// <param name="related">The relationships that lead to where it starts.</param>
internal sealed class JoinWalk(Joins? joins, string related)
{
    private static readonly string[] InPlace = ["id", "type", "links", "meta"];

    /// <summary>The relationships so far, dotted.</summary>
    public string Related { get; private set; } = related;

    /// <summary>Takes a step of the path.</summary>
    public void Step(YamlScalar node, SchemaView from, PathStep step, SchemaView to)
    {
        if (step is not PathStep.Property { Name: var name })
        {
            return;
        }

        if (from.IsJoined && !InPlace.Contains(name))
        {
            joins?.Need(Related, node);
        }

        if (to.IsJoined || (to.Kind == JsonKind.Array && to.Items()?.IsJoined == true))
        {
            Related = Related.Length == 0 ? name : $"{Related}.{name}";
        }
    }
}
