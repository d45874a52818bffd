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
    private static readonly Readings<YamlNode> Roots = new(YamlReader.Read);

    /// <summary>Compiles a spec against a vocabulary and the vendor's contract.</summary>
    /// <param name="spec">The spec; its file name without extension is the slug.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="contract">The vendor's OpenAPI document or WSDL, which <see cref="ContractPath"/> names; null when it is not there, which is an error of the spec.</param>
    /// <returns>Everything found in one run. <see cref="SpecCompilation.Spec"/> is null when there is an error.</returns>
    public static SpecCompilation Compile(SourceText spec, VocabularySpec vocabulary, SourceText? contract) => Compile(spec, vocabulary, contract, []);

    /// <summary>Compiles a spec against a contract that may be spread over several files, and against those that single apis have of their own.</summary>
    /// <param name="spec">The spec; its file name without extension is the slug.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="contract">The vendor's contract, which <see cref="ContractPath"/> names; null when it is not there, which is an error of the spec.</param>
    /// <param name="siblings">Contracts of single apis, and files that a WSDL may import or include, found by their paths; <see cref="ContractFiles"/> finds them all.</param>
    public static SpecCompilation Compile(SourceText spec, VocabularySpec vocabulary, SourceText? contract, IReadOnlyList<SourceText> siblings)
    {
        var diagnostics = new DiagnosticBag();
        var read = contract is null ? null : ContractReader.Read(contract, siblings, diagnostics);
        // Without the contract that most requests are held against, there is nothing to hold any of them against.
        foreach (var path in read is null ? [] : ApiContracts(Transport(spec)).Select(static c => c.Text).Distinct(StringComparer.Ordinal))
        {
            if (WsdlFiles.Find(siblings, WsdlFiles.Beside(spec.Path, path)) is { } file && ContractReader.Read(file, siblings, diagnostics, path + ":") is { } other)
            {
                read = read!.With(path, other);
            }
        }

        return Compile(spec, vocabulary, read, path => path.Length == 0 ? contract is not null : WsdlFiles.Find(siblings, WsdlFiles.Beside(spec.Path, path)) is not null, diagnostics);
    }

    /// <summary>Compiles a spec against a contract that has been read already, so that several runs can share it.</summary>
    public static SpecCompilation Compile(SourceText spec, VocabularySpec vocabulary, Contract contract) =>
        Compile(spec, vocabulary, contract, static _ => true, new DiagnosticBag());

    /// <summary>The contract a spec names, without compiling it: <c>contracts/laura.openapi.yaml</c>; null when it names none or is not YAML.</summary>
    public static string? ContractPath(SourceText spec) => PathIn(Transport(spec));

    /// <summary>The category a spec names, without compiling it; null when it names none or is not YAML.</summary>
    public static string? Category(SourceText spec) => ((Roots.Of(spec, new DiagnosticBag()) as YamlMapping)?["category"] as YamlScalar)?.Text;

    /// <summary>All files that a spec is checked against: its contract, then everything else, which is what the siblings of <see cref="Compile(SourceText, VocabularySpec, SourceText?, IReadOnlyList{SourceText})"/> are.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="read">Gives the file at a path relative to the spec; null when there is none, which compiling reports.</param>
    public static (SourceText? Contract, IReadOnlyList<SourceText> Siblings) ContractFiles(SourceText spec, Func<string, SourceText?> read)
    {
        var transport = Transport(spec);
        var path = PathIn(transport);
        var contract = path is null ? null : read(path);
        var siblings = contract is null ? [] : Around(path!, contract).ToList();
        foreach (var own in ApiContracts(transport).Select(static c => c.Text).Distinct(StringComparer.Ordinal))
        {
            if (read(own) is { } file)
            {
                siblings.AddRange(Around(own, file).Prepend(file).Where(f => siblings.TrueForAll(s => s.Path != f.Path)).ToList());
            }
        }

        return (contract, siblings);

        IReadOnlyList<SourceText> Around(string at, SourceText file) => ContractReader.Siblings(file, name => read(at.Substring(0, at.LastIndexOf('/') + 1) + name));
    }

    private static YamlMapping? Transport(SourceText spec) => (Roots.Of(spec, new DiagnosticBag()) as YamlMapping)?["transport"] as YamlMapping;

    private static string? PathIn(YamlMapping? transport) => transport?["contract"] is YamlScalar { IsEmpty: false } path ? path.Text : null;

    // Where the apis of a transport name contracts of their own.
    private static IEnumerable<YamlScalar> ApiContracts(YamlMapping? transport) =>
        (transport?["apis"] as YamlMapping)?.Entries.Select(static api => (api.Value as YamlMapping)?["contract"]).OfType<YamlScalar>().Where(static c => !c.IsEmpty) ?? [];

    private static SpecCompilation Compile(SourceText spec, VocabularySpec vocabulary, Contract? contract, Func<string, bool> isGiven, DiagnosticBag diagnostics)
    {
        if (Roots.Of(spec, diagnostics) is not { } root)
        {
            return new SpecCompilation(null, contract, diagnostics.ToDiagnostics());
        }

        new ShapeChecker(spec.Path, diagnostics).Check(root);
        ConnectorSpec? bound = null;
        if (root is YamlMapping mapping)
        {
            CheckContracts(spec, mapping["transport"] as YamlMapping, isGiven, diagnostics);
            bound = new SpecBinder(spec.Path, vocabulary, contract, diagnostics).Bind(mapping);
        }

        return new SpecCompilation(diagnostics.HasErrors ? null : bound, contract, diagnostics.ToDiagnostics()) { Positions = SpecPositions.Of(root) };
    }

    private static void CheckContracts(SourceText spec, YamlMapping? transport, Func<string, bool> isGiven, DiagnosticBag diagnostics)
    {
        var missing = ApiContracts(transport).Where(c => !isGiven(c.Text));
        if (transport?["contract"] is YamlScalar { IsEmpty: false } main && !isGiven(""))
        {
            missing = missing.Prepend(main);
        }

        foreach (var path in missing)
        {
            diagnostics.Report(DiagnosticRules.NoContract, spec.Path, path.Span, $"The contract '{path.Text}' is not there; every path and parameter is checked against it.");
        }
    }
}
