namespace Connectors.Runtime.Mapping;

/// <summary>An item of a vendor's list that may be the one that is picked.</summary>
/// <typeparam name="T">What is made of it.</typeparam>
/// <param name="Value">What is made of it.</param>
/// <param name="Time">Its time, where the newest or the oldest is sought; null where it has none.</param>
public sealed record Picked<T>(T Value, DateTimeOffset? Time);

/// <summary>Picks one item of a list; null where none is left to pick.</summary>
public static class Picked
{
    /// <summary>The first.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <param name="items">Those that count, in the vendor's order; null for none.</param>
    public static Picked<T>? First<T>(List<Picked<T>>? items) => items is { Count: > 0 } ? items[0] : null;

    /// <summary>The last.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <param name="items">Those that count, in the vendor's order; null for none.</param>
    public static Picked<T>? Last<T>(List<Picked<T>>? items) => items is { Count: > 0 } ? items[^1] : null;

    /// <summary>The one with the latest time, of several the first. One without a time comes after all others.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <param name="items">Those that count, in the vendor's order; null for none.</param>
    public static Picked<T>? Newest<T>(List<Picked<T>>? items) => Best(items, static (time, than) => time > than);

    /// <summary>The one with the earliest time, of several the first. One without a time comes after all others.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <param name="items">Those that count, in the vendor's order; null for none.</param>
    public static Picked<T>? Oldest<T>(List<Picked<T>>? items) => Best(items, static (time, than) => time < than);

    private static Picked<T>? Best<T>(List<Picked<T>>? items, Func<DateTimeOffset, DateTimeOffset, bool> isBetter)
    {
        Picked<T>? best = null;
        foreach (var item in items ?? [])
        {
            if (best is null || (item.Time is { } time && (best.Time is not { } than || isBetter(time, than))))
            {
                best = item;
            }
        }

        return best;
    }
}
