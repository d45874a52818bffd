using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Connectors.Runtime.Authorizing;

/// <summary>Makes signed tokens (RFC 7519, RFC 7515).</summary>
internal static class JsonWebToken
{
    /// <param name="algorithm">HS256, HS512, RS256 or ES256.</param>
    /// <param name="key">The secret, or the private key as PEM.</param>
    /// <param name="keyId">The key's name; null for none.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="now">When it is made.</param>
    /// <param name="lives">How long it is good.</param>
    /// <exception cref="CryptographicException">The key is none of the algorithm's.</exception>
    public static string Make(string algorithm, string key, string? keyId, IEnumerable<(string Name, string Value)> claims, DateTimeOffset now, TimeSpan lives)
    {
        var header = Json(json =>
        {
            json.WriteString("alg", algorithm);
            json.WriteString("typ", "JWT");
            if (keyId is not null)
            {
                json.WriteString("kid", keyId);
            }
        });
        var body = Json(json =>
        {
            foreach (var (name, value) in claims)
            {
                json.WriteString(name, value);
            }

            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + lives).ToUnixTimeSeconds());
        });
        var signed = $"{header}.{body}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(algorithm, key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static byte[] Signature(string algorithm, string key, byte[] signed)
    {
        try
        {
            switch (algorithm)
            {
                case "HS256":
                    return HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed);
                case "HS512":
                    return HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), signed);
                case "RS256":
                    using (var rsa = RSA.Create())
                    {
                        rsa.ImportFromPem(key);
                        return rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                    }

                default:
                    using (var curve = ECDsa.Create())
                    {
                        curve.ImportFromPem(key);
                        return curve.SignData(signed, HashAlgorithmName.SHA256);
                    }
            }
        }
        catch (ArgumentException e)
        {
            // A text that is no PEM; what it says may quote it.
            throw new CryptographicException("The key is no PEM.", e.GetType().Name);
        }
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(text.ToArray());
    }
}
