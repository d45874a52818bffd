using System.Security.Cryptography;
using System.Text;

namespace Connectors.Sync.Tokens;

/// <summary>The key that stored tokens are sealed with (AES-256-GCM). It is kept apart from the store: whoever has only the file has no tokens.</summary>
public sealed class TokenKey : ISeal
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    private TokenKey(byte[] key) => _key = key;

    /// <summary>Reads a key: 32 bytes in base64.</summary>
    /// <param name="text">The text, as the environment holds it.</param>
    /// <returns>The key; null where the text is none.</returns>
    public static TokenKey? TryParse(string? text)
    {
        var key = new byte[KeyBytes + 1];
        return text is not null && Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeyBytes ? new TokenKey(key[..KeyBytes]) : null;
    }

    /// <inheritdoc/>
    public byte[] Seal(ReadOnlySpan<byte> plain, string whose)
    {
        var sealedText = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedText.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(nonce, plain, sealedText.AsSpan(NonceBytes + TagBytes), sealedText.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(whose));
        return sealedText;
    }

    /// <inheritdoc/>
    public byte[] Open(ReadOnlySpan<byte> sealedText, string whose)
    {
        if (sealedText.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("It is too short to have been sealed.");
        }

        var plain = new byte[sealedText.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Decrypt(sealedText[..NonceBytes], sealedText[(NonceBytes + TagBytes)..], sealedText.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(whose));
        return plain;
    }
}
