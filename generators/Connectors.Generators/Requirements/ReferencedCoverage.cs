using Connectors.Specs.Model;
using Connectors.Specs.Requirements;
using Microsoft.CodeAnalysis;

namespace Connectors.Generators.Requirements;

/// <summary>What a compilation, and every assembly it references, tells of connectors.</summary>
internal sealed class ReferencedCoverage
{
    private ReferencedCoverage(RequirementCheck check, IReadOnlyList<IAssemblySymbol> assemblies, IReadOnlyList<Requirement<IAssemblySymbol>> requirements) =>
        (Check, Assemblies, Requirements) = (check, assemblies, requirements);

    /// <summary>Holds requirements against it.</summary>
    public RequirementCheck Check { get; }

    /// <summary>The assemblies that have connectors.</summary>
    public IReadOnlyList<IAssemblySymbol> Assemblies { get; }

    /// <summary>What referenced assemblies require of whatever connectors are used with them.</summary>
    public IReadOnlyList<Requirement<IAssemblySymbol>> Requirements { get; }

    /// <summary>Reads the attributes.</summary>
    public static ReferencedCoverage Of(Compilation compilation)
    {
        var connectors = new List<ConnectorCoverage>();
        var vocabularies = new List<RowVocabulary>();
        var assemblies = new List<IAssemblySymbol>();
        var requirements = new List<Requirement<IAssemblySymbol>>();
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols.Where(KnowsRuntime).Prepend(compilation.Assembly))
        {
            var attributes = assembly.GetAttributes().Where(a => a.AttributeClass is { } type && CoverageTypes.Are(type) && a.ConstructorArguments.All(c => c.Kind != TypedConstantKind.Error)).ToList();
            vocabularies.AddRange(Named(attributes, CoverageTypes.Vocabulary).Select(a => new RowVocabulary(Text(a, 0), Texts(a, 1))));
            var gaps = Named(attributes, CoverageTypes.Gap).SelectMany(Gaps).ToLookup(gap => gap.Connector, gap => gap.Gap, StringComparer.Ordinal);
            var own = Named(attributes, CoverageTypes.Coverage).Select(a => new ConnectorCoverage(Text(a, 0), Text(a, 1), Texts(a, 2), gaps[Text(a, 0)])).ToList();
            connectors.AddRange(own);
            if (own.Count > 0)
            {
                assemblies.Add(assembly);
            }

            if (!SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
            {
                requirements.AddRange(Named(attributes, CoverageTypes.Requires).Where(NamesNobody)
                    .Select(a => new Requirement<IAssemblySymbol>(assembly, Texts(a, 0).Select(row => new Placed<IAssemblySymbol>(row, assembly)).ToList(), [])));
            }
        }

        return new ReferencedCoverage(new RequirementCheck(connectors, vocabularies), assemblies, requirements);
    }

    // Attributes of an assembly that does not reference the runtime need not be decoded: most are a framework's.
    private static bool KnowsRuntime(IAssemblySymbol assembly) =>
        assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == CoverageTypes.Assembly));

    private static IEnumerable<AttributeData> Named(IEnumerable<AttributeData> attributes, string name) => attributes.Where(a => a.AttributeClass!.Name == name);

    private static bool NamesNobody(AttributeData requirement) =>
        requirement.NamedArguments.All(a => a.Value.Kind == TypedConstantKind.Array && (a.Value.IsNull || a.Value.Values.IsEmpty));

    private static IEnumerable<(string Connector, CoverageException Gap)> Gaps(AttributeData attribute)
    {
        // The numbers are those of the runtime's enumeration, whose members are the compiler's.
        var state = attribute.ConstructorArguments[1].Value is int value ? (CoverageState)value : CoverageState.Unknown;
        return Texts(attribute, 3).Select(row => row.Split(['.'], 2))
            .Select(row => (Text(attribute, 0), new CoverageException(row[0], row.Length == 1 ? null : row[1], state, Text(attribute, 2))));
    }

    private static string Text(AttributeData attribute, int position) => attribute.ConstructorArguments[position].Value as string ?? "";

    private static IEnumerable<string> Texts(AttributeData attribute, int position) =>
        attribute.ConstructorArguments[position] is { Kind: TypedConstantKind.Array, IsNull: false } all ? all.Values.Select(v => v.Value).OfType<string>() : [];
}
