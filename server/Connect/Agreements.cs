using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Authorizing;
using Connectors.Server.State;
using Connectors.Sync.Tokens;

namespace Connectors.Server.Connect;

/// <summary>Somebody who is back from the vendor.</summary>
/// <param name="Link">The link that they began with.</param>
/// <param name="Consent">What the vendor was asked.</param>
/// <param name="InTime">Whether they are back in time.</param>
internal sealed record Agreement(string Link, Consent Consent, bool InTime);

/// <summary>
/// People who are at a vendor, to agree that an account is used. The state that they come back with is good once, for some time, for the link that they began with, and in the browser
/// that they left with: whoever lures somebody else to the vendor, to have that one's account connected with a link of their own, gets nothing.
/// </summary>
internal sealed class Agreements(StateFile file, ISeal seal)
{
    /// <summary>The table. States and what browsers keep are there as hashes.</summary>
    public const string Schema = """
        CREATE TABLE connect_agreements (
          state BLOB PRIMARY KEY,
          link TEXT NOT NULL,
          browser BLOB NOT NULL,
          consent BLOB NOT NULL,
          ends INTEGER NOT NULL
        );
        """;

    private const int SecretLength = 32;
    private const int NameLength = 16;

    /// <summary>How long somebody may take at the vendor: to sign in there, and to ask whoever may agree.</summary>
    public static TimeSpan Lives { get; } = TimeSpan.FromMinutes(30);

    /// <summary>The name under which a browser keeps what tells it from others.</summary>
    /// <param name="state">The state.</param>
    public static string Cookie(string state) => "connect-" + Base64Url.EncodeToString(Hash(state))[..NameLength];

    /// <summary>Notes that somebody is sent to the vendor. Whoever was sent there before with the same link is not waited for any more.</summary>
    /// <returns>What the browser has to bring back, besides the state.</returns>
    public string Begin(Link link, Consent consent) => file.Together(() =>
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        file.Run("DELETE FROM connect_agreements WHERE link = ? OR ends < ?", link.Token.Id, (file.Clock.GetUtcNow() - Lives).ToUnixTimeMilliseconds());
        file.Run(
            "INSERT INTO connect_agreements VALUES (?, ?, ?, ?, ?)",
            Hash(consent.State),
            link.Token.Id,
            Hash(secret),
            seal.Seal(JsonSerializer.SerializeToUtf8Bytes(consent), Whose(link.Token.Id)),
            (file.Clock.GetUtcNow() + Lives).ToUnixTimeMilliseconds());
        return secret;
    });

    /// <summary>Takes what somebody comes back with, once.</summary>
    /// <param name="state">The state.</param>
    /// <param name="secret">What the browser has kept.</param>
    /// <returns>What they were sent with; null where nobody was, or not this browser, or they are back already.</returns>
    public Agreement? Take(string state, string secret) => file.Together(() =>
    {
        var found = file.Row("SELECT link, browser, consent, ends FROM connect_agreements WHERE state = ?", static row => new Kept(row.Text(0), row.Bytes(1), row.Bytes(2), row.Time(3)), Hash(state));
        file.Run("DELETE FROM connect_agreements WHERE state = ?", Hash(state));
        return found is not null && CryptographicOperations.FixedTimeEquals(found.Browser, Hash(secret)) && Open(found.Link, found.Consent) is { } consent
            ? new Agreement(found.Link, consent, found.Ends > file.Clock.GetUtcNow())
            : null;
    });

    private Consent? Open(string link, byte[] sealedText)
    {
        try
        {
            return JsonSerializer.Deserialize<Consent>(seal.Open(sealedText, Whose(link)));
        }
        catch (CryptographicException)
        {
            // The server has other keys now: the person begins again.
            return null;
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Whose(string link) => $"agreement {link}";

    private sealed record Kept(string Link, byte[] Browser, byte[] Consent, DateTimeOffset Ends);
}
