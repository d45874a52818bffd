namespace Connectors.Specs.Model;

/// <summary>What a customer fills in, how requests are authenticated with it, and how it is tested.</summary>
public sealed record ConnectionSpec
{
    /// <summary>The fields of the form, in the order of the spec.</summary>
    public EquatableArray<ConnectionField> Fields { get; init; }

    /// <summary>How requests are authenticated; every entry applies.</summary>
    public EquatableArray<AuthSpec> Auth { get; init; }

    /// <summary>The cheap request that tells whether the credentials work.</summary>
    public RequestSpec? Check { get; init; }

    /// <summary>How to obtain the credentials, step by step.</summary>
    public EquatableArray<string> Guide { get; init; }
}

/// <summary>One field of the connection form.</summary>
public sealed record ConnectionField
{
    /// <summary>The name used in <c>{connection.NAME}</c> and on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What the form calls it.</summary>
    public required string Label { get; init; }

    /// <summary>Whether the value must never be shown, logged or stored in the clear.</summary>
    public bool Secret { get; init; }

    /// <summary>A regular expression the whole value must match, or null.</summary>
    public string? Pattern { get; init; }

    /// <summary>A value to show as an example.</summary>
    public string? Example { get; init; }

    /// <summary>The value taken when none is given; null makes the field required.</summary>
    public string? Default { get; init; }

    /// <summary>The only values allowed; empty when any is.</summary>
    public EquatableArray<string> Options { get; init; }

    /// <summary>Whether it holds several values with commas between them.</summary>
    public bool List { get; init; }
}

/// <summary>One way requests are authenticated.</summary>
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

    /// <summary>A session: log in once, reuse what the reply gave, log in again when a reply says it has expired.</summary>
    /// <param name="Login">The request that logs in.</param>
    /// <param name="Take">What is lifted out of its reply, by name.</param>
    /// <param name="Sent">Where the taken values are sent with every other request (a SOAP header only with operations that have it); <see cref="TemplatePart.Taken"/> in them.</param>
    /// <param name="Stale">Rules of which one holds for a reply that says the session has expired; nothing but their statuses and tests is set.</param>
    /// <param name="LivesSeconds">How long a session lasts at most; 0 when only a reply tells.</param>
    public sealed record Session(RequestSpec Login, EquatableArray<TakenValue> Take, EquatableArray<SentValue> Sent, EquatableArray<ReplyRule> Stale, int LivesSeconds) : AuthSpec
    {
        /// <summary>Where the log-in's reply says how long the session lasts; null when it does not.</summary>
        public SessionLife? LivesFrom { get; init; }
    }
}

/// <summary>How long a session lasts, as the log-in's reply says.</summary>
/// <param name="From">Where the number stands.</param>
/// <param name="UnitSeconds">How many seconds it counts: 1, 60 or 3600.</param>
public sealed record SessionLife(VendorPath From, int UnitSeconds);

/// <summary>A value lifted out of a reply (grammar 3, Take).</summary>
/// <param name="Name">The name it is used by: <c>{token}</c>.</param>
/// <param name="From">Where it stands.</param>
public sealed record TakenValue(string Name, TakenFrom From)
{
    /// <summary>Whether only what follows the last slash is taken: the id at the end of an address.</summary>
    public bool LastSegment { get; init; }
}

/// <summary>Where a value stands in a reply.</summary>
public abstract record TakenFrom
{
    private protected TakenFrom() { }

    /// <summary>In the body, or in the SOAP fault.</summary>
    public sealed record Body(VendorPath Path) : TakenFrom;

    /// <summary>In a header.</summary>
    public sealed record Header(string Name) : TakenFrom;

    /// <summary>The status itself: <c>201</c>.</summary>
    public sealed record Status : TakenFrom;
}
