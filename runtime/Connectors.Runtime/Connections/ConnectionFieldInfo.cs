using System.Collections.Immutable;

namespace Connectors.Runtime.Connections;

/// <summary>One field of a connection form.</summary>
/// <param name="Name">The name used on the command line and in code.</param>
/// <param name="Label">What the form calls it.</param>
public sealed record ConnectionFieldInfo(string Name, string Label)
{
    /// <summary>Whether the value must never be shown, logged or stored in the clear.</summary>
    public bool Secret { get; init; }

    /// <summary>A regular expression the whole value must match; null for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>A value to show as an example.</summary>
    public string? Example { get; init; }

    /// <summary>The value taken when none is given; null makes the field required.</summary>
    public string? Default { get; init; }

    /// <summary>The only values allowed; empty when any is.</summary>
    public ImmutableArray<string> Options { get; init; } = [];
}
