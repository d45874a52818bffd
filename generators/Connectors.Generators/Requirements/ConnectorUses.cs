using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Generators.Requirements;

/// <summary>The connectors that a compilation's own code registers or uses by type.</summary>
internal static class ConnectorUses
{
    // The path of a generated file begins with the name of its generator.
    private static readonly string GeneratedByUs = typeof(ConnectorGenerator).FullName!;

    /// <summary>Their slugs, each with the place where it is used first, in code that people write if there is one.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="assemblies">The assemblies that have connectors.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IReadOnlyDictionary<string, Location> In(Compilation compilation, IEnumerable<IAssemblySymbol> assemblies, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(assemblies.SelectMany(a => Types(a.GlobalNamespace)).Where(t => Slugs(t).Any()).SelectMany(Names), StringComparer.Ordinal);
        var used = new Dictionary<string, Location>(StringComparer.Ordinal);
        var trees = compilation.SyntaxTrees.Where(tree => names.Count > 0 && !tree.FilePath.Contains(GeneratedByUs));
        foreach (var tree in trees.OrderBy(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Most files name no connector, and then nothing in them is bound.
            foreach (var name in tree.GetRoot(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>().Where(n => names.Contains(n.Identifier.ValueText)))
            {
#pragma warning disable RS1030 // A requirement in one file asks about all others; their models are not at hand.
                var symbol = compilation.GetSemanticModel(tree).GetSymbolInfo(name, cancellationToken).Symbol;
#pragma warning restore RS1030
                foreach (var slug in Slugs(symbol).Where(slug => !used.ContainsKey(slug)))
                {
                    used.Add(slug, name.GetLocation());
                }
            }
        }

        return used;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol level) => level.GetTypeMembers().Concat(level.GetNamespaceMembers().SelectMany(Types));

    /// <summary>The names by which code can come to use a type: its own, and those of the extension methods in it.</summary>
    private static IEnumerable<string> Names(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Where(m => m.IsExtensionMethod).Select(m => m.Name).Prepend(type.Name);

    private static IEnumerable<string> Slugs(ISymbol? symbol)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (var attribute in type.GetAttributes().Where(a => a.AttributeClass is { Name: CoverageTypes.ConnectorType } mark && CoverageTypes.Are(mark)))
            {
                if (attribute.ConstructorArguments is [{ Value: string slug }])
                {
                    yield return slug;
                }
            }
        }
    }
}
