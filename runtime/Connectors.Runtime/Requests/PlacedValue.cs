using System.Collections.Immutable;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Requests;

/// <summary>A value that has been worked out, and its place: texts, or in a body files or the objects of a list.</summary>
internal sealed record PlacedValue(PlaceName At, ImmutableArray<string> Values, ListStyle Style = ListStyle.Repeat, BodyKind Body = BodyKind.Text)
{
    /// <summary>Whether a single text is an array in a JSON body all the same.</summary>
    public bool IsList { get; init; }

    /// <summary>Files in place of texts, which are written as Base64.</summary>
    public ImmutableArray<FileContent> Files { get; init; } = [];

    /// <summary>Objects in place of texts: an array of JSON, an element that repeats.</summary>
    public ImmutableArray<StepValues> Items { get; init; } = [];
}
