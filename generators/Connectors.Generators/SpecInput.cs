using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Generators;

/// <summary>All that one connector is made of, so that it is made anew when one of these changes and at no other time.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Contract">The contract it names; null when that is not among the files.</param>
/// <param name="Siblings">The files that the contract is spread over besides itself.</param>
/// <param name="Vocabulary">The vocabulary of its category; null when there is none without mistakes.</param>
/// <param name="Twin">Another spec of the same name that comes first; null when there is none.</param>
internal sealed record SpecInput(Specs.SourceText Spec, Specs.SourceText? Contract, EquatableArray<Specs.SourceText> Siblings, VocabularySpec? Vocabulary, string? Twin)
{
    /// <summary>Picks a spec's own files out of all.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="contracts">All contracts.</param>
    /// <param name="vocabularies">The vocabularies of this compilation; those that ship with the compiler stand behind them.</param>
    /// <param name="specs">Paths of all specs.</param>
    public static SpecInput Pick(SpecHeader spec, EquatableArray<ConnectorFile> contracts, EquatableArray<VocabularyCompilation> vocabularies, EquatableArray<string> specs)
    {
        var contract = spec.Contract is null ? null : At(spec.Contract, contracts);
        var siblings = contract is null ? default : ContractReader.Siblings(contract, path => At(SpecHeader.Resolve(contract.Path, path), contracts)).ToEquatable();
        var twin = specs.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == spec.Slug);
        return new SpecInput(spec.Spec, contract, siblings, Choose(spec.Category ?? "ats", vocabularies), twin == spec.Spec.Path ? null : twin);
    }

    private static Specs.SourceText? At(string path, EquatableArray<ConnectorFile> contracts) => contracts.FirstOrDefault(c => SpecHeader.Normal(c.Source.Path) == path)?.Source;

    private static VocabularySpec? Choose(string category, EquatableArray<VocabularyCompilation> vocabularies) =>
        vocabularies.FirstOrDefault(v => v.Category == category) is { } own ? own.Vocabulary : Vocabularies.Of(category) ?? Vocabularies.Ats;
}
