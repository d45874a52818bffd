using System.Collections.Immutable;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Requests;

/// <summary>
/// A session that has to be open before requests can be sent: a log-in, a token (asked for or made here) or a discovered address. It is opened once, used while it is
/// good, and opened again when a reply says that it is not. All requests share it.
/// </summary>
public sealed record SessionPlan : AuthPlan
{
    /// <summary>The request that opens it; null where it is made here.</summary>
    public RequestPlan? Login { get; init; }

    /// <summary>What that request alone is sent with: the credentials of a client.</summary>
    public ImmutableArray<SentValue> Client { get; init; } = [];

    /// <summary>How a token is made here; null where it is asked for.</summary>
    public JwtPlan? Jwt { get; init; }

    /// <summary>How somebody is asked to agree first; null where nobody is.</summary>
    public CodePlan? Code { get; init; }

    /// <summary>What is lifted out of the reply; a token that is made here is called <c>token</c>.</summary>
    public ImmutableArray<TakenValue> Take { get; init; } = [];

    /// <summary>Rules of which one holds for a reply that says it has expired; only statuses and tests are set.</summary>
    public ImmutableArray<ReplyRule> Stale { get; init; } = [];

    /// <summary>How long it lasts at most; null when only a reply tells.</summary>
    public TimeSpan? Lives { get; init; }

    /// <summary>Where the reply says how long it lasts; null when it does not. Without a number there, what <see cref="EndsAt"/> or else <see cref="Lives"/> says stands.</summary>
    public SessionLife? LivesFrom { get; init; }

    /// <summary>Dotted path in the body of the reply where it says when the session ends, as a time of ISO 8601 or in seconds since 1970; null when it does not.</summary>
    public string? EndsAt { get; init; }

    /// <summary>Whether it is renewed shortly before its time is over, so that no request is refused for it.</summary>
    public bool RenewsEarly { get; init; }

    /// <summary>The request that ends it; null when there is none.</summary>
    public RequestPlan? Logout { get; init; }
}

/// <summary>How long a session lasts, as the log-in's reply says.</summary>
/// <param name="Path">Dotted path in its body; of XML, in its JSON form.</param>
/// <param name="Unit">What the number there counts.</param>
public sealed record SessionLife(string Path, TimeSpan Unit);

/// <summary>A token that is made here and signed (RFC 7519).</summary>
/// <param name="Algorithm">HS256, HS512, RS256 or ES256.</param>
/// <param name="Key">The secret, or the private key as PEM.</param>
public sealed record JwtPlan(string Algorithm, RequestText Key)
{
    /// <summary>The key's name in the header; null for none.</summary>
    public RequestText? KeyId { get; init; }

    /// <summary>The claims, besides those of the clock.</summary>
    public ImmutableArray<(string Name, RequestText Value)> Claims { get; init; } = [];
}

/// <summary>How an authorization code is asked for (RFC 6749 4.1, RFC 7636).</summary>
/// <param name="Api">Index of the authorization endpoint in <see cref="ConnectorDefinition.Apis"/>.</param>
/// <param name="ClientId">The client.</param>
public sealed record CodePlan(int Api, RequestText ClientId)
{
    /// <summary>The scopes as they are written; empty for none.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Further query parameters.</summary>
    public ImmutableArray<SentValue> Extra { get; init; } = [];
}
