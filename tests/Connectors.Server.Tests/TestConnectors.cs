using Connectors.Runtime;
using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Tests;

/// <summary>Connectors that are compiled for these tests: at their vendors, somebody has to agree first.</summary>
internal static class TestConnectors
{
    /// <summary>All that is chosen is said in the form.</summary>
    public const string Plain = "consent_token";

    /// <summary>After somebody has agreed, something is chosen from the vendor's list.</summary>
    public const string Choosing = "harbour";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "specs");

    /// <summary>A server that has these connectors and no others.</summary>
    public static ServerOptions Only(ServerOptions options) => options with { Connectors = PlayedConnectors.All, Play = Play };

    /// <summary>A connector.</summary>
    public static ConnectorRegistration Find(string slug) => PlayedConnectors.Find(slug)!;

    /// <summary>What a sandbox plays.</summary>
    public static SandboxOptions Play(string slug)
    {
        var spec = Read(slug + ".yaml")!;
        var (contract, siblings) = SpecCompiler.ContractFiles(spec, Read);
        var compiled = SpecCompiler.Compile(spec, Vocabularies.Ats, contract, siblings);
        return new SandboxOptions { Spec = compiled.Spec!, Contract = compiled.Contract!, ContractFiles = [contract!, .. siblings], Vocabulary = Vocabularies.Ats };
    }

    private static SourceText? Read(string name)
    {
        var file = Path.Combine(Folder, name);
        return File.Exists(file) ? new SourceText(name, File.ReadAllText(file)) : null;
    }
}
