using System.Collections.Immutable;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Requests;

/// <summary>How a session is had: log in once, send what the reply gave, log in again when a reply says that the session has expired.</summary>
public sealed record SessionPlan
{
    /// <summary>The request that logs in.</summary>
    public required RequestPlan Login { get; init; }

    /// <summary>What is lifted out of its reply.</summary>
    public ImmutableArray<TakenValue> Take { get; init; } = [];

    /// <summary>What is sent with every other request; a SOAP header only with those whose plan has it.</summary>
    public ImmutableArray<SentValue> Sent { get; init; } = [];

    /// <summary>Rules of which one holds for a reply that says the session has expired; only statuses and tests are set.</summary>
    public ImmutableArray<ReplyRule> Stale { get; init; } = [];

    /// <summary>How long a session lasts at most; null when only a reply tells.</summary>
    public TimeSpan? Lives { get; init; }

    /// <summary>Where the log-in's reply says how long the session lasts; null when it does not. Without a number there, <see cref="Lives"/> stands.</summary>
    public SessionLife? LivesFrom { get; init; }
}

/// <summary>How long a session lasts, as the log-in's reply says.</summary>
/// <param name="Path">Dotted path in its body; of XML, in its JSON form.</param>
/// <param name="Unit">What the number there counts.</param>
public sealed record SessionLife(string Path, TimeSpan Unit);

/// <summary>A UsernameToken of WS-Security in the SOAP header.</summary>
/// <param name="User">The user name.</param>
/// <param name="Password">The password.</param>
/// <param name="Digest">Whether the password is sent as a digest with nonce and time, not in the clear.</param>
public sealed record UsernameTokenPlan(RequestText User, RequestText Password, bool Digest);
