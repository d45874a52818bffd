using System.Globalization;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>A marker the vendor hands out: all it needs to go on, also when nothing else is sent with it.</summary>
/// <param name="Index">The index of the last record given; -1 for none.</param>
/// <param name="Size">The page size.</param>
/// <param name="Since">The filter in Unix milliseconds; null for none.</param>
/// <param name="Parent">The parent's index; -1 for none.</param>
internal readonly record struct Cursor(long Index, int Size, long? Since, long Parent)
{
    /// <summary>The marker as text; where the contract wants a number, the number of the next record alone.</summary>
    public string Text(bool number) => number
        ? (Index + 2).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"c{Index + 1}-{Size}-{Since}-{Parent + 1}");

    /// <summary>Reads a marker; null when it was not handed out here.</summary>
    public static Cursor? Parse(string text)
    {
        if (Whole(text) is > 0 and var number)
        {
            return new Cursor(number - 2, 0, null, -1);
        }

        var parts = text.StartsWith('c') ? text[1..].Split('-') : [];
        return parts.Length == 4 && Whole(parts[0]) is { } index && Whole(parts[1]) is { } size && (parts[2].Length == 0 || Whole(parts[2]) is not null) && Whole(parts[3]) is { } parent
            ? new Cursor(index - 1, (int)size, Whole(parts[2]), parent - 1)
            : null;
    }

    /// <summary>Whether a way of paging uses markers like this.</summary>
    public static bool IsUsedBy(PagingKind kind) => kind is PagingKind.Cursor or PagingKind.NextUrl or PagingKind.LinkHeader or PagingKind.HeaderToken;

    private static long? Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
