namespace Connectors.Runtime.Reading;

/// <summary>How a list is paged that no records of a model are read from: the files of an action, the records one is looked for in, the choices of a connection field. Paths are dotted.</summary>
public sealed record ListPaging
{
    /// <summary>How the next page is asked for.</summary>
    public required PagingPlan Plan { get; init; }

    /// <summary>Path of the marker of the next page: in the reply a cursor or an address, in a record the value of a keyset; null where a header carries it, and for numbers and offsets.</summary>
    public string? From { get; init; }

    /// <summary>Path of the number of the last page; null when replies do not say.</summary>
    public string? Last { get; init; }

    /// <summary>Path of the number of pages; null when replies do not say.</summary>
    public string? Pages { get; init; }

    /// <summary>Path of the number of elements in all; null when replies do not say.</summary>
    public string? Total { get; init; }

    /// <summary>Path of what says that there is more; null when replies do not say.</summary>
    public string? More { get; init; }

    /// <summary>Path of what says that there is no more; null when replies do not say.</summary>
    public string? Done { get; init; }
}
