using System.Globalization;

namespace Connectors.Runtime.Requests;

/// <summary>Places in bodies that stand in an item of a list: <c>filters[0].value</c>.</summary>
internal static class BodyPath
{
    /// <summary>Whether a place stands in an item of a list.</summary>
    public static bool IsInItem(string path) => path.Contains('[', StringComparison.Ordinal);

    /// <summary>The outermost list that it stands in, and the position of the item.</summary>
    public static (string List, int Position) Item(string path)
    {
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf(']', open);
        return (path[..open], int.Parse(path.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The rest of the place, from that item on; of the item itself <c>text()</c>.</summary>
    public static string WithinItem(string path)
    {
        var rest = path[(path.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart('.');
        return rest.Length == 0 ? "text()" : rest;
    }
}
