using System.Collections.Immutable;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Requests;

/// <summary>
/// The values of an action's step in their places, lists of objects and files among them. What is null is not sent; what is placed again replaces what
/// stood there, a constant of the spec too.
/// </summary>
/// <remarks>Not safe for concurrent use.</remarks>
public sealed class StepValues
{
    private readonly OrderedDictionary<PlaceName, PlacedValue> _values = [];

    /// <summary>What has been placed, in order.</summary>
    internal IReadOnlyCollection<PlacedValue> All => _values.Values;

    /// <summary>Places a text; null places nothing.</summary>
    /// <param name="at">The place; within an item of a list, a body path relative to the item.</param>
    /// <param name="text">The text.</param>
    /// <param name="body">How it is written in a JSON body.</param>
    public void Add(PlaceName at, string? text, BodyKind body = BodyKind.Text)
    {
        if (text is not null)
        {
            _values[at] = new PlacedValue(at, [text], Body: body);
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
            _values[at] = new PlacedValue(at, texts, Body: body) { IsList = true };
        }
    }

    /// <summary>Places a file, in base64; null places nothing.</summary>
    /// <param name="path">The body path.</param>
    /// <param name="file">The file.</param>
    public void AddFile(string path, FileContent? file)
    {
        if (file is not null)
        {
            var at = new PlaceName(Place.Body, path);
            _values[at] = new PlacedValue(at, []) { Files = [file] };
        }
    }

    /// <summary>Adds an item to the list of objects at a path.</summary>
    /// <param name="path">The body path of the list: of the array, or of the element that repeats.</param>
    /// <returns>The item's values; their paths are relative to it.</returns>
    public StepValues AddItem(string path)
    {
        var at = new PlaceName(Place.Body, path);
        var item = new StepValues();
        var before = _values.TryGetValue(at, out var list) ? list.Items : [];
        _values[at] = new PlacedValue(at, []) { Items = before.Add(item) };
        return item;
    }
}
