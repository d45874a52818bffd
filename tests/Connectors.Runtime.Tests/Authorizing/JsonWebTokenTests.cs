using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Authorizing;

namespace Connectors.Runtime.Tests.Authorizing;

/// <summary>Tokens that are made here.</summary>
public sealed class JsonWebTokenTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);

    [Fact]
    public void A_token_has_its_claims_and_the_times_between_which_it_is_good()
    {
        var token = JsonWebToken.Make("HS256", "secret", "key-1", [("iss", "acme \"quoted\""), ("aud", "vendor")], Now, TimeSpan.FromMinutes(10)).Split('.');

        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1]));
        Assert.Equal("""{"alg":"HS256","typ":"JWT","kid":"key-1"}""", header.RootElement.GetRawText());
        Assert.Equal("acme \"quoted\"", claims.RootElement.GetProperty("iss").GetString());
        Assert.Equal("vendor", claims.RootElement.GetProperty("aud").GetString());
        Assert.Equal(1_770_000_000, claims.RootElement.GetProperty("iat").GetInt64());
        Assert.Equal(1_770_000_600, claims.RootElement.GetProperty("exp").GetInt64());
        Assert.Equal(HMACSHA256.HashData("secret"u8, Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}")), Base64Url.DecodeFromChars(token[2]));
    }

    [Fact]
    public void A_private_key_signs_what_its_public_key_proves()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var (signed, signature) = Parts(JsonWebToken.Make("RS256", rsa.ExportPkcs8PrivateKeyPem(), null, [], Now, TimeSpan.FromMinutes(1)));
        Assert.True(rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        (signed, signature) = Parts(JsonWebToken.Make("ES256", curve.ExportPkcs8PrivateKeyPem(), null, [], Now, TimeSpan.FromMinutes(1)));
        Assert.True(curve.VerifyData(signed, signature, HashAlgorithmName.SHA256));
        Assert.Equal(64, signature.Length);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public void A_text_that_is_no_private_key_signs_nothing(string algorithm)
    {
        Assert.Throws<CryptographicException>(() => JsonWebToken.Make(algorithm, "no key", null, [], Now, TimeSpan.FromMinutes(1)));
        Assert.Throws<CryptographicException>(() => JsonWebToken.Make(algorithm, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", null, [], Now, TimeSpan.FromMinutes(1)));
    }

    private static (byte[] Signed, byte[] Signature) Parts(string token)
    {
        var end = token.LastIndexOf('.');
        return (Encoding.ASCII.GetBytes(token.AsSpan(0, end).ToString()), Base64Url.DecodeFromChars(token.AsSpan(end + 1)));
    }
}
