namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>The file is no contract of a kind that is read.</summary>
    public static readonly DiagnosticRule ContractKind = Error("CONN3101", "Not a contract that can be read",
        "A contract is an OpenAPI document of version 3 (openapi: 3.0.3, 3.1.0, …) in YAML or JSON, or a WSDL. Convert older documents, and check that the path leads to the document itself rather than to a page that shows it.");

    /// <summary>A part of the contract is missing or of the wrong kind.</summary>
    public static readonly DiagnosticRule ContractShape = Error("CONN3102", "The contract breaks a rule of OpenAPI",
        "The place is not what OpenAPI has there, so it was left out. Correct the contract, or ask the vendor for a valid one.");

    /// <summary>A reference of the contract leads nowhere, or in a circle.</summary>
    public static readonly DiagnosticRule ContractReference = Error("CONN3103", "A $ref of the contract leads nowhere",
        "A $ref names a place in the same document, such as #/components/schemas/Job, and must not lead back to itself through nothing but references or allOf. Correct the name, or add what is missing.");

    /// <summary>A reference of the contract leads out of the file.</summary>
    public static readonly DiagnosticRule ContractForeignReference = Error("CONN3104", "A $ref of the contract leads out of the file",
        "A contract is one file, so that it can be compiled anywhere without fetching anything. Bundle the document: most OpenAPI tools have a command for it.");

    /// <summary>A part of the contract is not looked at.</summary>
    public static readonly DiagnosticRule ContractIgnored = Info("CONN3105", "A part of the contract is not looked at",
        "The compiler checks a spec against paths, parameters, JSON bodies and their schemas. What else the contract says here is not checked, so that a spec may break it unnoticed. Nothing needs doing.");

    /// <summary>Parts of the contract that contradict each other.</summary>
    public static readonly DiagnosticRule ContractContradiction = Warning("CONN3106", "Parts of the contract contradict each other",
        "No value can satisfy both parts, so the contract hardly means what it says; the first part is believed. Correct the contract.");

    /// <summary>The contract stands for more than is read.</summary>
    public static readonly DiagnosticRule ContractTooLarge = Error("CONN3107", "The contract grows too large",
        "Schemas may be nested, or merged by allOf, up to 64 levels deep, and all merged objects together may have up to 200,000 members. Reduce the contract to the operations that the spec names.");

    /// <summary>The placeholders of a path and its parameters do not fit.</summary>
    public static readonly DiagnosticRule ContractPath = Warning("CONN3108", "A path and its parameters do not fit",
        "Every {placeholder} of a path needs a parameter with in: path and that name, and every such parameter a placeholder. Correct the contract; a placeholder without a parameter is taken for a text.");

    private static DiagnosticRule Info(string id, string title, string help) => new(id, title, SpecSeverity.Info, help);
}
