using Connectors.Specs;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Cli.Specs;

/// <summary>Compiles specs as the build does.</summary>
internal static class SpecBuild
{
    /// <summary>The vocabulary that the tool was built with.</summary>
    public static VocabularySpec Vocabulary => Vocabularies.Ats;

    /// <summary>Compiles a spec, or reads a vocabulary, and keeps everything that is found.</summary>
    public static CompiledSpec Compile(SpecSource source)
    {
        if (source.IsVocabulary)
        {
            var diagnostics = new DiagnosticBag();
            VocabularyReader.Read(source.Spec, diagnostics);
            return new CompiledSpec(source, null, null, [.. diagnostics.ToDiagnostics()]);
        }

        var (contract, siblings) = source.Contracts;
        var compilation = SpecCompiler.Compile(source.Spec, Vocabulary, contract, siblings);
        return new CompiledSpec(source, compilation.Spec, compilation.Contract, [.. compilation.Diagnostics]);
    }

    /// <summary>Compiles a spec that must not have errors: the bound spec and its contract are there.</summary>
    /// <exception cref="CliException">It has errors; the message lists them.</exception>
    public static CompiledSpec CompileValid(SpecSource source)
    {
        if (source.IsVocabulary)
        {
            throw new CliException($"{source.Spec.Path} is a vocabulary; a connector's spec is needed.");
        }

        var compiled = Compile(source);
        return compiled is { Errors: 0, Spec: not null }
            ? compiled
            : throw new CliException($"{source.Spec.Path} has {Terminal.Count.Of(compiled.Errors, "error")}.\n{string.Join('\n', compiled.Diagnostics.Select(d => d.ToLine()))}");
    }
}
