using System.Collections.Immutable;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Requests;

/// <summary>A value that has been worked out, and its place: texts, or in a body files or the objects of a list.</summary>
internal sealed record PlacedValue(PlaceName At, ImmutableArray<string> Values, ListStyle Style = ListStyle.Repeat, BodyKind Body = BodyKind.Text)
{
    /// <summary>A value of a plan, worked out; null where it is made of a connection field that has no value.</summary>
    public static PlacedValue? Of(SentValue value, in RequestScope scope)
    {
        foreach (var field in value.Needs)
        {
            if (!scope.Connection.Has(field))
            {
                return null;
            }
        }

        var texts = new string[value.Values.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = value.Values[i](scope);
        }

        return new PlacedValue(value.At, [.. texts], value.Style, value.Body) { IsList = value.IsList };
    }

    /// <summary>Whether a single text is an array in a JSON body all the same.</summary>
    public bool IsList { get; init; }

    /// <summary>Files in place of texts, which are written as Base64, unless they are parts of a form or the whole body.</summary>
    public ImmutableArray<FileContent> Files { get; init; } = [];

    /// <summary>Whether files are parts of their own in a form.</summary>
    public bool IsPart { get; init; }

    /// <summary>Objects in place of texts: an array of JSON, an element that repeats.</summary>
    public ImmutableArray<StepValues> Items { get; init; } = [];

    /// <summary>Members of the object at the place, in place of texts, each by its name.</summary>
    public ImmutableArray<(string Name, StepValues Values)> Members { get; init; } = [];
}
