using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Access;

/// <summary>Checks tokens that the client makes itself (RFC 7519).</summary>
/// <param name="spec">How it makes them.</param>
/// <param name="connection">The connection's values.</param>
/// <param name="clock">The vendor's time.</param>
internal sealed class SignedTokens(SessionSource.Jwt spec, IReadOnlyDictionary<string, string> connection, VendorClock clock)
{
    /// <summary>What a text is worth that was made of a token.</summary>
    /// <param name="template">What it is made as.</param>
    /// <param name="text">The text.</param>
    public Verdict Match(Template template, string? text)
    {
        var at = template.Parts.ToList().FindIndex(p => p is TemplatePart.Taken);
        var before = Templates.Fill(new Template(template.Parts.Take(at).ToEquatable()), connection);
        var after = Templates.Fill(new Template(template.Parts.Skip(at + 1).ToEquatable()), connection);
        return text is not null && text.Length >= before.Length + after.Length && text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal)
            ? Check(text[before.Length..^after.Length])
            : Verdict.Wrong;
    }

    private Verdict Check(string token)
    {
        var parts = token.Split('.');
        try
        {
            if (parts.Length != 3 || !IsSigned(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])))
            {
                return Verdict.Wrong;
            }

            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            var right = Says(header, "alg", spec.Algorithm) && (spec.KeyId is not { } id || Says(header, "kid", Fill(id))) && spec.Claims.All(c => Says(claims, c.Name, Fill(c.Value)));
            return !right ? Verdict.Wrong : claims.RootElement.GetProperty("exp").GetInt64() > clock.Now.ToUnixTimeSeconds() ? Verdict.Right : Verdict.Expired;
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Verdict.Wrong;
        }
    }

    private bool IsSigned(byte[] signed, byte[] signature)
    {
        var key = Fill(spec.Key);
        switch (spec.Algorithm)
        {
            case "HS256":
                return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed), signature);
            case "HS512":
                return CryptographicOperations.FixedTimeEquals(HMACSHA512.HashData(Encoding.UTF8.GetBytes(key), signed), signature);
            case "RS256":
                using (var rsa = RSA.Create())
                {
                    rsa.ImportFromPem(key);
                    return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                }

            default:
                using (var curve = ECDsa.Create())
                {
                    curve.ImportFromPem(key);
                    return curve.VerifyData(signed, signature, HashAlgorithmName.SHA256);
                }
        }
    }

    private string Fill(Template template) => Templates.Fill(template, connection);

    private static bool Says(JsonDocument json, string name, string value) => json.RootElement.TryGetProperty(name, out var said) && said.ValueKind == JsonValueKind.String && said.GetString() == value;
}
