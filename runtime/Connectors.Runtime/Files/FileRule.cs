using System.Collections.Immutable;

namespace Connectors.Runtime.Files;

/// <summary>What a vendor takes of the files in a group of inputs.</summary>
/// <param name="Group">The group: <c>attachments</c>.</param>
public sealed record FileRule(string Group)
{
    /// <summary>Whether a file that is given by its address is sent as that address, and not fetched.</summary>
    public bool TakesAddress { get; init; }

    /// <summary>The largest file in bytes; null for any that the runtime allows.</summary>
    public long? MaxSize { get; init; }

    /// <summary>The largest sum of all files of the group in bytes; null for any.</summary>
    public long? MaxTotal { get; init; }

    /// <summary>The kinds of files; empty for any.</summary>
    public ImmutableArray<FileKind> Types { get; init; } = [];

    /// <summary>How many files it takes; null for any number. The guard sees to it.</summary>
    public int? MaxCount { get; init; }

    /// <summary>Whether it takes nothing without a file. The guard sees to it.</summary>
    public bool Required { get; init; }

    /// <summary>What files may be, as the vocabulary calls it (<c>CV</c>); empty for anything. The guard sees to it.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Whether a place of an input is a file of the group.</summary>
    internal bool Covers(string path) => path.StartsWith(Group, StringComparison.Ordinal) && (path.Length == Group.Length || path[Group.Length] is '[' or '.');

    /// <summary>Whether the vendor takes a file of this name, or where its name has no ending, of this media type.</summary>
    internal bool Takes(string? name, string? contentType)
    {
        var ending = Path.GetExtension(name ?? "").TrimStart('.');
        return Types.IsEmpty || (ending.Length > 0
            ? Types.Any(t => t.Ending.Equals(ending, StringComparison.OrdinalIgnoreCase))
            : contentType is null || Types.Any(t => t.MediaType.Equals(contentType.Split(';')[0].Trim(), StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The kinds in a sentence.</summary>
    internal string Says => string.Join(", ", Types.Select(t => t.Ending));
}

/// <summary>A kind of files.</summary>
/// <param name="Ending">The ending of their names: <c>pdf</c>.</param>
/// <param name="MediaType">Their media type.</param>
public readonly record struct FileKind(string Ending, string MediaType);
