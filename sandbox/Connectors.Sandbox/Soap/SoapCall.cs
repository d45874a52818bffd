using System.Xml.Linq;
using Connectors.Specs.Contracts;

namespace Connectors.Sandbox.Soap;

/// <summary>A request to a SOAP endpoint, as far as it could be read.</summary>
internal sealed class SoapCall
{
    /// <summary>The version it speaks, and is answered in.</summary>
    public SoapVersion Version { get; init; } = SoapVersion.V11;

    public IReadOnlyList<XElement> Headers { get; init; } = [];

    public XElement? Body { get; init; }

    /// <summary>The operation asked for.</summary>
    public ContractOperation? Operation { get; init; }

    /// <summary>What is wrong with it as a message; null when nothing is.</summary>
    public SoapFault? Fault { get; init; }
}

/// <summary>A fault as it is sent.</summary>
/// <param name="Code">The local name of its code.</param>
/// <param name="Text">The reason.</param>
/// <param name="Subcode">What the code is about more exactly; null for nothing.</param>
/// <param name="Detail">The element in the detail with its content as JSON; null for none.</param>
internal sealed record SoapFault(string Code, string Text, string? Subcode = null, (ContractElement Element, byte[] Json)? Detail = null);
