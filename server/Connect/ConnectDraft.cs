using System.Text.Json.Serialization;
using Connectors.Runtime.Authorizing;

namespace Connectors.Server.Connect;

/// <summary>What a person has filled in so far. It is kept sealed on the server, so that no page ever holds a secret.</summary>
internal sealed record ConnectDraft
{
    /// <summary>The tool that was chosen; null before.</summary>
    public string? Tool { get; init; }

    /// <summary>What was filled in; secrets only while nobody may change it.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>What comes next.</summary>
    public DraftStep Step { get; init; }

    /// <summary>What the vendor has granted, where somebody has agreed there; null otherwise.</summary>
    public GrantedTokens? Tokens { get; init; }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, FieldProblem> Problems { get; init; } = new Dictionary<string, FieldProblem>();

    /// <summary>Why the last attempt has failed; null where there was none.</summary>
    public ConnectFailure? Failure { get; init; }

    /// <summary>Shows nothing of it.</summary>
    public override string ToString() => nameof(ConnectDraft);
}

/// <summary>What comes next, once a tool is chosen.</summary>
internal enum DraftStep
{
    /// <summary>The form is filled in.</summary>
    Form,

    /// <summary>Somebody agrees at the vendor.</summary>
    Agree,

    /// <summary>The vendor has accepted the values; what is left is to choose from its lists, where there are some.</summary>
    Accepted,
}

/// <summary>What is wrong with a value.</summary>
internal enum FieldProblem
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is none of those offered.</summary>
    NoOption,

    /// <summary>It does not look like one.</summary>
    WrongForm,
}

/// <summary>Why an account could not be connected.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Said">What the vendor said, without secrets; null for nothing.</param>
internal sealed record ConnectFailure(FailureReason Reason, string? Said = null)
{
    /// <summary>Whether other values of the form than the secrets may be to blame.</summary>
    [JsonIgnore]
    public bool MayBeForm => Reason is FailureReason.Authentication or FailureReason.NotFound or FailureReason.Unavailable;
}

/// <summary>The reasons for which an account cannot be connected.</summary>
internal enum FailureReason
{
    /// <summary>The credentials are wrong.</summary>
    Authentication,

    /// <summary>They lack a right.</summary>
    Permission,

    /// <summary>There is no such account.</summary>
    NotFound,

    /// <summary>The vendor refuses what was sent.</summary>
    Refused,

    /// <summary>The vendor cannot be reached.</summary>
    Unavailable,

    /// <summary>The vendor wants to be left alone for a while.</summary>
    RateLimited,

    /// <summary>The vendor answers with something that nobody expected.</summary>
    Unexpected,

    /// <summary>The integration is another account's.</summary>
    OtherAccount,

    /// <summary>Whoever was asked at the vendor has not agreed.</summary>
    Declined,

    /// <summary>It took too long at the vendor.</summary>
    TooLate,
}
