using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Connectors.Runtime.Soap;

/// <summary>Writes a UsernameToken of WS-Security; every envelope gets its own nonce and time, also when a request is sent again.</summary>
internal static class SecurityHeader
{
    private const int NonceLength = 16;

    /// <summary>Writes the header element.</summary>
    public static void Write(XmlWriter writer, string envelope, string user, string password, bool digest, ConnectorOptions options)
    {
        writer.WriteStartElement("wsse", "Security", SoapNames.Security);
        writer.WriteAttributeString("mustUnderstand", envelope, "1");
        writer.WriteStartElement("UsernameToken", SoapNames.Security);
        writer.WriteElementString("Username", SoapNames.Security, user);
        var nonce = options.Nonce(NonceLength);
        var created = options.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Element(writer, "Password", "Type", SoapNames.UsernameTokenProfile + (digest ? "#PasswordDigest" : "#PasswordText"), digest ? Digest(nonce, created, password) : password);
        if (digest)
        {
            Element(writer, "Nonce", "EncodingType", SoapNames.Base64, Convert.ToBase64String(nonce));
            writer.WriteElementString("wsu", "Created", SoapNames.Utility, created);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Element(XmlWriter writer, string name, string attribute, string kind, string value)
    {
        writer.WriteStartElement(name, SoapNames.Security);
        writer.WriteAttributeString(attribute, kind);
        writer.WriteString(value);
        writer.WriteEndElement();
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The UsernameToken profile knows no other digest.")]
    private static string Digest(byte[] nonce, string created, string password) =>
        Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password)]));
}
