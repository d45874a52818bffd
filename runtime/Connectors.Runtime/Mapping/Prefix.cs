using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Takes off what a vendor puts before ids and texts: <c>question_12</c>.</summary>
public static class Prefix
{
    /// <summary>What follows it; null where the text begins otherwise, where nothing follows, and without a text.</summary>
    /// <param name="prefix">What stands before, capitals and small letters apart.</param>
    /// <param name="text">The text.</param>
    public static string? Without(string prefix, string? text) =>
        text is not null && text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;

    /// <summary>The reference by what follows the prefix in its id; null as for a text.</summary>
    /// <param name="prefix">What stands before, capitals and small letters apart.</param>
    /// <param name="reference">The reference.</param>
    public static Reference? Without(string prefix, Reference? reference) => Without(prefix, reference?.RemoteId) is { } id ? new Reference(id) : null;
}
