using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

/// <summary>What may stand at a place of a spec, as far as the node itself tells; what names mean is checked later.</summary>
public abstract record Shape
{
    private protected Shape() { }

    /// <summary>What it is called in messages and in the reference: <c>a text</c>, <c>a list of paths</c>.</summary>
    public abstract string Says { get; }

    /// <summary>A text.</summary>
    /// <param name="What">What the text is: <c>a path</c>.</param>
    public sealed record Text(string What) : Shape
    {
        /// <inheritdoc/>
        public override string Says => What;
    }

    /// <summary>One of a few words.</summary>
    public sealed record Word(EquatableArray<string> Words) : Shape
    {
        /// <inheritdoc/>
        public override string Says => string.Join(", ", Words.Take(Words.Count - 1).Select(w => $"'{w}'")) + (Words.Count > 1 ? " or " : "") + $"'{Words[Words.Count - 1]}'";
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Flag : Shape
    {
        /// <inheritdoc/>
        public override string Says => "true or false";
    }

    /// <summary>A whole number.</summary>
    /// <param name="Least">The smallest.</param>
    /// <param name="Most">The largest.</param>
    public sealed record Whole(int Least, int Most) : Shape
    {
        /// <inheritdoc/>
        public override string Says => Most == int.MaxValue ? $"a whole number from {Least}" : $"a whole number from {Least} to {Most}";
    }

    /// <summary>A list.</summary>
    public sealed record List(Shape Item) : Shape
    {
        /// <inheritdoc/>
        public override string Says => "a list, each " + Item.Says;
    }

    /// <summary>A mapping whose keys are names of the author's or somebody else's.</summary>
    /// <param name="Key">What a key is: <c>a model</c>.</param>
    /// <param name="Value">What stands under it.</param>
    public sealed record Map(string Key, Shape Value) : Shape
    {
        /// <inheritdoc/>
        public override string Says => $"a mapping from {Key} to {Value.Says}";
    }

    /// <summary>A mapping with the keys of a <see cref="MappingShape"/>.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Keyed(string Name) : Shape
    {
        /// <inheritdoc/>
        public override string Says => $"a mapping ({Name})";
    }

    /// <summary>One of several; the kind of node tells which.</summary>
    public sealed record Either(EquatableArray<Shape> Shapes) : Shape
    {
        /// <inheritdoc/>
        public override string Says => string.Join(", or ", Shapes.Select(s => s.Says));
    }

    /// <summary>A value, a list of them, or a mapping of members with the same, as deep as needed.</summary>
    /// <param name="Leaf">What a single value is.</param>
    public sealed record Tree(Shape Leaf) : Shape
    {
        /// <inheritdoc/>
        public override string Says => Leaf.Says + ", a list, or a mapping of members, as deep as needed";
    }

    /// <summary>How a unified value is made: a path, or a mapping with a construct.</summary>
    /// <param name="Noted">Whether a <c>note:</c> may stand beside the construct.</param>
    public sealed record Unified(bool Noted) : Shape
    {
        /// <inheritdoc/>
        public override string Says => "a value";
    }
}

/// <summary>A kind of mapping of the spec language and its keys.</summary>
/// <param name="Name">Its name in messages and in the reference: <c>paging</c>.</param>
/// <param name="Doc">What it says.</param>
/// <param name="Keys">Its keys, in the order of the reference.</param>
public sealed record MappingShape(string Name, string Doc, EquatableArray<KeyShape> Keys)
{
    /// <summary>Keys of which exactly one must be there, or at most one where <see cref="ChoiceOptional"/> is set.</summary>
    public EquatableArray<string> Choice { get; init; }

    /// <summary>Whether none of <see cref="Choice"/> is fine too.</summary>
    public bool ChoiceOptional { get; init; }

    /// <summary>What stands under keys that are names, besides the keys listed; null when there are none.</summary>
    public Shape.Map? Others { get; init; }

    /// <summary>An example, as YAML.</summary>
    public string Example { get; init; } = "";

    /// <summary>The key of that name, or null.</summary>
    public KeyShape? Key(string name) => Keys.FirstOrDefault(k => k.Name == name);
}

/// <summary>A key of a mapping.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What stands under it.</param>
/// <param name="Doc">What it says, one sentence.</param>
/// <param name="Required">Whether it must be there.</param>
public sealed record KeyShape(string Name, Shape Value, string Doc, bool Required);
