using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Played;

/// <summary>The specs that were compiled into the shipped connectors.</summary>
internal static class ShippedSpecs
{
    private const string Prefix = "specs/";

    /// <summary>What a sandbox of a shipped connector plays.</summary>
    public static SandboxOptions Sandbox(string slug)
    {
        var spec = Resource(slug + ".yaml") ?? throw new InvalidOperationException($"The spec of '{slug}' was not shipped.");
        var (contract, siblings) = SpecCompiler.ContractFiles(spec, Resource);
        var compiled = SpecCompiler.Compile(spec, Vocabularies.Ats, contract, siblings);
        return new SandboxOptions
        {
            Spec = compiled.Spec!,
            Contract = compiled.Contract!,
            ContractFiles = contract is null ? [] : [contract, .. siblings],
            Vocabulary = Vocabularies.Ats,
        };
    }

    private static SourceText? Resource(string path)
    {
        using var stream = typeof(ShippedSpecs).Assembly.GetManifestResourceStream(Prefix + path);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new SourceText(Prefix + path, reader.ReadToEnd());
    }
}
