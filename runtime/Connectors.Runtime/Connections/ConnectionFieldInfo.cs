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

    /// <summary>Whether it holds several values with commas between them; pattern and options are then those of each.</summary>
    public bool List { get; init; }

    /// <summary>The only values allowed; empty when any is.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>What an option stands for, by <c>OPTION.PART</c>; empty where options stand for nothing but themselves.</summary>
    public ImmutableDictionary<string, string> Parts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether it may be left empty.</summary>
    public bool Optional { get; init; }

    /// <summary>The actions that cannot do without a value of an optional field.</summary>
    public ImmutableArray<string> RequiredFor { get; init; } = [];

    /// <summary>Whether the caller of an action may say another value for that action alone.</summary>
    public bool PerAction { get; init; }

    /// <summary>Whether it tells one account from another, so that with another value it is another account. Not so of credentials that are secret, of what only actions use, of lists and of languages.</summary>
    public bool TellsAccount { get; init; } = true;

    /// <summary>Whether it is chosen from a list of the vendor's, which is asked for when all else is filled in.</summary>
    public bool IsChosen { get; init; }
}
