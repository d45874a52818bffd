namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>The contract is XML that breaks a rule of XML.</summary>
    public static readonly DiagnosticRule WsdlSyntax = Error("CONN3201", "The contract is not well-formed XML",
        "The text breaks a rule of XML at this place; reading ends there, so repair it first. Document type declarations are refused: remove them, and write what their entities stand for.");

    /// <summary>The file is XML, but no WSDL that is read.</summary>
    public static readonly DiagnosticRule WsdlKind = Error("CONN3202", "Not a WSDL that can be read",
        "The contract of a SOAP service is a WSDL document of version 1.1, whose top element is definitions in the namespace http://schemas.xmlsoap.org/wsdl/. Check that the file is the service's ?wsdl itself rather than a page or a schema.");

    /// <summary>A part of the WSDL is missing, or names something that is not there.</summary>
    public static readonly DiagnosticRule WsdlShape = Error("CONN3203", "The WSDL does not fit together",
        "Bindings name port types, operations name messages, and messages name elements; here something is missing, or its name stands for nothing. Correct the contract, or ask the vendor for a valid one.");

    /// <summary>A schema of the contract breaks a rule of XML Schema.</summary>
    public static readonly DiagnosticRule WsdlSchema = Error("CONN3204", "A schema of the contract has a mistake",
        "The place is not what XML Schema has there, or names a type, element, group or attribute that no schema of the contract defines. Correct the schema, or add what is missing.");

    /// <summary>A schema or WSDL that the contract needs is not among the given files.</summary>
    public static readonly DiagnosticRule WsdlMissingFile = Error("CONN3205", "A file of the contract is not there",
        "The contract imports or includes another file. Nothing is fetched while compiling, so put that file beside the contract under the name that is written there, or copy the schema into the types of the WSDL.");

    /// <summary>An operation of a kind that cannot be called.</summary>
    public static readonly DiagnosticRule WsdlUnsupported = Warning("CONN3206", "A part of the WSDL is not supported",
        "Operations are called with one element in the body as their schema has it (document/literal, wrapped or bare) over HTTP, and are answered with one. What the message names is of another kind, so it is left out, and a spec cannot use it.");

    /// <summary>A part of the WSDL is not looked at.</summary>
    public static readonly DiagnosticRule WsdlIgnored = Info("CONN3207", "A part of the WSDL is not looked at",
        "A spec is checked against SOAP operations, their messages, headers, faults and schemas. What else the contract says here is not checked, so that a spec may break it unnoticed. Nothing needs doing.");

    /// <summary>The WSDL stands for more than is read.</summary>
    public static readonly DiagnosticRule WsdlTooLarge = Error("CONN3208", "The WSDL grows too large",
        "A file may have 8 million characters and elements nested up to 128 levels deep; types may be derived or nested up to 64 levels deep, and have 100,000 members in all. Reduce the contract to the operations that the spec names.");
}
