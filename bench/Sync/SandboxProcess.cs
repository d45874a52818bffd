using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Vocabulary;

namespace Connectors.Benchmarks.Sync;

/// <summary>A sandbox in a process of its own, as a vendor is: its memory and garbage do not count as ours.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly Process _process;

    private SandboxProcess(Process process, Uri baseAddress, Dictionary<string, string> connection)
    {
        _process = process;
        BaseAddress = baseAddress;
        Connection = connection;
    }

    public Uri BaseAddress { get; }

    public Dictionary<string, string> Connection { get; }

    /// <summary>Starts this program again, as a sandbox with so many candidates.</summary>
    public static SandboxProcess Start(long candidates)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["sandbox-process", candidates.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        var process = Process.Start(start)!;
        var address = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The sandbox did not start.");
        var connection = JsonSerializer.Deserialize<Dictionary<string, string>>(process.StandardOutput.ReadLine()!)!;
        return new SandboxProcess(process, new Uri(address), connection);
    }

    /// <summary>The child's own program: serves until its input ends.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var specs = Repository.At("specs");
        var compiled = SpecCompiler.Compile(
            new SourceText("laura.yaml", await File.ReadAllTextAsync(Path.Combine(specs, "laura.yaml"))),
            Vocabularies.Ats,
            new SourceText("laura.openapi.yaml", await File.ReadAllTextAsync(Path.Combine(specs, "contracts", "laura.openapi.yaml"))));
        var options = new SandboxOptions
        {
            Spec = compiled.Spec!,
            Contract = compiled.Contract!,
            Vocabulary = Vocabularies.Ats,
            Records = new RecordCounts { Models = new Dictionary<string, long> { ["candidates"] = long.Parse(args[0], CultureInfo.InvariantCulture) } },
        };
        await using var sandbox = await SandboxServer.StartAsync(options);
        Console.WriteLine(sandbox.BaseAddress);
        Console.WriteLine(JsonSerializer.Serialize(sandbox.Connection));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
    }
}
