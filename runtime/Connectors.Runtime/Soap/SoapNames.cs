namespace Connectors.Runtime.Soap;

/// <summary>The names that SOAP, and WS-Security in its header, are written with.</summary>
internal static class SoapNames
{
    /// <summary>Version 1.1.</summary>
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>Version 1.2.</summary>
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    /// <summary>Elements of WS-Security (OASIS WSS 1.0).</summary>
    public const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    /// <summary>Times of WS-Security.</summary>
    public const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    /// <summary>Before <c>#PasswordText</c> and <c>#PasswordDigest</c>.</summary>
    public const string UsernameTokenProfile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";

    /// <summary>How a nonce is written.</summary>
    public const string Base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
}
