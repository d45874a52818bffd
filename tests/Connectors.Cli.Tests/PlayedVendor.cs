using Connectors.Cli.Specs;
using Connectors.Cli.Terminal;
using Connectors.Sandbox;

namespace Connectors.Cli.Tests;

/// <summary>Laura's sandbox as a vendor of its own, so that a test can change what it has.</summary>
internal static class PlayedVendor
{
    /// <summary>Starts it.</summary>
    public static Task<SandboxServer> StartAsync()
    {
        var library = new SpecLibrary(new CliHost { Out = Screen.Plain(TextWriter.Null), Error = TextWriter.Null });
        var compiled = SpecBuild.CompileValid(library.Find("laura"));
        return SandboxServer.StartAsync(new SandboxOptions
        {
            Spec = compiled.Spec!,
            Contract = compiled.Contract!,
            Vocabulary = SpecBuild.Vocabulary,
            Records = RecordCounts.Of(4),
        });
    }

    /// <summary>The arguments that lead a command to it.</summary>
    public static string[] Arguments(this SandboxServer vendor, string? apiKey = null) =>
    [
        "--base-url", vendor.BaseAddress.ToString(),
        "--set", $"subdomain={vendor.Connection["subdomain"]}",
        "--set", $"api_key={apiKey ?? vendor.Connection["api_key"]}",
    ];
}
