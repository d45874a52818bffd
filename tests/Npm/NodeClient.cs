using System.Diagnostics;

namespace Connectors.Tests.Npm;

/// <summary>Runs clients written for Node, with the packages of its lock file installed beside it in the tests' output.</summary>
public sealed class NodeClient : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Npm");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Whether Node and npm can be started.</summary>
    public static bool IsInstalled => Find("node") is not null && Find("npm") is not null;

    /// <summary>Installs the packages, unless those of the very same lock file are there.</summary>
    public async Task InitializeAsync()
    {
        if (!IsInstalled)
        {
            return; // Each test says so, by being skipped or by failing.
        }

        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        var installed = Path.Combine(Folder, "node_modules", ".installed");
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != wanted)
        {
            await RunProcessAsync("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            await File.WriteAllTextAsync(installed, wanted);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Runs a client.</summary>
    /// <param name="script">Its file.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(string script, params string[] arguments)
    {
        Assert.True(IsInstalled, "Node and npm are not on the PATH; in CI, clients from npm have to check what is served.");
        return await RunProcessAsync("node", [script, .. arguments]);
    }

    private static async Task<string> RunProcessAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(program)!, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var end = new CancellationTokenSource(Patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(end.Token), process.StandardError.ReadToEndAsync(end.Token));
            await process.WaitForExitAsync(end.Token);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await errors}\n{await output}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string? Find(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd"] : [program];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
