namespace Connectors.Mutation.Tests.Breaking;

/// <summary>All operators that break validity.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Operator> Operators { get; } = [.. YamlOperators.All, .. ShapeOperators.All, .. VocabularyOperators.All, .. ContractOperators.All, .. ActionOperators.All];
}
