using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Yaml;

/// <summary>A node of a YAML text with its place. A node behind an alias has the place of what the alias stands for.</summary>
public abstract class YamlNode
{
    private protected YamlNode(TextSpan span) => Span = span;

    /// <summary>Where the node stands.</summary>
    public TextSpan Span { get; }

    /// <summary>What kind of node it is, for messages: <c>a text</c>, <c>a list</c>, <c>a mapping</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>A text. YAML's types are not applied: <c>no</c>, <c>1.0</c> and <c>~</c> are texts until somebody gives them a type.</summary>
public sealed class YamlScalar : YamlNode
{
    /// <summary>A text at a place.</summary>
    public YamlScalar(string text, bool quoted, TextSpan span)
        : base(span) => (Text, Quoted) = (text, quoted);

    /// <summary>The text with quotes and escapes resolved.</summary>
    public string Text { get; }

    /// <summary>Whether it was quoted or written as a block, so that it is a text for certain.</summary>
    public bool Quoted { get; }

    /// <summary>Whether nothing was written: <c>key:</c> and no more.</summary>
    public bool IsEmpty => !Quoted && Text.Length == 0;

    /// <summary>Whether YAML's core schema would read it as null: nothing, <c>~</c> or a plain <c>null</c>.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Kind => IsEmpty ? "nothing" : "a text";
}

/// <summary>A list.</summary>
public sealed class YamlSequence : YamlNode
{
    /// <summary>A list at a place.</summary>
    public YamlSequence(IReadOnlyList<YamlNode> items, TextSpan span)
        : base(span) => Items = items;

    /// <summary>The items in order.</summary>
    public IReadOnlyList<YamlNode> Items { get; }

    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A mapping; its keys are texts, each given once.</summary>
public sealed class YamlMapping : YamlNode
{
    private readonly Dictionary<string, YamlEntry> _byKey;

    /// <summary>A mapping at a place; of entries with the same key the first is found by name.</summary>
    public YamlMapping(IReadOnlyList<YamlEntry> entries, TextSpan span)
        : base(span)
    {
        Entries = entries;
        _byKey = new Dictionary<string, YamlEntry>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!_byKey.ContainsKey(entry.Key.Text))
            {
                _byKey.Add(entry.Key.Text, entry);
            }
        }
    }

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<YamlEntry> Entries { get; }

    /// <summary>The value of a key, or null when the mapping lacks it.</summary>
    public YamlNode? this[string key] => Entry(key)?.Value;

    /// <summary>The entry of a key, or null when the mapping lacks it.</summary>
    public YamlEntry? Entry(string key) => _byKey.TryGetValue(key, out var entry) ? entry : null;

    /// <inheritdoc/>
    public override string Kind => "a mapping";
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; an empty text where none was written.</param>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
