using System.Diagnostics.CodeAnalysis;

namespace Connectors.Runtime.Records;

/// <summary>Ids of records that their vendor tells by two values together: one text of both, which no other two make.</summary>
public static class TwoPartId
{
    private const char Separator = ':';

    /// <summary>The id: <c>4711:12</c>; null where a part is not there.</summary>
    public static string? Of(string? first, string? second) =>
        string.IsNullOrEmpty(first) || string.IsNullOrEmpty(second) ? null : Escaped(first) + Separator + Escaped(second);

    /// <summary>The id as a reference; null where a part is not there.</summary>
    public static Reference? ReferenceOf(string? first, string? second) => Of(first, second) is { } id ? new Reference(id) : null;

    /// <summary>A part of an id as the vendor wrote it; the id itself where it has no parts.</summary>
    /// <param name="id">The id.</param>
    /// <param name="part">1 or 2.</param>
    [return: NotNullIfNotNull(nameof(id))]
    public static string? Part(string? id, int part)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(part, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, 2);
        var at = id?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        return at < 0 ? id : Plain(part == 1 ? id![..at] : id![(at + 1)..]);
    }

    // Only what would be taken for the separator is escaped, so that most ids look like the vendor's own.
    private static string Escaped(string part) => part.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal);

    private static string Plain(string part) => part.Replace("%3A", ":", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
