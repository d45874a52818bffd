using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Soap.Tests;

/// <summary>Starts the sandbox as Coveto, for clients that are not ours.</summary>
internal static class CovetoVendor
{
    /// <summary>The namespace of the calls.</summary>
    public const string Calls = "https://www.coveto.de/soap/v2";

    /// <summary>The namespace of the records.</summary>
    public const string Types = "urn:coveto:typen:2";

    private static readonly Lazy<SandboxOptions> Options = new(() =>
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "specs");
        var contract = new SourceText("contracts/coveto.wsdl", File.ReadAllText(Path.Combine(folder, "contracts", "coveto.wsdl")));
        var compiled = SpecCompiler.Compile(new SourceText("coveto.yaml", File.ReadAllText(Path.Combine(folder, "coveto.yaml"))), Vocabularies.Ats, contract);
        Assert.True(compiled.Success, string.Join('\n', compiled.Diagnostics.Where(d => d.Rule.Severity == SpecSeverity.Error).Select(d => $"{d.File}({d.Span.Line + 1}): {d.Message}")));
        return new SandboxOptions { Spec = compiled.Spec!, Contract = compiled.Contract!, ContractFiles = [contract], Vocabulary = Vocabularies.Ats };
    });

    public static Task<SandboxServer> StartAsync() => SandboxServer.StartAsync(Options.Value);

    /// <summary>The vendor's ids of a model, in the order of the records.</summary>
    public static IEnumerable<string> Ids(this SandboxServer vendor, string model) =>
        Enumerable.Range(0, (int)vendor.Records.Count(model)).Select(i => vendor.Records.RemoteId(model, i));
}
