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
        Collect(root, "", keys);
        return new SpecPositions(keys.ToEquatable());
    }

    /// <summary>What an alias brings is walked where it is used, and has the place of the alias.</summary>
    private static void Collect(YamlNode node, string path, List<KeyPosition> keys)
    {
        if (node is YamlSequence sequence)
        {
            for (var i = 0; i < sequence.Items.Count; i++)
            {
                Collect(sequence.Items[i], $"{path}[{i}]", keys);
            }
        }
        else if (node is YamlMapping mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                var key = path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}";
                keys.Add(new KeyPosition(key, entry.Key.Place));
                Collect(entry.Value, key, keys);
            }
        }
    }
}

/// <summary>Where a key stands.</summary>
/// <param name="Path">Its path: <c>models.jobs.fields.status</c>.</param>
/// <param name="Span">The key itself, without its value; of one that an alias brings, the alias.</param>
public sealed record KeyPosition(string Path, TextSpan Span);
