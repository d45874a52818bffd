using System.Text.RegularExpressions;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Specs;

/// <summary>The anchors of a spec, so that an edit in one place leaves what other places use.</summary>
internal sealed partial class Anchors
{
    private readonly IReadOnlyList<(string Name, string Text, YamlNode Node)> _anchors;

    public Anchors(string text, YamlNode root)
    {
        var nodes = new Dictionary<int, YamlNode>();
        Collect(root, nodes);
        _anchors = [.. Mark().Matches(text).Where(m => nodes.ContainsKey(m.Index + m.Length)).Select(m => (m.Groups[1].Value, text[m.Index..Edits.End(nodes[m.Index + m.Length])], nodes[m.Index + m.Length]))];
    }

    public IEnumerable<string> Names => _anchors.Select(a => a.Name);

    /// <summary>What is marked before an offset.</summary>
    public IEnumerable<(string Name, YamlNode Node)> Before(int offset) => _anchors.Where(a => Edits.End(a.Node) <= offset).Select(a => (a.Name, a.Node));

    /// <summary>
    /// A changed text in which every alias still stands for something: where an anchor has gone, the first of its aliases becomes what it stood for.
    /// Null where that has several lines, which would have to be laid out anew.
    /// </summary>
    public string? Kept(string changed)
    {
        foreach (var (name, text, _) in _anchors)
        {
            var alias = Alias(changed, '*' + name);
            if (alias < 0 || Alias(changed, '&' + name) >= 0)
            {
                continue;
            }

            if (text.Contains('\n', StringComparison.Ordinal))
            {
                return null;
            }

            changed = changed[..alias] + text + changed[(alias + 1 + name.Length)..];
        }

        return changed;
    }

    /// <summary>Where a mark stands as a word of its own.</summary>
    private static int Alias(string text, string mark)
    {
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
        {
            if (at + mark.Length == text.Length || text[at + mark.Length] is not ('_' or (>= 'a' and <= 'z')))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The outermost node that begins at each offset.</summary>
    private static void Collect(YamlNode node, Dictionary<int, YamlNode> nodes)
    {
        if (node.Use is not null)
        {
            return;
        }

        nodes.TryAdd(node.Span.Start, node);
        foreach (var child in node switch { YamlSequence s => s.Items, YamlMapping m => m.Entries.Select(e => e.Value), _ => [] })
        {
            Collect(child, nodes);
        }
    }

    [GeneratedRegex(@"&([a-z_]+)\s+")]
    private static partial Regex Mark();
}
