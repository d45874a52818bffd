using Connectors.Specs.Binding;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs;

/// <summary>A text and the name it is known by.</summary>
/// <param name="Path">Path or name, shown in diagnostics; the file name without extension is a connector's slug.</param>
/// <param name="Text">The text.</param>
public sealed record SourceText(string Path, string Text);

/// <summary>The outcome of compiling a spec.</summary>
/// <param name="Spec">The bound spec; null when an error keeps it from having a meaning.</param>
/// <param name="Contract">The contract as read; null when it could not be.</param>
/// <param name="Diagnostics">Everything found, in the order of the file.</param>
public sealed record SpecCompilation(ConnectorSpec? Spec, Contract? Contract, EquatableArray<SpecDiagnostic> Diagnostics)
{
    /// <summary>Whether no error was found.</summary>
    public bool Success => Spec is not null && Diagnostics.All(d => d.Rule.Severity != SpecSeverity.Error);

    /// <summary>Where the keys of the spec stand; null when it is not YAML. Other than <see cref="Spec"/> it changes with every line that moves.</summary>
    public SpecPositions? Positions { get; init; }
}

/// <summary>Compiles specs. Pure, deterministic and total: whatever the texts, mistakes become diagnostics and nothing is thrown.</summary>
public static class SpecCompiler
{
    /// <summary>Compiles a spec against a vocabulary and the vendor's contract.</summary>
    /// <param name="spec">The spec; its file name without extension is the slug.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="contract">The vendor's OpenAPI document or WSDL, which <see cref="ContractPath"/> names; null when it is not there, which is an error of the spec.</param>
    /// <returns>Everything found in one run. <see cref="SpecCompilation.Spec"/> is null when there is an error.</returns>
    public static SpecCompilation Compile(SourceText spec, VocabularySpec vocabulary, SourceText? contract) => Compile(spec, vocabulary, contract, []);

    /// <summary>Compiles a spec against a contract that may be spread over several files.</summary>
    /// <param name="spec">The spec; its file name without extension is the slug.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="contract">The vendor's contract, which <see cref="ContractPath"/> names; null when it is not there, which is an error of the spec.</param>
    /// <param name="siblings">Files that a WSDL may import or include, found by their paths; <see cref="ContractReader.Siblings"/> finds them.</param>
    public static SpecCompilation Compile(SourceText spec, VocabularySpec vocabulary, SourceText? contract, IReadOnlyList<SourceText> siblings)
    {
        var diagnostics = new DiagnosticBag();
        var read = contract is null ? null : ContractReader.Read(contract, siblings, diagnostics);
        return Compile(spec, vocabulary, read, contract is not null, diagnostics);
    }

    /// <summary>Compiles a spec against a contract that has been read already, so that several runs can share it.</summary>
    public static SpecCompilation Compile(SourceText spec, VocabularySpec vocabulary, Contract contract) =>
        Compile(spec, vocabulary, contract, true, new DiagnosticBag());

    /// <summary>The contract a spec names, without compiling it: <c>contracts/laura.openapi.yaml</c>; null when it names none or is not YAML.</summary>
    public static string? ContractPath(SourceText spec) =>
        ((YamlReader.Read(spec, new DiagnosticBag()) as YamlMapping)?["transport"] as YamlMapping)?["contract"] is YamlScalar { IsEmpty: false } path ? path.Text : null;

    private static SpecCompilation Compile(SourceText spec, VocabularySpec vocabulary, Contract? contract, bool contractGiven, DiagnosticBag diagnostics)
    {
        if (YamlReader.Read(spec, diagnostics) is not { } root)
        {
            return new SpecCompilation(null, contract, diagnostics.ToDiagnostics());
        }

        new ShapeChecker(spec.Path, diagnostics).Check(root);
        ConnectorSpec? bound = null;
        if (root is YamlMapping mapping)
        {
            CheckContract(spec, mapping, contractGiven, diagnostics);
            bound = new SpecBinder(spec.Path, vocabulary, contract, diagnostics).Bind(mapping);
        }

        return new SpecCompilation(diagnostics.HasErrors ? null : bound, contract, diagnostics.ToDiagnostics()) { Positions = SpecPositions.Of(root) };
    }

    private static void CheckContract(SourceText spec, YamlMapping root, bool given, DiagnosticBag diagnostics)
    {
        if (!given && (root["transport"] as YamlMapping)?["contract"] is YamlScalar { IsEmpty: false } path)
        {
            diagnostics.Report(DiagnosticRules.NoContract, spec.Path, path.Span, $"The contract '{path.Text}' is not there; every path and parameter is checked against it.");
        }
    }
}
