using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

public static partial class Grammar
{
    private static readonly string[] AuthWords = ["send", "basic", "bearer", "session", "discover", "oauth2_client", "oauth2_code", "jwt", "sign", "username_token"];

    private static MappingShape Auth => new("auth", "One entry of what authenticates requests. Its log-in is authenticated by the entries before it.", Keys(
    [
        May("send", Is("sent value"), "Sends a value with every request, in a header, the query, a cookie, or the header of a SOAP envelope."),
        May("basic", Is("basic"), "HTTP Basic (RFC 7617)."),
        May("bearer", TemplateText, "A token that the customer gives, sent as `Authorization: Bearer` (RFC 6750)."),
        May("session", Is("session"), "Logs in once, and sends what the reply gave with every other request."),
        May("discover", Is("discover"), "Asks once for what a customer does not know, such as the address of the account."),
        May("oauth2_client", Is("oauth2 client"), "A token for the credentials of a client (OAuth 2, RFC 6749 4.4)."),
        May("oauth2_code", Is("oauth2 code"), "A token that somebody at the customer's has agreed to, renewed without them (OAuth 2, RFC 6749 4.1 and 6, with RFC 7636)."),
        May("jwt", Is("jwt"), "A token made here and signed with a key of the connection (RFC 7519)."),
        May("sign", Is("sign"), "Signs every finished request in C#."),
        May("username_token", Is("username token"), "User and password in the header of SOAP envelopes (WS-Security UsernameToken)."),
    ]))
    {
        Choice = Names(AuthWords),
        Example = """
            auth:
              - bearer: "{connection.token}"
              - send: { query: account, value: "{connection.account}" }
            """,
    };

    private static MappingShape Send => new("sent value", "A value and the place it is sent in.", Keys(
    [
        May("header", new Shape.Text("a header's name"), "In this header."),
        May("query", new Shape.Text("a parameter's name"), "In this query parameter."),
        May("cookie", new Shape.Text("a cookie's name"), "In this cookie."),
        May("soap_header", Path, "In this member of an element in the header of SOAP envelopes: `Session.Token`; only with operations that have the element."),
        Must("value", TemplateText, "The text that is sent; where something is taken or made, with that by its name: `{token}`."),
    ]))
    {
        Choice = Names("header", "query", "cookie", "soap_header"),
        Example = """send: { header: Authorization, value: "Token token={connection.token}" }""",
    };

    /// <summary>What an entry that yields a token sends; nothing where only later entries use it.</summary>
    private static KeyShape Sent => May("send", Either(Is("sent value"), new Shape.List(Is("sent value")), Word("none")), "Where what was taken is sent with every other request; `Authorization: Bearer {token}` when not said, `none` where only later entries use it.");

    private static IEnumerable<KeyShape> StaleKeys =>
    [
        May("stale", new Shape.List(Is("stale rule")), "Replies that say it has expired; HTTP's 401 when not said."),
    ];

    private static MappingShape Basic => new("basic", "User and password of HTTP Basic.", Keys(
    [
        Must("user", TemplateText, "The user."),
        Must("password", TemplateText, "The password; `\"\"` for none, `x` where the vendor wants anything."),
    ]))
    {
        Example = """basic: { user: "{connection.api_key}", password: x }""",
    };

    private static MappingShape Session => new("session", "A log-in whose reply authenticates other requests. It is made when it is first needed, shared by parallel reads, and made again when a reply says that it has expired or its time is over.", Keys(
        [
            Must("login", Is("request"), "The request that logs in."),
            Must("take", TakeShape, "What is lifted out of its reply, by a name."),
            Sent,
        ],
        StaleKeys,
        [
            May("lives", Either(new Shape.Text("a time span"), Is("life")), "How long a session lasts at most; as long as replies do not say otherwise when not said."),
            May("logout", Is("request"), "The request that ends it, sent when the connector is closed."),
        ]))
    {
        Example = """
            session:
              login: { call: LogIn, body: { User: "{connection.user}", Password: "{connection.password}" } }
              take: { token: Token }
              send: { soap_header: Session.Token, value: "{token}" }
              stale: [{ is: { fault.detail.Problem.Code: EXPIRED } }]
              lives: { from: ValidMinutes, unit: minutes }
            """,
    };

    private static MappingShape Life => new("life", "How long a session lasts, as the reply to the log-in says.", Keys(
    [
        Must("from", Path, "Where it says so, as a number."),
        Must("unit", Word([.. LifeUnits.Keys]), "What is counted."),
    ]))
    {
        Example = """lives: { from: ValidMinutes, unit: minutes }""",
    };

    /// <summary>The words of <c>unit:</c> and how many seconds they are.</summary>
    public static IReadOnlyDictionary<string, int> LifeUnits { get; } = new Dictionary<string, int>(StringComparer.Ordinal) { ["seconds"] = 1, ["minutes"] = 60, ["hours"] = 3600 };

    private static MappingShape StaleRule => new("stale rule", "A reply that says the session has expired: a status and tests, which all hold.", Keys(
        [May("status", Either(Whole(100, 599), new Shape.List(Whole(100, 599))), "The status, or several; any when not said.")],
        TestKeys))
    {
        Example = """stale: [{ status: 403, is: { error.code: session_expired } }]""",
    };

    private static MappingShape Discover => new("discover", "A request whose reply says what others need. It is asked once, when it is first needed.", Keys(
        RequestKeys,
        [Must("take", TakeShape, "What is lifted out of its reply, by a name.")]))
    {
        Choice = Names("get", "post", "call"),
        Example = """
            connection:
              auth:
                - discover: { get: "directory:/accounts/{connection.account}", take: { base: url } }
            transport:
              apis:
                main: { rest: "{auth.base}" }
                directory: { rest: "https://directory.acme.example", auth: none }
              hosts: ["*.acme.example"]
            """,
    };

    private static IEnumerable<KeyShape> TokenKeys =>
    [
        Must("token", TemplateText, "The address that tokens are asked for at."),
        Must("client_id", TemplateText, "The client's id."),
        Must("client_secret", TemplateText, "The client's secret."),
        May("client", Word("basic", "body"), "Whether the client proves itself with HTTP Basic or in the body; `basic` when not said."),
        May("body", Word("form", "json"), "How the body is written; `form` when not said."),
        May("scope", Texts, "The scopes that are asked for."),
        May("scope_separator", Text, "What stands between them; a space when not said."),
        May("extra", MapOf("a member", TemplateText), "What else is asked with."),
        May("take", TakeShape, "What is lifted out of the reply besides `token`, by a name."),
        Sent,
        .. StaleKeys,
    ];

    private static MappingShape OAuth2Client => new("oauth2 client", "Client credentials. `{token}` is the reply's `access_token`; it is renewed before its `expires_in` (seconds) or `expires_at` (a time) is over, and once when a reply says that it has expired.", Keys(TokenKeys))
    {
        Example = """
            oauth2_client:
              token: "https://{connection.region.accounts}/oauth2/token"
              client_id: "{connection.client_id}"
              client_secret: "{connection.client_secret}"
              scope: [jobs, candidates]
            """,
    };

    private static MappingShape OAuth2Code => new("oauth2 code", "An authorization code, redeemed with proof that it is the same client's (PKCE). Each token renews itself; a new refresh token is stored before the new token is used.", Keys(
        [Must("authorize", TemplateText, "The address where somebody at the customer's agrees.")],
        TokenKeys,
        [May("authorize_extra", MapOf("a parameter", TemplateText), "What else that address is given.")]))
    {
        Example = """
            oauth2_code:
              authorize: https://login.acme.example/authorize
              token: https://login.acme.example/token
              client_id: "{connection.client_id}"
              client_secret: "{connection.client_secret}"
              scope: [read, offline]
              authorize_extra: { audience: "https://api.acme.example/" }
            """,
    };

    /// <summary>The words of <c>alg:</c>.</summary>
    public static IReadOnlyList<string> JwtAlgorithms { get; } = ["HS256", "HS512", "RS256", "ES256"];

    private static MappingShape Jwt => new("jwt", "A token made here. Besides its own claims it has `iat` and `exp`; `{token}` is the whole of it.", Keys(
    [
        Must("alg", Word([.. JwtAlgorithms]), "How it is signed."),
        Must("key", TemplateText, "The secret of HS256 and HS512; the private key, as PEM, of RS256 and ES256."),
        May("key_id", TemplateText, "The `kid` of its header."),
        May("claims", MapOf("a claim", TemplateText), "Its claims, as texts."),
        May("lives", new Shape.Text("a time span"), "How long it is good; `10m` when not said."),
        Sent,
    ]))
    {
        Example = """jwt: { alg: HS256, key: "{connection.secret}", claims: { iss: "{connection.api_key}" }, lives: 10m }""",
    };

    private static MappingShape Sign => new("sign", "A signature that no other word can say.", Keys(
    [
        Must("using", new Shape.Text("a method"), "A partial method of the connector's class, which gets the finished request and the connection, and adds headers. Files in a body are in memory as a whole only where it asks for the body; it can have it copied to a stream instead, for a hash."),
    ]))
    {
        Example = """sign: { using: SignRequest }""",
    };

    private static MappingShape UsernameToken => new("username token", "User and password of WS-Security.", Keys(
    [
        Must("user", TemplateText, "The user."),
        Must("password", TemplateText, "The password."),
        May("digest", Flag, "Whether a digest of the password with a nonce and the time is sent, not the password itself."),
    ]))
    {
        Example = """username_token: { user: "{connection.user}", password: "{connection.password}", digest: true }""",
    };
}
