using Connectors.Specs.Model;

namespace Connectors.Sandbox.Data;

/// <summary>Ids of two parts, as clients write them: one text with a colon between.</summary>
internal static class TwoParts
{
    /// <summary>The parts that identify a record of a model; null for a model with plain ids.</summary>
    public static EquatableArray<VendorPath>? Of(ModelSpec model) => model.Fields.FirstOrDefault(f => f.Name == "remote_id")?.Value is ValueSpec.Key key ? key.Parts : null;

    /// <summary>Which part is the record's own number among all of its model: the last that is neither the parent's nor another record's; -1 for none.</summary>
    public static int Own(ModelSpec model)
    {
        if (Of(model) is not { } parts)
        {
            return -1;
        }

        var others = model.Fields.Where(f => f.Name != "remote_id").Select(f => f.Value).OfType<ValueSpec.From>().Select(f => f.Path).ToHashSet();
        return Enumerable.Range(0, parts.Count).Reverse().FirstOrDefault(i => parts[i].Root != PathRoot.Parent && !others.Contains(parts[i]), -1);
    }

    /// <summary>The id of two parts.</summary>
    public static string Join(IEnumerable<string> parts) => string.Join(':', parts.Select(p => p.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal)));

    /// <summary>A part of an id; the id itself where it has none.</summary>
    public static string Part(string id, int part) =>
        id.Split(':') is { Length: 2 } parts ? parts[part].Replace("%3A", ":", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal) : id;
}
