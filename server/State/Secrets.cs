using System.Security.Cryptography;

namespace Connectors.Server.State;

/// <summary>The secrets that the server signs with.</summary>
internal sealed class Secrets(StateFile file)
{
    private const int Length = 32;

    /// <summary>A secret; made when it is first asked for.</summary>
    /// <param name="name">What it is for.</param>
    public byte[] Of(string name) => file.Together(() =>
    {
        file.Run("INSERT OR IGNORE INTO secrets VALUES (?, ?)", name, RandomNumberGenerator.GetBytes(Length));
        return (byte[])file.Value("SELECT value FROM secrets WHERE name = ?", name)!;
    });
}
