using System.Security.Cryptography;
using System.Text.Json;
using Connectors.Server.State;
using Connectors.Sync.Tokens;

namespace Connectors.Server.Accounts;

/// <summary>What somebody filled in to connect an account.</summary>
/// <param name="Values">The values, by the name of the field; secrets among them.</param>
/// <param name="Played">Whether the account is at a vendor that the demo plays, and at no other.</param>
internal sealed record Account(IReadOnlyDictionary<string, string> Values, bool Played)
{
    /// <summary>Shows nothing of it.</summary>
    public override string ToString() => nameof(Account);
}

/// <summary>The credentials of integrations, sealed.</summary>
internal sealed class Credentials(StateFile file, ISeal seal, ServerOptions options)
{
    /// <summary>The table; <c>played</c> tells accounts of the demo from real ones.</summary>
    public const string Schema = """
        CREATE TABLE credentials (
          integration TEXT PRIMARY KEY REFERENCES integrations,
          played INTEGER NOT NULL,
          sealed BLOB NOT NULL
        );
        """;

    /// <summary>Keeps the credentials of an integration, in the place of those before.</summary>
    /// <param name="integration">Its id.</param>
    /// <param name="account">The account.</param>
    public void Keep(string integration, Account account) => file.Run(
        "INSERT INTO credentials VALUES (?, ?, ?) ON CONFLICT (integration) DO UPDATE SET played = excluded.played, sealed = excluded.sealed",
        integration,
        account.Played ? 1 : 0,
        seal.Seal(JsonSerializer.SerializeToUtf8Bytes(account.Values), integration));

    /// <summary>The credentials of an integration; null where there are none, or none that can be opened.</summary>
    /// <param name="integration">Its id.</param>
    public Account? Find(string integration)
    {
        try
        {
            return file.Row(
                "SELECT sealed, played FROM credentials WHERE integration = ?",
                row => new Account(JsonSerializer.Deserialize<Dictionary<string, string>>(seal.Open(row.Bytes(0), integration))!, row.Flag(1)),
                integration);
        }
        catch (CryptographicException e)
        {
            // The keys were lost or changed. Whoever connects the account again mends it.
            options.Unexpected(e);
            return null;
        }
    }

    /// <summary>Forgets the credentials of an integration.</summary>
    /// <param name="integration">Its id.</param>
    public void Forget(string integration) => file.Run("DELETE FROM credentials WHERE integration = ?", integration);
}
