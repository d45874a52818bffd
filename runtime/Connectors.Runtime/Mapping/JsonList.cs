namespace Connectors.Runtime.Mapping;

/// <summary>Finishes lists that a mapper has read.</summary>
public static class JsonList
{
    /// <summary>The list, or one shared empty list where there is none or it has no items.</summary>
    public static IReadOnlyList<T> OrEmpty<T>(IReadOnlyList<T>? list) => list is null or { Count: 0 } ? [] : list;

    /// <summary>The first list with items; else the first that is there at all; null when none is.</summary>
    public static IReadOnlyList<T>? FirstOf<T>(params ReadOnlySpan<IReadOnlyList<T>?> lists)
    {
        IReadOnlyList<T>? there = null;
        foreach (var list in lists)
        {
            if (list is { Count: > 0 })
            {
                return list;
            }

            there ??= list;
        }

        return there;
    }
}
