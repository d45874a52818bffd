using System.Collections.Concurrent;
using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Soap.Tests;

/// <summary>Starts the sandbox as a vendor, for clients that are not ours.</summary>
internal static class Vendor
{
    private static readonly ConcurrentDictionary<string, SandboxOptions> Compiled = new();

    /// <summary>Plays a vendor.</summary>
    /// <param name="slug">The spec's file in the folder <c>specs</c> beside the tests.</param>
    /// <param name="contracts">The WSDL, and the files that it imports.</param>
    public static Task<SandboxServer> StartAsync(string slug, params string[] contracts) =>
        SandboxServer.StartAsync(Compiled.GetOrAdd(slug, _ => Compile(slug, contracts)));

    /// <summary>The vendor's ids of a model, in the order of the records.</summary>
    public static IEnumerable<string> Ids(this SandboxServer vendor, string model) =>
        Enumerable.Range(0, (int)vendor.Records.Count(model)).Select(i => vendor.Records.RemoteId(model, i));

    private static SandboxOptions Compile(string slug, string[] contracts)
    {
        SourceText[] files = [.. contracts.Select(name => Read($"contracts/{name}"))];
        var compiled = SpecCompiler.Compile(Read($"{slug}.yaml"), Vocabularies.Ats, files[0], files[1..]);
        Assert.True(compiled.Success, string.Join('\n', compiled.Diagnostics.Where(d => d.Rule.Severity == SpecSeverity.Error).Select(d => $"{d.File}({d.Span.Line + 1}): {d.Message}")));
        return new SandboxOptions { Spec = compiled.Spec!, Contract = compiled.Contract!, ContractFiles = files, Vocabulary = Vocabularies.Ats };
    }

    private static SourceText Read(string path) => new(path, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "specs", path)));
}
