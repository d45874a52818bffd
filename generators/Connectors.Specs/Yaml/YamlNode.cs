using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Yaml;

/// <summary>A node of a YAML text with its place. An alias brings a copy of what it stands for, which knows both places.</summary>
public abstract class YamlNode
{
    private protected YamlNode(TextSpan span, TextUse? use) => (Span, Use) = (span, use);

    /// <summary>Where the node stands; of one that an alias brings, where the alias leads.</summary>
    public TextSpan Span { get; }

    /// <summary>The alias that brings the node; null for a node that stands there itself.</summary>
    public TextUse? Use { get; }

    /// <summary>What is written where the node is used: the alias that brings it, or the node itself.</summary>
    public TextSpan Place => Use?.Place ?? Span;

    /// <summary>What kind of node it is, for messages: <c>a text</c>, <c>a list</c>, <c>a mapping</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The node as an alias in another place brings it.</summary>
    internal abstract YamlNode UsedAt(TextSpan alias);
}

/// <summary>A text. YAML's types are not applied: <c>no</c>, <c>1.0</c> and <c>~</c> are texts until somebody gives them a type.</summary>
public sealed class YamlScalar : YamlNode
{
    /// <summary>A text at a place.</summary>
    public YamlScalar(string text, bool quoted, TextSpan span)
        : this(text, quoted, span, null)
    {
    }

    /// <summary>A text in the place of another node.</summary>
    public YamlScalar(string text, bool quoted, YamlNode at)
        : this(text, quoted, at.Span, at.Use)
    {
    }

    private YamlScalar(string text, bool quoted, TextSpan span, TextUse? use)
        : base(span, use) => (Text, Quoted) = (text, quoted);

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

    internal override YamlNode UsedAt(TextSpan alias) => new YamlScalar(Text, Quoted, Span, new TextUse(alias, Use));
}

/// <summary>A list.</summary>
public sealed class YamlSequence : YamlNode
{
    /// <summary>A list at a place.</summary>
    public YamlSequence(IReadOnlyList<YamlNode> items, TextSpan span)
        : this(items, span, null)
    {
    }

    private YamlSequence(IReadOnlyList<YamlNode> items, TextSpan span, TextUse? use)
        : base(span, use) => Items = items;

    /// <summary>The items in order.</summary>
    public IReadOnlyList<YamlNode> Items { get; }

    /// <inheritdoc/>
    public override string Kind => "a list";

    internal override YamlNode UsedAt(TextSpan alias) => new YamlSequence([.. Items.Select(i => i.UsedAt(alias))], Span, new TextUse(alias, Use));
}

/// <summary>A mapping; its keys are texts, each given once.</summary>
public sealed class YamlMapping : YamlNode
{
    private readonly Dictionary<string, YamlEntry> _byKey;

    /// <summary>A mapping at a place; of entries with the same key the first is found by name.</summary>
    public YamlMapping(IReadOnlyList<YamlEntry> entries, TextSpan span)
        : this(entries, span, null)
    {
    }

    /// <summary>A mapping in the place of another node.</summary>
    public YamlMapping(IReadOnlyList<YamlEntry> entries, YamlNode at)
        : this(entries, at.Span, at.Use)
    {
    }

    private YamlMapping(IReadOnlyList<YamlEntry> entries, TextSpan span, TextUse? use)
        : base(span, use)
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

    internal override YamlNode UsedAt(TextSpan alias) =>
        new YamlMapping([.. Entries.Select(e => new YamlEntry((YamlScalar)e.Key.UsedAt(alias), e.Value.UsedAt(alias)))], Span, new TextUse(alias, Use));
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; an empty text where none was written.</param>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
