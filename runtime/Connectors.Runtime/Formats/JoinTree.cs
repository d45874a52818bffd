using System.Collections.Frozen;

namespace Connectors.Runtime.Formats;

/// <summary>The relationships of a resource that are joined, and within each those of what it leads to.</summary>
internal sealed class JoinTree
{
    private readonly FrozenDictionary<string, JoinTree> _below;

    private JoinTree(FrozenDictionary<string, JoinTree> below) => _below = below;

    /// <summary>Nothing is joined.</summary>
    public static JoinTree None { get; } = new(FrozenDictionary<string, JoinTree>.Empty);

    /// <summary>Whether nothing is joined.</summary>
    public bool IsEmpty => _below.Count == 0;

    /// <summary>The tree of dotted relationships.</summary>
    public static JoinTree Of(IEnumerable<string> joins) => Of([.. joins.Select(j => j.Split('.'))], 0);

    /// <summary>What is joined within what a relationship leads to; null where that itself is not joined.</summary>
    public JoinTree? Below(string relationship) => _below.GetValueOrDefault(relationship);

    private static JoinTree Of(List<string[]> joins, int level) => joins.Count == 0
        ? None
        : new JoinTree(joins.Where(j => j.Length > level).GroupBy(j => j[level], StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => Of([.. g.Where(j => j.Length > level + 1)], level + 1), StringComparer.Ordinal));
}
