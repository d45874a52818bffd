using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Connectors.Server.Connect;

/// <summary>What the token of a link says.</summary>
/// <param name="Id">The link.</param>
/// <param name="Embedded">Whether its page is shown inside of another one, rather than by itself.</param>
/// <param name="Language">The language of its page.</param>
/// <param name="Expires">Until when it is good; whole seconds.</param>
internal sealed record LinkToken(string Id, bool Embedded, string Language, DateTimeOffset Expires);

/// <summary>Signs the tokens of links (RFC 7519 with HS256) and reads them back.</summary>
/// <param name="key">What they are signed with.</param>
internal sealed class LinkTokens(byte[] key)
{
    private const int LongestToken = 1024;

    // All of ours begin with it. Which algorithm a token claims to be signed with is therefore never asked.
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8) + ".";

    public string Write(LinkToken token)
    {
        using var claims = new MemoryStream();
        using (var json = new Utf8JsonWriter(claims))
        {
            json.WriteStartObject();
            json.WriteString("jti"u8, token.Id);
            json.WriteString("link_type"u8, LinkType.Name(token.Embedded));
            json.WriteString("language"u8, token.Language);
            json.WriteNumber("exp"u8, token.Expires.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        var signed = Header + Base64Url.EncodeToString(claims.ToArray());
        return $"{signed}.{Base64Url.EncodeToString(Sign(signed))}";
    }

    /// <summary>Reads a token, whether or not it is still good; null where it is none of ours.</summary>
    public LinkToken? Read(string text)
    {
        var end = text.LastIndexOf('.');
        if (text.Length > LongestToken || !text.StartsWith(Header, StringComparison.Ordinal) || end < Header.Length)
        {
            return null;
        }

        var (claims, signature) = (text[Header.Length..end], text[(end + 1)..]);
        if (!Base64Url.IsValid(claims) || !Base64Url.IsValid(signature)
            || !CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(signature), Sign(text[..end])))
        {
            return null;
        }

        // Whatever is signed is of our writing.
        using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
        var root = json.RootElement;
        return new LinkToken(
            root.GetProperty("jti").GetString()!,
            root.GetProperty("link_type").GetString() == LinkType.Embedded,
            root.GetProperty("language").GetString()!,
            DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp").GetInt64()));
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text));
}

/// <summary>The two kinds of links.</summary>
internal static class LinkType
{
    /// <summary>For a page that shows ours inside.</summary>
    public const string Embedded = "EMBEDDED";

    /// <summary>For a message to a person.</summary>
    public const string MagicLink = "MAGIC_LINK";

    /// <summary>How long each is good.</summary>
    public static TimeSpan Lives(bool embedded) => embedded ? TimeSpan.FromHours(1) : TimeSpan.FromDays(365);

    /// <summary>What a kind is called.</summary>
    public static string Name(bool embedded) => embedded ? Embedded : MagicLink;
}
