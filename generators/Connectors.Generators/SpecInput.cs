using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Generators;

/// <summary>All that one connector is made of, so that it is made anew when one of these changes and at no other time.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Contract">The contract it names; null when that is not among the files.</param>
/// <param name="Siblings">The other files it is checked against: what a contract is spread over besides itself, and the contracts of single apis.</param>
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
        var (contract, siblings) = Specs.SpecCompiler.ContractFiles(spec.Spec, path => At(SpecHeader.Resolve(spec.Spec.Path, path), contracts));
        var twin = specs.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == spec.Slug);
        return new SpecInput(spec.Spec, contract, siblings.ToEquatable(), Choose(spec.Category ?? "ats", vocabularies), twin == spec.Spec.Path ? null : twin);
    }

    private static Specs.SourceText? At(string path, EquatableArray<ConnectorFile> contracts) => contracts.FirstOrDefault(c => c.NormalPath == path)?.Source;

    private static VocabularySpec? Choose(string category, EquatableArray<VocabularyCompilation> vocabularies) =>
        vocabularies.FirstOrDefault(v => v.Category == category) is { } own ? own.Vocabulary : Vocabularies.Of(category) ?? Vocabularies.Ats;
}
