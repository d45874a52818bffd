namespace Connectors.Runtime.Formats;

/// <summary>What a format has made of a body.</summary>
internal sealed class PlainBody
{
    /// <summary>A body that is not in the format, and is read as it is: an error of the vendor's, a page of HTML.</summary>
    public static PlainBody AsItIs { get; } = new();

    /// <summary>The JSON; null where the body stands as it is.</summary>
    public PooledBytes? Json { get; init; }

    /// <summary>Elements of the list that are not in the JSON, because something is wrong with them.</summary>
    public IReadOnlyList<ElementFault> Faults { get; init; } = [];

    /// <summary>What was met where the format is expected; null where all is well.</summary>
    public string? Met { get; init; }
}

/// <summary>An element of a list that cannot be read.</summary>
/// <param name="Json">What there is of it, for its id; empty for nothing.</param>
/// <param name="Path">Where in it something is wrong.</param>
/// <param name="Reason">What.</param>
internal sealed record ElementFault(ReadOnlyMemory<byte> Json, string Path, string Reason);
