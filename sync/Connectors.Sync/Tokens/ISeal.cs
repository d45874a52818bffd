namespace Connectors.Sync.Tokens;

/// <summary>Seals secrets, so that whoever has only the file that they are in has nothing. Safe for concurrent use.</summary>
public interface ISeal
{
    /// <summary>Seals a text.</summary>
    /// <param name="plain">The text, as UTF-8.</param>
    /// <param name="whose">Whose it is: it opens for nobody else.</param>
    byte[] Seal(ReadOnlySpan<byte> plain, string whose);

    /// <summary>Opens what was sealed.</summary>
    /// <param name="sealedText">What <see cref="Seal"/> gave.</param>
    /// <param name="whose">Whose it is.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was sealed with another key, for somebody else, or has been changed.</exception>
    byte[] Open(ReadOnlySpan<byte> sealedText, string whose);
}
