using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Authorizing;
using Connectors.Server.State;
using Connectors.Sync.Tokens;

namespace Connectors.Server.Connect;

/// <summary>A link that is known.</summary>
/// <param name="Token">What its token says.</param>
/// <param name="Environment">The environment that it was made in.</param>
/// <param name="Request">What it was made for.</param>
/// <param name="Used">Whether an account was connected with it.</param>
internal sealed record Link(LinkToken Token, string Environment, ConnectRequest Request, bool Used);

/// <summary>An account that was connected with a link.</summary>
/// <param name="Code">The code that the caller learns of it by.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Integration">The integration, as <c>tool:id</c>.</param>
/// <param name="Embedded">Whether the page was shown inside of another one.</param>
/// <param name="Language">The language of the page.</param>
internal sealed record Connected(string Code, string Environment, string Integration, bool Embedded, string Language)
{
    /// <summary>The slug of its connector.</summary>
    public string Slug => Integration[..Integration.IndexOf(':', StringComparison.Ordinal)];
}

/// <summary>The links by which people connect accounts. Each is good once.</summary>
internal sealed class Links(StateFile file, LinkTokens tokens, ISeal seal, Secrets secrets) : IForgets, IExpires
{
    /// <summary>The table; <c>code</c> is the hash of what the caller learns of the integration by, once an account was connected.</summary>
    public const string Schema = """
        CREATE TABLE connect_links (
          id TEXT PRIMARY KEY,
          environment TEXT NOT NULL REFERENCES environments,
          embedded INTEGER NOT NULL,
          language TEXT NOT NULL,
          request TEXT NOT NULL,
          expires_at INTEGER NOT NULL,
          draft BLOB,
          integration TEXT,
          code BLOB UNIQUE,
          code_ends INTEGER
        );
        """;

    /// <summary>When drafts were kept, for files that had none of that.</summary>
    public const string DraftTimes = "ALTER TABLE connect_links ADD COLUMN drafted_at INTEGER NOT NULL DEFAULT 0;";

    private const int IdLength = 16;

    private static readonly TimeSpan CodeLives = TimeSpan.FromHours(1);

    // A link that has expired is told by its token; its row is only of use while a code may be asked for.
    private static readonly TimeSpan KeptAfter = TimeSpan.FromDays(1);

    // Secrets that somebody has filled in and left there are of no use to anybody.
    private static readonly TimeSpan DraftLives = TimeSpan.FromDays(1);

    private readonly byte[] _codes = secrets.Of("connect codes");

    /// <summary>Turns to change what was granted to the account that a link, by its id, is connecting.</summary>
    public AccountTurns<string> Turns { get; } = new();

    /// <summary>Makes a link.</summary>
    /// <returns>Its token.</returns>
    public string Create(string environment, ConnectRequest request, bool embedded, string language)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdLength));
        var expires = DateTimeOffset.FromUnixTimeSeconds((file.Clock.GetUtcNow() + LinkType.Lives(embedded)).ToUnixTimeSeconds());
        file.Run(
            "INSERT INTO connect_links (id, environment, embedded, language, request, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
            id,
            environment,
            embedded ? 1 : 0,
            language,
            JsonSerializer.Serialize(request),
            expires.ToUnixTimeMilliseconds());
        return tokens.Write(new LinkToken(id, embedded, language, expires));
    }

    /// <summary>What is known of a link; null where it was forgotten.</summary>
    public Link? Find(LinkToken token) => file.Row(
        "SELECT environment, request, integration IS NOT NULL FROM connect_links WHERE id = ?",
        row => new Link(token, row.Text(0), JsonSerializer.Deserialize<ConnectRequest>(row.Text(1))!, row.Flag(2)),
        token.Id);

    /// <summary>What the token of a link says, by the link's id; null where it was forgotten.</summary>
    public LinkToken? Token(string id) => file.Row(
        "SELECT embedded, language, expires_at FROM connect_links WHERE id = ?",
        row => new LinkToken(id, row.Flag(0), row.Text(1), row.Time(2)),
        id);

    /// <summary>What was filled in so far.</summary>
    public ConnectDraft Draft(Link link)
    {
        try
        {
            return file.Row("SELECT draft FROM connect_links WHERE id = ? AND draft IS NOT NULL", row => row.Bytes(0), link.Token.Id) is { } sealedText
                ? JsonSerializer.Deserialize<ConnectDraft>(seal.Open(sealedText, Whose(link)))!
                : new ConnectDraft();
        }
        catch (CryptographicException)
        {
            // The server has other keys now: the person begins again.
            return new ConnectDraft();
        }
    }

    /// <summary>Keeps what was filled in so far; of a link that was used, nothing.</summary>
    public void Keep(Link link, ConnectDraft draft) => file.Run(
        "UPDATE connect_links SET draft = ?, drafted_at = ? WHERE id = ? AND integration IS NULL",
        seal.Seal(JsonSerializer.SerializeToUtf8Bytes(draft), Whose(link)),
        file.Now,
        link.Token.Id);

    /// <summary>Uses a link up.</summary>
    /// <param name="link">The link.</param>
    /// <param name="integration">The integration that was connected with it, as <c>tool:id</c>.</param>
    /// <returns>Whether it was still to be used; false where somebody else has done so meanwhile.</returns>
    public bool Use(Link link, string integration) => file.Run(
        "UPDATE connect_links SET integration = ?, code = ?, code_ends = ?, draft = NULL WHERE id = ? AND integration IS NULL",
        integration,
        Hash(Code(link)),
        (file.Clock.GetUtcNow() + CodeLives).ToUnixTimeMilliseconds(),
        link.Token.Id) > 0;

    /// <summary>The code that the caller learns of an integration by that was connected with a link; null where another one was. A form that is sent twice has one code.</summary>
    public string? CodeOf(Link link, string integration) =>
        file.Value("SELECT 1 FROM connect_links WHERE id = ? AND integration = ?", link.Token.Id, integration) is null ? null : Code(link);

    /// <summary>What was connected; null for a code that is unknown or too old.</summary>
    public Connected? Made(string code) => file.Row(
        "SELECT environment, integration, embedded, language FROM connect_links WHERE code = ? AND code_ends > ?",
        row => new Connected(code, row.Text(0), row.Text(1), row.Flag(2), row.Text(3)),
        Hash(code),
        file.Now);

    /// <inheritdoc/>
    /// <remarks>What people were asked for goes, also of links by which it was to be connected again; that there was such a link stays known.</remarks>
    public void Forget(string integration) => file.Run(
        "UPDATE connect_links SET draft = NULL, request = json_set(request, '$.Organization', '', '$.Email', NULL, '$.OriginId', NULL) WHERE substr(integration, instr(integration, ':') + 1) = ? OR substr(request ->> 'Integration', instr(request ->> 'Integration', ':') + 1) = ?",
        integration,
        integration);

    /// <inheritdoc/>
    public void ForgetOld()
    {
        file.Run("UPDATE connect_links SET draft = NULL WHERE drafted_at < ? AND draft IS NOT NULL", (file.Clock.GetUtcNow() - DraftLives).ToUnixTimeMilliseconds());
        file.Run("DELETE FROM connect_links WHERE expires_at < ?", (file.Clock.GetUtcNow() - KeptAfter).ToUnixTimeMilliseconds());
    }

    private string Code(Link link) => Base64Url.EncodeToString(HMACSHA256.HashData(_codes, Encoding.UTF8.GetBytes(link.Token.Id)));

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    private static string Whose(Link link) => $"link {link.Token.Id}";
}
