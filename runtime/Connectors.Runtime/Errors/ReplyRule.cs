using System.Collections.Immutable;

namespace Connectors.Runtime.Errors;

/// <summary>What a reply means. Rules are asked in order; the first that holds decides.</summary>
public sealed record ReplyRule
{
    /// <summary>The statuses it holds for; empty for any.</summary>
    public ImmutableArray<int> Statuses { get; init; } = [];

    /// <summary>Tests on the JSON body that must all hold.</summary>
    public ImmutableArray<BodyTest> Tests { get; init; } = [];

    /// <summary>Whether the reply counts as an empty list.</summary>
    public bool Empty { get; init; }

    /// <summary>What the reply is; null when HTTP's own meaning of the status stands.</summary>
    public ConnectorError? Means { get; init; }

    /// <summary>Whether to send the request again.</summary>
    public bool Retry { get; init; }

    /// <summary>How long to wait before that, the first that the reply carries; empty for the default backoff.</summary>
    public ImmutableArray<RetryWait> Waits { get; init; } = [];

    /// <summary>Dotted paths of the vendor's message in the body; the first that has something.</summary>
    public ImmutableArray<string> Messages { get; init; } = [];

    /// <summary>Whether a body that is no JSON is the message, without its tags.</summary>
    public bool TextIsMessage { get; init; }

    /// <summary>Dotted path of the list of refused fields.</summary>
    public string? FieldsEach { get; init; }

    /// <summary>Path of the field's name within an item of that list.</summary>
    public string? FieldPath { get; init; }

    /// <summary>Path of what is wrong with it within an item of that list.</summary>
    public string? FieldMessage { get; init; }
}

/// <summary>A test on the JSON body of a reply, or on the JSON form of a fault.</summary>
/// <param name="Kind">What is tested.</param>
/// <param name="Path">Dotted path.</param>
/// <param name="Value">The text compared with; null for <see cref="BodyTestKind.Set"/>.</param>
/// <param name="Negate">Whether the test must not hold.</param>
public sealed record BodyTest(BodyTestKind Kind, string Path, string? Value = null, bool Negate = false);

/// <summary>Kinds of body tests.</summary>
public enum BodyTestKind
{
    /// <summary>The value equals the text.</summary>
    Is,

    /// <summary>The list contains the text.</summary>
    Has,

    /// <summary>The path is there and not null.</summary>
    Set,

    /// <summary>The text starts with the text.</summary>
    Starts,
}

/// <summary>One way a reply says how long to wait.</summary>
public sealed record RetryWait
{
    /// <summary>A header with seconds or an HTTP date (RFC 9110).</summary>
    public string? AfterHeader { get; init; }

    /// <summary>A header with the Unix time in seconds at which requests are welcome again.</summary>
    public string? UntilUnixSecondsHeader { get; init; }

    /// <summary>Dotted path of a number of seconds in the body.</summary>
    public string? AfterBody { get; init; }

    /// <summary>Dotted path of a Unix time in seconds in the body.</summary>
    public string? UntilUnixSecondsBody { get; init; }

    /// <summary>How long to wait, where the spec says it; null where a reply does.</summary>
    public TimeSpan? Fixed { get; init; }
}
