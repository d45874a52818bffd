using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Specs.Binding;

/// <summary>A member of a request's body that the contract demands.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Within">The nearest object or list above it that is not there unless something in it is; null where there is none, so that it is always demanded.</param>
/// <param name="Filled">Whether something fills it, or something in it.</param>
internal sealed record BodyNeed(string Path, string? Within, bool Filled);

/// <summary>Finds what the contract demands of a request's body: of the members of objects that are always there, and of those that are there because something fills them.</summary>
internal static class BodyNeeds
{
    private const int MostLevels = 32;

    private static readonly System.Text.RegularExpressions.Regex Position = new(@"\[[0-9]+\]", System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    /// <summary>A path in a body without the positions of items in it: <c>filters.value</c> for <c>filters[0].value</c>.</summary>
    public static string WithoutPositions(string path) => path.IndexOf('[') < 0 ? path : Position.Replace(path, "");

    /// <summary>What is demanded.</summary>
    /// <param name="body">What the contract says of the body.</param>
    /// <param name="filled">The paths that something fills; what stands in the items of a list by the list's path and its own.</param>
    public static IEnumerable<BodyNeed> Of(SchemaView body, IReadOnlyCollection<string> filled) => Of(body, filled, "", null, 0);

    private static IEnumerable<BodyNeed> Of(SchemaView view, IReadOnlyCollection<string> filled, string above, string? within, int depth)
    {
        if (view.Shapes.Count != 1 || depth > MostLevels)
        {
            yield break;
        }

        var members = view.Shapes[0].Properties;
        foreach (var member in members)
        {
            var path = above.Length == 0 ? member.Name : $"{above}.{member.Name}";
            var isFilled = filled.Any(f => f == path || f.StartsWith(path + ".", StringComparison.Ordinal));
            if (member.Required || (isFilled && IsOnlyAlternative(members, member, above, filled)))
            {
                yield return new BodyNeed(path, within, isFilled);
            }

            if (!isFilled || view.Member(member.Name) is not { } value)
            {
                continue;
            }

            foreach (var inner in Of(value.Kind == JsonKind.Array ? value.Items()! : value, filled, path, member.Required && value.Kind != JsonKind.Array ? within : path, depth + 1))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Whether a member is the only one filled of a choice of which one must be there.</summary>
    private static bool IsOnlyAlternative(EquatableArray<SchemaProperty> members, SchemaProperty member, string above, IReadOnlyCollection<string> filled)
    {
        if (member.Xml?.Choice is not { Required: true } choice)
        {
            return false;
        }

        var others = members.Where(m => m != member && m.Xml?.Choice?.Number == choice.Number).Select(m => above.Length == 0 ? m.Name : $"{above}.{m.Name}");
        return !others.Any(path => filled.Any(f => f == path || f.StartsWith(path + ".", StringComparison.Ordinal)));
    }
}
