using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Fuzzing;

/// <summary>A file that is spoilt, and what reads it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Read">Reads a spoilt text of it; gives all texts that took part, with what was found in them.</param>
internal sealed record FuzzTarget(string Path, Func<SourceText, (IReadOnlyList<SourceText> Texts, IReadOnlyList<SpecDiagnostic> Found)> Read)
{
    private readonly Lazy<Mutator> _mutator = new(() => new Mutator(Files.Read(Path).Text));

    /// <summary>The file, spoilt.</summary>
    public SourceText Mutate(int seed) => new(Path, _mutator.Value.Mutate(seed));

    /// <summary>Every spec, every contract with the specs that name it, and the vocabulary.</summary>
    public static IReadOnlyList<FuzzTarget> All()
    {
        var specs = Files.List("specs", "*.yaml").Concat(Files.List("tests/specs", "*.yaml")).Concat(Files.List("tests/specs/soap", "*.yaml")).Concat(Files.List("tests/specs/actions", "*.yaml")).Where(path => path != "specs/ats.yaml")
            .Select(path => (Spec: Files.Read(path), Contract: Files.ContractOf(path)))
            .ToList();
        return
        [
            .. specs.Select(s => Spec(s.Spec, s.Contract)),
            .. specs.Where(s => s.Contract is not null).Select(s => Contract(s.Spec, s.Contract!.Value.Contract, s.Contract.Value.Siblings)),
            .. specs.Where(s => s.Contract is not null).SelectMany(s => s.Contract!.Value.Siblings.Select(sibling => Sibling(s.Spec, s.Contract.Value.Contract, s.Contract.Value.Siblings, sibling))),
            new FuzzTarget("specs/ats.yaml", Vocabulary),
        ];
    }

    private static FuzzTarget Spec(SourceText original, (SourceText Contract, IReadOnlyList<SourceText> Siblings)? contract)
    {
        var read = contract is null ? null : ContractReader.Read(contract.Value.Contract, contract.Value.Siblings, new DiagnosticBag());
        return new FuzzTarget(original.Path, spoilt => ([spoilt], (read is null ? SpecCompiler.Compile(spoilt, Vocabularies.Ats, (SourceText?)null) : SpecCompiler.Compile(spoilt, Vocabularies.Ats, read)).Diagnostics));
    }

    private static FuzzTarget Contract(SourceText spec, SourceText original, IReadOnlyList<SourceText> siblings) =>
        new(original.Path, spoilt => ([spec, spoilt, .. siblings], SpecCompiler.Compile(spec, Vocabularies.Ats, spoilt, siblings).Diagnostics));

    private static FuzzTarget Sibling(SourceText spec, SourceText contract, IReadOnlyList<SourceText> siblings, SourceText original) =>
        new(original.Path, spoilt => ([spec, contract, .. siblings.Where(s => s.Path != original.Path), spoilt], SpecCompiler.Compile(spec, Vocabularies.Ats, contract, [.. siblings.Where(s => s.Path != original.Path), spoilt]).Diagnostics));

    private static (IReadOnlyList<SourceText> Texts, IReadOnlyList<SpecDiagnostic> Found) Vocabulary(SourceText spoilt)
    {
        var bag = new DiagnosticBag();
        VocabularyReader.Read(spoilt, bag);
        return ([spoilt], bag.ToDiagnostics());
    }
}
