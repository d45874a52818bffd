using System.Text.Json.Nodes;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Puts values into JSON by path, making what is not there yet.</summary>
internal static class JsonPlaces
{
    /// <summary>Puts a value at the end of a path.</summary>
    /// <returns>Whether the path leads somewhere: what stands on the way must be an object or a list as the path says.</returns>
    public static bool Put(JsonObject root, IReadOnlyList<PathStep> steps, JsonNode value) => steps.Count > 0 && Put(root, steps, 0, value);

    /// <summary>Adds an item to the list at the end of a path.</summary>
    public static bool Append(JsonObject root, IReadOnlyList<PathStep> steps, JsonNode item)
    {
        if (Find(root, steps) is JsonArray list)
        {
            list.Add(item);
            return true;
        }

        return Put(root, steps, new JsonArray(item));
    }

    /// <summary>What stands at the end of a path; null when nothing does.</summary>
    public static JsonNode? Find(JsonNode? at, IReadOnlyList<PathStep> steps)
    {
        foreach (var step in steps)
        {
            at = step switch
            {
                PathStep.Property property => (at as JsonObject)?[property.Name],
                PathStep.Index index => at is JsonArray list && list.Count > index.Position ? list[index.Position] : null,
                PathStep.Where where => (at as JsonArray)?.FirstOrDefault(i => IsIt(i, where)),
                _ => (at as JsonArray)?.FirstOrDefault(),
            };
        }

        return at;
    }

    private static bool Put(JsonNode at, IReadOnlyList<PathStep> steps, int depth, JsonNode value)
    {
        var last = depth == steps.Count - 1;
        switch (steps[depth], at)
        {
            case (PathStep.Property property, JsonObject parent):
                if (last)
                {
                    parent[property.Name] = value;
                    return true;
                }

                return Put(parent[property.Name] ??= Empty(steps[depth + 1]), steps, depth + 1, value);
            case (PathStep.Where where, JsonArray list):
                if (list.FirstOrDefault(i => IsIt(i, where)) is not JsonObject found)
                {
                    list.Add(found = new JsonObject { [where.Member] = where.Value });
                }

                return !last && Put(found, steps, depth + 1, value);
            case (PathStep.Index or PathStep.All, JsonArray list):
                var position = steps[depth] is PathStep.Index at2 ? at2.Position : list.Count;
                while (list.Count <= position)
                {
                    list.Add(last ? value.DeepClone() : Empty(steps[depth + 1]));
                }

                if (last)
                {
                    list[position] = value;
                    return true;
                }

                return Put(list[position]!, steps, depth + 1, value);
            default:
                return false;
        }
    }

    private static JsonNode Empty(PathStep next) => next is PathStep.Property ? new JsonObject() : new JsonArray();

    private static bool IsIt(JsonNode? item, PathStep.Where where) => item is JsonObject o && o[where.Member] is { } key && VendorValues.TextOf(key) == where.Value;
}
