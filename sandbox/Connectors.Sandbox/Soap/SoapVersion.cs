namespace Connectors.Sandbox.Soap;

/// <summary>What differs between the versions of SOAP.</summary>
/// <param name="Number">11 or 12.</param>
/// <param name="Namespace">The namespace of the envelope.</param>
/// <param name="MediaType">The type of a message.</param>
/// <param name="Sender">The code for a mistake of the client.</param>
/// <param name="Receiver">The code for a mistake of the server.</param>
internal sealed record SoapVersion(int Number, string Namespace, string MediaType, string Sender, string Receiver)
{
    /// <summary>SOAP 1.1.</summary>
    public static SoapVersion V11 { get; } = new(11, "http://schemas.xmlsoap.org/soap/envelope/", "text/xml", "Client", "Server");

    /// <summary>SOAP 1.2.</summary>
    public static SoapVersion V12 { get; } = new(12, "http://www.w3.org/2003/05/soap-envelope", "application/soap+xml", "Sender", "Receiver");

    /// <summary>The version whose envelope has that namespace; null for none.</summary>
    public static SoapVersion? Of(string envelope) => envelope == V11.Namespace ? V11 : envelope == V12.Namespace ? V12 : null;
}
