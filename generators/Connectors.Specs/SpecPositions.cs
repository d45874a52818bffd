using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs;

/// <summary>Where the keys of a spec stand. Kept beside the bound model, never in it, so that a moved line makes an equal model.</summary>
/// <param name="Keys">The keys in the order of the file.</param>
public sealed record SpecPositions(EquatableArray<KeyPosition> Keys)
{
    /// <summary>The place of a key, or null when the spec lacks it.</summary>
    /// <param name="path">Keys joined by dots, list items by their position: <c>models.jobs.fields.status</c>, <c>connection.auth[0].send</c>.</param>
    public TextSpan? Find(string path)
    {
        foreach (var key in Keys)
        {
            if (key.Path == path)
            {
                return key.Span;
            }
        }

        return null;
    }

    /// <summary>The places of all keys under a node.</summary>
    internal static SpecPositions Of(YamlNode root)
    {
        var keys = new List<KeyPosition>();
        Collect(root, "", keys, new HashSet<YamlNode>());
        return new SpecPositions(keys.ToEquatable());
    }

    /// <summary>A node that aliases bring twice is walked once: its keys have one place.</summary>
    private static void Collect(YamlNode node, string path, List<KeyPosition> keys, HashSet<YamlNode> walked)
    {
        if (node is YamlScalar || !walked.Add(node))
        {
            return;
        }

        if (node is YamlSequence sequence)
        {
            for (var i = 0; i < sequence.Items.Count; i++)
            {
                Collect(sequence.Items[i], $"{path}[{i}]", keys, walked);
            }

            return;
        }

        foreach (var entry in ((YamlMapping)node).Entries)
        {
            var key = path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}";
            keys.Add(new KeyPosition(key, entry.Key.Span));
            Collect(entry.Value, key, keys, walked);
        }
    }
}

/// <summary>Where a key stands.</summary>
/// <param name="Path">Its path: <c>models.jobs.fields.status</c>.</param>
/// <param name="Span">The key itself, without its value.</param>
public sealed record KeyPosition(string Path, TextSpan Span);
