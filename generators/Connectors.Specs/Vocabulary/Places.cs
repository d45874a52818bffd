using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>Finds the places of keys in a vocabulary file.</summary>
internal static class Places
{
    /// <summary>The place of the last key on a way down, or of the nearest one above it that is there.</summary>
    public static TextSpan Of(YamlMapping root, params string[] way)
    {
        for (var length = way.Length; length > 0; length--)
        {
            if (Entry(root, way.Take(length)) is { } entry)
            {
                return entry.Key.Span;
            }
        }

        return root.Span;
    }

    /// <summary>The entry at the end of a way down, or null when the file lacks it.</summary>
    public static YamlEntry? Entry(YamlMapping root, IEnumerable<string> way)
    {
        var mapping = root;
        YamlEntry? entry = null;
        foreach (var key in way)
        {
            entry = mapping?.Entry(key);
            mapping = entry?.Value as YamlMapping;
        }

        return entry;
    }
}
