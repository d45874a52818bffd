using System.Collections.Immutable;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Passthrough;

/// <summary>A vendor API that passthrough requests may go to.</summary>
/// <param name="Name">The name that they call it by.</param>
/// <param name="Api">Index in <see cref="ConnectorDefinition.Apis"/>: its address, authentication and limits.</param>
public sealed record PassthroughApi(string Name, int Api)
{
    /// <summary>The media type that it is asked for, and that bodies of its kind have where the caller does not say what theirs is.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Whether it speaks JSON.</summary>
    internal bool IsJson => MediaType.EndsWith("json", StringComparison.Ordinal);

    /// <summary>The version of SOAP it speaks, 11 or 12; 0 for REST.</summary>
    public int SoapVersion { get; init; }

    /// <summary>The operations of the contract, where it speaks SOAP.</summary>
    public ImmutableArray<PassthroughOperation> Operations { get; init; } = [];
}

/// <summary>How a SOAP operation is called whose body the caller writes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Action">The SOAPAction of 1.1, the action parameter of 1.2; empty for none.</param>
/// <param name="Element">The local name of the element in the Body.</param>
/// <param name="Namespace">That element's namespace; empty for none.</param>
/// <param name="Headers">Write the elements in the Header.</param>
public sealed record PassthroughOperation(string Name, string Action, string Element, string Namespace, ImmutableArray<WriteElement> Headers);
