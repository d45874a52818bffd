namespace Connectors.Specs.Model;

/// <summary>One entry of what authenticates requests.</summary>
public abstract record AuthSpec
{
    private protected AuthSpec() { }

    /// <summary>A value sent with every request.</summary>
    /// <param name="At">Header, query parameter, cookie or member of a SOAP header; the last only with operations that have it.</param>
    /// <param name="Value">The text sent.</param>
    public sealed record Send(Place At, Template Value) : AuthSpec;

    /// <summary>HTTP Basic (RFC 7617).</summary>
    public sealed record Basic(Template User, Template Password) : AuthSpec;

    /// <summary>A bearer token that the customer gives (RFC 6750).</summary>
    public sealed record Bearer(Template Token) : AuthSpec;

    /// <summary>A WS-Security UsernameToken in the SOAP header (OASIS WSS 1.0).</summary>
    /// <param name="User">The user name.</param>
    /// <param name="Password">The password.</param>
    /// <param name="Digest">Whether the password is sent as a digest with nonce and time, not in the clear.</param>
    public sealed record UsernameToken(Template User, Template Password, bool Digest) : AuthSpec;

    /// <summary>Every finished request is signed in C#.</summary>
    /// <param name="Method">The partial method of the connector's class.</param>
    public sealed record Sign(string Method) : AuthSpec;

    /// <summary>A session that comes before other requests: a log-in, a token (asked for or made here) or a discovered address. It is opened once, used while it is good, and opened again when a reply says that it is not.</summary>
    /// <param name="From">How it is opened.</param>
    /// <param name="Take">What is lifted out of the reply, by name; of a token that is made here, the token itself.</param>
    /// <param name="Sent">Where the taken values are sent with every request that is authenticated (a SOAP header only with operations that have it); <see cref="TemplatePart.Taken"/> in them.</param>
    /// <param name="Stale">Rules of which one holds for a reply that says it has expired; nothing but their statuses and tests is set.</param>
    /// <param name="LivesSeconds">How long it lasts at most; 0 when only a reply tells.</param>
    public sealed record Session(SessionSource From, EquatableArray<TakenValue> Take, EquatableArray<SentValue> Sent, EquatableArray<ReplyRule> Stale, int LivesSeconds) : AuthSpec
    {
        /// <summary>The request of the contract that opens it; null where it is opened in another way.</summary>
        public RequestSpec? Login => (From as SessionSource.Login)?.Request;

        /// <summary>Where the reply says how long it lasts; null when it does not.</summary>
        public SessionLife? LivesFrom { get; init; }

        /// <summary>Where the reply says when it ends, in place of how long it lasts; null when it does not.</summary>
        public VendorPath? EndsAt { get; init; }

        /// <summary>The request that ends it; null when there is none.</summary>
        public RequestSpec? Logout { get; init; }
    }
}

/// <summary>How a session is opened.</summary>
public abstract record SessionSource
{
    private protected SessionSource() { }

    /// <summary>By a request of the contract.</summary>
    public sealed record Login(RequestSpec Request) : SessionSource;

    /// <summary>By a token request (RFC 6749), at an api that is nothing but the token endpoint.</summary>
    /// <param name="Request">What is sent to it that never changes.</param>
    /// <param name="Client">The credentials that are sent as HTTP Basic; null where they stand in the body.</param>
    public sealed record Token(RequestSpec Request, AuthSpec.Basic? Client) : SessionSource
    {
        /// <summary>The authorization code that the first token is given for; null for the client's own credentials.</summary>
        public CodeSpec? Code { get; init; }
    }

    /// <summary>Made here and signed (RFC 7519).</summary>
    /// <param name="Algorithm">HS256, HS512, RS256 or ES256.</param>
    /// <param name="Key">The secret, or the private key as PEM.</param>
    /// <param name="KeyId">The key's name in the header; null for none.</param>
    /// <param name="Claims">Its own claims.</param>
    public sealed record Jwt(string Algorithm, Template Key, Template? KeyId, EquatableArray<JwtClaim> Claims) : SessionSource;
}

/// <summary>A claim of a token that is made here.</summary>
public sealed record JwtClaim(string Name, Template Value);

/// <summary>How an authorization code is asked for (RFC 6749 4.1, RFC 7636).</summary>
/// <param name="Api">Name of the api that is nothing but the authorization endpoint.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Scope">The scopes as they are written; empty for none.</param>
/// <param name="Extra">Further query parameters.</param>
public sealed record CodeSpec(string Api, Template ClientId, string Scope, EquatableArray<SentValue> Extra);

/// <summary>How long a session lasts, as the log-in's reply says.</summary>
/// <param name="From">Where the number stands.</param>
/// <param name="UnitSeconds">How many seconds it counts: 1, 60 or 3600.</param>
public sealed record SessionLife(VendorPath From, int UnitSeconds);
