using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Connectors.Server.State;

namespace Connectors.Server.SignIn;

/// <summary>The tokens of printed links that sign somebody in: each works once, for a quarter of an hour. Only their hashes are kept.</summary>
internal sealed class SignInTokens(StateFile file)
{
    public const string Tables = "CREATE TABLE sign_in_tokens (hash BLOB PRIMARY KEY, expires_at INTEGER NOT NULL) WITHOUT ROWID;";

    private const int Length = 32;

    /// <summary>How long a token works.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Makes a token. It is returned this once.</summary>
    public string Create()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));
        file.Run("DELETE FROM sign_in_tokens WHERE expires_at <= ?", file.Now);
        file.Run("INSERT INTO sign_in_tokens VALUES (?, ?)", Hash(token), file.Now + (long)Lifetime.TotalMilliseconds);
        return token;
    }

    /// <summary>Uses a token up; false where it is unknown, was used before or has expired.</summary>
    public bool Take(string token) => file.Run("DELETE FROM sign_in_tokens WHERE hash = ? AND expires_at > ?", Hash(token), file.Now) > 0;

    /// <summary>The address that signs in with a token.</summary>
    public static Uri Link(Uri server, string token) => new(server, $"{Sessions.SignInPath}?token={token}");

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
