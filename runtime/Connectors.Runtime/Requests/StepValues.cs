using Connectors.Runtime.Files;
using System.Collections.Immutable;

namespace Connectors.Runtime.Requests;

/// <summary>The values of an action's step in their places, lists of objects and files among them. What is null is not sent.</summary>
public sealed class StepValues
{
    private readonly List<StepValue> _values = [];

    /// <summary>What has been placed, in order.</summary>
    internal IReadOnlyList<StepValue> All => _values;

    /// <summary>Places a text; null places nothing.</summary>
    /// <param name="at">The place; within an item of a list, a body path relative to the item.</param>
    /// <param name="text">The text.</param>
    /// <param name="body">How it is written in a JSON body.</param>
    public void Add(PlaceName at, string? text, BodyKind body = BodyKind.Text)
    {
        if (text is not null)
        {
            _values.Add(new StepValue(at) { Texts = [text], Body = body });
        }
    }

    /// <summary>Places a list of texts, which in a JSON body is an array also when it has one item; an empty one places nothing.</summary>
    /// <param name="at">The place.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="body">How each is written in a JSON body.</param>
    public void AddAll(PlaceName at, ImmutableArray<string> texts, BodyKind body = BodyKind.Text)
    {
        if (!texts.IsDefaultOrEmpty)
        {
            _values.Add(new StepValue(at) { Texts = texts, IsList = true, Body = body });
        }
    }

    /// <summary>Places a file, in base64; null places nothing.</summary>
    /// <param name="path">The body path.</param>
    /// <param name="file">The file.</param>
    public void AddFile(string path, FileContent? file)
    {
        if (file is not null)
        {
            _values.Add(new StepValue(new PlaceName(Place.Body, path)) { File = file });
        }
    }

    /// <summary>Adds an item to the list of objects at a path.</summary>
    /// <param name="path">The body path of the list: of the array, or of the element that repeats.</param>
    /// <returns>The item's values; their paths are relative to it.</returns>
    public StepValues AddItem(string path)
    {
        var item = new StepValues();
        _values.Add(new StepValue(new PlaceName(Place.Body, path)) { Item = item });
        return item;
    }
}

/// <summary>A value in its place: texts, a file, or an item of a list of objects.</summary>
internal sealed record StepValue(PlaceName At)
{
    public ImmutableArray<string> Texts { get; init; } = [];

    public bool IsList { get; init; }

    public BodyKind Body { get; init; }

    public FileContent? File { get; init; }

    public StepValues? Item { get; init; }
}
