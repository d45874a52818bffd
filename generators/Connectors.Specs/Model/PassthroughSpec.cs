namespace Connectors.Specs.Model;

/// <summary>A vendor API that passthrough requests may go to.</summary>
/// <param name="Name">The name that they call it by.</param>
/// <param name="Api">Name of the transport's api, whose address, authentication and limits they have.</param>
public sealed record PassthroughSpec(string Name, string Api)
{
    /// <summary>The operations of an api that speaks SOAP; empty for REST.</summary>
    public EquatableArray<PassthroughOperation> Operations { get; init; }
}

/// <summary>How an operation is called whose body somebody else writes.</summary>
/// <param name="Name">The contract's name.</param>
/// <param name="Action">The SOAPAction, or the action parameter of 1.2; empty for none.</param>
/// <param name="Input">The element that the Body holds.</param>
/// <param name="Headers">The elements of the header that authentication and the transport's constants fill.</param>
public sealed record PassthroughOperation(string Name, string Action, XmlNode Input, EquatableArray<XmlTree> Headers);
