namespace Connectors.Runtime.Mapping;

/// <summary>What a page says about the list that it is a part of.</summary>
/// <param name="Elements">How many elements it holds.</param>
internal readonly record struct PageFacts(int Elements)
{
    /// <summary>The marker of the next page: a cursor, or an address; null when the reply has none.</summary>
    public string? Next { get; init; }

    /// <summary>Whether the reply says there is more; null when it does not say.</summary>
    public bool? More { get; init; }

    /// <summary>The number of the last page; null when the reply does not say.</summary>
    public long? LastPage { get; init; }

    /// <summary>How many elements there are in all; null when the reply does not say.</summary>
    public long? Total { get; init; }

    /// <summary>The keyset value of the last element; null when there was none.</summary>
    public string? LastKey { get; init; }
}
