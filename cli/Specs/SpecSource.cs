using Connectors.Specs;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Cli.Specs;

/// <summary>A spec and a way to the contract it names.</summary>
/// <param name="Spec">The spec's text, under the path that diagnostics show.</param>
/// <param name="ReadContract">Reads the file at a path relative to the spec; null when there is none.</param>
internal sealed record SpecSource(SourceText Spec, Func<string, SourceText?> ReadContract)
{
    /// <summary>Whether this is a vocabulary rather than a connector.</summary>
    public bool IsVocabulary { get; } = YamlReader.Read(Spec, new DiagnosticBag()) is YamlMapping root && root["vocabulary"] is not null;

    /// <summary>The contract that the spec names, null when it names none or none is there; and the other files it is checked against.</summary>
    public (SourceText? Contract, IReadOnlyList<SourceText> Siblings) Contracts => SpecCompiler.ContractFiles(Spec, ReadContract);
}
