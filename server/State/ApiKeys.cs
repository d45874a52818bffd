using System.Security.Cryptography;
using System.Text;

namespace Connectors.Server.State;

/// <summary>An API key, without its secret.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked; null for one that works.</param>
internal sealed record ApiKey(string Name, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>The API keys; only their hashes are kept.</summary>
internal sealed class ApiKeys(StateFile file)
{
    private const int SecretLength = 32;
    private const string Prefix = "ks_prod_";

    /// <summary>Whether there is no key yet, not even a revoked one: the first start.</summary>
    public bool None => file.Value("SELECT count(*) FROM api_keys") is 0L;

    /// <summary>Makes a key. It is returned this once.</summary>
    /// <param name="environment">The environment it opens.</param>
    /// <param name="name">What people call it; unique.</param>
    /// <exception cref="InvalidOperationException">There is a key of that name.</exception>
    public string Create(string environment, string name) => file.Together(() =>
    {
        if (file.Value("SELECT 1 FROM api_keys WHERE name = ?", name) is not null)
        {
            throw new InvalidOperationException($"There is a key named '{name}' already.");
        }

        var key = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength));
        file.Run("INSERT INTO api_keys (environment, name, hash, created_at) VALUES (?, ?, ?, ?)", environment, name, Hash(key), file.Now);
        return key;
    });

    /// <summary>Revokes a key; false where there is none of that name that is not revoked.</summary>
    public bool Revoke(string name) => file.Run("UPDATE api_keys SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", file.Now, name) > 0;

    /// <summary>The environment that a key opens; null for one that is unknown or revoked.</summary>
    /// <remarks>A key is random, so that a plain hash cannot be turned back, and looking it up tells nothing of other keys.</remarks>
    public string? EnvironmentOf(string key) => file.Value("SELECT environment FROM api_keys WHERE hash = ? AND revoked_at IS NULL", Hash(key)) as string;

    /// <summary>The keys of an environment, the newest first.</summary>
    public IReadOnlyList<ApiKey> Of(string environment) => file.Rows(
        "SELECT name, created_at, revoked_at FROM api_keys WHERE environment = ? ORDER BY n DESC",
        static row => new ApiKey(row.Text(0), row.Time(1), row.TimeOrNull(2)),
        environment);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
