using Microsoft.CodeAnalysis;

namespace Connectors.Generators.Requirements;

/// <summary>The runtime's attributes of coverage. They are known by name: a program may see two versions of the runtime.</summary>
internal static class CoverageTypes
{
    /// <summary>The assembly they are in.</summary>
    public const string Assembly = "Connectors.Runtime";

    /// <summary>What a connector covers.</summary>
    public const string Coverage = "ConnectorCoverageAttribute";

    /// <summary>What it is known not to cover.</summary>
    public const string Gap = "ConnectorGapAttribute";

    /// <summary>What there is to cover.</summary>
    public const string Vocabulary = "CoverageVocabularyAttribute";

    /// <summary>On types that stand for a connector.</summary>
    public const string ConnectorType = "ConnectorTypeAttribute";

    /// <summary>On code that relies on coverage.</summary>
    public const string Requires = "RequiresCoverageAttribute";

    /// <summary>Whether a type is in the attributes' namespace.</summary>
    public static bool Are(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Capabilities", ContainingNamespace: { Name: "Runtime", ContainingNamespace: { Name: "Connectors", ContainingNamespace.IsGlobalNamespace: true } } };
}
