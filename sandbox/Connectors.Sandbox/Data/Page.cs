namespace Connectors.Sandbox.Data;

/// <summary>One page of a list, as it is about to be written.</summary>
internal sealed class Page
{
    public required Listing Records { get; init; }

    /// <summary>The index of the parent; -1 for none.</summary>
    public required long Parent { get; init; }

    /// <summary>The position of the first record.</summary>
    public required long From { get; init; }

    /// <summary>The page size.</summary>
    public required int Size { get; init; }

    /// <summary>What the request sent as marker, as a number.</summary>
    public long Marker { get; init; }

    /// <summary>The number of the last page.</summary>
    public long Last { get; init; }

    /// <summary>How many pages there are.</summary>
    public long Pages { get; init; }

    /// <summary>The marker of the next page; null on the last one.</summary>
    public string? Next { get; init; }

    /// <summary>The address of the next page; null on the last one.</summary>
    public string? NextUrl { get; init; }

    /// <summary>What is wrong with one of its records.</summary>
    public RecordFlaw Flaw { get; init; }

    /// <summary>How many records it holds.</summary>
    public int Count => (int)Math.Max(0, Math.Min(Size, Records.Count - From));

    /// <summary>Whether records follow.</summary>
    public bool More => From + Count < Records.Count;
}

/// <summary>What can be wrong with a record, on demand.</summary>
internal enum RecordFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A value that the spec reads has another JSON type than the contract says.</summary>
    WrongType,

    /// <summary>The id is not there.</summary>
    MissingId,
}
