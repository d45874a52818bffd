using System.Text;
using System.Text.Json;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Tests.Fuzzing;

/// <summary>Spoils the tree of a YAML text and writes it in flow style, so that it stays YAML and reaches what comes after the reader.</summary>
internal sealed class TreeMutator
{
    private readonly YamlNode _root;
    private readonly List<YamlNode> _nodes = [];
    private readonly List<string> _keys = [];

    /// <summary>Reads the text to start from, whose nodes and keys are put where they do not belong.</summary>
    public TreeMutator(string original)
    {
        _root = YamlReader.Read(new SourceText("original", original), new DiagnosticBag())!;
        Collect(_root);
    }

    /// <summary>The text, spoilt in one to four of its nodes.</summary>
    public string Mutate(int seed, IReadOnlyList<string> awkward)
    {
        var random = new Random(seed);
        var spoilt = new Dictionary<YamlNode, int>(ReferenceEqualityComparer.Instance);
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            spoilt[Pick(_nodes, random)] = random.Next(8);
        }

        var text = new StringBuilder();
        Write(_root, spoilt, random, awkward, text);
        return text.ToString();
    }

    private static T Pick<T>(IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    private void Collect(YamlNode node)
    {
        _nodes.Add(node);
        foreach (var item in (node as YamlSequence)?.Items ?? [])
        {
            Collect(item);
        }

        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            _keys.Add(entry.Key.Text);
            Collect(entry.Value);
        }
    }

    private void Write(YamlNode node, Dictionary<YamlNode, int> spoilt, Random random, IReadOnlyList<string> awkward, StringBuilder text)
    {
        switch (spoilt.Remove(node, out var how) ? how : -1)
        {
            case 0:
                Write(Pick(_nodes, random), [], random, awkward, text);
                break;
            case 1:
                Write(Pick(awkward, random), text);
                break;
            case 2:
                text.Append(Pick(["[]", "{}", "\"\"", "~"], random));
                break;
            case 3:
                text.Append('[');
                Write(node, spoilt, random, awkward, text);
                text.Append(']');
                break;
            case 4:
                text.Append('{');
                Write(Pick(_keys, random), text);
                text.Append(": ");
                Write(node, spoilt, random, awkward, text);
                text.Append('}');
                break;
            case var child:
                Children(node, child, spoilt, random, awkward, text);
                break;
        }
    }

    /// <summary>Writes a node with a child left out (5), doubled under another key (6) or renamed (7), or as it is.</summary>
    private void Children(YamlNode node, int how, Dictionary<YamlNode, int> spoilt, Random random, IReadOnlyList<string> awkward, StringBuilder text)
    {
        if (node is YamlScalar scalar)
        {
            Write(scalar.Text, text);
            return;
        }

        var items = node is YamlMapping mapping ? mapping.Entries.Select(e => (Key: (string?)e.Key.Text, e.Value)).ToList() : ((YamlSequence)node).Items.Select(i => (Key: (string?)null, Value: i)).ToList();
        if (items.Count > 0 && how >= 5)
        {
            var at = random.Next(items.Count);
            var other = items[at] with { Key = items[at].Key is null ? null : Pick(_keys, random) };
            switch (how)
            {
                case 5:
                    items.RemoveAt(at);
                    break;
                case 6:
                    items.Add(other);
                    break;
                default:
                    items[at] = other;
                    break;
            }
        }

        text.Append(node is YamlMapping ? "{ " : "[ ");
        foreach (var (key, value) in items)
        {
            if (key is not null)
            {
                Write(key, text);
                text.Append(": ");
            }

            Write(value, spoilt, random, awkward, text);
            text.Append(",\n");
        }

        text.Append(node is YamlMapping ? '}' : ']');
    }

    private static void Write(string scalar, StringBuilder text) =>
        text.Append(scalar.Length > 0 && scalar.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? scalar : JsonSerializer.Serialize(scalar));
}
