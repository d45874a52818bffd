using System.Collections.Immutable;
using System.Text.Json;
using Connectors.Runtime.Files;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Requests;

/// <summary>
/// The values of an action's step in their places, lists of objects and files among them. What is null is not sent; what is placed again replaces what
/// stood there, a constant of the spec too.
/// </summary>
/// <remarks>Not safe for concurrent use.</remarks>
public sealed class StepValues
{
    /// <summary>The path of a member itself.</summary>
    internal const string Itself = ".";

    private readonly OrderedDictionary<PlaceName, PlacedValue> _values = [];

    /// <summary>What a member is, where it is a single value and no object.</summary>
    internal PlacedValue? Single => _values.Values.FirstOrDefault(v => v.At.Name == Itself);

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

    /// <summary>Places a file; null places nothing.</summary>
    /// <param name="path">The body path; <c>.</c> where the file is the whole body.</param>
    /// <param name="file">The file.</param>
    /// <param name="part">Whether it is a part of its own in a form; it is written in base64 otherwise.</param>
    public void AddFile(string path, FileContent? file, bool part = false)
    {
        if (file is not null)
        {
            var at = new PlaceName(Place.Body, path);
            _values[at] = new PlacedValue(at, []) { Files = [file], IsPart = part };
        }
    }

    /// <summary>Places members of the vendor's own, each in place of what stood there; what is not an object places nothing.</summary>
    /// <param name="members">The JSON object.</param>
    public void Merge(RawJson members)
    {
        if (!members.IsEmpty)
        {
            using var document = JsonDocument.Parse(members.Utf8);
            Merge("", document.RootElement);
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

    /// <summary>Adds a member to the object at a path.</summary>
    /// <param name="path">The body path of the object; <c>.</c> for the body itself.</param>
    /// <param name="name">The member's name, as it stands; null adds nothing.</param>
    /// <returns>The member's values; their paths are relative to it, and <c>.</c> is the member itself.</returns>
    public StepValues AddMember(string path, string? name)
    {
        var member = new StepValues();
        if (name is not null)
        {
            var at = new PlaceName(Place.Body, path);
            var before = _values.TryGetValue(at, out var parent) ? parent.Members : [];
            _values[at] = new PlacedValue(at, []) { Members = before.Add((name, member)) };
        }

        return member;
    }

    private void Merge(string path, JsonElement value)
    {
        var at = new PlaceName(Place.Body, path);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Merge(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array when value.EnumerateArray().Any(i => i.ValueKind is JsonValueKind.Object or JsonValueKind.Array):
                _values.Remove(at);
                foreach (var item in value.EnumerateArray())
                {
                    AddItem(path).Merge("", item);
                }

                break;
            case JsonValueKind.Array:
                _values[at] = new PlacedValue(at, [.. value.EnumerateArray().Select(i => i.GetRawText())], Body: BodyKind.Literal) { IsList = true };
                break;
            case JsonValueKind.String:
                _values[at] = new PlacedValue(at, [value.GetString()!]);
                break;
            default:
                _values[at] = new PlacedValue(at, [value.GetRawText()], Body: BodyKind.Literal);
                break;
        }
    }
}
