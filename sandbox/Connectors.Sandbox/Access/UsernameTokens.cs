using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Access;

/// <summary>Checks the UsernameToken of WS-Security.</summary>
internal static class UsernameTokens
{
    private static readonly XNamespace Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static readonly XNamespace Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    /// <summary>The name of the header element.</summary>
    public static XName Header { get; } = Security + "Security";

    /// <summary>Whether the headers carry the right name and password.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The standard demands SHA-1.")]
    public static bool Accept(IEnumerable<XElement> headers, AuthSpec.UsernameToken auth, IReadOnlyDictionary<string, string> connection)
    {
        var token = headers.Where(h => h.Name == Header).Elements(Security + "UsernameToken").FirstOrDefault();
        var password = Templates.Fill(auth.Password, connection);
        if (token is null || token.Element(Security + "Username")?.Value != Templates.Fill(auth.User, connection))
        {
            return false;
        }

        if (auth.Digest)
        {
            var nonce = new byte[256];
            if (!Convert.TryFromBase64String(token.Element(Security + "Nonce")?.Value ?? "", nonce, out var length))
            {
                return false;
            }

            password = Convert.ToBase64String(SHA1.HashData([.. nonce.AsSpan(0, length), .. Encoding.UTF8.GetBytes((token.Element(Utility + "Created")?.Value ?? "") + password)]));
        }

        return token.Element(Security + "Password") is { } given
            && given.Value == password
            && auth.Digest == (given.Attribute("Type")?.Value.EndsWith("#PasswordDigest", StringComparison.Ordinal) == true);
    }
}
